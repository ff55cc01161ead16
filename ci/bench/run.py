#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What our programs cost beside the programs that people know, and whether that grew.

run.py [--bin DIR] [--scale S] [--rounds N] [--clock wall|cpu] [--only WORD]
                         one table of ratios; exit 1 when a "must" is missed
run.py --instructions [--update]
                         instructions of six fixed jobs against instructions.tsv, exit 1 beyond 3 %

Runs are interleaved (A B A B …) and compared round by round, so that a busy machine slows both. A
peer that is not installed leaves its rows out; that is said.
"""
import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import corpus

HERE = os.path.dirname(os.path.abspath(__file__))
PATTERNS = ["TODO", "TBD", r"\[DATE\]", r"\[Your Name\]", r"\[NAME\]", "YYYY-MM-DD", "XXXX", r"\{\{", r"\$\(date\)",
            "<%", r"\[ \]", r"\[x\]", "COMPLETE", "IN PROGRESS", "Last Updated", "[0-9]+%", "Phase [0-9]", "[0-9]+ of [0-9]+",
            "Session [0-9]+", "append-only"]
TOLERANCE = 0.03


def environment(home):
    return {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "GIT_CONFIG_NOSYSTEM": "1", "TRACKER_NOW": "2025-12-31T12:00:00Z"}


class Place:
    """Where the programs and the corpora are; a corpus is made when a row first asks for it."""

    def __init__(self, root, bins, scale):
        self.root, self.bins, self.scale = root, bins, scale
        self.env = environment(root)

    def __getattr__(self, name):
        if name in ("lint", "gate", "append"):
            return os.path.join(self.bins, "tracker-" + name)
        raise AttributeError(name)

    def corpus(self, name, make, *args):
        path = os.path.join(self.root, name)
        if not os.path.exists(path):
            make(path, *args)
        return path

    def n(self, full):
        return max(1, int(full * self.scale))

    def one(self):
        return self.corpus("one", corpus.documents, 1, 5000, 5000)

    def many(self):
        return self.corpus("many", corpus.documents, self.n(10000), 2000, 14000)

    def big(self):
        return self.corpus("big", corpus.documents, self.n(1000), 100000, 100000)

    def repo(self, nfiles):
        return self.corpus("repo%d" % nfiles, corpus.repository, nfiles, 20000)

    def long(self):
        return self.corpus("long", corpus.repository, 1, self.n(100000000))

    def past(self):
        return self.corpus("past", corpus.history, self.n(5000), self.n(2000))


def rows(p):
    """name, directory, ours, peer, must, aim. The ratio is ours to the peer's; peers first looked up."""
    patterns = [w for x in PATTERNS for w in ("-e", x)]
    lint = [p.lint, "--jobs", "1", "--format", "jsonl", "."]
    rumdl = ["rumdl", "check", "--no-cache", "--silent", "."]
    diff = ["git", "diff", "--cached", "--name-only"]
    yield "start-up / git --version", lambda: p.root, [p.lint, "--version"], ["git", "--version"], 1.0, 0.55
    yield "one 5 KB tracker / git --version", p.one, lint, ["git", "--version"], 1.2, 0.7
    yield "one 5 KB tracker / rumdl", p.one, lint, rumdl, 1 / 8, 1 / 15
    yield "10,000 documents / grep of 20 patterns", p.many, lint, ["grep", "-rcE", *patterns, "."], 1.5, 0.6
    yield "10,000 documents / rumdl", p.many, lint, rumdl, 1 / 40, 1 / 100
    yield "1,000 documents of 100 KB / cmark", p.big, lint, [
        "sh", "-c", "find . -name '*.md' | while read -r f; do cmark \"$f\"; done"], 0.3, 0.08
    yield "1,000 documents of 100 KB / rumdl", p.big, lint, rumdl, 1 / 40, 1 / 100
    for n, must, aim in ((p.n(100000), 1.0, 0.3), (1000, 1.3, 0.6)):
        yield "gate, %d files / git diff --cached" % n, lambda n=n: p.repo(n), [p.gate, "--staged"], diff, must, aim
    yield "gate of a 100 MB log / cmp", p.long, [p.gate, "--staged"], [
        "sh", "-c", "cat LOG.md | cmp - LOG.md"], 3.0, 1.3
    yield "history / git log -p -- FILE", p.past, [p.gate, "--history"], ["git", "log", "-p", "--", "LOG.md"], 0.3, 0.05


def run_once(argv, cwd, env, clock):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        subprocess.run(argv, cwd=cwd, env=env, stdout=out, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall if clock == "wall" else cpu


def rounds_for(first, wanted):
    return wanted if first < 2 else 1


def compare(ours, peer, cwd, env, args):
    pairs = [(run_once(ours, cwd, env, args.clock), run_once(peer, cwd, env, args.clock))]
    for _ in range(rounds_for(max(pairs[0]), args.rounds)):
        pairs.append((run_once(ours, cwd, env, args.clock), run_once(peer, cwd, env, args.clock)))
    if len(pairs) > 2:
        pairs = pairs[1:]  # the first one warmed the caches
    return (statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
            statistics.median(a / max(b, 1e-6) for a, b in pairs))


def table(p, args):
    missed = 0
    if p.scale != 1:
        print("The corpora have %g of the sizes that the rows name.\n" % p.scale)
    print("| work / peer | ours, ms | peer, ms | ratio | must | aim | |\n|---|---|---|---|---|---|---|")
    for name, where, ours, peer, must, aim in rows(p):
        if args.only and args.only not in name:
            continue
        tool = "cmark" if "cmark" in peer[-1] else peer[0]
        if not shutil.which(tool):
            print("| %s | | | | ≤ %.3g | ≤ %.3g | %s is not installed |" % (name, must, aim, tool), flush=True)
            continue
        a, b, ratio = compare(ours, peer, where(), p.env, args)
        missed += ratio > must
        verdict = "**missed**" if ratio > must else "aim" if ratio <= aim else "must"
        print("| %s | %.2f | %.2f | %.3g | ≤ %.3g | ≤ %.3g | %s |" % (
            name, a * 1e3, b * 1e3, ratio, must, aim, verdict), flush=True)
    return 1 if missed else 0


def jobs(p):
    documents = p.corpus("twenty", corpus.documents, 20, 2000, 14000)
    repo = p.corpus("repo1000", corpus.repository, 1000, 20000)
    log = p.corpus("megabyte", corpus.repository, 1, 1000000)
    yield "version", p.root, [p.lint, "--version"]
    yield "lint-one", p.one(), [p.lint, "--format", "jsonl", "."]
    yield "lint-twenty", documents, [p.lint, "--jobs", "1", "--format", "jsonl", "."]
    yield "gate-append", repo, [p.gate, "--staged"]
    yield "gate-megabyte", log, [p.gate, "--staged"]
    yield "lint-in-repository", repo, [p.lint, "LOG.md"]


def count(argv, cwd, env):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *argv],
                          cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return int(re.search(rb"Collected : (\d+)", done.stderr)[1])


def instructions(p, args):
    path, known, bad = os.path.join(HERE, "instructions.tsv"), {}, 0
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed")
    if os.path.exists(path) and not args.update:
        with open(path) as f:
            known = dict(line.rstrip("\n").split("\t") for line in f)
    found = []
    for name, cwd, argv in jobs(p):
        n = count(argv, cwd, p.env)
        found.append("%s\t%d\n" % (name, n))
        was = int(known.get(name, n))
        off = n / was - 1
        bad += abs(off) > TOLERANCE
        print("%s - %s: %d instructions, %+.1f %%" % ("ok" if abs(off) <= TOLERANCE else "not ok", name, n, off * 100), flush=True)
    if args.update:
        with open(path, "w") as f:
            f.writelines(found)
    elif bad:
        print("if the change is meant: ci/bench/run.py --instructions --update")
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=os.path.join(HERE, "../../build/release/cmd"))
    parser.add_argument("--scale", type=float, default=1.0, help="of the corpora")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--only", help="rows whose name holds this")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    root = tempfile.mkdtemp(prefix="bench.")
    try:
        place = Place(root, os.path.realpath(args.bin), args.scale)
        return instructions(place, args) if args.instructions else table(place, args)
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
