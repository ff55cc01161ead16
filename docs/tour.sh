# shellcheck shell=bash disable=SC2154 # install.sh reads this file and has set prefix
# The demonstration of install.sh: real commands in a temporary repository, shown as they are typed.

show() {
	printf '\n$ %s\n' "$*"
	bash -c "$*" 2>&1 || printf '(exit status %d)\n' $?
}

# An installation that does not do what the tour says is not one.
expect_commits() {
	[ "$(git rev-list --count HEAD)" -eq "$1" ] || die "the tour did not go as it should: see above"
}

tour() {
	local dir
	dir=$(mktemp -d)
	# shellcheck disable=SC2064 # the directory is known now, and gone from scope then
	trap "rm -rf -- '$dir'" EXIT
	git init -q -b main "$dir"
	install_hooks "$dir" unrecorded
	cd "$dir" || return
	export PATH="$prefix/bin:$PATH" GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=You GIT_COMMITTER_NAME=You
	export GIT_AUTHOR_EMAIL=you@example.org GIT_COMMITTER_EMAIL=you@example.org
	cat >PROGRESS_THREAD.md <<'TEXT'
# Progress thread

This log is APPEND-ONLY: add a new entry at the end, never change an old one.

## Session 1 (2025-11-03)

- Parsed the first sensor frames.

## Session 2 (2025-11-05)

- Found why readings drift: the clock of board B is 40 ppm slow.
TEXT
	printf '\nA tour, in a repository that is thrown away: a log, with the hooks in place.\n'
	show 'git add PROGRESS_THREAD.md && git commit -q -m "Start the log" && git log --oneline'
	printf '\nAn entry at the end is what the log asks for.\n'
	show 'tracker-append PROGRESS_THREAD.md --date 2025-11-10 --title Calibration -m "Board B is corrected by a factor." && git commit -q -a -m "Record the calibration" && tail -n 4 PROGRESS_THREAD.md'
	printf '\nNow a session writes the file anew and with that drops what was known.\n'
	show 'printf "# Progress thread\n\n## Session 4 (2025-12-01)\n\n- All done.\n" > PROGRESS_THREAD.md'
	show 'git commit -a -m "Update progress"'
	expect_commits 2
	printf '\nNothing was committed. The old entries come back, the new one stays, and the commit is made.\n'
	show 'tracker-append --restore PROGRESS_THREAD.md && git commit -q -a -m "Update progress" && grep "^## " PROGRESS_THREAD.md'
	expect_commits 3
	cd / || return
}

tour
