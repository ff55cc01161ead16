# SPDX-License-Identifier: MIT
"""Long logs are judged as short ones are.

Generates a log and many changes of it, and judges each of them twice: as it is, and with a
--max-size that makes the log too long to be parsed. Both must say the same, but for the figures
that speak of a whole document. Call: long.py TRACKER_GATE
"""
import os
import random
import re
import subprocess
import sys
import tempfile

GATE = os.path.abspath(sys.argv[1])
ENTRIES = 120
MAX_SIZE = "6000"  # bytes: less than the log, more than what is left around a change
HEADS = {
    "oldest": "# Voyage log\n\n**Last Updated**: 2026-01-10\n\nThis file is append-only. "
    "Add new entries at the end.\n\n```markdown\n## Session XX - [DATE]\n- [what]\n```\n\n",
    "newest": "# Voyage log\n\nThis log is append-only: add new entries at the top.\n\n",
    "unclear": "# Voyage log\n\nThis file is append-only.\n\n---\n\n",
}
FOOTER = "\n---\n\n*End of the log*\n"


def day(n):
    return "2025-%02d-%02d" % (1 + n // 28, 1 + n % 28)


def entry(n, mark="##"):
    if mark == "===":
        text = "=== Session %d - %s ===\n\n" % (n, day(n))
    else:
        text = "%s Session %d - %s\n\n" % (mark, n, day(n))
    text += "- wind %d\n- [ ] reef %d\n- [x] miles %d0\n" % (n, n, n)
    if n % 7 == 0:
        text += "\n```sh\n## no heading %d\nmake %d\n```\n" % (n, n)
    return text + "\n"


def log(head, mark, footer=""):
    order = range(1, ENTRIES + 1)
    if head == "newest":
        order = reversed(order)
    return [HEADS[head]] + [entry(n, mark) for n in order] + [footer]


def new(n=ENTRIES + 1, mark="##"):
    return entry(n, mark)


def at_edge(head, parts, text):
    where = 1 if head == "newest" else len(parts) - 1
    return parts[:where] + [text] + parts[where:]


def changes(head, mark, rng):
    """Name, and what the parts become."""
    def swap(parts, i, old, text):
        assert old in parts[i], (parts[i], old)
        return parts[:i] + [parts[i].replace(old, text)] + parts[i + 1:]

    def one(parts):
        return rng.randrange(10, ENTRIES - 10)

    yield "append", lambda p: at_edge(head, p, new(mark=mark))
    yield "two entries", lambda p: at_edge(head, at_edge(head, p, new(mark=mark)), new(ENTRIES + 2, mark))
    yield "other edge", lambda p: p[:-1] + [new(mark=mark), p[-1]] if head == "newest" else \
        p[:1] + [new(mark=mark)] + p[1:]
    yield "in the middle", lambda p: p[:60] + [new(900, mark)] + p[60:]
    yield "removed", lambda p: p[:50] + p[51:]
    yield "three removed", lambda p: p[:20] + p[21:70] + p[72:]
    yield "removed and appended", lambda p: at_edge(head, p[:50] + p[51:], new(mark=mark))
    yield "edited", lambda p: swap(p, one(p), "- wind ", "- calm ")
    yield "edited twice", lambda p: swap(swap(p, 30, "- wind ", "- calm "), 90, "miles", "knots")
    yield "line removed", lambda p: swap(p, one(p), "[ ] reef", "")
    yield "grown", lambda p: swap(p, 55, "- wind", "- rain\n- wind")
    yield "ticked", lambda p: swap(p, 44, "[ ] reef", "[x] reef")
    yield "moved", lambda p: p[:30] + p[31:80] + [p[30]] + p[80:]
    yield "swapped", lambda p: p[:30] + [p[31], p[30]] + p[32:]
    yield "duplicated", lambda p: p[:80] + [p[30]] + p[80:]
    yield "heading", lambda p: swap(p, 77, "Session ", "Chapter ")
    yield "header", lambda p: swap(p, 0, "Voyage log", "The log")
    yield "header and append", lambda p: at_edge(head, swap(p, 0, "Voyage log", "The long log"), new(mark=mark))
    yield "no longer declared", lambda p: swap(p, 0, "append-only", "a file")
    yield "other direction", lambda p: swap(p, 0, "append-only", "append-only, newest first")
    yield "CRLF", lambda p: [s.replace("\n", "\r\n") for s in p]
    yield "CRLF of one", lambda p: p[:40] + [p[40].replace("\n", "\r\n")] + p[41:]
    yield "blanks", lambda p: p[:40] + [p[40].replace("\n", "  \n")] + p[41:]
    yield "blank lines", lambda p: p[:40] + [p[40] + "\n\n"] + p[41:]
    yield "no final newline", lambda p: p[:-2] + [(p[-2] + p[-1]).rstrip("\n"), ""]
    yield "appended, no final newline", lambda p: at_edge(head, p, new(mark=mark))[:-1] + [p[-1].rstrip("\n")]
    yield "cut short", lambda p: p[:100] + [p[100][:20]]
    yield "cut at an entry", lambda p: p[:115] + [""]
    yield "all but the head", lambda p: p[:1]
    yield "placeholder", lambda p: at_edge(head, p, new(mark=mark) + "- [Continue...]\n\n")
    yield "conflict", lambda p: at_edge(
        head, p, "<<<<<<< HEAD\n" + new(mark=mark) + "=======\n" + new(131, mark) + ">>>>>>> b\n\n")
    yield "open fence", lambda p: at_edge(head, p, new(mark=mark) + "```\nmake\n\n")
    yield "old date", lambda p: at_edge(head, p, new(3, mark).replace("Session 3", "Session 121"))
    if head == "oldest":
        yield "stamp", lambda p: at_edge(head, swap(p, 0, "2026-01-10", "2026-01-15"), new(mark=mark))
        yield "stamp back", lambda p: at_edge(head, swap(p, 0, "2026-01-10", "2025-12-01"), new(mark=mark))
        yield "stamp gone", lambda p: swap(p, 0, "**Last Updated**: 2026-01-10\n\n", "")
        yield "longer stamp", lambda p: at_edge(
            head, swap(p, 0, "2026-01-10", "2026-01-15 in the evening"), new(mark=mark))


# What a part cannot know: it is not asked, or what it would need is far away.
SILENT = ("progress-mismatch", "count-mismatch", "claim-conflict", "status-open", "status-done",
          "mojibake", "unused-suppression", "entry-duplicate")


PLACE = re.compile(r"^[^:]*:\d+:\d+: ")


def judge(repo, *options):
    env = dict(os.environ, TRACKER_NOW="2026-01-15T12:00:00Z", LC_ALL="C.UTF-8")
    run = subprocess.run([GATE, *options, "--format", "concise"], cwd=repo, env=env,
                         capture_output=True, text=True, check=False)
    lines = [line for line in run.stdout.splitlines()
             if not line.endswith(tuple("[%s]" % rule for rule in SILENT))]
    return run.returncode, lines, run.stderr


def git(repo, *args):
    env = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1",
               GIT_AUTHOR_DATE="2026-01-14T12:00:00Z", GIT_COMMITTER_DATE="2026-01-14T12:00:00Z")
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *args], cwd=repo, env=env,
                   check=True, capture_output=True)


def write(repo, parts, name="LOG.md"):
    with open(os.path.join(repo, name), "w", newline="") as out:
        out.write("".join(parts))


def compare(name, repo, *options):
    short = judge(repo, *options)
    long = judge(repo, *options, "--max-size", MAX_SIZE)
    if (short[0], short[1]) == (long[0], long[1]):
        return 0
    if "open fence" in name:  # where it ends may be far away
        short, long = [(run[0], [PLACE.sub("", line) for line in run[1]], run[2]) for run in (short, long)]
        if short[:2] == long[:2]:
            return 0
    by_lines = "of this append-only document"
    if short[0] == long[0] == 1 and len(long[1]) >= 1 and any(by_lines in s for s in long[1]):
        return 0  # too much changed: refused all the same, by its lines
    print("not ok - %s (%s)" % (name, " ".join(options)))
    for title, run in (("as it is", short), ("as a long one", long)):
        print("  %s: status %d" % (title, run[0]))
        for line in (run[1] + run[2].splitlines())[:12]:
            print("    " + line)
    return 1


def try_log(repo, head, mark, footer):
    rng = random.Random(head + mark + footer)
    parts = log(head, mark, footer)
    bad = n = 0
    write(repo, parts)
    git(repo, "add", ".")
    git(repo, "commit", "-qm", "base", "--allow-empty")
    for name, change in changes(head, mark, rng):
        name = "%s, %s%s: %s" % (head, mark, ", footer" if footer else "", name)
        write(repo, change(parts))
        git(repo, "add", "LOG.md")
        if n % 3 == 1:  # as long as what is staged, and something else
            write(repo, ["x" * os.path.getsize(os.path.join(repo, "LOG.md"))])
        bad += compare(name, repo, "--staged")
        if n % 9 == 0:
            bad += compare(name, repo, "--worktree")
        if n % 9 == 3:
            git(repo, "commit", "-qm", name, "--allow-empty")
            bad += compare(name, repo, "--base", "HEAD~1")
            git(repo, "gc", "-q")  # deltas of one chain
            bad += compare(name + ", packed", repo, "--base", "HEAD~1")
            bad += compare(name + ", history", repo, "--history", "HEAD~1..HEAD")
            git(repo, "reset", "-q", "--hard", "HEAD~1")
        if n % 9 == 6:
            git(repo, "mv", "LOG.md", "docs-LOG.md")
            bad += compare(name + ", renamed", repo, "--staged")
        git(repo, "reset", "-q", "--hard")
        n += 1
    if n and not bad:
        print("ok - %d changes of a long log (%s, %s%s) are judged as those of a short one" % (
            n, head, mark, ", footer" if footer else ""))
    return n, bad


def main():
    done = bad = 0
    with tempfile.TemporaryDirectory() as repo:
        git(repo, "init", "-q", "-b", "main")
        for head in HEADS:
            for mark in ("##", "==="):
                for footer in ("", FOOTER) if mark == "##" else ("",):
                    n, failed = try_log(repo, head, mark, footer)
                    done += n
                    bad += failed
    print("%d changes of long logs, %d judged otherwise than short ones" % (done, bad))
    return 1 if bad or not done else 0


sys.exit(main())
