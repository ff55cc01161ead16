#!/bin/bash
# Everything that CI runs: builds with gcc and with clang under ASan and UBSan, all tests, clang-tidy, and one
# closing line that counts them. Debian packages that it needs and that are missing are installed first.
# Usage: check.sh [--no-deps] [PRESET...]; `ci/check.sh dev` does one preset only.
set -u
cd "$(dirname "$0")/.." || exit 2
packages=(gcc g++ clang libclang-rt-dev libc6-dev cmake ninja-build pkgconf git libgit2-dev zlib1g-dev libpcre2-dev libcmark-dev
	libjansson-dev libutf8proc-dev libcriterion-dev clang-format clang-tidy shellcheck libxml2-utils python3
	mandoc zsh fish pre-commit python3-yaml lintian file valgrind)
deps=1
[ "${1-}" != --no-deps ] || { deps=0; shift; }
presets=("$@")
[ $# -gt 0 ] || presets=(dev clang)
passed=0 failed=0

install_packages() {
	local package missing=() sudo=()
	command -v dpkg-query >/dev/null || {
		echo "check.sh: this is no Debian: install what answers to ${packages[*]}, then run with --no-deps" >&2
		exit 2
	}
	# Whoever brought npm with a node of their own cannot have Debian's beside it.
	command -v npm >/dev/null || packages+=(npm)
	for package in "${packages[@]}"; do
		[ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	[ "$(id -u)" -eq 0 ] || sudo=(sudo)
	echo "installing Debian packages: ${missing[*]}"
	if ! "${sudo[@]}" apt-get update -qq ||
		! "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; then
		echo "check.sh: the packages could not be installed; --no-deps goes on without" >&2
		exit 2
	fi
}

count() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# Counts the tests in ctest's log: Criterion's synthesis lines and our "ok" lines. A program that fails
# without saying which of its tests did counts as one failure, and so does one that ran none.
count_log() {
	awk '
	/^[0-9]+\/[0-9]+ Test: / { name = $3; good = bad = fine = 0 }
	/Synthesis: Tested: / { gsub(/[^0-9 ]/, " "); good += $2; bad += $3 + $4 }
	/^ok - / { good++ }
	/^not ok - / { bad++ }
	/^Test Passed\.$/ { fine = 1 }
	/^".*" end time: / {
		if (name == "stage" && fine)
			next
		if (good + bad == 0 || (!fine && bad == 0)) {
			bad++
			print "not ok - " name (fine ? " ran nothing" : " failed") > "/dev/stderr"
		}
		passed += good
		failed += bad
	}
	END { print passed + 0, failed + 0 }' "$1"
}

launcher() {
	command -v ccache >/dev/null && echo -DCMAKE_C_COMPILER_LAUNCHER=ccache
}

run_preset() {
	local preset=$1 log=build/$1/Testing/Temporary/LastTest.log once=()

	[ "$preset" = "${presets[0]}" ] || once=(-LE once)
	rm -f "$log"
	# shellcheck disable=SC2046 # no word, or one
	if ! cmake --preset "$preset" $(launcher) || ! cmake --build --preset "$preset" -- -k 0; then
		echo "not ok - the build of preset $preset"
		count 0 1
		return
	fi
	ctest --preset "$preset" -j 2 --timeout 900 "${once[@]}"
	# shellcheck disable=SC2046 # two numbers
	count $(count_log "$log")
}

# lefthook and husky come from npm's registry: where that cannot be reached, it is said, and nothing else is lost.
run_npm() {
	local log=build/npm.log status=0 good bad
	if ! npm ping --silent >/dev/null 2>&1; then
		echo "NOT RUN - tests/adopt/npm.sh (lefthook, husky): npm does not reach its registry"
		return
	fi
	bash tests/adopt/npm.sh build/dev/stage >"$log" 2>&1 || status=1
	cat "$log"
	good=$(grep -c '^ok - ' "$log") bad=$(grep -c '^not ok - ' "$log")
	[ "$bad" -gt 0 ] || bad=$status
	count "$good" "$bad"
}

run_tidy() {
	if ci/tidy.sh >build/tidy.log 2>&1; then
		echo "ok - clang-tidy finds nothing"
		count 1 0
	else
		grep -E 'error:|warning:|missing' build/tidy.log
		echo "not ok - clang-tidy finds nothing"
		count 0 1
	fi
}

# Six fixed jobs, counted in instructions: a slow-down is seen in the change that brings it.
run_instructions() {
	local log=build/instructions.log status=0 good bad
	# shellcheck disable=SC2046 # no word, or one
	if cmake --preset release $(launcher) >"$log" 2>&1 && cmake --build --preset release >>"$log" 2>&1; then
		python3 -B ci/bench/run.py --instructions >"$log" 2>&1 || status=1
	else
		status=1
	fi
	cat "$log"
	good=$(grep -c '^ok - ' "$log") bad=$(grep -c '^not ok - ' "$log")
	[ "$bad" -gt 0 ] || bad=$status
	count "$good" "$bad"
}

[ "$deps" -eq 0 ] || install_packages
for preset in "${presets[@]}"; do
	printf '== %s: %s\n' "$preset" "$(date +%T)"
	run_preset "$preset"
done
if [ $# -eq 0 ]; then
	printf '== tidy: %s\n' "$(date +%T)"
	run_tidy
	printf '== instructions: %s\n' "$(date +%T)"
	run_instructions
	printf '== npm: %s\n' "$(date +%T)"
	run_npm
fi
printf '== done: %s\n' "$(date +%T)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
