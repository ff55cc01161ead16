# SPDX-License-Identifier: MIT
"""After any damage a restore satisfies the gate and keeps what is new; and so does an append to any log.

Each log, damage and history is made from a number. Call: restore.py DIRECTORY_OF_THE_PROGRAMS [all]
"""
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import traceback

import damage
import history
import logs

PROGRAMS = os.path.abspath(sys.argv[1])
FORMS_A_KIND = len(logs.FORMS) if "all" in sys.argv[2:] else 4
HISTORIES = 200 if "all" in sys.argv[2:] else 12
ENV = dict(os.environ, TRACKER_NOW="2026-01-15T12:00:00Z", LC_ALL="C.UTF-8", GIT_CONFIG_GLOBAL="/dev/null",
           GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_DATE="2026-01-14T12:00:00Z",
           GIT_COMMITTER_DATE="2026-01-14T12:00:00Z")
for role in ("AUTHOR", "COMMITTER"):
    ENV["GIT_%s_NAME" % role], ENV["GIT_%s_EMAIL" % role] = "A", "a@b.c"


class Repository:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.git("init", "-q", "-b", "main")
        self.git("config", "core.autocrlf", "false")

    def run(self, *call, **options):
        return subprocess.run(call, cwd=self.path, env=ENV, capture_output=True, check=False, **options)

    def git(self, *args):
        run = self.run("git", *args)
        assert run.returncode == 0, run.stderr.decode()

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def tracker(self, program, *args):
        """Status, and what it says."""
        run = self.run("%s/tracker-%s" % (PROGRAMS, program), *args)
        return run.returncode, run.stdout, run.stderr.decode(errors="replace")

    def must(self, program, *args):
        status, out, said = self.tracker(program, *args)
        assert status == 0, "tracker-%s %s: status %d\n%s%s" % (
            program, " ".join(args), status, out.decode(errors="replace"), said)
        return out

    def gate(self):
        self.git("add", "-A")
        self.must("gate", "--staged", "--format", "concise")


def lines_of(text):
    return collections.Counter(line.strip() for line in text.decode("utf-8-sig", "replace").splitlines())


def says_something(line):
    return any(c.isalnum() for c in line) and "Last updated" not in line


def check_nothing_lost(before, now):
    there = lines_of(now)
    gone = [line for line in lines_of(before) if says_something(line) and line not in there]
    assert not gone, "lines are lost: %r" % gone[:3]


def try_damage(number, kind, form):
    rng = random.Random("%s %s %d" % (kind, form, number))
    log = logs.make(rng, form)
    with tempfile.TemporaryDirectory() as path:
        repo, file = Repository(path), pathlib.Path(path, "LOG.md")
        file.write_bytes(log.encoded(log.entries))
        repo.commit("base")
        text = damage.apply(rng, log, kind)
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text)
        repo.git("add", "-A")
        refused = repo.tracker("gate", "--staged")[0] != 0
        patch = repo.must("append", "--restore", "--dry-run", "LOG.md")
        assert not file.exists() if text is None else file.read_bytes() == text, "the dry run wrote"
        repo.must("append", "--restore", "LOG.md")
        now = file.read_bytes()
        repo.gate()
        if kind not in damage.TEXTLESS:
            check_nothing_lost(text, now)
            if patch:
                file.write_bytes(text)
                run = repo.run("git", "apply", "--whitespace=nowarn", "-", input=patch)
                assert run.returncode == 0 and file.read_bytes() == now, "the diff of the dry run is another"
                file.write_bytes(now)
        again = repo.must("append", "--restore", "LOG.md")
        assert b"nothing is missing" in again, "a second restore: %r" % again
        return refused


def try_rename(number, form):
    """The gate names the way back; it must be one."""
    rng = random.Random("renamed %s %d" % (form, number))
    log = logs.make(rng, form)
    with tempfile.TemporaryDirectory() as path:
        repo, file = Repository(path), pathlib.Path(path, "WORKLOG.md")
        pathlib.Path(path, "LOG.md").write_bytes(log.encoded(log.entries))
        repo.commit("base")
        repo.git("mv", "LOG.md", "WORKLOG.md")
        entries = list(log.entries)
        gone = entries.pop(rng.randrange(len(entries) - 1))
        file.write_bytes(log.encoded(entries + [log.entry(log.size + 1)]))
        damaged = file.read_bytes()
        repo.git("add", "-A")
        status, out, _ = repo.tracker("gate", "--staged")
        assert status == 1, "the gate let a loss pass: %r" % gone
        call = re.search("to put it back: (.*)", out.decode()).group(1)
        run = subprocess.run(["sh", "-ec", call], cwd=path, env=dict(ENV, PATH="%s:%s" % (PROGRAMS, ENV["PATH"])),
                             capture_output=True, check=False)
        assert run.returncode == 0, call + "\n" + run.stderr.decode()
        repo.gate()
        check_nothing_lost(damaged, file.read_bytes())
        check_nothing_lost(gone.encode(), file.read_bytes())


def try_append(number, form):
    """Several entries, each asked for in another way: linter and gate pass, and no other line changes."""
    rng = random.Random("append %s %d" % (form, number))
    log = logs.make(rng, form)
    title = "1.99.%d Clock" % number if form == "release" else "Clock %d" % number
    field = "What=done" if form == "table" else "Status=done"  # a table has its columns and no other
    calls = (["-t", title], ["-t", title, "-m", "It is slow.", "-m", "- why\n- how"],
             ["-t", title, "--field", field, "-m", "Hours of work."], ["-t", title, "--date", "2026-01-14"])
    with tempfile.TemporaryDirectory() as path:
        repo, file = Repository(path), pathlib.Path(path, "LOG.md")
        file.write_bytes(log.encoded(log.entries))
        repo.commit("base")
        before = file.read_bytes()
        repo.must("append", "LOG.md", *calls[number % len(calls)])
        now = file.read_bytes()
        check_nothing_lost(before, now)
        assert len(now) > len(before) and now.startswith(b"\xef\xbb\xbf") == log.bom
        assert now.endswith(b"\n") == before.endswith(b"\n"), "the end of the last line"
        assert (b"\r\n" in now) == log.crlf and now.count(b"\n") == now.count(b"\r\n") * log.crlf + (
            0 if log.crlf else now.count(b"\n"))
        repo.gate()
        repo.must("lint", "--isolated", "--fail-on", "warning", "LOG.md")


def tried(pool, name, function, calls):
    """One line of TAP: all calls hold. And how many of them say so of more than that."""
    bad, true = [], 0
    for call, future in [(call, pool.submit(function, *call)) for call in calls]:
        try:
            true += future.result() is True
        except Exception:
            bad.append("%s%r\n%s" % (function.__name__, call, traceback.format_exc(limit=-1)))
    return name + " (%d)" % len(calls), bad, true


def results(pool):
    forms = list(logs.FORMS)
    for i, kind in enumerate(damage.KINDS):
        some = [forms[(i + 3 * k) % len(forms)] for k in range(FORMS_A_KIND)]
        name, bad, refused = tried(pool, kind, try_damage, [(k, kind, form) for k, form in enumerate(some)])
        if not refused and kind not in damage.HARMLESS:
            bad.append("the gate refused none of them before")
        yield "restored: %s" % name, bad
    yield tried(pool, "restored: renamed and some are removed", try_rename,
                [(i, form) for i, form in enumerate(forms) if form in logs.HEADINGS])[:2]
    yield tried(pool, "restored: what the history lost, renames and all", history.try_one,
                [(Repository, seed) for seed in range(HISTORIES)])[:2]
    for form in forms:
        yield tried(pool, "appended: %s" % form, try_append, [(i, form) for i in range(4)])[:2]


def main():
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, bad in results(pool):
            failed += bool(bad)
            print("%sok - %s" % ("not " if bad else "", name), flush=True)
            for text in bad:
                print("\n".join("# " + line for line in text.splitlines()))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
