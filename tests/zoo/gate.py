# SPDX-License-Identifier: MIT
"""tracker-gate at every door of a kind of repository: an append passes, a loss is refused."""
import os
import subprocess

ALL = ("range", "base", "history", "pre-push", "pre-receive", "staged", "worktree")
# The others share their way with one of these: TRK_ZOO=all asks them as well.
MODES = ALL if os.environ.get("TRK_ZOO") == "all" else ("base", "pre-receive", "staged")
NAME = "JOURNAL.md"


def log(*days):
    text = "# Journal\n\nThis file is append-only. Add new entries at the end.\n"
    for day in days:
        text += "\n## Day %d\n\n- wind %d\n" % (day, day)
    return text.encode()


class Door:
    """One repository: a base, a commit that appends to the log, one that loses an entry."""

    def __init__(self, gate, kind, maker):
        self.gate, self.kind, self.maker = gate, kind, maker
        self.env = dict(maker.env, **kind.env)
        self.env.pop("TRACKER_STORE", None)
        self.env["TRACKER_NOW"] = "2025-06-16T12:00:00Z"
        if not kind.libgit2:  # libgit2 leaks where it gives up
            self.env["ASAN_OPTIONS"] = "detect_leaks=0"
        self.scratch = os.path.join(maker.root, "scratch.index")

    def git(self, *args, data=None, index=None, cwd=None):
        env = dict(self.env, GIT_AUTHOR_DATE="1750000000 +0000",
                   GIT_COMMITTER_DATE="1750000000 +0000")
        if index:
            env["GIT_INDEX_FILE"] = index
        done = subprocess.run(["git", *args], cwd=cwd or self.kind.cwd, env=env, input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise RuntimeError("git %s: %s" % (args, done.stderr.decode(errors="replace")))
        return done.stdout.rstrip(b"\n").decode(errors="surrogateescape")

    def commit(self, parent, *days):
        blob = self.git("hash-object", "-w", "--stdin", data=log(*days))
        if os.path.exists(self.scratch):
            os.remove(self.scratch)
        if parent:
            self.git("read-tree", parent, index=self.scratch)
        self.git("update-index", "--add", "--cacheinfo", "100644,%s,%s" % (blob, NAME),
                 index=self.scratch)
        tree = self.git("write-tree", "--missing-ok", index=self.scratch)
        return self.git("commit-tree", *(["-p", parent] if parent else []), "-m", "log", tree)

    def build(self):
        try:
            head = self.git("rev-parse", "-q", "--verify", "HEAD^{commit}")
        except RuntimeError:
            head = None
        try:
            self.base = self.commit(head, 1, 2)
        except RuntimeError:  # a clone without its trees: the log stands alone
            self.base = self.commit(None, 1, 2)
        self.head = {"append": self.commit(self.base, 1, 2, 3), "loss": self.commit(self.base, 2)}
        self.git("update-ref", "HEAD", self.base)

    def ask(self, *args, data=b""):
        done = subprocess.run([self.gate, *args], cwd=self.kind.cwd, env=self.env, input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        said = done.stderr + done.stdout
        return 99 if b"Sanitizer" in said else done.returncode, said

    def put(self, mode, days):
        """Into the index, or into the worktree; False where there is none."""
        top = self.git("rev-parse", "--is-bare-repository")
        if top == "true":
            return False
        top = self.git("rev-parse", "--show-toplevel")
        blob = self.git("hash-object", "-w", "--stdin", data=log(*days))
        self.git("update-index", "--add", "--cacheinfo", "100644,%s,%s" % (blob, NAME), cwd=top)
        if mode == "worktree":
            with open(os.path.join(top, NAME), "wb") as file:
                file.write(log(*days))
        return True

    def verdict(self, mode, what):
        head = self.head[what]
        if mode == "range":
            return self.ask("--range", "%s..%s" % (self.base, head))
        if mode == "base":
            return self.ask("--base", self.base, "--head", head)
        if mode == "history":
            return self.ask("--history", "%s..%s" % (self.base, head))
        if mode == "pre-push":
            return self.ask("--pre-push", data=b"refs/heads/x %s refs/heads/x %s\n" %
                            (head.encode(), self.base.encode()))
        if mode == "pre-receive":
            return self.ask("--pre-receive", data=b"%s %s refs/heads/x\n" %
                            (self.base.encode(), head.encode()))
        try:
            if not self.put(mode, (1, 2, 3) if what == "append" else (2,)):
                return None, b""
        except RuntimeError:  # git itself cannot write this index
            return None, b""
        return self.ask("--" + mode)


def judge(gate, kind, maker):
    """The verdicts of every mode, "append/loss", and what is wrong with them."""
    door, row, problems = Door(gate, kind, maker), {}, []
    try:
        door.build()
    except RuntimeError as why:
        if kind.gate is None:
            return {m: "-" for m in MODES}, []
        return {}, [str(why)]
    for mode in MODES:
        got = []
        for what, usual in (("append", 0), ("loss", 1)):
            status, said = door.verdict(mode, what)
            want = kind.gate.get(mode, usual) if kind.gate is not None else status
            if status is not None and status != want:
                problems.append("--%s of an %s: %d, not %d\n%s" % (
                    mode, what, status, want, said.decode(errors="backslashreplace")[-1500:]))
            got.append("-" if status is None else str(status))
        row[mode] = "-" if got == ["-", "-"] else "/".join(got)
    return row, problems
