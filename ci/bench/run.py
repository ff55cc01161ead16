#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What our programs cost beside the programs that people know, and whether that grew.

run.py [--bin DIR] [--corpora DIR] [--scale S] [--rounds N] [--clock wall|cpu] [--only WORD]
                         one table of ratios; exit 1 when a "must" is missed
run.py --instructions [--update]
                         instructions of six fixed jobs against instructions.tsv, exit 1 beyond 3 %

Runs are interleaved (A B A B …) and compared round by round, so that a busy machine slows both. What is made in the
directory of --corpora is found there again; rumdl is looked for in $RUMDL, PATH and DIR/node_modules (npm install
--prefix DIR rumdl). A peer that is not installed leaves its rows out; that is said.
"""
import argparse
import glob
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
# The C library takes other functions on other processors: these leave the ones that every processor has.
PINNED = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX,-AVX512F,-AVX512VL,-AVX512BW,-BMI2,-BMI1,-LZCNT,-ERMS,-FSRM,-RTM,-SSSE3,-SSE4_1,-SSE4_2"}


def environment(home):
    return {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "GIT_CONFIG_NOSYSTEM": "1", "TRACKER_NOW": "2025-12-31T12:00:00Z",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}


class Missing(Exception):
    """A peer that is not installed."""


class Place:
    """Where the programs and the corpora are; a corpus is made when a row first asks for it."""

    def __init__(self, root, bins, scale):
        self.root, self.bins, self.scale = root, bins, scale
        self.env = environment(root)

    def ours(self, name):
        return os.path.join(self.bins, "tracker-" + name)

    def corpus(self, name, make, *args):
        path = os.path.join(self.root, name)
        if not os.path.exists(path):
            made = os.path.join(self.root, "unfinished")
            shutil.rmtree(made, ignore_errors=True)
            make(made, *args)
            os.rename(made, path)
        return path

    def n(self, full):
        return max(1, int(full * self.scale))

    def one(self):
        return self.corpus("one", corpus.documents, 1, 5000, 5000)

    def many(self, part=1.0):
        n = self.n(10000 * part)
        return self.corpus("many%d" % n, corpus.documents, n, 2000, 14000)

    def big(self):
        n = self.n(1000)
        return self.corpus("big%d" % n, corpus.documents, n, 100000, 100000)

    def repo(self, nfiles):
        return self.corpus("repo%d" % nfiles, corpus.repository, nfiles, 20000)

    def long(self, part=1.0):
        size = self.n(100000000 * part)
        path = self.corpus("long%d" % size, corpus.repository, 1, size)
        before = os.path.join(path, ".git", "before")
        if not os.path.exists(before):
            with open(before, "wb") as f:
                subprocess.run(["git", "show", "HEAD:LOG.md"], cwd=path, stdout=f, check=True)
        return path

    def past(self):
        return self.corpus("past%d" % self.n(5000), corpus.history, self.n(5000), self.n(2000))

    def bomb(self, name, size):
        return self.corpus("bomb-%s-%d" % (name, size), corpus.bomb, name, size)

    def tool(self, name):
        found = os.environ.get(name.upper()) or shutil.which(name)
        if not found:  # npm brings a script that starts the program: the program itself is measured
            found = next(iter(glob.glob(self.root + "/node_modules/@rumdl/cli-linux-*/" + name)), None)
        if not found:
            raise Missing("%s is not installed" % name)
        return found

    def compiled(self, name, *libraries):
        path = os.path.join(self.root, name)
        if not os.path.exists(path):
            compiler = self.tool("cc")
            made = subprocess.run([compiler, "-O2", "-o", path, os.path.join(HERE, name + ".c"), *libraries],
                                  stderr=subprocess.DEVNULL)
            if made.returncode != 0:
                raise Missing("%s cannot be built" % name)
        return path


def check(argv, status, good=(0, 1)):
    """What fails at once is fast: a figure counts when the work was done. 1: there are findings, or differences."""
    if status not in good:
        sys.exit("%s: exit status %d" % (" ".join(argv), status))


def run_once(argv, cwd, env, clock, good):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        status = subprocess.run(argv, cwd=cwd, env=env, stdout=out, stderr=subprocess.DEVNULL).returncode
    check(argv, status, good)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall if clock == "wall" else cpu


class Row:
    """must and aim are of the ratio of ours to the peer's, or with unit "KiB" of ours alone; good: exit statuses."""

    def __init__(self, name, must, aim, make, good=(0, 1)):
        self.name, self.must, self.aim, self.make, self.good = name, must, aim, make, good
        self.unit = "ms"

    def measure(self, p, args):
        """ours, the peer's, and what is judged"""
        ours, peer, prepare = (self.make() + (lambda: None,))[:3]
        pairs = []
        while not pairs or len(pairs) <= (args.rounds if max(pairs[0]) < 5 else 1):
            pair = []
            for argv, cwd in (ours, peer):
                prepare()
                pair.append(run_once(argv, cwd, p.env, args.clock, self.good))
            pairs.append(pair)
        if len(pairs) > 2:
            pairs = pairs[1:]  # the first one warmed the caches
        return (statistics.median(a for a, _ in pairs) * 1e3, statistics.median(b for _, b in pairs) * 1e3,
                statistics.median(a / max(b, 1e-6) for a, b in pairs))


class Memory(Row):
    """Of one run, in KiB."""

    def measure(self, p, args):
        self.unit = "KiB"
        argv, cwd = self.make()
        done = subprocess.run([p.compiled("peak"), *argv], cwd=cwd, env=p.env, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        check(argv, done.returncode)
        peak = int(done.stderr)
        return peak, None, peak


def commit_rows(p, n):
    """git commit with our hooks, and with one that does nothing. Both go on in one repository of their own."""
    repo = p.corpus("commits%d" % n, corpus.repository, n, 20000)
    idle = os.path.join(p.root, "exit0")
    if not os.path.exists(idle):
        corpus.write(os.path.join(idle, "pre-commit"), "#!/bin/sh\nexit 0\n")
        os.chmod(os.path.join(idle, "pre-commit"), 0o755)
    log, number = os.path.join(repo, "LOG.md"), [0]

    def stage():
        number[0] += 1
        with open(log, "a", encoding="utf-8") as f:
            f.write("\n## Session %d - 2025-12-31\n\n- One more.\n" % (100000 + number[0]))
        subprocess.run(["git", "add", "LOG.md"], cwd=repo, env=p.env, check=True)
    subprocess.run([p.ours("gate"), "--install-hooks"], cwd=repo, env=p.env, check=True, stdout=subprocess.DEVNULL)
    return ((["git", "commit", "-q", "-m", "x"], repo),
            (["git", "-c", "core.hooksPath=" + idle, "commit", "-q", "-m", "x"], repo), stage)


def rows(p):
    patterns = [w for x in PATTERNS for w in ("-e", x)]
    lint, gate, git = [p.ours("lint"), "."], [p.ours("gate"), "--staged"], ["git", "--version"]

    def rumdl(*more):
        return [p.tool("rumdl"), "check", "--no-cache", "--silent", *more, "."]

    def pair(where, ours, peer):
        return lambda: ((ours, where()), (peer() if callable(peer) else peer, where()))

    def parse():
        return ["sh", "-c", "find . -name '*.md' | '%s'" % p.compiled("cmark_parse", "-lcmark")]
    yield Row("start-up / git --version", 1.0, 0.55, pair(lambda: p.root, [p.ours("lint"), "--version"], git))
    yield Row("one 5 KB tracker / git --version", 1.2, 0.7, pair(p.one, lint, git))
    yield Row("one 5 KB tracker / rumdl", 1 / 8, 1 / 15, pair(p.one, lint, rumdl))
    yield Row("10,000 documents / rumdl", 1 / 40, 1 / 100, pair(p.many, lint, rumdl))
    yield Row("10,000 documents / rumdl, one rule", 1 / 15, 1 / 40, pair(p.many, lint, lambda: rumdl("-e", "MD001")))
    yield Row("10,000 documents / grep of 20 patterns", 1.5, 0.6, pair(p.many, lint, ["grep", "-rcE", *patterns, "."]))
    yield Memory("10,000 documents, memory", 24 * 1024, 8 * 1024, lambda: (lint, p.many()))
    yield Row("1,000 documents of 100 KB / rumdl", 1 / 40, 1 / 100, pair(p.big, lint, rumdl))
    yield Row("1,000 documents of 100 KB / cmark's parser", 0.3, 0.08, pair(p.big, lint, parse))
    yield Memory("1,000 documents of 100 KB, memory", 24 * 1024, 8 * 1024, lambda: (lint, p.big()))
    for n, must, aim in ((p.n(100000), 1.0, 0.3), (1000, 1.3, 0.6)):
        yield Row("gate, %d files / git diff --cached" % n, must, aim,
                  pair(lambda n=n: p.repo(n), gate, ["git", "diff", "--cached", "--name-only"]))
    yield Row("gate of a 100 MB log / cmp", 3.0, 1.3, pair(p.long, gate, ["cmp", ".git/before", "LOG.md"]))
    yield Memory("gate of a 100 MB log, memory", 32 * 1024, 8 * 1024, lambda: (gate, p.long()))
    yield Row("history of 5,000 commits / git log -p -- FILE", 0.3, 0.05,
              pair(p.past, [p.ours("gate"), "--history"], ["git", "log", "-p", "--", "LOG.md"]))
    yield Row("growth: documents, 10 MB to 100 MB", 11, 10.5, lambda: ((lint, p.many()), (lint, p.many(0.1))))
    yield Row("growth: gate of a log, 10 MB to 100 MB", 11, 10.5, lambda: ((gate, p.long()), (gate, p.long(0.1))))
    for name in corpus.BOMBS:
        yield Row("growth: %s, 0.4 MB to 4 MB" % name, 11, 10.5, lambda name=name: (
            (lint, p.bomb(name, 4000000)), (lint, p.bomb(name, 400000))), good=(0, 1, 2))  # 2: a limit is named
    for n in (p.n(100000), 1000):
        yield Row("git commit, %d files / with a hook that is exit 0" % n, 1.10, 1.03, lambda n=n: commit_rows(p, n),
                  good=(0,))


def table(p, args):
    missed = 0
    if p.scale != 1:
        print("The corpora have %g of the sizes that the rows name.\n" % p.scale)
    print("| work / peer | ours | peer | ratio | must | aim | |\n|---|---|---|---|---|---|---|")
    for row in rows(p):
        if args.only and args.only not in row.name:
            continue
        limits = "≤ %.3g | ≤ %.3g" % (row.must, row.aim)
        try:
            ours, peer, judged = row.measure(p, args)
        except Missing as why:
            print("| %s | | | | %s | %s |" % (row.name, limits, why), flush=True)
            continue
        missed += judged > row.must
        verdict = "**missed**" if judged > row.must else "aim" if judged <= row.aim else "must"
        if row.unit == "KiB":
            print("| %s | %.1f MB | | | ≤ %d MB | ≤ %d MB | %s |" % (
                row.name, ours / 1024, row.must / 1024, row.aim / 1024, verdict), flush=True)
        else:
            print("| %s | %.2f ms | %.2f ms | %.3g | %s | %s |" % (row.name, ours, peer, judged, limits, verdict), flush=True)
    return 1 if missed else 0


def jobs(p):
    documents = p.corpus("twenty", corpus.documents, 20, 2000, 14000)
    repo = p.corpus("repo1000", corpus.repository, 1000, 20000)
    log = p.corpus("megabyte", corpus.repository, 1, 1000000)
    lint, gate = p.ours("lint"), p.ours("gate")
    yield "version", p.root, [lint, "--version"]
    yield "lint-one", p.one(), [lint, "--format", "jsonl", "."]
    yield "lint-twenty", documents, [lint, "--jobs", "1", "--format", "jsonl", "."]
    yield "gate-append", repo, [gate, "--staged"]
    yield "gate-megabyte", log, [gate, "--staged"]
    yield "lint-in-repository", repo, [lint, "LOG.md"]


def count(argv, cwd, env):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *argv],
                          cwd=cwd, env={**env, **PINNED}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    check(argv, done.returncode)
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
        if args.update:
            continue
        if name not in known:
            bad += 1
            print("not ok - %s: %d instructions, and none are recorded" % (name, n), flush=True)
            continue
        off = n / int(known[name]) - 1
        bad += abs(off) > TOLERANCE
        print("%s - %s: %d instructions, %+.1f %%" % ("ok" if abs(off) <= TOLERANCE else "not ok", name, n, off * 100), flush=True)
    if args.update:
        with open(path, "w") as f:
            f.writelines(found)
    elif bad:
        print("if the change is meant: ci/bench/run.py --instructions --update")
    return 1 if bad else 0


def installed(bins, root):
    """Programs of a build are installed first: their hooks are looked for where an installation has them."""
    if not os.path.exists(os.path.join(bins, "CMakeFiles")):
        return bins
    prefix = os.path.join(root, "prefix")
    subprocess.run(["cmake", "--install", os.path.dirname(bins), "--prefix", prefix], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(prefix, "bin")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=os.path.join(HERE, "../../build/release/cmd"))
    parser.add_argument("--corpora", metavar="DIR", help="where they stay (default: a temporary directory)")
    parser.add_argument("--scale", type=float, default=1.0, help="of the corpora")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--only", help="rows whose name holds this")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    root = os.path.realpath(args.corpora) if args.corpora else tempfile.mkdtemp(prefix="bench.")
    os.makedirs(root, exist_ok=True)
    try:
        bins = os.path.realpath(args.bin)
        place = Place(root, bins if args.instructions else installed(bins, root), args.scale)
        return instructions(place, args) if args.instructions else table(place, args)
    finally:
        if not args.corpora:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
