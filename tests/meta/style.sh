#!/bin/sh
# What a tool can say about form: clang-format, shellcheck, the first lines of a file, sizes.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
need clang-format clang-format
need shellcheck shellcheck

sources() { git ls-files -- '*.c' '*.h'; }

unformatted() { sources | xargs clang-format --dry-run -Werror 2>&1 | grep 'error:' | cut -d: -f1 | sort -u; }

scripts() {
	git -c core.quotePath=false ls-files | grep -v '^tests/commands/' | while read -r file; do
		head -n 1 "$file" | grep -aEq '^#! ?/bin/(ba)?sh' && echo "$file"
	done
}

without_licence() {
	sources | while read -r file; do
		head -n 1 "$file" | grep -qx '/\* SPDX-License-Identifier: MIT \*/' || echo "$file"
	done
}

too_long() { sources | xargs wc -l | awk '$1 > 500 && $2 != "total" { print $2 ": " $1 " lines" }'; }

ruled_off() { sources | xargs grep -nE '(/\*|^ \*) ?-{5,}|-{5,} \*/' | cut -d: -f1,2; }

long_hooks() { wc -l hooks/* | awk '$1 > 20 && $2 != "total" { print $2 ": " $1 " lines" }'; }

verdict "clang-format would change nothing" "$(unformatted)"
# shellcheck disable=SC2046 # no file name of ours has a blank
holds "shellcheck has nothing to say" shellcheck -x $(scripts)
verdict "each source begins with its licence" "$(without_licence)"
verdict "no source is longer than 500 lines" "$(too_long)"
verdict "the title of a part is one short line" "$(ruled_off)"
[ ! -d hooks ] || verdict "no hook is longer than 20 lines" "$(long_hooks)"
finish
