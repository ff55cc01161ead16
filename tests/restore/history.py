# SPDX-License-Identifier: MIT
"""Histories in which a log loses entries, in ways that are meant and ways that are not."""
import random
import tempfile

HEADINGS = ("## Session {i} - 2025-11-{d:02d} - Title {i}", "## 2025-11-{d:02d} - Work {i}",
            "### [TAP-{i}] 2025-12-{d:02d}\n**Status**: done", "=== Run {i} - 2025-11-{d:02d} ===")
OPERATIONS = ("add", "add", "add", "extend", "note", "remove", "edit", "archive", "rename", "excuse", "delete")
EXCUSE = "\n\nTracker-Override: entry-removed -- why"


class Story:
    def __init__(self, repo, rng):
        self.repo, self.rng = repo, rng
        self.name, self.renames = "LOG.md", 0
        self.heading, self.down = rng.choice(HEADINGS), rng.random() < 0.3
        self.head = "# Log\n\nThis file is append-only: new entries go %s.\n" % (
            "on top" if self.down else "at the bottom")
        self.entries = []  # (number, text), oldest first
        self.lost, self.meant = {}, set()  # number → text as it stood first; archived or excused
        self.n = 0

    def file(self):
        return self.repo.path / self.name

    def new(self):
        self.n += 1
        text = "%s\n\nText number %d says %d.\n\n- point %d a\n- point %d b\n" % (
            self.heading.format(i=self.n, d=self.n % 28 + 1), self.n, self.rng.randrange(1000), self.n, self.n)
        self.entries.append((self.n, text))

    def commit(self, message):
        texts = [text for _, text in self.entries]
        self.file().write_text(self.head + "".join("\n" + t for t in (texts[::-1] if self.down else texts)))
        self.repo.commit(message)

    def add(self):
        self.new()
        self.commit("add")

    def extend(self):
        i, text = self.entries[-1]
        self.entries[-1] = (i, text + "- extended after %d\n" % self.n)
        self.commit("extend")

    def note(self):
        self.head += "\nA note beside %d.\n" % self.n
        self.commit("note")

    def take(self, at):
        i, text = self.entries.pop(at)
        return i, text

    def remove(self):
        i, text = self.take(self.rng.randrange(len(self.entries)))
        self.lost.setdefault(i, text)
        self.commit("remove")

    def edit(self):
        at = self.rng.randrange(len(self.entries))
        i, text = self.entries[at]
        self.lost.setdefault(i, text)
        changed = text.replace("Text number", "Words of")
        self.entries[at] = (i, changed if changed != text else text.replace(" says ", " tells "))
        self.commit("edit")

    def archive(self):
        if self.entries[0][0] in self.lost:
            return
        i, text = self.take(0)
        with open(self.repo.path / "PROGRESS-ARCHIVE.md", "a", encoding="utf-8") as out:
            out.write("\n" + text if out.tell() else "# Archive\n\n" + text)
        self.meant.add(i)
        self.commit("archive")

    def excuse(self):
        i, _ = self.take(self.rng.randrange(len(self.entries)))
        self.lost.pop(i, None)
        self.meant.add(i)
        self.commit("excuse" + EXCUSE)

    def rename(self):
        if self.renames < 3:
            self.renames += 1
            name = "LOG%d.md" % self.renames
            self.repo.git("mv", self.name, name)
            self.name = name
            self.commit("rename")

    def delete(self):
        self.repo.git("rm", "-qf", self.name)
        self.repo.git("commit", "-q", "-m", "delete")
        for i, text in self.entries:
            self.lost.setdefault(i, text)
        self.entries.clear()
        self.add()

    def tell(self):
        for _ in range(3):
            self.new()
        self.commit("base")
        for _ in range(self.rng.randrange(6, 16)):
            operation = self.rng.choice(OPERATIONS)
            if len(self.entries) < 2:
                operation = "add"
            getattr(self, operation)()


def check(story):
    now = story.file().read_text()
    newest = max(i for i, _ in story.entries)
    for i, text in story.lost.items():
        # the newest entry may have been extended since
        whole = text.strip() in now or (i == newest and all(line in now for line in text.splitlines()))
        assert i in story.meant or whole, "entry %d did not come back" % i
    for i in story.meant - set(story.lost):
        assert "point %d a" % i not in now, "entry %d came back" % i
    for _, text in story.entries:
        for line in text.splitlines():
            assert line in now, "a new line is lost: " + line


def try_one(make_repository, seed):
    with tempfile.TemporaryDirectory() as path:
        repo = make_repository(path)
        story = Story(repo, random.Random("history %d" % seed))
        story.tell()
        repo.must("append", "--restore", "--history", story.name)
        check(story)
        repo.gate()
        repo.commit("restored")
        again = repo.must("append", "--restore", "--history", story.name)
        assert b"nothing is missing" in again, "a second restore: %r" % again
