# shellcheck shell=bash disable=SC2034,SC2086 # what sources this file uses them
# Sourced by the tests of other people's tools: the installed programs first in PATH, a pinned environment,
# and a repository with a log. Usage of each test: NAME.sh STAGE
stage=$(realpath "$1") || exit 2
# shellcheck source=tests/meta/tap.sh
. "$(dirname "${BASH_SOURCE[0]}")/../meta/tap.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home"
export HOME=$work/home PATH=$stage/bin:$PATH TMPDIR=$work
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 TZ=UTC TRACKER_NOW=2026-01-15T12:00:00Z
for name in AUTHOR COMMITTER; do
	export "GIT_${name}_NAME=A" "GIT_${name}_EMAIL=a@example.org" "GIT_${name}_DATE=2026-01-14T12:00:00Z"
done
repo=$work/repo

log_of() {
	printf '# Work log\n\nThis log is append-only.\n'
	for entry; do printf '\n## 2026-01-%s Entry\n\n- What was done.\n' "$entry"; done
}

# A repository with a log of two entries, in which the test then stands.
new_repo() {
	git init -q -b main "$repo"
	cd "$repo" || exit 2
	log_of 02 03 >WORKLOG.md
	git add . && git commit -q --no-verify -m 'Start the log'
}

# said_by COMMAND...: what it says, and its status in the last line.
said_by() {
	"$@" 2>&1
	echo "status $?"
}

# expects WHAT STATUS WORDS TEXT: the text ends with the status and has the words.
expects() {
	if [[ ${4##*$'\n'} == "status $2" && $4 == *"$3"* ]]; then
		verdict "$1" ""
	else
		verdict "$1" "$4"
	fi
}

# judge_commits WHO [DAY]. Each way in: an entry that is lost is refused, one more is taken, and a push past the hooks is stopped.
judge_commits() {
	log_of 02 >WORKLOG.md
	expects "$1: a commit that loses an entry is refused" 1 '[entry-removed]' "$(said_by git commit -qam lost)"
	git rm -q --cached WORKLOG.md && rm WORKLOG.md
	expects "$1: a commit that deletes the log is refused" 1 '[tracker-removed]' "$(said_by git commit -qm deleted)"
	git reset -q --hard
	log_of 02 03 04 ${2-} >WORKLOG.md
	expects "$1: an entry more is taken" 0 '' "$(said_by git commit -qam more)"
}

judge_pushes() {
	git init -q --bare "$work/origin.git"
	git remote add origin "$work/origin.git"
	expects "$1: a push that loses nothing is taken" 0 '' "$(said_by git push -q origin main)"
	log_of 02 >WORKLOG.md
	git commit -q --no-verify -am 'past the hooks'
	expects "$1: a push that loses an entry is refused" 1 '[entry-removed]' "$(said_by git push -q origin main)"
	git reset -q --hard HEAD~1
}

# records WHAT COMMIT: HEAD's log names the commit.
records() {
	verdict "$1" "$(git show HEAD:WORKLOG.md | grep -qF "$(git rev-parse --short "$2")" || git show HEAD:WORKLOG.md)"
}

# judge_records WHO. The ids of commits get into the log: into the next commit, then, as configured, into one of their own.
judge_records() {
	local before
	before=$(git rev-parse HEAD)
	printf '[append]\n\tonCommit = fold\n' >.trackerconfig # a log without ids is not begun with them unasked
	git add .trackerconfig && git commit -q -m 'The first that is recorded'
	echo a >a && git add a && git commit -qm 'Add a'
	records "$1: the id of a commit goes into the next one" HEAD~1
	verdict "$1: nothing is left behind" "$(git status --porcelain)"
	sed -i '1s/$/ of ours/' WORKLOG.md
	echo more >>a && git add a WORKLOG.md && echo '- Not staged.' >>WORKLOG.md
	expects "$1: a commit beside a log that is being written is made" 0 '' "$(said_by git commit -qm 'Change a')"
	verdict "$1: and leaves what is not staged alone" "$(git diff | grep -qx '+- Not staged.' || git status --porcelain)"
	git commit -qam 'Log the rest'
	printf '[append]\n\tonCommit = commit\n' >.trackerconfig
	git add .trackerconfig && git commit -qm 'Record in commits' && echo b >b && git add b && git commit -qm 'Add b'
	records "$1: or into a commit of its own" HEAD~1
	git checkout -qb side && git -c core.hooksPath=/dev/null commit -q --allow-empty -m 'Add c' && git tag -f c >/dev/null
	git checkout -q - && git merge -q --no-ff --no-edit side >/dev/null
	records "$1: and the commits that a merge brings" c
	expects "$1: a rebase says which ids are others now" 0 "$2" "$(GIT_COMMITTER_DATE=2026-01-15T11:00:00Z said_by git rebase -q -f HEAD~4)"
	git reset -q --hard "$before" && git branch -qD side
}
