#!/bin/sh
# Others can build on what is installed: with pkg-config, with find_package, and after the tree was moved.
# Usage: consumer.sh STAGE COMPILER SANITIZERS
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
need pkg-config pkgconf
stage=$1 cc=$2 flags=${3:+-fsanitize=$3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$stage" "$work/moved"
prefix=$work/moved

# shellcheck disable=SC2086,SC2046,SC2317 # flags are words; holds() calls it
with_pkg_config() {
	PKG_CONFIG_PATH=$prefix/lib/pkgconfig
	export PKG_CONFIG_PATH
	"$cc" $flags -o "$work/consumer" tests/consumer/consumer.c \
		$(pkg-config --cflags --libs tracker) -Wl,-rpath,"$prefix/lib" && "$work/consumer"
}

# shellcheck disable=SC2317 # holds() calls it
with_find_package() {
	cmake -G Ninja -S tests/consumer -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
		-DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flags" &&
		cmake --build "$work/build" && "$work/build/consumer"
}

names_the_stage() { grep -rlF "$stage" "$prefix/lib/pkgconfig" "$prefix/lib/cmake"; }

exported() { nm -D --defined-only "$prefix/lib/libtracker.so" | awk '$3 !~ /^trk_/ { print $3 }'; }

holds "a program is built with pkg-config" with_pkg_config
holds "a program is built with find_package" with_find_package
verdict "the installed tree does not name its prefix" "$(names_the_stage)"
verdict "the library exports nothing but trk_*" "$(exported)"
finish
