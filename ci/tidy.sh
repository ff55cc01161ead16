#!/bin/bash
# clang-tidy over everything that is compiled, as .clang-tidy has it; some minutes.
# Usage: tidy.sh [FILE...]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy >/dev/null || { echo "clang-tidy is missing: install the package clang-tidy" >&2; exit 2; }
[ -f build/dev/compile_commands.json ] || cmake --preset dev >/dev/null
[ $# -gt 0 ] || mapfile -t files < <(git ls-files -- 'lib/*.c' 'cmd/*.c')
[ $# -eq 0 ] || files=("$@")
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy -p build/dev --quiet
