#!/bin/bash
# The script of the action, in the environment that a runner gives it, with a checkout as actions/checkout makes.
# shellcheck source=tests/adopt/setup.sh
. "$(dirname "$0")/setup.sh"
need python3 python3
python3 -c 'import yaml' 2>/dev/null || { echo "not ok - yaml is missing: install the package python3-yaml"; exit 2; }
source=$top
! command -v ccache >/dev/null || export CMAKE_C_COMPILER_LAUNCHER=ccache

# What action.yml must keep: each step has a shell, and no ${{ }} of an input stands in a script.
unsafe() {
	python3 - "$source/action.yml" <<'PY'
import sys, yaml
action = yaml.safe_load(open(sys.argv[1]))
for step in action["runs"]["steps"]:
    if "shell" not in step:
        print("a step without a shell:", step)
    if "${{" in step["run"]:
        print("an expression in a script:", step["run"])
PY
}

# runs VARIABLE=VALUE...: the step, as the runner starts it.
runs() {
	: >"$work/summary" && : >"$work/output" && rm -rf "$work/temp" && mkdir "$work/temp"
	env GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY="$work/summary" GITHUB_OUTPUT="$work/output" \
		RUNNER_TEMP="$work/temp" TRACKER_DEFAULT=main "$@" "$source/ci/github/run.sh" 2>&1
	echo "status $?"
}

pull_request() { runs GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main GITHUB_REF=refs/pull/1/merge "$@"; }

verdict "action.yml takes nothing of a stranger into a script" "$(unsafe)"
new_repo
git clone -q --bare "$repo" "$work/origin.git"
git remote add origin "$work/origin.git"
git checkout -qb topic
log_of 02 >WORKLOG.md
printf '```\n::error::a document may say this\n' >>WORKLOG.md
git commit -qam 'lose an entry'
before=$(git rev-parse main) lost=$(git rev-parse HEAD)
git checkout -q main && git merge -q --no-ff -m 'the merge that is tested' topic
git push -q origin HEAD:refs/pull/1/merge && git reset -q --hard "$before"

git clone -q --depth 2 "file://$work/origin.git" "$work/checkout" && cd "$work/checkout" || exit 2
git fetch -q --depth 2 origin refs/pull/1/merge && git checkout -q FETCH_HEAD
said=$(pull_request)
expects "a pull request that loses an entry fails" 1 '::error title=entry-removed,file=WORKLOG.md,line=' "$said"
verdict "no line of a document is a command of the log" "$(echo "$said" | grep -n '^::error::a document')"
verdict "the summary has it, indented" "$(grep -q '^    .*entry-removed' "$work/summary" || cat "$work/summary")"
reports=$(sed -n 's/^sarif=//p' "$work/output")
for tool in tracker-gate tracker-lint; do
	verdict "$tool wrote SARIF" "$(python3 -c 'import json, sys
r = json.load(open(sys.argv[1])); r["version"] == "2.1.0" or print(r)' "$reports/$tool.sarif" 2>&1)"
done
expects "the level is an input" 0 'entry-removed' "$(pull_request TRACKER_FAIL_ON=never)"
# shellcheck disable=SC2016 # that is the point
expects "an input is one word" 2 '$(touch' "$(pull_request TRACKER_BASE='$(touch hacked); x')"
verdict "and is not run" "$(find "$work" -name hacked)"

cd "$repo" && git fetch -q origin || exit 2
expects "a push that loses an entry fails" 1 'entry-removed' "$(git checkout -q "$lost"; runs GITHUB_EVENT_NAME=push TRACKER_BEFORE="$before")"
expects "a new branch is compared with the default one" 1 'entry-removed' \
	"$(runs GITHUB_EVENT_NAME=push TRACKER_BEFORE=0000000000000000000000000000000000000000)"
expects "a push that loses nothing passes" 0 '' "$(git checkout -q "$before"; runs GITHUB_EVENT_NAME=push TRACKER_BEFORE="$before")"
expects "a base that is not there is no verdict" 2 'git fetch' "$(runs GITHUB_EVENT_NAME=push TRACKER_BEFORE=1111111111111111111111111111111111111111)"
verdict "and the summary says so" "$(grep -q 'tracker-gate: 0 documents' "$work/summary" || cat "$work/summary")"

# The whole action, as a runner brings it: an archive without .git, and nothing of ours in PATH.
# action INPUT=VALUE...: in a repository where the push of "$lost" replaced "$before".
action() {
	: >"$work/summary" && : >"$work/output" && : >"$work/path" && rm -rf "$work/temp/tracker-reports"
	printf '{"before": "%s", "repository": {"default_branch": "main"}}\n' "$before" >"$work/event"
	env PATH="${PATH#"$stage"/bin:}" GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH="$work/event" \
		GITHUB_PATH="$work/path" GITHUB_STEP_SUMMARY="$work/summary" GITHUB_OUTPUT="$work/output" RUNNER_TEMP="$work/temp" \
		python3 -B "$source/tests/adopt/action.py" "$work/actions/tracker/v1" "$@" 2>&1
	echo "status $?"
}

mkdir -p "$work/actions/tracker/v1" "$work/temp"
(cd "$source" && git ls-files -z | xargs -0 cp --parents -t "$work/actions/tracker/v1")
git checkout -q "$lost"
expects "the action builds itself, and refuses the push" 1 '::error title=entry-removed,file=WORKLOG.md,line=' "$(action)"
verdict "it puts the programs into the PATH of later steps" "$("$(cat "$work/path")/tracker-gate" --version | grep -q . || cat "$work/path")"
verdict "and says where the SARIF is" "$([ -s "$(sed -n 's/^sarif=//p' "$work/output")/tracker-gate.sarif" ] || cat "$work/output")"
verdict "nothing is written into the checkout" "$(git status --porcelain --ignored)"
expects "what is installed already need not be built" 1 'entry-removed' "$(PATH=$work/temp/tracker/bin:$PATH action install=false)"
expects "and the linter may be left out" 0 '' "$(PATH=$work/temp/tracker/bin:$PATH action install=false lint=false fail-on=never)"
verdict "then the summary does not have it" "$(grep tracker-lint "$work/summary")"
finish
