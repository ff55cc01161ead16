#!/bin/sh
# The Debian package: lintian finds no error in it, and what it holds stands where the system looks. Usage:
# package.sh DIRECTORY; it is built there.
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
build=$1
need lintian lintian
need dpkg-deb dpkg
need cmake cmake

rm -f "$build"/*.deb
holds "the package is configured" cmake --preset package -B "$build"
holds "and built" cmake --build "$build" --target package
deb=$(find "$build" -maxdepth 1 -name '*.deb')

runpath() {
	dpkg-deb -x "$deb" "$work" && find "$work/usr/bin" "$work/usr/lib" -type f -exec sh -c '
		for file; do objdump -p "$file" 2>/dev/null | grep -q RUNPATH && echo "$file"; done' sh {} +
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
verdict "lintian finds no error" "$(lintian --allow-root --fail-on none "$deb" 2>&1 | grep '^E:')"
verdict "no program brings a path of its own for libraries" "$(runpath)"
verdict "the hooks name the programs of the system" \
	"$(grep -L "'/usr/bin/tracker-gate'" "$work"/usr/share/tracker/hooks/pre-commit)"
verdict "the manuals are there" "$(for page in tracker-lint.1 tracker-gate.1 tracker-append.1; do
	[ -f "$work/usr/share/man/man1/$page.gz" ] || echo "$page"
done)"
holds "what is unpacked runs" env LD_LIBRARY_PATH="$(dirname "$(find "$work/usr/lib" -name 'libtracker.so.0')")" \
	"$work/usr/bin/tracker-gate" --version
finish
