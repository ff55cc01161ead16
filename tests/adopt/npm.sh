#!/bin/bash
# lefthook and husky, as npm brings them. Needs npm's registry; ci/check.sh runs it and says so when it cannot.
# shellcheck source=tests/adopt/setup.sh
. "$(dirname "$0")/setup.sh"
need npm npm
source=$top

# shellcheck disable=SC2317 # holds calls it
# The caches are the user's own: only the repository is ours.
install_package() {
	echo '{"private": true}' >package.json
	printf 'node_modules\n' >.gitignore
	npm install --no-audit --no-fund --silent --save-dev "$@"
}

new_repo
holds "npm brings lefthook" install_package lefthook
cp "$source/ci/lefthook/lefthook.yml" .
lefthook=node_modules/.bin/lefthook
holds "lefthook takes our configuration" "$lefthook" validate
holds "lefthook installs its hooks" "$lefthook" install
export LEFTHOOK_BIN=$PWD/$lefthook
git add . && git commit -q --no-verify -m 'Use lefthook'
judge_commits lefthook
judge_pushes lefthook
judge_records lefthook 'recorded'
expects "our installer leaves lefthook's hooks alone" 2 'lefthook owns the hooks' "$(said_by tracker-gate --install-hooks)"
cd "$top" && rm -rf "$repo" "$work/origin.git"

new_repo
holds "npm brings husky" install_package husky
holds "husky installs its hooks" node_modules/.bin/husky
cp "$source"/ci/husky/* .husky/
git add . && git commit -q --no-verify -m 'Use husky'
judge_commits husky
judge_pushes husky
judge_records husky 'recorded'
expects "our installer leaves husky's hooks alone" 2 'husky owns the hooks' "$(said_by tracker-gate --install-hooks)"
finish
