#!/bin/sh
# What the documents say is what the programs do. Usage: docs.sh BUILD
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
build=$1

rules() { sed -n 's/^RULE(\([a-z0-9_]*\)).*/\1/p' lib/rules/rules.def | tr _ -; }

unnamed() {
	rules | while read -r rule; do
		grep -qF "\`$rule\`" README.md || echo "README.md does not name $rule"
	done
}

# Relative links in Markdown files of ours must lead somewhere.
# shellcheck disable=SC2016 # backquotes are fences of code here
dead_links() {
	git -c core.quotePath=false ls-files -- '*.md' | grep -v '^tests/c' | while read -r file; do
		sed -e '/^````/,/^````/d' -e '/^```/,/^```/d' "$file" | grep -oE '\]\([^)#:]+[)#]' | tr -d '])(#' | while read -r link; do
			[ -e "$(dirname "$file")/$link" ] || echo "$file: $link"
		done
	done
}

undescribed() {
	for dir in lib/*/; do
		grep -qF "$(basename "$dir")/" lib/README.md || echo "lib/README.md does not name $dir"
	done
}

verdict "docs/rules.md is what the registry says: $build/docs/rules_md > docs/rules.md" \
	"$("$build/docs/rules_md" | diff -u docs/rules.md - 2>&1)"
# What README says to pre-commit and to GitHub must be known there.
unknown_words() {
	sed -n 's|^ *- id: *\([a-z-]*\).*|\1|p' README.md | while read -r id; do
		grep -qxF -- "- id: $id" .pre-commit-hooks.yaml || echo ".pre-commit-hooks.yaml has no $id"
	done
	sed -n 's/.*with: { \([a-z-]*\): .*/\1/p' README.md | grep -vx fetch-depth | while read -r input; do
		grep -q "^  $input:" action.yml || echo "action.yml has no $input"
	done
}

verdict "README's snippets name what is there" "$(unknown_words)"
verdict "README's table names every rule" "$(unnamed)"
verdict "lib/README.md names every folder" "$(undescribed)"
verdict "no link is dead" "$(dead_links)"
verdict ".ci/run calls the test command that README names" \
	"$(sed -n 's/^exec //p' .ci/run | grep -xF "$(sed -n 's|^\(\./ci/[^ ]*\).*|\1|p' README.md)" >/dev/null || echo "it does not")"
finish
