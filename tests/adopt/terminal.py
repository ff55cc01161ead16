#!/usr/bin/env python3
"""What a person's terminal gets: run with the programs on a pseudo terminal. Usage: terminal.py STAGE"""
import fcntl, os, pty, re, struct, subprocess, sys, tempfile, termios

stage = os.path.realpath(sys.argv[1])
failures = 0


def verdict(what, good, said):
    global failures
    failures += not good
    print(f"ok - {what}" if good else f"{said!r}\nnot ok - {what}")


def on_terminal(columns, arguments, **environment):
    """What comes out of a program whose stdout and stderr are a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {"PATH": f"{stage}/bin:/usr/bin:/bin", "TERM": "xterm-256color", "TRACKER_NOW": "2026-01-15T12:00:00Z"}
    child = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, env={**env, **environment})
    os.close(slave)
    said = b""
    while True:
        try:
            more = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not more:
            break
        said += more
    child.wait()
    os.close(master)
    return said.decode()


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*[mK]|\x1b\]8;;[^\x1b]*\x1b\\", "", text)


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    with open("STATUS.md", "w", encoding="utf-8") as file:
        file.write("# Status\n\n" + "A long sentence about the winch. " * 9 + "[Continue...]" + " and so on" * 9 + "\n")
    lint = ["tracker-lint", "STATUS.md"]
    for columns in (80, 200):
        said = on_terminal(columns, lint)
        quoted = [line for line in plain(said).splitlines() if re.match(r" +[0-9]* \| ", line)]
        verdict(f"a quoted line fits into {columns} columns", quoted and max(map(len, quoted)) <= columns, quoted)
        verdict(f"with the caret below its finding, in {columns} columns", len(quoted) == 2 and
                quoted[0][quoted[1].index("^"):quoted[1].rindex("^") + 1] == "[Continue...]", quoted)
    said = on_terminal(80, lint)
    verdict("a terminal has colours", "\x1b[1;31m" in said, said)
    verdict("which are read on a light ground as well: no yellow, no cyan, nothing dim",
            not re.search(r"\x1b\[(2|(\d;)*(33|36|93|96))m", said), said)
    verdict("a dumb one has none", "\x1b[" not in on_terminal(80, lint, TERM="dumb"), said)
    verdict("NO_COLOR has none", "\x1b[" not in on_terminal(80, lint, NO_COLOR="1"), said)
    verdict("the last line says what to do next", "--explain RULE" in said.splitlines()[-1], said)
    verdict("no links where they are not known to be understood", "\x1b]8;;" not in said, said)
    said = on_terminal(80, lint, VTE_VERSION="7200")
    link = re.search(r"\x1b\]8;;file://[^/]*(/[^\x1b#]*)#placeholder\x1b\\", said)
    verdict("a link on the rule where they are", link is not None, said)
    verdict("that leads to the page about it", link and "\n## placeholder\n" in
            open(link.group(1), encoding="utf-8").read(), said)
    verdict("short work shows no progress", "\r\x1b[K" not in said, said)
    said = subprocess.run(lint, capture_output=True, check=False, text=True, env={
        "PATH": f"{stage}/bin", "TERM": "xterm", "VTE_VERSION": "7200", "TRACKER_NOW": "2026-01-15T12:00:00Z"})
    verdict("a pipe has nothing of all that", "\x1b" not in said.stdout + said.stderr and
            "explain" not in said.stderr, said.stdout + said.stderr)
sys.exit(failures > 0)
