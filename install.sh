#!/bin/bash
# Builds the toolkit, installs it under a prefix, and puts its hooks into a repository; or undoes all that.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
packages=(gcc libc6-dev cmake ninja-build pkgconf git libgit2-dev zlib1g-dev libpcre2-dev libcmark-dev libjansson-dev
	libutf8proc-dev)
prefix='' repo='' deps=1 dry=0 force=0 uninstall=0 tour=1

usage() {
	cat <<'TEXT'
Usage: ./install.sh [OPTIONS] [REPO]

Installs the Debian packages it needs (only those that are missing), builds a release and installs
tracker-lint, tracker-gate and tracker-append with their library and hooks. Given a repository, puts
the hooks there and lints its trackers; without one, shows the whole in a repository of its own.

  --prefix DIR   where to (default: ~/.local, for root /usr/local)
  --no-deps      install no packages
  --force        write hooks into a directory that is part of the work tree or shared by repositories
  --no-tour      only install, where no REPO is given
  --dry-run      say what would be done, and do nothing
  --uninstall    undo everything; with REPO, take the hooks out of that repository only
  --help
TEXT
}

die() {
	echo "install.sh: $*" >&2
	exit 2
}

say() { printf '%s\n' "$*"; }

# Runs the command, or says what it would run.
run() {
	if [ "$dry" -eq 1 ]; then
		say "would run: $*"
	else
		"$@"
	fi
}

# Runs a step whose output matters only when it fails.
quietly() {
	local log=$here/build/install.log
	if [ "$dry" -eq 1 ]; then
		say "would run: $*"
		return
	fi
	mkdir -p "$here/build"
	"$@" >"$log" 2>&1 || { cat "$log" >&2; die "this failed: $*"; }
}

options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--prefix) [ $# -gt 1 ] || die "--prefix needs a directory"; prefix=$2; shift ;;
		--prefix=*) prefix=${1#*=} ;;
		--no-deps) deps=0 ;;
		--force) force=1 ;;
		--no-tour) tour=0 ;;
		--dry-run) dry=1 ;;
		--uninstall) uninstall=1 ;;
		-h | --help) usage; exit 0 ;;
		-*) usage >&2; die "unknown option $1" ;;
		*) [ -z "$repo" ] || die "one repository at a time: $repo, $1"; repo=$1 ;;
		esac
		shift
	done
	if [ -z "$prefix" ]; then
		[ "$(id -u)" -eq 0 ] && prefix=/usr/local || prefix=$HOME/.local
	fi
	case $prefix in
	*\'*) die "a prefix with a quote in it does not work: $prefix" ;;
	esac
	prefix=$(realpath -m -- "$prefix")
	share=$prefix/share/tracker
	manifest=$share/manifest
}

# ---- packages --------------------------------------------------------------------------------

missing_packages() {
	local package
	for package in "${packages[@]}"; do
		[ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || echo "$package"
	done
}

install_packages() {
	local missing sudo=()
	command -v dpkg-query >/dev/null ||
		die "this is no Debian: install what answers to ${packages[*]}, then run with --no-deps"
	mapfile -t missing < <(missing_packages)
	[ ${#missing[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || die "these packages are missing, and there is no sudo: ${missing[*]}"
		sudo=(sudo)
	fi
	say "installing Debian packages: ${missing[*]}"
	quietly "${sudo[@]}" apt-get update
	quietly "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y --no-install-recommends "${missing[@]}"
	added_packages=("${missing[@]}")
}

# ---- build and prefix ------------------------------------------------------------------------

# The directories that the installation will make: those that --uninstall takes away again.
new_directories() {
	local dir
	for dir in "$prefix"/{bin,include,lib/pkgconfig,lib/tracker,lib/cmake/tracker,share/tracker/hooks} \
		"$prefix"/share/{man/man{1,5},bash-completion/completions,zsh/site-functions,fish/vendor_completions.d}; do
		while [ ! -d "$dir" ]; do
			echo "dir $dir"
			dir=$(dirname "$dir")
		done
	done | sort -u
}

# Keeps what an earlier run wrote down, and adds what this one made.
write_manifest() {
	local old='' package
	[ ! -f "$manifest" ] || old=$(cat "$manifest")
	{
		[ -z "$old" ] || printf '%s\n' "$old"
		for package in "${added_packages[@]}"; do echo "package $package"; done
		[ -z "$1" ] || printf '%s\n' "$1"
		sed '/./s/^/file /' "$here/build/release/install_manifest.txt"
		echo
	} | awk 'NF && !seen[$0]++' >"$manifest.new"
	replace_if_changed "$manifest.new" "$manifest"
}

replace_if_changed() {
	if cmp -s "$1" "$2"; then rm -f "$1"; else mv -f "$1" "$2"; fi
}

build_and_install() {
	local made
	made=$(new_directories)
	cd "$here"
	quietly cmake --preset release -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib
	[ "$dry" -eq 1 ] || say "building a release in $here/build/release"
	quietly cmake --build --preset release
	quietly cmake --install build/release
	cd - >/dev/null
	[ "$dry" -eq 0 ] || return 0
	write_manifest "$made"
	say "installed under $prefix"
	case :$PATH: in
	*:"$prefix/bin":*) ;;
	*) say "note: $prefix/bin is not in PATH; the hooks do not need that, you may: export PATH=\"$prefix/bin:\$PATH\"" ;;
	esac
}

# ---- hooks -----------------------------------------------------------------------------------

# tracker-gate knows where git looks for hooks, keeps what is there, and refuses what is not the repository's own.
gate() {
	local repo=$1
	shift
	(cd "$repo" && "$prefix/bin/tracker-gate" "$@") || die "the hooks of $repo are not as they should be: see above"
}

record() { grep -qxF -- "$1" "$manifest" || printf '%s\n' "$1" >>"$manifest"; }

install_hooks() {
	local repo options=(--install-hooks)
	[ "$force" -eq 0 ] || options+=(--force)
	if [ "$dry" -eq 1 ]; then
		say "would run, in $1: $prefix/bin/tracker-gate ${options[*]}"
		return
	fi
	repo=$(realpath -- "$1")
	gate "$repo" "${options[@]}"
	[ "${2-}" = unrecorded ] || record "repo $repo"
}

# ---- uninstall -------------------------------------------------------------------------------

# Without the program: its hooks are known by their second line, and what was there before stands beside them.
remove_by_hand() {
	local dir hook key
	dir=$(cd "$1" && cd "$(git rev-parse --git-path hooks)" 2>/dev/null && pwd) || dir=''
	case $dir in */.husky/_) dir=${dir%/_} ;; esac
	for hook in "$dir"/*; do
		sed -n 2p "$hook" 2>/dev/null | grep -q '^# tracker hook:' || continue
		if [ -e "$hook.before-tracker" ]; then mv -f -- "$hook.before-tracker" "$hook"; else rm -f -- "$hook"; fi
	done
	for key in $(git -C "$1" config --local --name-only --get-regexp '^hook\.tracker-.*\.command$' || :); do
		git -C "$1" config --local --remove-section "${key%.command}"
	done
}

remove_hooks() {
	if [ "$dry" -eq 1 ]; then
		say "would run, in $1: $prefix/bin/tracker-gate --uninstall-hooks"
	elif ! git -C "$1" rev-parse --git-dir >/dev/null 2>&1; then
		say "note: $1 is no repository any more"
	elif [ -x "$prefix/bin/tracker-gate" ]; then
		gate "$1" --uninstall-hooks
	else
		remove_by_hand "$1"
	fi
}

listed() { sed -n "s/^$1 //p" "$manifest"; }

uninstall_repo() {
	local path
	path=$(realpath -- "$repo")
	remove_hooks "$path"
	if [ -f "$manifest" ] && [ "$dry" -eq 0 ]; then
		grep -vxF -- "repo $path" "$manifest" >"$manifest.new" || :
		replace_if_changed "$manifest.new" "$manifest"
	fi
	say "took the hooks out of $repo"
}

uninstall_all() {
	local path dirs kept
	[ -f "$manifest" ] || die "nothing is installed under $prefix ($manifest is not there)"
	while IFS= read -r path; do remove_hooks "$path"; done < <(listed repo)
	while IFS= read -r path; do run rm -f -- "$path"; done < <(listed file)
	mapfile -t dirs < <(listed dir | sort -r)
	kept=$(listed package | tr '\n' ' ')
	run rm -f -- "$manifest"
	for path in "${dirs[@]}"; do
		if [ "$dry" -eq 1 ]; then say "would remove $path when it is empty"; else rmdir -- "$path" 2>/dev/null || :; fi
	done
	[ -z "$kept" ] || say "Debian packages stay; those that came with it: sudo apt-get remove $kept"
	say "uninstalled from $prefix"
}

# ---- the two ends ----------------------------------------------------------------------------

lint_repo() {
	[ "$dry" -eq 0 ] || return 0
	say "the trackers of $repo:"
	local status=0
	(cd "$repo" && "$prefix/bin/tracker-lint") || status=$?
	[ "$status" -ne 2 ] || die "tracker-lint could not check $repo"
	say "(what it found does not stop you: the hooks judge what a commit changes)"
}

main() {
	added_packages=()
	options "$@"
	if [ -n "$repo" ]; then
		git -C "$repo" rev-parse --git-dir >/dev/null 2>&1 || die "$repo is no git repository"
	fi
	if [ "$uninstall" -eq 1 ]; then
		if [ -n "$repo" ]; then uninstall_repo; else uninstall_all; fi
		return
	fi
	[ "$deps" -eq 0 ] || install_packages
	build_and_install
	if [ -n "$repo" ]; then
		install_hooks "$repo"
		lint_repo
	elif [ "$tour" -eq 0 ]; then
		:
	elif [ "$dry" -eq 1 ]; then
		say "would show a tour in a temporary repository"
	else
		# shellcheck source=docs/tour.sh
		. "$here/docs/tour.sh"
	fi
}

main "$@"
