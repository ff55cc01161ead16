#!/bin/bash
# The template for GitLab and the snippet for Jenkins: their scripts, run as the runners would.
# shellcheck source=tests/adopt/setup.sh
. "$(dirname "$0")/setup.sh"
need python3 python3
python3 -c 'import yaml' 2>/dev/null || { echo "not ok - yaml is missing: install the package python3-yaml"; exit 2; }
template=$top/ci/gitlab/tracker.gitlab-ci.yml jenkins=$top/ci/jenkins/Jenkinsfile

# job NAME VARIABLE=VALUE...: its script, as one with -e, as the runner makes it.
job() {
	local name=$1
	shift
	python3 -c 'import sys, yaml
print("\n".join(yaml.safe_load(open(sys.argv[1]))[sys.argv[2]]["script"]))' "$template" "$name" >"$work/script"
	env CI=true GITLAB_CI=true CI_JOB_NAME="$name" CI_DEFAULT_BRANCH=main "$@" sh -eu "$work/script" 2>&1
	echo "status $?"
}

stage_of() {
	sed -n "/sh '''/,/'''/p" "$jenkins" | grep -v "'''" >"$work/script"
	env "$@" sh -xe "$work/script" 2>&1
	echo "status $?"
}

reads() {
	python3 -c 'import json, sys, xml.dom.minidom
found = json.load(open(sys.argv[1]))
any(f["check_name"] == sys.argv[3] for f in found) or print(found)
xml.dom.minidom.parse(sys.argv[2]).documentElement.tagName == "testsuites" or print(sys.argv[2])' "$@" 2>&1
}

verdict "the reports stand where the template says" "$(python3 -c 'import sys, yaml
r = yaml.safe_load(open(sys.argv[1]))[".tracker"]["artifacts"]
(r["when"] == "always" and set(r["reports"]) == {"codequality", "junit"}) or print(r)' "$template")"
new_repo
git clone -q --bare "$repo" "$work/origin.git"
git remote add origin "$work/origin.git" && git fetch -q origin
base=$(git rev-parse HEAD)
git checkout -qb topic
log_of 02 >WORKLOG.md && printf '\n[Continue...]\n' >>WORKLOG.md && git commit -qam lost
expects "a merge request that loses an entry fails" 1 entry-removed "$(job tracker-gate CI_MERGE_REQUEST_DIFF_BASE_SHA="$base")"
verdict "its reports are read" "$(reads gl-tracker-gate.json tracker-gate.xml entry-removed)"
expects "a push that loses an entry fails" 1 entry-removed "$(job tracker-gate CI_COMMIT_BEFORE_SHA="$base")"
expects "so does a new branch" 1 entry-removed "$(job tracker-gate CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000)"
expects "the linter has a job of its own" 1 placeholder "$(job tracker-lint)"
verdict "and reports of its own" "$(reads gl-tracker-lint.json tracker-lint.xml placeholder)"
expects "Jenkins stops at a pull request that loses an entry" 1 entry-removed "$(stage_of CHANGE_TARGET=main)"
expects "and at a push" 1 entry-removed "$(stage_of GIT_PREVIOUS_COMMIT="$base")"
git reset -q --hard "$base"
expects "what loses nothing passes" 0 '' "$(job tracker-gate CI_COMMIT_BEFORE_SHA="$base")"
expects "in Jenkins as well" 0 '' "$(stage_of CHANGE_TARGET=main)"
finish
