#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs tracker-lint over documents with an expected.tsv and says which of its rows hold.

Usage: seeds.py TRACKER_LINT DIR
Each document stands alone in an otherwise empty git repository; text and jsonl must agree.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ENV = {
    "PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    "TRACKER_NOW": os.environ.get("TRACKER_NOW", "2026-01-15T12:00:00Z"),
}


def findings(lint, document):
    """{(line, rule)} as jsonl says and as text says."""
    with tempfile.TemporaryDirectory() as repo:
        subprocess.run(["git", "init", "-q", repo], env=ENV, check=True)
        name = os.path.basename(document)
        shutil.copy(document, os.path.join(repo, name))
        out = {}
        for form in ("jsonl", "text"):
            run = subprocess.run([lint, "--format", form, name], cwd=repo, env=ENV,
                                 capture_output=True, text=True)
            if run.returncode not in (0, 1):
                sys.exit(f"{name}: exit {run.returncode}: {run.stderr}")
            out[form] = run.stdout
    rows = [json.loads(line) for line in out["jsonl"].splitlines()]
    as_json = {(r["location"]["line"], r["code"]): r for r in rows}
    as_text = {(int(m[1]), m[2]) for m in
               re.finditer(r"^[^\n|]*?:(\d+):\d+: \w+: .* \[([a-z0-9-]+)\]$", out["text"], re.M)}
    if set(as_json) != as_text:
        print(f"{name}: text and jsonl differ: {set(as_json) ^ as_text}")
    return as_json


def main():
    lint, where = os.path.abspath(sys.argv[1]), sys.argv[2]
    rows = collections.defaultdict(list)
    with open(os.path.join(where, "expected.tsv"), encoding="utf-8") as table:
        for line in table:
            if line.strip() and not line.startswith("#"):
                document, number, rule, verdict, note = line.rstrip("\n").split("\t")
                rows[document].append((int(number), rule, verdict, note))
    held = total = 0
    for document, expected in rows.items():
        found = findings(lint, os.path.join(where, document))
        wanted = {(n, r) for n, r, v, _ in expected if v == "find"}
        for number, rule, verdict, note in expected:
            if rule == "*":
                ok = all(r == "mojibake" for _, r in found)
            else:
                ok = ((number, rule) in found) == (verdict == "find")
            held, total = held + ok, total + 1
            if not ok:
                print(f"MISS {document}:{number} {rule} {verdict}: {note}")
        for key in sorted(set(found) - wanted):
            print(f"more {document}:{key[0]} {key[1]}: {found[key]['message']}")
    print(f"{held} of {total} rows hold")
    return held != total


if __name__ == "__main__":
    sys.exit(main())
