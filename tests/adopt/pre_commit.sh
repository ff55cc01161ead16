#!/bin/bash
# pre-commit, with our .pre-commit-hooks.yaml in a repository of its own as it would be cloned.
# shellcheck source=tests/adopt/setup.sh
. "$(dirname "$0")/setup.sh"
need pre-commit pre-commit
export PRE_COMMIT_HOME=$work/cache

git init -q -b main "$work/tracker"
cp .pre-commit-hooks.yaml "$work/tracker/"
git -C "$work/tracker" add . && git -C "$work/tracker" commit -qm hooks && git -C "$work/tracker" tag v0.1.0
holds "pre-commit takes our manifest" pre-commit validate-manifest .pre-commit-hooks.yaml
new_repo
# README's own example, but for where our repository is.
sed -n '/^default_install_hook_types/,/^```/p' "$top/README.md" | sed -e '/^```/d' -e "s|https://github.com/YOU/tracker|$work/tracker|" \
	>.pre-commit-config.yaml
verdict "README's example has every hook" "$(sed -n 's/^- id: //p' "$top/.pre-commit-hooks.yaml" | while read -r id; do
	grep -q "id: $id\( \|\$\)" .pre-commit-config.yaml || echo "$id"
done)"
git add . && git commit -qm 'Use pre-commit'
holds "pre-commit installs its hooks" pre-commit install
judge_commits pre-commit
judge_pushes pre-commit
log_of 02 >WORKLOG.md
expects "pre-commit: what is meant is taken with an override" 0 '' \
	"$(TRACKER_OVERRIDE='entry-removed WORKLOG.md -- meant' said_by git commit -qam 'meant')"
verdict "pre-commit: and the reason stands in the message" \
	"$(git log -1 --format=%B | grep -qx 'Tracker-Override: entry-removed WORKLOG.md -- meant' || git log -1)"
git reset -q --hard HEAD~1
printf '\n## 2026-01-05 Entry\n\n[Continue...]\n' >>WORKLOG.md
expects "pre-commit: a placeholder is refused by the linter" 1 '[placeholder]' "$(said_by git commit -qam left)"
git reset -q --hard
judge_records pre-commit ''
holds "our hooks go in front of pre-commit's" tracker-gate --install-hooks
judge_commits 'tracker and pre-commit' 05
holds "and come out again" tracker-gate --uninstall-hooks
verdict "then pre-commit's is there" "$(grep -q pre-commit.com .git/hooks/pre-commit || cat .git/hooks/pre-commit)"
finish
