# shellcheck shell=sh
# Sourced by the meta tests: a line "ok - what" or "not ok - what" for each thing checked, which
# ci/check.sh counts, and a status that tells.
set -u
LC_ALL=C
export LC_ALL
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel) || exit 2
cd "$top" || exit 2
checked=0 failures=0

# verdict WHAT COMPLAINTS: ok when there are no complaints.
verdict() {
	checked=$((checked + 1))
	if [ -z "$2" ]; then
		echo "ok - $1"
		return 0
	fi
	failures=$((failures + 1))
	printf '%s\nnot ok - %s\n' "$2" "$1"
	return 1
}

# holds WHAT COMMAND...: ok when the command succeeds; what it prints is the complaint.
holds() {
	what=$1
	shift
	if said=$("$@" 2>&1); then
		verdict "$what" ""
	else
		verdict "$what" "${said:-$* fails}"
	fi
}

need() {
	command -v "$1" >/dev/null || { echo "not ok - $1 is missing: install the package $2"; exit 2; }
}

finish() {
	[ "$checked" -gt 0 ] || { echo "nothing was checked"; exit 3; }
	[ "$failures" -eq 0 ]
	exit
}
