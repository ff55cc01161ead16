#!/bin/bash
# The step of the action: judges the change and lints the trackers; annotations go to the log, SARIF into
# a directory, the text into the job's summary. Its inputs are environment variables (see action.yml).
set -u
reports=${RUNNER_TEMP:-$(mktemp -d)}/tracker-reports
rm -rf "$reports" && mkdir -p "$reports/sarif" || exit 2
worst=0

# run TOOL OPTIONS...: with the three reports, and the worst status so far.
run() {
	local tool=$1 status=0
	shift
	[ -z "${TRACKER_CONFIG:-}" ] || set -- "$@" --config "$TRACKER_CONFIG"
	"$tool" "$@" --fail-on "${TRACKER_FAIL_ON:-error}" --format github \
		--format "sarif=$reports/sarif/$tool.sarif" --format "text=$reports/$tool.txt" \
		2>"$reports/$tool.err" || status=$?
	cat "$reports/$tool.err" >&2
	[ "$status" -le "$worst" ] || worst=$status
}

# In a pull request the program finds the base itself; a push says what it replaced.
what_changed() {
	local zeros='^0*$'
	if [ -n "${TRACKER_BASE:-}" ]; then
		printf '%s\n' --base "$TRACKER_BASE"
	elif [ -z "${GITHUB_BASE_REF:-}" ] && [[ ! ${TRACKER_BEFORE:-} =~ $zeros ]]; then
		printf '%s\n' --range "$TRACKER_BEFORE..HEAD"
	elif [ -z "${GITHUB_BASE_REF:-}" ]; then
		printf '%s\n' --base "origin/${TRACKER_DEFAULT:-main}"
	fi
}

# Indented: what a document says cannot end a block of code.
summary() {
	local tool
	for tool in "$@"; do
		printf '### %s\n\n' "$tool"
		sed 's/^/    /' "$reports/$tool.txt" "$reports/$tool.err" 2>/dev/null
		echo
	done >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
}

mapfile -t change < <(what_changed)
run tracker-gate "${change[@]}"
tools=(tracker-gate)
if [ "${TRACKER_LINT:-true}" = true ]; then
	run tracker-lint
	tools+=(tracker-lint)
fi
summary "${tools[@]}"
echo "sarif=$reports/sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$worst"
