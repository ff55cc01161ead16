#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks the store the same questions both ways, in every kind of repository; also asks git itself.

zoo.py TRACKERSTORE TRACKERGATE [KIND...]

Then asks the gate at every door, and prints its verdicts on an append and on a loss.
"""
import difflib
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from gate import MODES, judge
from kinds import Maker, all_kinds

STATES = ("HEAD", "INDEX", "WORKTREE")

USUAL = [
    "about", "resolve", "HEAD", "resolve", "HEAD~1", "resolve", "HEAD^2", "resolve", "main",
    "resolve", "v1", "resolve", "side", "resolve", "nope", "resolve", "refs/heads/side", "resolve", "v1^{commit}", "resolve", "HEAD~1^{commit}",
    "resolve", "nope^{commit}",
    *[w for s in STATES for w in ("list", s)],
    "diff", "HEAD", "INDEX", "diff", "HEAD", "WORKTREE", "diff", "INDEX", "WORKTREE",
    "diff", "HEAD~1", "HEAD", "diff", "EMPTY", "HEAD", "diff", "HEAD", "EMPTY", "diff", "EMPTY",
    "INDEX",
    *[w for s in STATES for p in ("docs/PROGRESS.md", "docs", "docs/log/a.md", "docs/nope",
                                  "DOCS/progress.md", "../x", "/docs", "docs//log", ".git/config",
                                  "README/x", "")
      for w in ("path", s, p)],
    *[w for s in STATES for p in ("docs/PROGRESS.md", "docs") for w in ("read", s, p)],
    "commit", "HEAD", "commit", "HEAD~1", "commit", "HEAD~2",
    "walk", "HEAD", "-", "walk", "HEAD~1..HEAD", "-", "walk", "HEAD", "docs/PROGRESS.md",
    "walk", "HEAD", "docs/log", "bases", "HEAD", "side", "bases", "HEAD", "HEAD~1", "heads",
    "ignored", "z.o", "ignored", "docs/PROGRESS.md", "ignored", "build/out.md", "ignored", "new.md",
]

# Answered from the files alone where the repository is an ordinary one: nothing that is asked here
# makes the store take another way.
PLAIN = [
    "about", "resolve", "HEAD", "list", "HEAD", "list", "INDEX", "diff", "HEAD", "INDEX",
    "diff", "EMPTY", "HEAD", "commit", "HEAD", "walk", "HEAD", "-", "walk", "HEAD",
    "docs/PROGRESS.md", "heads",
    *[w for s in STATES for p in ("docs/PROGRESS.md", "docs", "DOCS/progress.md")
      for v in ("path", "read") for w in (v, s, p)],
]


def ask(tool, kind, maker, way, words):
    env = dict(maker.env, **kind.env)
    env.pop("TRACKER_STORE", None)
    if way:
        env["TRACKER_STORE"] = way
    done = subprocess.run([tool, *words], cwd=kind.cwd, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)
    return done.stdout + (b"exit %d\n" % done.returncode) + done.stderr


def show_difference(names, answers):
    lines = [a.decode(errors="backslashreplace").splitlines() for a in answers]
    return "\n".join(list(difflib.unified_diff(lines[0], lines[1], *names, lineterm=""))[:40])


def escape(path):
    return b"".join(bytes([c]) if 32 < c < 127 and c != 92 else b"\\%02x" % c for c in path)


def section(answer, title):
    """The lines that follow a question, up to the next one."""
    lines = answer.split(b"\n")
    if title not in lines:
        return None
    rest = lines[lines.index(title) + 1:]
    verbs = {v.encode() for v in ("about", "resolve", "list", "diff", "path", "read", "commit",
                                  "walk", "bases", "heads", "ignored", "known", "exit")}
    taken = []
    for line in rest:
        if line.split(b" ")[0] in verbs:
            break
        taken.append(line)
    return taken


class Git:
    def __init__(self, kind, maker):
        self.kind, self.maker = kind, maker

    def __call__(self, *args):
        env = dict(self.maker.env, **self.kind.env)
        return subprocess.run(["git", *args], cwd=self.kind.cwd, env=env, check=True,
                              stdout=subprocess.PIPE).stdout


def truth(git):
    """What git's own commands say, in the tool's form."""
    types = {b"100644": b"file", b"100755": b"file", b"120000": b"link", b"160000": b"module"}
    top = git("rev-parse", "--show-toplevel")[:-1]
    rows = [r for r in git("-C", top, "ls-tree", "-r", "-z", "HEAD").split(b"\0") if r]
    yield b"list HEAD", [b"%s %s %s" % (types[r.split()[0]], r.split()[2],
                                        escape(r.split(b"\t", 1)[1])) for r in rows]
    for title, args in ((b"diff HEAD INDEX", ("--cached", "HEAD")),
                        (b"diff HEAD~1 HEAD", ("HEAD~1", "HEAD"))):
        raw = git("-C", top, "diff", "--raw", "-z", "--no-renames", "--no-abbrev",
                  *args).split(b"\0")[:-1]
        expected = []
        for head, path in zip(raw[::2], raw[1::2]):
            old, new, before, now, _ = head[1:].split()
            if (types.get(old), before) == (types.get(new), now):
                continue  # the executable bit alone
            both = (types.get(old, b"absent"), types.get(new, b"absent"),
                    b"-" if set(before) == {48} else before, b"-" if set(now) == {48} else now)
            expected.append(b"%s %s %s %s " % both + escape(path))
        yield title, expected
    yield b"walk HEAD -", [b" " + o for o in git("rev-list", "--date-order", "HEAD").split()]
    bases = git("merge-base", "--all", "HEAD", "HEAD~1").split()
    yield b"bases HEAD HEAD~1", [b" " + o for o in sorted(bases)]


def check(tool, kind, maker):
    words = USUAL + kind.ask
    auto = ask(tool, kind, maker, None, words)
    git = ask(tool, kind, maker, "git", words)
    problems = []
    if not kind.refused:
        plain = [ask(tool, kind, maker, way, PLAIN) for way in ("git", None)]
        if plain[0] != plain[1]:
            problems.append(show_difference(("git", "files"), plain))
        if auto != git:
            problems.append(show_difference(("git", "automatic"), (git, auto)))
    if kind.libgit2:
        libgit2 = ask(tool, kind, maker, "libgit2", words)
        if libgit2 != git:
            problems.append(show_difference(("git", "libgit2"), (git, libgit2)))
    if b"Sanitizer" in auto + git or b"exit %d\n" % kind.status not in auto:
        problems.append(auto[-2000:].decode(errors="backslashreplace"))
    for title, expected in truth(Git(kind, maker)) if kind.truth else ():
        got = section(auto, title)
        if got != expected:
            problems.append("%s: git itself says %s, not %s" % (title, expected, got))
    for title, expected in kind.expect.items():
        if section(auto, title) != expected:
            problems.append("%s: %s, not %s" % (title, section(auto, title), expected))
    if kind.forbidden and os.path.exists(kind.forbidden):
        problems.append("a program that the repository names was run")
    return problems


def visit(tools, root, build):
    place = os.path.join(root, build.__name__)
    os.makedirs(place)
    maker = Maker(place)
    kind = build(maker)
    problems = check(tools[0], kind, maker)
    row, more = judge(tools[1], kind, maker)
    return problems + more, row


def main(argv):
    """TRACKERSTORE TRACKER-GATE [--table FILE] [KIND...]; with TRK_ZOO=all the table has every mode."""
    out = None
    if argv[3:4] == ["--table"]:
        out = argv[4]
        argv = argv[:3] + argv[5:]
    tools = [os.path.abspath(a) for a in argv[1:3]]
    kinds = [k for k in all_kinds if not argv[3:] or k.__name__ in argv[3:]]
    bad = 0
    table = ["%-32s %s" % ("", " ".join("%-11s" % m for m in MODES).rstrip())]
    with tempfile.TemporaryDirectory(prefix="zoo.") as root, ThreadPoolExecutor(4) as pool:
        root = os.path.realpath(root)
        answers = pool.map(lambda k: visit(tools, root, k), kinds)
        for build, (problems, row) in zip(kinds, answers):
            bad += bool(problems)
            for problem in problems:
                print("%s:\n%s\n" % (build.__name__, problem))
            print("%s - %s" % ("not ok" if problems else "ok", build.__name__))
            cells = " ".join("%-11s" % row.get(m, "?") for m in MODES).rstrip()
            table.append("%-32s %s" % (build.__name__, cells))
    print("\nWhat tracker-gate says to an append and to a loss (0: it passes, 1: it is refused, "
          "2: it cannot be judged):\n" + "\n".join(table))
    print("%d kinds of repository, %d answered differently" % (len(kinds), bad))
    if out:
        with open(out, "w", encoding="utf-8") as file:
            file.write("\n".join(table) + "\n")
    return 1 if bad or not kinds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
