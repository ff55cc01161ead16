# SPDX-License-Identifier: MIT
"""Logs made from a number: every form of an entry, in either order, with and without what surrounds entries."""
import dataclasses

# {i}: the ordinal, {m} and {d}: month and day, {t}: the title
HEADINGS = {
    "session": "## Session {i} - 2025-{m:02d}-{d:02d} - {t}",
    "padded": "### {i:02d}. {t} (2025-{m:02d}-{d:02d})",
    "bracketed": "## [2025-{m:02d}-{d:02d}] {t}",
    "german": "## {d}. März 2025 — {t}",
    "banner": "=== Session {i} - 2025-{m:02d}-{d:02d} ===",
    "release": "## [1.{i}.0] - 2025-{m:02d}-{d:02d}",
    "fields": "## Session {i}\n**Date:** 2025-{m:02d}-{d:02d}\n**Status:** done",
    "setext": "2025-{m:02d}-{d:02d} {t}\n----------------------",
    "english": "## March {d}, 2025 - {t}",
}
LINES = {
    "list": "- 2025-{m:02d}-{d:02d}: {t} number {i}",
    "table": "| {i} | 2025-{m:02d}-{d:02d} | {t} |",
}
FORMS = {**HEADINGS, **LINES}
TITLES = ("Parser", "Second lexer", "Fix of the clock", "Tables (again)", "Über Zähler", "`x` renamed")
TABLE = "\n| # | Date | What |\n|---|------|------|\n"


@dataclasses.dataclass
class Log:
    form: str
    down: bool  # newest first
    size: int
    head: str = ""
    gap: str = ""
    foot: str = ""
    crlf: bool = False
    bom: bool = False
    bare: bool = False  # no line end at the end
    sections: bool = False
    entries: list = dataclasses.field(default_factory=list)  # oldest first

    def entry(self, i):
        title = "%s %d" % (TITLES[(i + self.size) % len(TITLES)], i)
        text = FORMS[self.form].format(i=i, m=3 if "March" in FORMS[self.form] else 1 + i // 25, d=1 + i % 25, t=title)
        if self.form in LINES:
            return text + "\n"
        text += "\n\nText of number %d.\n\n- point %d\n- point two of %d\n" % (i, i, i)
        if self.sections and text.startswith("## "):
            text += "\n### Next %d\n\n- [ ] task %d\n" % (i, i)
        return text

    def encoded(self, entries, head=None, foot=None):
        """The document with these entries, oldest first."""
        text = (self.head if head is None else head) + self.gap.join(entries[::-1] if self.down else entries)
        text += self.foot if foot is None else foot
        if self.bare:
            text = text.rstrip("\n")
        if self.crlf:
            text = text.replace("\n", "\r\n")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode()


def make(rng, form):
    log = Log(form=form, down=rng.random() < 0.4, size=rng.randrange(3, 9))
    log.head = "# The log\n\nThis file is append-only: new entries go %s.\n" % (
        "on top" if log.down else "at the bottom")
    if rng.random() < 0.5:
        log.head += "\n**Last updated:** 2025-03-20\n"
    log.head += TABLE if form == "table" else "\n"
    if form in HEADINGS:
        log.gap = rng.choice(("\n", "\n---\n\n"))
        log.foot = "\n---\n\n*Maintained by hand.*\n" if rng.random() < 0.2 else ""
    log.crlf = rng.random() < 0.2
    log.bom = rng.random() < 0.1
    log.bare = rng.random() < 0.15
    log.sections = rng.random() < 0.2
    log.entries = [log.entry(i) for i in range(1, log.size + 1)]
    return log
