# SPDX-License-Identifier: MIT
"""What can happen to a log: each kind takes the log and what is new in it, and says what stands there then."""
from logs import TABLE

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 5\n"
SUMMARY = b"# Summary\n\nEverything was rewritten.\n\n## Done\n\n- [x] it\n"
OTHER_LOG = b"# Summary\n\n## 2026-01-02\n\nOne.\n\n## 2026-01-03\n\nTwo.\n"


def without_some(rng, log):
    entries = list(log.entries)
    for _ in range(rng.randrange(1, 3)):
        entries.pop(rng.randrange(len(entries)))
    return entries


def with_one(rng, log, change):
    entries = list(log.entries)
    at = rng.randrange(len(entries))
    entries[at] = change(entries[at])
    return entries


def moved(rng, log):
    entries = list(log.entries)
    entry = entries.pop(rng.randrange(len(entries)))
    entries.insert(rng.randrange(len(entries) + 1), entry)
    return entries


def inserted(rng, log):
    entries = list(log.entries)
    entries.insert(rng.randrange(1, len(entries)), log.entry(log.size + 9))
    return entries


def shuffled(rng, entry):
    lines = entry.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines) + "\n"


def grown(rng, log):
    entries = list(log.entries)
    at = rng.randrange(len(entries) - 1)
    entries[at] += "" if not log.gap else "\nA later thought here.\n"
    return entries


def joined(log):
    first, second, *rest = log.entries
    return [first.rstrip("\n") + " " + second] + rest


def renamed(log, pairs):
    entries = list(log.entries)
    for old, new in pairs:
        entries = [entry.replace(old, new) for entry in entries]
    return entries


ENTRIES = {
    "some are removed": without_some,
    "all are removed": lambda rng, log: [],
    "one has other words": lambda rng, log: with_one(
        rng, log, lambda e: e.replace("Text of", "Wording about").replace("number", "count")),
    "all have other words": lambda rng, log: renamed(log, (("point two", "second point"), ("2025-", "2024-"))),
    "all have other titles": lambda rng, log: renamed(
        log, (("Session", "Run"), ("Fix", "Repair"), ("Parser", "Reader"))),
    "all are wrapped anew": lambda rng, log: renamed(log, (("Text of number", "Text\nof number"),)),
    "all are indented": lambda rng, log: [
        "\n".join("  " + line if line else line for line in entry.split("\n")) for entry in log.entries],
    "a new one stands between": inserted,
    "one is moved": moved,
    "an old one has grown": grown,
    "the lines of one are shuffled": lambda rng, log: with_one(rng, log, lambda e: shuffled(rng, e)),
    "one stands twice": lambda rng, log: log.entries + [rng.choice(log.entries)],
    "two are run together": lambda rng, log: joined(log),
    "nothing": lambda rng, log: log.entries,
}
WHOLE = {
    "the header is another": lambda rng, log, entries: log.encoded(
        entries, head="# Something else\n" + (TABLE if log.form == "table" else "\n")),
    "the footer is another": lambda rng, log, entries: log.encoded(entries, foot="\nAll done here.\n"),
    "it is cut short": lambda rng, log, entries: cut(rng, log.encoded(entries)),
    "its first half is gone": lambda rng, log, entries: half(log.encoded(entries)),
    "it is binary": lambda rng, log, entries: b"\x00\x01binary",
    "it is a pointer": lambda rng, log, entries: POINTER,
    "it is a summary now": lambda rng, log, entries: SUMMARY,
    "it is another log": lambda rng, log, entries: OTHER_LOG,
    "its line ends are others": lambda rng, log, entries: other_ends(log, log.encoded(entries)),
    "it is deleted": lambda rng, log, entries: None,
}
HARMLESS = ("nothing", "the header is another", "the footer is another", "its line ends are others")
KINDS = (*ENTRIES, *WHOLE)
TEXTLESS = ("it is binary", "it is a pointer", "it is deleted")


def cut(rng, text):
    return text[:rng.randrange(len(text) // 4, len(text))]


def half(text):
    return text[len(text) // 2:]


def other_ends(log, text):
    return text.replace(b"\r\n", b"\n") if log.crlf else text.replace(b"\n", b"\r\n")


def apply(rng, log, kind):
    """The bytes that stand there afterwards; None: no file."""
    new = []
    if rng.random() < 0.6 or kind == "all are removed":
        new = [log.entry(log.size + 1 + i) for i in range(rng.randrange(1, 3))]
    if kind in ENTRIES:
        return log.encoded(ENTRIES[kind](rng, log) + new)
    return WHOLE[kind](rng, log, log.entries + new)
