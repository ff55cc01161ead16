#!/bin/sh
# Each rule has a case that it finds and one where it is silent; each case belongs to a rule.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"

rules=$(sed -n 's/^RULE(\([a-z0-9_]*\)).*/\1/p' lib/rules/rules.def | tr _ -)

has_case() {
	[ -n "$(find "tests/cases/$1" -maxdepth 1 -name "$2-*" 2>/dev/null)" ] || echo "tests/cases/$1 has no $2-* case"
}

# What is wrong with one case of a rule.
fault() {
	rule=$1 case=$2
	[ -f "$case/expect" ] || { echo "$case: no expect"; return; }
	[ -n "$(find "$case" -maxdepth 1 -name 'tracker.*' -o -name 'before.*')" ] || echo "$case: no document"
	case ${case##*/} in
	good-*) [ ! -s "$case/expect" ] || echo "$case: a good case must expect nothing" ;;
	bad-*) grep -q "\[$rule\]\$" "$case/expect" || echo "$case: does not expect $rule" ;;
	*) echo "$case: is named neither good-* nor bad-*" ;;
	esac
}

faults() {
	for case in "tests/cases/$1"/*; do
		[ -d "$case" ] && fault "$1" "$case"
	done
}

for rule in $rules; do
	verdict "$rule has good and bad cases that expect what their names say" \
		"$(has_case "$rule" good; has_case "$rule" bad; faults "$rule")"
done
verdict "every folder of cases is a rule's" "$(find tests/cases -mindepth 1 -maxdepth 1 -printf "%f\n" | grep -vxF "$rules")"
finish
