# SPDX-License-Identifier: MIT
"""The documents and repositories that the benchmark reads: made from a number, always the same."""
import os
import random
import subprocess

WORDS = """hinge sluice gate lantern rope ladder barrel anchor kettle saddle cistern pulley trestle bellows
spindle gasket rudder mast awning chisel mortar beam lintel gutter flue hearth pantry cellar loft porch""".split()
SCRIPTS = ["", "", "", "", " — прогресс хороший", " — 进度正常", " — âœ… fertig", ""]


def sentence(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 14))).capitalize() + "."


def tasks(rng, n):
    for _ in range(n):
        box = rng.choice(["[x]", "[x]", "[ ]", "✅", "⬜"])
        yield "- %s %s%s" % (box, sentence(rng), rng.choice(SCRIPTS))


def status(rng, size):
    lines = ["# Harbour works", "", "**Last Updated:** 2025-%02d-%02d" % (rng.randint(1, 12), rng.randint(1, 28)),
             "**Overall Progress:** %d%% (%d of 40 tasks)" % (rng.randint(0, 100), rng.randint(0, 40)), ""]
    phase = 0
    while sum(map(len, lines)) < size:
        phase += 1
        lines += ["## Phase %d: %s%s" % (phase, rng.choice(WORDS), rng.choice([" ✅ COMPLETE", " (IN PROGRESS)", ""])),
                  "", sentence(rng), "", *tasks(rng, rng.randint(2, 9)), ""]
        if rng.random() < 0.3:
            lines += ["| Part | Done | Total |", "|---|---|---|"]
            lines += ["| %s | %d | %d |" % (rng.choice(WORDS), rng.randint(0, 9), rng.randint(9, 12)) for _ in range(3)] + [""]
        if rng.random() < 0.2:
            lines += ["```sh", "make " + rng.choice(WORDS), "```", ""]
    return "\n".join(lines) + "\n"


def entry(rng, number):
    return "## Session %d - 2025-%02d-%02d\n\n- %s\n- %s\n\n" % (
        number, number // 28 % 12 + 1, number % 28 + 1, sentence(rng), sentence(rng))


def log(rng, size):
    parts, total, number = ["# Log\n\nThis file is append-only: new entries go at the end.\n\n"], 0, 0
    while total < size:
        number += 1
        parts.append(entry(rng, number))
        total += len(parts[-1])
    return "".join(parts)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def documents(directory, n, low, high):
    for i in range(n):
        rng = random.Random("document %d" % i)
        make = log if i % 4 == 3 else status
        write(os.path.join(directory, "d%04d" % (i // 100), "%04d" % i, "PROGRESS.md"),
              make(rng, rng.randint(low, high)))


def git(directory, *args, data=None):
    env = {"PATH": os.environ["PATH"], "HOME": directory, "GIT_CONFIG_NOSYSTEM": "1",
           "GIT_AUTHOR_DATE": "1750000000 +0000", "GIT_COMMITTER_DATE": "1750000000 +0000"}
    return subprocess.run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org",
                           "-c", "gc.auto=0", "-c", "pack.threads=1", *args], cwd=directory, env=env, input=data,
                          check=True, stdout=subprocess.PIPE).stdout


def repository(directory, nfiles, logsize):
    """One tracker of many files, with one entry appended and staged."""
    rng = random.Random("repository")
    for i in range(nfiles):
        write(os.path.join(directory, "src", "d%03d" % (i % 97), "f%06d.c" % i), "int f%d;\n" % i)
    text = log(rng, logsize)
    write(os.path.join(directory, "LOG.md"), text)
    git(directory, "init", "-q", "-b", "main")
    git(directory, "add", "-A")
    git(directory, "commit", "-qm", "one")
    git(directory, "repack", "-adq")
    write(os.path.join(directory, "LOG.md"), text + entry(rng, 90000))
    git(directory, "add", "LOG.md")


def history(directory, ncommits, nlog):
    """Many commits; every so many of them append to one log."""
    rng = random.Random("history")
    text, stream = "# Log\n\nThis file is append-only: new entries go at the end.\n\n", []
    for i in range(ncommits):
        stream.append("commit refs/heads/main\ncommitter Ada <ada@example.org> %d +0000\ndata 1\nx\n" % (1700000000 + i * 600))
        path, content = "src/f%03d.c" % (i % 900), "int f%d;\n" % i
        if i % (ncommits // nlog) == 0:
            text += entry(rng, i + 1)
            path, content = "LOG.md", text
        stream.append("M 100644 inline %s\ndata %d\n%s\n" % (path, len(content.encode()), content))
    os.makedirs(directory)
    git(directory, "init", "-q", "-b", "main")
    git(directory, "fast-import", "--quiet", data="".join(stream).encode())
    git(directory, "reset", "-q", "--hard")
    git(directory, "repack", "-adq")


def wrapped(text, size):
    """The text again and again, in lines that are not too long to be parsed."""
    line = text * (60000 // len(text)) + "\n"
    return (line * (size // len(line) + 1))[:size]


# What makes parsers of Markdown quadratic; a document of so many bytes.
BOMBS = {
    "nested list, blank lines": lambda n: "- " * 16 + "a\n" + "\n" * n,
    "nested list by indentation": lambda n: "".join("  " * i + "- a\n" for i in range(32)) + (" " * 1000 + "\n") * (n // 1001),
    "open images": lambda n: wrapped("![[]()", n),
    "open brackets": lambda n: wrapped("[", n),
    "open instructions": lambda n: wrapped("<?", n),
    "open declarations": lambda n: wrapped("<!A", n),
    "open comments": lambda n: "<!-- a\n" * (n // 7),
    "a reference again and again": lambda n: "[a]: /" + "x" * 1000 + "\n\n" + "[a] [a] [a] [a]\n" * (n // 16),
    "a table's header": lambda n: wrapped("|", n),
    "quotes": lambda n: wrapped("> ", n),
    "items on a line": lambda n: wrapped("- ", n),
    "emphasis": lambda n: wrapped("*a **a ", n),
    "backticks": lambda n: "".join("e" + "`" * (i % 900) + "\n" for i in range(n // 450)),
    "headings": lambda n: "# a\n" * (n // 4),
    "boxes": lambda n: "- [ ] a\n" * (n // 8),
    "entries": lambda n: "## 2025-01-01\n\na\n\n" * (n // 18),
    "entries out of order": lambda n: "".join("## 2025-01-%02d\n\na\n\n" % (i % 28 + 1) for i in range(n // 18)),
    "sessions under one number": lambda n: "".join("## Session %d\n\na\n\n" % (i // 2) for i in range(n // 18)),
    "signs of nested items": lambda n: "## A: Done\n\n- ✅ a\n" + "- ⏳ a\n  - ⏳ a\n" * (n // 20),
}


def bomb(directory, name, size):
    write(os.path.join(directory, "PROGRESS.md"), BOMBS[name](size))
