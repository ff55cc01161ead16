#!/bin/bash
# Builds the toolkit from the action's own checkout, and puts it into the PATH of the steps that follow.
set -euo pipefail
prefix=${RUNNER_TEMP:?}/tracker
cd "$(dirname "$0")/../.."
./install.sh --prefix "$prefix" --no-tour
echo "$prefix/bin" >>"${GITHUB_PATH:?}"
