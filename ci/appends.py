#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Append to copies of real documents: no new finding may come, the gate must pass, and every old
byte but the stamps' must stand.

usage: appends.py FOLDER [--binary build/release/cmd/tracker-append]
"""
import argparse
import collections
import difflib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TITLE = "Calibration of the second board"
TEXT = "The second board is corrected by 40 ns.\n\n- both probes agree\n"
VERSIONED = re.compile(r"entries are releases")


def run(*command, cwd):
    return subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True,
                          errors="replace")


def git(repository, *arguments):
    done = run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c",
               "core.autocrlf=false", "-c", "commit.gpgsign=false", *arguments, cwd=repository)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr}")


def findings(binaries, repository, path):
    out = run(binaries / "tracker-lint", "--fail-on", "never", "--format", "jsonl", path.name,
              cwd=repository).stdout
    # What a template asks for and nobody gave is a note, and true; numbers of lines move.
    return collections.Counter(
        (f["code"], re.sub(r"\d+", "N", f["message"])) for f in map(json.loads, out.splitlines())
        if f["severity"] != "note")


def append(binaries, repository, path):
    for title in (TITLE, "99.9.0"):
        done = run(binaries / "tracker-append", path.name, "--title", title, "-m", TEXT,
                   cwd=repository)
        if done.returncode == 0 or not VERSIONED.search(done.stderr):
            break
    return done


def changed_lines(before, after):
    """The old lines that went, stamps aside."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    gone = [line for tag, a, b, _, _ in matcher.get_opcodes() if tag in ("delete", "replace")
            for line in old[a:b]]
    return [line for line in gone if line and not re.search(r"\d", line)]


def try_one(binaries, source, repository):
    path = repository / source.name
    shutil.copyfile(source, path)
    git(repository, "add", "-A", "-f")
    git(repository, "commit", "-q", "-m", "Base")
    before, old = findings(binaries, repository, path), path.read_bytes()
    done = append(binaries, repository, path)
    if done.returncode:
        return [f"refused ({done.returncode}): {done.stderr.strip()}"] + (
            ["and changed"] if path.read_bytes() != old else [])
    wrong = [f"new {code}: {message}" for code, message in
             findings(binaries, repository, path) - before]
    git(repository, "add", "-A", "-f")
    gate = run(binaries / "tracker-gate", "--staged", "--format", "concise", cwd=repository)
    if gate.returncode:
        wrong.append(f"the gate refuses: {gate.stdout.strip() or gate.stderr.strip()}")
    gone = changed_lines(old.decode("latin-1"), path.read_bytes().decode("latin-1"))
    return wrong + [f"gone: {line.strip()}" for line in gone]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--binary", default="build/release/cmd/tracker-append", type=pathlib.Path)
    args = args.parse_args()
    binaries, tried, failed = args.binary.resolve().parent, 0, 0
    for source in sorted(p for p in args.folder.rglob("*") if p.is_file()):
        with tempfile.TemporaryDirectory() as temporary:
            repository = pathlib.Path(temporary)
            git(repository, "init", "-q")
            wrong = try_one(binaries, source, repository)
        tried += 1
        failed += bool(wrong)
        for line in wrong:
            print(f"{source.relative_to(args.folder)}: {line}")
    print(f"{tried} documents tried, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
