#!/bin/sh
# The public header compiles alone: for C99 pedants, for C++, with both compilers.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
need gcc gcc
need g++ g++
need clang clang

# shellcheck disable=SC2317 # holds() calls it
alone() {
	printf '#include "tracker.h"\nint main(void) { return 0; }\n' |
		"$@" -Ilib -Wall -Wextra -Wpedantic -Wundef -Werror -fsyntax-only -
}

for cc in gcc clang; do
	holds "$cc takes tracker.h as C99" alone "$cc" -xc -std=c99 -Wstrict-prototypes
	holds "$cc takes tracker.h as C++" alone "$cc" -xc++ -std=c++11
done
finish
