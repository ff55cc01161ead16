#!/bin/bash
# install.sh does what it says, does nothing twice, and takes everything back.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
need cmake cmake
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 HOME=$work
for name in AUTHOR COMMITTER; do export "GIT_${name}_NAME=A" "GIT_${name}_EMAIL=a@example.org"; done
prefix=$work/prefix
repo=$work/repo

# Names and modes of everything below the directories; times and contents of the files.
picture() {
	find "$@" \( -type d -printf '%p %m\n' \) -o -printf '%p %m %T@ %l\n' -type f -exec sha256sum {} + | sort
}

install() { ./install.sh --no-deps --prefix "$prefix" "$@"; }

git init -q -b main "$repo"
mkdir "$work/old"
printf '#!/bin/sh\necho the hook that was there\n' >"$repo/.git/hooks/pre-commit"
chmod 755 "$repo/.git/hooks/pre-commit"
cp -p "$repo/.git/hooks/pre-commit" "$work/old/pre-commit"
pristine=$(picture "$repo/.git/hooks")

holds "a dry run succeeds" install --dry-run "$repo"
verdict "a dry run does nothing" "$(find "$prefix" 2>/dev/null)$(diff <(echo "$pristine") <(picture "$repo/.git/hooks"))"

holds "it installs into a repository" install "$repo"
for program in tracker-lint tracker-gate tracker-append; do
	holds "$program runs from the prefix with a bare environment" env -i "$prefix/bin/$program" --version
done
first=$(picture "$prefix" "$repo/.git/hooks")
holds "it installs again" install "$repo"
verdict "the second run changes nothing" "$(diff <(echo "$first") <(picture "$prefix" "$repo/.git/hooks"))"

printf '# Work log\n\nThis log is append-only.\n\n## 2026-01-02 One\n\n- one\n\n## 2026-01-03 Two\n\n- two\n' >"$repo/WORKLOG.md"
holds "a first commit passes" git -C "$repo" -c core.abbrev=7 commit -qm x --allow-empty
git -C "$repo" add WORKLOG.md
said=$(git -C "$repo" commit -qm log 2>&1)
verdict "the hook that was there is still run" "$(echo "$said" | grep -q 'the hook that was there' || echo "$said")"
printf '# Work log\n' >"$repo/WORKLOG.md"
verdict "a commit that loses entries is refused" "$(git -C "$repo" commit -qam lost 2>/dev/null && echo "it was made")"
git -C "$repo" checkout -q WORKLOG.md
git -C "$repo" reset -q

git -C "$repo" worktree add -q "$work/linked" 2>/dev/null
verdict "hooks hold in a linked worktree" \
	"$(printf '# Work log\n' >"$work/linked/WORKLOG.md"; git -C "$work/linked" commit -qam lost 2>/dev/null && echo "it was made")"

mv "$prefix/bin/tracker-gate" "$work/old/"
echo more >>"$repo/WORKLOG.md"
said=$(git -C "$repo" commit -qam lost 2>&1 && echo "it was made")
verdict "hooks fail closed with a sentence when the program is gone" \
	"$(echo "$said" | grep -q 'tracker-gate is gone, so nothing' || echo "$said")"
git -C "$repo" config hook.tracker-pre-commit.command "'$prefix/share/tracker/hooks/pre-commit'"
git -C "$repo" config hook.tracker-pre-commit.event pre-commit
holds "they come out all the same" ./install.sh --prefix "$prefix" --uninstall "$repo"
verdict "and leave what was there, byte for byte" "$(diff <(echo "$pristine") <(picture "$repo/.git/hooks"))"
verdict "those of a newer git's configuration as well" "$(git -C "$repo" config --get-regexp '^hook\.')"
mv "$work/old/tracker-gate" "$prefix/bin/"
git -C "$repo" checkout -q WORKLOG.md
holds "and go in again" install "$repo"

husky=$work/husky
git init -q "$husky"
mkdir "$husky/.husky"
git -C "$husky" config core.hooksPath .husky
verdict "hooks in the work tree are left alone" "$(install "$husky" >/dev/null 2>&1 && echo "it wrote there")$(ls "$husky/.husky")"
holds "unless forced" install --force "$husky"
verdict "then they are there" "$([ -x "$husky/.husky/pre-commit" ] || echo "no pre-commit")"

holds "it uninstalls" ./install.sh --prefix "$prefix" --uninstall
verdict "nothing is left under the prefix" "$(find "$prefix" 2>/dev/null)"
verdict "hooks are as they were, byte for byte" "$(diff <(echo "$pristine") <(picture "$repo/.git/hooks"))"
verdict "the forced ones are gone" "$(ls "$husky/.husky")"
finish
