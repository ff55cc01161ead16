#!/bin/bash
# Runs the examples of the documents: in a ```console block each line after "$ " is typed in one shell, in one
# repository a document, and what the document shows must come out. Usage: readme.sh STAGE DOCUMENT...
# With TRK_UPDATE=1 the blocks are rewritten instead.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
stage=$(realpath "$1") || exit 2
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The commands of a document as one script that prints each command and what it says.
script_of() {
	awk '
	/^```console$/ { in_block = 1; n++; printf "echo \"@@block %d\"\n", n; next }
	/^```$/ { in_block = 0; next }
	in_block && /^\$ / {
		command = substr($0, 3)
		quoted = command
		gsub(/\047/, "\047\\\047\047", quoted)
		printf "printf \"%%s\\n\" \047$ %s\047\n%s\n", quoted, command
	}' "$1"
}

# The document with the blocks replaced by what came out.
rewritten() {
	awk -v out="$2" '
	BEGIN { while ((getline line < out) > 0) if (line ~ /^@@block /) n = substr(line, 9); else text[n] = text[n] line "\n" }
	/^```console$/ { print; printf "%s", text[++block]; in_block = 1; next }
	/^```$/ { in_block = 0 }
	!in_block' "$1"
}

run_document() {
	mkdir "$work/home" "$work/repo" && cd "$work/repo" && git init -q -b main . || exit 2
	for hook in "$stage"/share/tracker/hooks/*; do cp "$hook" .git/hooks/; done
	env -i PATH="$stage/bin:/usr/bin:/bin" HOME="$work/home" LC_ALL=C.UTF-8 TZ=UTC TERM=dumb \
		GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TRACKER_NOW=2026-01-15T12:00:00Z \
		GIT_AUTHOR_NAME=You GIT_AUTHOR_EMAIL=you@example.org GIT_AUTHOR_DATE=2026-01-14T12:00:00Z \
		GIT_COMMITTER_NAME=You GIT_COMMITTER_EMAIL=you@example.org \
		GIT_COMMITTER_DATE=2026-01-14T12:00:00Z bash "$work/script" >"$work/out" 2>&1 </dev/null
	cd "$top" && rm -rf "${work:?}/home" "$work/repo"
}

for document; do
	script_of "$document" >"$work/script"
	grep -q @@block "$work/script" || { verdict "$document has examples" "none found"; continue; }
	run_document
	rewritten "$document" "$work/out" >"$work/new"
	[ -z "${TRK_UPDATE:-}" ] || cat "$work/new" >"$document"
	verdict "the examples of $document are true (else: TRK_UPDATE=1 $0 $stage $document)" \
		"$(diff -u "$document" "$work/new")"
done
# shellcheck disable=SC2016 # backquotes are fences of code here
# What README says to type without showing what comes: it must succeed in a clone.
type_all() {
	git init -q -b main "$work/origin" && cd "$work/origin" && git -c user.name=A -c user.email=a@b commit -q --allow-empty -m one &&
		git clone -q . "$work/clone" && cd "$work/clone" || exit 2
	sed -n -e '/^```sh$/,/^```$/s/^\(tracker-[^#]*\).*/\1/p' -e 's/^Anywhere else: `\(tracker-[^`]*\)`.*/\1/p' "$top/README.md" >"$work/lines"
	[ "$(wc -l <"$work/lines")" -ge 3 ] || cat "$work/lines"
	while read -r line; do
		PATH=$stage/bin:$PATH HOME=$work sh -c "$line" >"$work/said" 2>&1 </dev/null || { echo "$line:"; cat "$work/said"; }
	done <"$work/lines"
}

verdict "what README says to type succeeds" "$(type_all)"
verdict "the picture is what is said (else: ci/picture.sh $stage > docs/refused.svg)" \
	"$(ci/picture.sh "$stage" 2>&1 | diff docs/refused.svg - >/dev/null || echo "it is not")"
finish
