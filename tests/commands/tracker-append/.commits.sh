# What the cases of commit ids share: the installed hooks, and a log whose entry waits for ids.
cp "$(dirname "$(command -v tracker-gate)")"/../share/tracker/hooks/* .git/hooks/
printf '# Work log\n\nThis log is append-only.\n\n**Last Updated**: 2026-01-14\n\n## Session 1 - 2026-01-02 - Start\n\n**Status**: done\n**Commits**: [pending]\n\n- one\n' >WORKLOG.md
git add WORKLOG.md && git commit -qm base

# A commit that changes a file of its own.
change() {
	echo "$1" >"$1" && git add "$1" && git commit -qm "$1"
}

# The recorded commits, by subject, and what the repository has that is not committed.
recorded() {
	grep -o '`[0-9a-f]*`' WORKLOG.md | tr -d '`' | while read -r id; do
		if git merge-base --is-ancestor "$id" HEAD; then at=''; else at=' (gone)'; fi
		echo "recorded: $(git log -1 --format=%s "$id")$at"
	done
	git status --short
}
