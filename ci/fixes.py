#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mend copies of real documents: every fixed finding must be gone, no new one come, and a second
run change nothing.

usage: fixes.py FOLDER [--binary build/release/cmd/tracker-lint]
"""
import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def lint(binary, path, *options):
    return subprocess.run([binary, "--isolated", "--fail-on", "never", *options, str(path)],
                          capture_output=True, text=True, errors="replace").stdout


def findings(binary, path):
    return [json.loads(line) for line in lint(binary, path, "--format", "jsonl").splitlines()]


def mend(binary, path, *options):
    before = findings(binary, path)
    lint(binary, path, "--fix", *options)
    once = path.read_bytes()
    after = findings(binary, path)
    lint(binary, path, "--fix", *options)
    safe = [f for f in before if f["fix"] and (options or f["fix"]["applicability"] == "safe")]
    left = [f for f in after if f["fix"] and (options or f["fix"]["applicability"] == "safe")]
    new = collections.Counter(f["code"] for f in after) - collections.Counter(f["code"] for f in before)
    wrong = [f"still {f['code']}: {f['message']}" for f in left] + [f"new {code}" for code in new]
    return len(safe), wrong + (["not idempotent"] if path.read_bytes() != once else [])


def main():
    args = argparse.ArgumentParser()
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--binary", default="build/release/cmd/tracker-lint")
    args = args.parse_args()
    fixed, failed = 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(["git", "init", "-q", temporary], check=True)
        for source in sorted(p for p in args.folder.rglob("*") if p.is_file()):
            for options in ((), ("--unsafe-fixes",)):
                path = pathlib.Path(temporary) / source.name
                shutil.copyfile(source, path)
                n, wrong = mend(args.binary, path, *options)
                fixed += n
                failed += bool(wrong)
                for line in wrong:
                    print(f"{source.name}: {line}")
    print(f"{fixed} findings mended, {failed} documents failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
