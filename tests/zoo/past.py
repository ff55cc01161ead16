# SPDX-License-Identifier: MIT
"""A history says of each commit what is said of it alone: appended, inserted, lost, put back, renamed, archived,
merged. Histories are made from a number; those that a walk takes at one stroke are judged step by step here."""
import json
import os
import random
import subprocess
import sys
import tempfile

WORDS = "reed heron tide marsh ferry lock weir buoy skiff eel otter sluice towpath mooring".split()
RULES = "entry-removed,entry-edited,entry-moved,entry-inserted,tracker-removed"
LOGS = {
    "LOG.md": ("# Log\n\nThis file is append-only: new entries go at the end.\n\n", False, "## Day %d - %s"),
    "NEWS.md": ("# News\n\nAppend-only. Newest entries first.\n\n", True, "## Note %d (%s)"),
    "JOURNAL.md": ("# Journal\n\nNever delete entries: append-only.\n\n", False, "### %d: %s"),
    "STATUS.md": ("# Status\n\nAppend-only log.\n\n**Last Updated:** 2025-03-01\n\n", False, "## Step %d, %s"),
    "BANNERS.txt": ("Append-only log, add new sessions at the bottom.\n\n", False, "=== Session %d - %s ==="),
}


def entry(rng, style, number):
    day = "2025-%02d-%02d" % (number // 28 % 12 + 1, number % 28 + 1)
    lines = ["- %s" % " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 14))) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.05:
        lines += ["", "```", "## no entry %d" % number, "```"]
    if rng.random() < 0.03:
        lines += ["Commits: [pending]"]
    return "%s\n\n%s\n" % (style % (number, day), "\n".join(lines))


class Log:
    def __init__(self, rng, name, n):
        self.head, self.top, self.style = LOGS[name]
        self.number = n
        self.entries = [entry(rng, self.style, i + 1) for i in range(n)]
        if self.top:
            self.entries.reverse()

    def text(self):
        return self.head + "\n".join(self.entries)

    def copy(self):
        other = object.__new__(Log)
        other.__dict__.update(self.__dict__, entries=list(self.entries))
        return other

    def add(self, rng, at=None):
        self.number += 1
        new = entry(rng, self.style, self.number)
        self.entries.insert(at if at is not None else 0 if self.top else len(self.entries), new)


class Maker:
    """A history as a stream for git fast-import."""

    def __init__(self, seed, ncommits):
        self.rng = random.Random(seed)
        self.stream, self.mark, self.n = [], 0, ncommits

    def commit(self, branch, files, parents):
        self.mark += 1
        out = "commit refs/heads/%s\nmark :%d\ncommitter Ada <ada@example.org> %d +0000\ndata 1\nx\n" % (
            branch, self.mark, 1740830400 + self.mark)
        for word, parent in zip(["from"] + ["merge"] * len(parents), parents):
            out += "%s :%d\n" % (word, parent)
        out += "deleteall\n"
        for path, text in files.items():
            out += "M 100644 inline %s\ndata %d\n%s\n" % (path, len(text.encode()), text)
        self.stream.append(out)
        return self.mark

    def change(self, logs, gone):
        rng, name = self.rng, self.rng.choice(list(logs))
        log = logs[name] = logs[name].copy()
        what, n = rng.random(), len(log.entries)
        old = rng.randrange(n) if n else 0
        if what < 0.70 or n < 2:
            for _ in range(rng.choice((1, 1, 1, 2))):
                log.add(rng)
        elif what < 0.75:
            log.add(rng, rng.randrange(n))
        elif what < 0.80:
            log.entries[old] = log.entries[old].replace(rng.choice(WORDS), "silt", 1)
        elif what < 0.84:
            gone.append((name, old, log.entries.pop(old)))
        elif what < 0.87 and gone:
            name, old, text = gone.pop()
            if name in logs:
                log = logs[name] = logs[name].copy()
                log.entries.insert(min(old, len(log.entries)), text)
        elif what < 0.91:
            edge = 0 if log.top else n - 1
            log.entries[edge] = log.entries[edge].replace("[pending]", "1a2b3c4d5e") + "- one more line\n"
        elif what < 0.93:
            logs["docs/" + os.path.basename(name)] = logs.pop(name)
        elif what < 0.95:
            log.head = log.head.replace("\n\n", "\n\nSee the wiki.\n\n", 1)
        elif what < 0.97:
            moved, log.entries = log.entries[:n // 4], log.entries[n // 4:]
            archive = Log(rng, "LOG.md", 0)
            archive.entries, archive.style = moved, log.style
            logs["archive/LOG-%d.md" % self.mark] = archive
        elif what < 0.98:
            log.entries[0], log.entries[1] = log.entries[1], log.entries[0]
        else:
            logs.pop(name)

    def make(self):
        rng = self.rng
        logs = {name: Log(rng, name, rng.choice((0, 3, 40, 90))) for name in LOGS}
        gone, at, side = [], None, None
        for _ in range(self.n):
            files = {name: log.text() for name, log in logs.items()}
            at = self.commit("main", files, [at] if at else [])
            if not logs:
                break
            if side is None and rng.random() < 0.08:
                side = (dict(logs), at)
            if side and rng.random() < 0.5:
                self.change(side[0], gone)
                side = (side[0], self.commit("side", {n: l.text() for n, l in side[0].items()}, [side[1]]))
                if rng.random() < 0.3:  # ours, theirs, or what only they have added to ours
                    for name, log in side[0].items():
                        if name in logs and rng.random() < 0.6:
                            have = set(logs[name].entries)
                            logs[name] = logs[name].copy()
                            new = [e for e in log.entries if e not in have]
                            logs[name].entries[0 if log.top else len(logs[name].entries):0 if log.top else None] = new
                    at = self.commit("main", {n: l.text() for n, l in logs.items()}, [at, side[1]])
                    side = None
            if logs:
                self.change(logs, gone)
        return "".join(self.stream).encode()


def run(cmd, cwd, env=None, data=None, ok=(0,)):
    done = subprocess.run(cmd, cwd=cwd, env=env, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in ok:
        raise SystemExit("%s: %d\n%s" % (cmd, done.returncode, done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def found(gate, env, cwd, *args):
    out = run([gate, *args, "--select", RULES, "--format", "jsonl", "--quiet"], cwd, env, ok=(0, 1))
    return [json.loads(line) for line in out.splitlines() if line]


def key(finding, commit):
    return (commit, finding.get("code") or finding.get("rule"), finding.get("path") or finding.get("filename"),
            finding.get("line") or finding.get("location", {}).get("row"))


def alone(gate, env, cwd):
    """What is said of each commit against each of its parents."""
    out = set()
    for line in run(["git", "rev-list", "--parents", "HEAD"], cwd, env).splitlines():
        commit, *parents = line.split()
        if len(parents) != 1:
            continue
        for finding in found(gate, env, cwd, "--range", "%s..%s" % (parents[0], commit)):
            out.add(key(finding, commit))
    return out


def staged(gate, env, cwd):
    """The same, where each commit is about to be made."""
    out, head = set(), os.path.join(cwd, ".git", "HEAD")
    with open(head) as f:
        was = f.read()
    for line in run(["git", "rev-list", "--parents", "HEAD"], cwd, env).splitlines():
        commit, *parents = line.split()
        if len(parents) != 1:
            continue
        with open(head, "w") as f:
            f.write(parents[0] + "\n")
        run(["git", "read-tree", commit], cwd, env)
        for finding in found(gate, env, cwd, "--staged"):
            out.add(key(finding, commit))
    with open(head, "w") as f:
        f.write(was)
    run(["git", "reset", "-q", "--hard"], cwd, env)
    return out


def main():
    gate, seeds = sys.argv[1], [int(seed) for seed in sys.argv[2:]] or [1, 2, 3]
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
           "TRACKER_NOW": "2025-06-16T12:00:00Z"}
    failed = 0
    for seed in seeds:
        before = failed
        with tempfile.TemporaryDirectory() as top:
            env["HOME"] = top
            run(["git", "init", "-q", "-b", "main", top], top, env)
            run(["git", "fast-import", "--quiet"], top, env, Maker(seed, 60).make())
            run(["git", "reset", "-q", "--hard"], top, env)
            merges = set(run(["git", "rev-list", "--merges", "HEAD"], top, env).split())
            want, answers = alone(gate, env, top), []
            for store, pack in (("files", None), ("files", "-adfq"), ("libgit2", None), ("git", None)):
                if pack:
                    run(["git", "repack", pack], top, env)
                got = found(gate, dict(env, TRACKER_STORE=store), top, "--history")
                answers.append(got)
                if got != answers[0]:
                    failed += 1
                    print("seed %d: the store %s says something else" % (seed, store))
            got = {key(f, f["commit"]) for f in answers[0] if f["commit"] not in merges}
            for one in sorted(want ^ got, key=str):
                failed += 1
                print("seed %d: %s: %s" % (seed, "only alone" if one in want else "only in the history", one))
            for one in sorted(want ^ staged(gate, env, top), key=str):
                failed += 1
                print("seed %d: only staged, or only committed: %s" % (seed, one))
            print("%s - history %d is told by every store, and staged, as commit by commit: %d commits with %d findings" % (
                "ok" if failed == before else "not ok", seed, len({w[0] for w in want}), len(want)))
    print("%d histories, %d failed" % (len(seeds), failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
