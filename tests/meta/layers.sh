#!/bin/sh
# Includes go down only, siblings never see each other, and each library is included by one folder:
# the picture in lib/README.md, held by a test.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"

# layer: what it may include besides itself and tracker.h
below() {
	case $1 in
	text) ;;
	doc | diag) echo text ;;
	change) echo text doc ;;
	config | git) echo text diag ;;
	rules) echo text doc diag change config ;;
	edit) echo text doc diag change ;;
	report) echo text diag ;;
	api) echo text doc diag change config git rules edit report ;;
	esac
}

# library header: where it may be included
home_of() {
	case $1 in
	cmark*.h) echo 'lib/doc/parse\.c' ;;
	pcre2*.h) echo 'lib/text/regex\.c' ;;
	git2.h | git2/*) echo 'lib/git/[a-z0-9_]*\.[ch]' ;;
	zlib.h | dlfcn.h | link.h) echo 'lib/git/[a-z0-9_]*\.[ch]' ;;
	jansson*.h) echo 'lib/(report|api)/[a-z0-9_]*\.[ch]' ;;
	utf8proc.h) echo 'lib/text/[a-z0-9_]*\.[ch]' ;;
	*) echo '.*' ;;
	esac
}

# Prints "file:line:header" for each include of the kind (" for ours, < for others).
includes() {
	kind=$1
	shift
	grep -Hn "^[[:space:]]*#[[:space:]]*include[[:space:]]*$kind" "$@" /dev/null |
		sed -E 's/^([^:]*:[0-9]*):[^"<]*["<]([^">]*)[">].*/\1:\2/'
}

# Folders named in quotes, but for the layer's own and those below it.
strangers() {
	layer=$1
	allowed=$(echo "$layer" "$(below "$layer")" | tr ' ' '|')
	includes '"' "lib/$layer"/*.[ch] | grep -Ev ":(tracker\.h|($allowed)/[a-z0-9_]+\.(h|def))$"
}

for layer in text doc diag change config git rules edit report api; do
	verdict "lib/$layer includes only what is below it" "$(strangers "$layer")"
done
verdict "cmd sees only tracker.h" \
	"$(includes '"' cmd/*.[ch] 2>/dev/null | while IFS=: read -r file line header; do
		[ "$header" = tracker.h ] || [ -e "cmd/$header" ] || echo "$file:$line:$header"
	done)"
verdict "every layer is in the table" "$(find lib -mindepth 1 -maxdepth 1 -type d -printf '%f\n' |
	grep -Evx 'text|doc|diag|change|config|git|rules|edit|report|api')"
verdict "tracker.h needs nothing of ours" "$(includes '"' lib/tracker.h)"

misplaced() {
	includes '<' lib/*/*.[ch] lib/*.h cmd/*.[ch] 2>/dev/null | while IFS=: read -r file line header; do
		echo "$file" | grep -Eqx "$(home_of "$header")" || echo "$file:$line: $header"
	done
}
verdict "each library is included in its one place" "$(misplaced)"
verdict "no source file is included" "$(includes '"' lib/*/*.[ch] lib/*.h cmd/*.[ch] 2>/dev/null | grep '\.c$')"
finish
