#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure tracker-lint on documents with labels: what it finds of what is there, and how much of
what it reports is true.

usage: corpus.py CORPUS [--binary build/release/cmd/tracker-lint] [--findings FILE] [-v]

CORPUS holds docs/NNN__name and labels.tsv (id, line, class, verdict, note). A report within one line
of its label counts. Notes that begin with SEMANTIC, OPT-IN or GIT are beyond the default rules and not
expected. --findings takes lines of "file<TAB>line<TAB>rule<TAB>message" instead of running the binary.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys

CLASSES = {
    "placeholder": ("placeholder", "template-document", "conflict-marker"),
    "stamp": ("stamp-malformed", "stamp-future", "stamp-behind", "stamp-conflict", "stamp-missing"),
    "arithmetic": ("percent-mismatch", "sum-mismatch"),
    "progress": ("progress-mismatch", "count-mismatch", "claim-conflict"),
    "status": ("status-open", "status-done", "hidden-tasks"),
    "entry-order": ("entry-order", "entry-duplicate"),
    "mojibake": ("mojibake",),
}
CLASS_OF = {rule: name for name, rules in CLASSES.items() for rule in rules}
BEYOND = ("SEMANTIC", "OPT-IN", "GIT")


def run(binary, docs):
    out = []
    for path in sorted(docs.iterdir()):
        text = subprocess.run([binary, "--format", "jsonl", "--isolated", "--fail-on", "never", str(path)],
                              capture_output=True, text=True, errors="replace").stdout
        for line in text.splitlines():
            item = json.loads(line)
            if "code" in item:
                out.append((path.name, item["location"]["line"], item["code"], item.get("message", "")))
    return out


def read_findings(path):
    rows = []
    for line in open(path, encoding="utf-8", errors="replace"):
        name, number, rule, message = line.rstrip("\n").split("\t")[:4]
        rows.append((name, int(number), rule, message))
    return rows


def lines_of(row):
    """The label's own line, and those that its note counts in: "(also L415, L421)"."""
    also = re.search(r"also ((?:L\d+,? ?(?:and )?)+)", row["note"])
    return [int(row["line"])] + ([int(n) for n in re.findall(r"L(\d+)", also.group(1))] if also else [])


def near(label_line, line):
    return abs(label_line - line) <= 1 or (label_line == 0 and line <= 1)


def measure(labels, findings, verbose):
    labelled = {row["id"] for row in labels}
    total = [0, 0, 0, 0]
    print(f"{'class':12} {'expected':>8} {'found':>6} {'recall':>7} {'reported':>9} {'true':>5} {'precision':>9} {'traps':>6}")
    for name in CLASSES:
        mine = [row for row in labels if row["class"] == name]
        expected = [r for r in mine if r["verdict"] == "true-finding" and not r["note"].startswith(BEYOND)]
        real = [r for r in mine if r["verdict"] == "true-finding"]
        traps = [r for r in mine if r["verdict"] != "true-finding"]
        reported = [f for f in findings if CLASS_OF.get(f[2]) == name and f[0][:3] in labelled]

        def hit(row, finding):
            return row["id"] == finding[0][:3] and any(near(n, finding[1]) for n in lines_of(row))

        # a whole document that is a template is reported once, not once a placeholder
        templates = {f[0][:3] for f in findings if f[2] == "template-document"}
        found = [r for r in expected if any(hit(r, f) for f in reported)
                 or (r["id"] in templates and name in ("placeholder", "stamp"))]
        true = [f for f in reported if any(hit(r, f) for r in real)]
        sprung = [r for r in traps if any(hit(r, f) for f in reported if f not in true)]
        row = (len(expected), len(found), len(reported), len(true))
        total = [a + b for a, b in zip(total, row)]
        show(name, row, len(sprung))
        if verbose:
            for r in expected:
                if r not in found:
                    print(f"    missed {r['id']}:{r['line']} {r['note']}")
            for f in reported:
                if f not in true:
                    print(f"    unlabelled {f[0]}:{f[1]} {f[2]}: {f[3]}")
            for r in sprung:
                print(f"    TRAP {r['id']}:{r['line']} {r['note']}")
    show("all", total, "")


def show(name, row, traps):
    expected, found, reported, true = row
    recall = f"{100 * found / expected:.0f}%" if expected else "-"
    precision = f"{100 * true / reported:.0f}%" if reported else "-"
    print(f"{name:12} {expected:8} {found:6} {recall:>7} {reported:9} {true:5} {precision:>9} {traps:>6}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--binary", default="build/release/cmd/tracker-lint")
    parser.add_argument("--findings")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    with open(args.corpus / "labels.tsv", encoding="utf-8") as file:
        labels = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    findings = read_findings(args.findings) if args.findings else run(args.binary, args.corpus / "docs")
    measure(labels, findings, args.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
