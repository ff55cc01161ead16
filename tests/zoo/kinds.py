# SPDX-License-Identifier: MIT
"""Repositories of every kind that git makes: each function builds one and says how to enter it."""
import os
import shutil
import subprocess
import zlib

DATE = 1750000000


class Kind:
    """Where to stand, with which environment, and what to ask besides the usual."""

    def __init__(self, cwd, env=None, ask=(), libgit2=True, truth=True,
                 expect=None, forbidden=None, status=0, refused=False, gate=()):
        self.cwd = cwd
        self.env = env or {}
        self.ask = list(ask)
        self.libgit2 = libgit2  # can libgit2 serve it alone?
        self.expect = expect or {}  # question: lines
        self.forbidden = forbidden  # a file that nothing may make
        self.status = status  # of the tool
        self.refused = refused  # does git refuse what the files answer?
        # What tracker-gate says in a mode where it is not 0 to an append and 1 to a loss; None: no
        # log can be put there.
        self.gate = None if gate is None else dict(gate)
        self.truth = truth  # do git's porcelain and the store mean the same here?


class Maker:
    def __init__(self, root):
        self.root = root
        self.tick = 0
        self.home = os.path.join(root, "home")
        os.makedirs(self.home)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        self.env.update(
            HOME=self.home, LC_ALL="C", TZ="UTC", GIT_CONFIG_NOSYSTEM="1",
            GIT_AUTHOR_NAME="Ada", GIT_AUTHOR_EMAIL="ada@example.org",
            GIT_COMMITTER_NAME="Bob", GIT_COMMITTER_EMAIL="bob@example.org",
        )
        self.env.pop("XDG_CONFIG_HOME", None)

    def git(self, cwd, *args, data=None, env=None, check=True):
        self.tick += 60
        stamp = "%d +0130" % (DATE + self.tick)
        full = dict(self.env, GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp, **(env or {}))
        done = subprocess.run(["git", "-c", "protocol.file.allow=always", *args], cwd=cwd, env=full,
                              input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if check and done.returncode != 0:
            raise RuntimeError("git %s: %s" % (args, done.stderr.decode(errors="replace")))
        return done.stdout.strip(b"\n").decode(errors="surrogateescape")

    def write(self, cwd, path, text):
        full = os.path.join(os.fsencode(cwd), os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)

    def new(self, name, *init):
        path = os.path.join(self.root, name)
        os.makedirs(path)
        self.git(path, "init", "-q", "-b", "main", *init)
        return path

    def history(self, name, *init):
        """Three commits, a branch, a tag, something staged, edited, untracked and ignored."""
        r = self.new(name, *init)
        self.write(r, "docs/PROGRESS.md", "# Log\n")
        self.write(r, "docs/log/a.md", "a\n")
        self.write(r, "docs-old", "x\n")
        self.write(r, "README", "r\n")
        self.write(r, ".gitignore", "*.o\n/build/\ntmp/*\n!tmp/keep.md\n")
        self.git(r, "add", ".")
        self.git(r, "commit", "-qm", "first\nstill the subject\n\nbody")
        self.git(r, "branch", "side")
        self.write(r, "docs/PROGRESS.md", "# Log\none\n")
        self.git(r, "commit", "-qam", "second")
        self.git(r, "tag", "-am", "t", "v1")
        self.git(r, "rm", "-q", "docs-old")
        self.write(r, "docs/log/b.md", "b\n")
        self.git(r, "add", ".")
        self.git(r, "commit", "-qm", "third")
        return r

    def dirty(self, r):
        self.write(r, "docs/PROGRESS.md", "# Log\none\ntwo\n")
        self.git(r, "add", "docs/PROGRESS.md")
        self.write(r, "docs/log/a.md", "a\nnot staged\n")
        self.write(r, "new.md", "new\n")
        self.write(r, "z.o", "o\n")
        self.write(r, "build/out.md", "o\n")
        self.write(r, "tmp/keep.md", "k\n")
        self.write(r, "tmp/drop.md", "d\n")
        return r

    def raw_tree(self, r, entries):
        data = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(oid)
                        for mode, name, oid in entries)
        return self.raw(r, "tree", data)

    def raw(self, r, kind, data):
        import hashlib
        full = b"%s %d\0" % (kind.encode(), len(data)) + data
        oid = hashlib.sha1(full).hexdigest()
        path = os.path.join(r, ".git/objects", oid[:2], oid[2:])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(zlib.compress(full))
        return oid

    def blob(self, r, text):
        return self.git(r, "hash-object", "-w", "--stdin", data=text.encode())


def normal(m):
    return Kind(m.dirty(m.history("normal")), ask=["known", "1234567", "ignored", ":x.o"])


def subdirectory(m):
    return Kind(os.path.join(m.dirty(m.history("subdirectory")), "docs/log"))


def unborn(m):
    r = m.new("unborn")
    m.write(r, "docs/PROGRESS.md", "p\n")
    m.git(r, "add", ".")
    m.write(r, "docs/log/new.md", "n\n")
    return Kind(r, truth=False)


def nothing_at_all(m):
    return Kind(m.new("nothing"), truth=False)


def detached(m):
    r = m.history("detached")
    m.git(r, "checkout", "-q", "--detach", "HEAD~1")
    return Kind(r)


def linked_worktree(m):
    r = m.history("linked")
    m.git(r, "worktree", "add", "-q", "-b", "other", "../linked wt")
    return Kind(m.dirty(os.path.join(m.root, "linked wt")))


def linked_worktree_in_hook(m):
    r = m.history("linkedhook")
    m.git(r, "worktree", "add", "-q", "-b", "other", "../linkedhook-wt")
    wt = m.dirty(os.path.join(m.root, "linkedhook-wt"))
    gitdir = os.path.join(r, ".git/worktrees/linkedhook-wt")
    return Kind(wt, env={"GIT_DIR": gitdir, "GIT_INDEX_FILE": gitdir + "/index"})


def linked_worktree_below(m):
    r = m.history("linkedbelow")
    m.git(r, "pack-refs", "--all")
    m.git(r, "worktree", "add", "-q", "-b", "other", "../linkedbelow-wt")
    m.git(r, "pack-refs", "--all")
    return Kind(os.path.join(m.dirty(os.path.join(m.root, "linkedbelow-wt")), "docs"))


def linked_worktree_of_another_format(m):
    r = m.history("linkedformat")
    m.git(r, "config", "extensions.worktreeConfig", "true")
    m.git(r, "worktree", "add", "-q", "-b", "other", "../linkedformat-wt")
    return Kind(m.dirty(os.path.join(m.root, "linkedformat-wt")))


def configured_in_the_environment(m):
    """Where a worktree is, and whether there is one, the repository's own configuration says alone."""
    r = m.dirty(m.history("envconfig"))
    with open(os.path.join(m.root, "user.config"), "w") as f:
        f.write("[core]\n\tworktree = /\n\tbare = true\n")
    return Kind(r, libgit2=False, env={
        "GIT_CONFIG_GLOBAL": os.path.join(m.root, "user.config"), "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": "/",
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'"})


def submodule_inside(m):
    sub = m.history("sub")
    r = m.history("super")
    m.git(r, "submodule", "--quiet", "add", sub, "lib/sub")
    m.git(r, "commit", "-qm", "module")
    return Kind(os.path.join(r, "lib/sub"))


def submodule_outside(m):
    m2 = m.history("sub2")
    r = m.history("super2")
    m.git(r, "submodule", "--quiet", "add", m2, "lib/sub")
    m.git(r, "commit", "-qm", "module")
    m.git(os.path.join(r, "lib/sub"), "commit", "-q", "--allow-empty", "-m", "more")
    m.git(r, "add", "lib/sub")
    return Kind(r, ask=["path", "HEAD", "lib/sub", "path", "INDEX", "lib/sub", "read", "HEAD",
                        "lib/sub", "path", "HEAD", "lib/sub/README"])


def bare(m):
    r = m.history("forbare")
    m.git(m.root, "clone", "-q", "--bare", r, "bare.git")
    return Kind(os.path.join(m.root, "bare.git"), truth=False)


def bare_in_hook(m):
    r = m.history("forbarehook")
    m.git(m.root, "clone", "-q", "--bare", r, "barehook.git")
    return Kind(os.path.join(m.root, "barehook.git"), env={"GIT_DIR": "."}, truth=False)


def sha256(m):
    return Kind(m.dirty(m.history("sha256", "--object-format=sha256")), libgit2=False)


def sha1_written_out(m):
    r = m.history("sha1")
    m.git(r, "config", "core.repositoryformatversion", "1")
    m.git(r, "config", "extensions.objectFormat", "sha1")
    return Kind(m.dirty(r), libgit2=False)


def worktree_config(m):
    r = m.history("wtconfig")
    m.git(r, "config", "core.repositoryformatversion", "1")
    m.git(r, "config", "extensions.worktreeConfig", "true")
    return Kind(m.dirty(r), libgit2=False)


def sparse_checkout(m):
    r = m.history("sparse")
    m.git(r, "sparse-checkout", "set", "--no-cone", "/docs/", "/.gitignore")
    return Kind(m.dirty(r), libgit2=os.path.exists(os.path.join(r, ".git/config")) and
                "repositoryformatversion = 0" in open(os.path.join(r, ".git/config")).read())


def sparse_index(m):
    r = m.history("sparseindex")
    m.write(r, "far/away/x.md", "x\n")
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "far")
    m.git(r, "sparse-checkout", "set", "--cone", "--sparse-index", "docs")
    return Kind(m.dirty(r), libgit2=False, ask=["path", "INDEX", "far/away/x.md"])


def split_index(m):
    r = m.history("split")
    m.git(r, "update-index", "--split-index")
    return Kind(m.dirty(r), libgit2=False)


def index_v4(m):
    r = m.history("v4")
    m.git(r, "update-index", "--index-version", "4")
    return Kind(m.dirty(r))


def index_with_extensions(m):
    r = m.history("extensions")
    m.git(r, "config", "core.untrackedCache", "true")
    m.git(r, "config", "index.threads", "2")
    m.git(r, "update-index", "--untracked-cache")
    m.git(r, "status")
    return Kind(m.dirty(r))


def index_without_cache_tree(m):
    r = m.dirty(m.history("notree"))
    m.git(r, "read-tree", "-i", "-m", "HEAD", "side", check=False)
    m.git(r, "read-tree", "HEAD")
    m.git(r, "update-index", "--force-remove", "docs/log/a.md")
    return Kind(r)


def index_named_relative(m):
    r = m.dirty(m.history("relindex"))
    shutil.copy(os.path.join(r, ".git/index"), os.path.join(r, ".git/other"))
    m.git(r, "rm", "-q", "--cached", "README")
    return Kind(r, env={"GIT_INDEX_FILE": ".git/other"})


def index_named_that_is_not_there(m):
    r = m.history("noindex")
    return Kind(r, env={"GIT_INDEX_FILE": os.path.join(r, "nowhere")})


def index_of_a_partial_commit(m):
    r = m.dirty(m.history("partialcommit"))
    path = os.path.join(r, ".git/next-index-7.lock")
    m.git(r, "read-tree", "HEAD", env={"GIT_INDEX_FILE": path})
    m.git(r, "update-index", "--add", "docs/log/a.md", env={"GIT_INDEX_FILE": path})
    return Kind(r, env={"GIT_INDEX_FILE": path})


def partial_clone(m):
    r = m.history("promisor")
    m.git(r, "config", "uploadpack.allowFilter", "true")
    m.git(m.root, "clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + r, "partial")
    shutil.rmtree(r)
    return Kind(os.path.join(m.root, "partial"), libgit2=False, truth=False,
                gate={"staged": 2, "worktree": 2})  # of another tracker, a version is missing


def partial_clone_without_trees(m):
    r = m.history("promisor0")
    m.git(r, "config", "uploadpack.allowFilter", "true")
    m.git(m.root, "clone", "-q", "--no-checkout", "--filter=tree:0", "file://" + r, "partial0")
    shutil.rmtree(r)
    return Kind(os.path.join(m.root, "partial0"), libgit2=False, truth=False)


def shallow(m):
    r = m.history("deep")
    m.git(m.root, "clone", "-q", "--no-single-branch", "--depth=2", "file://" + r, "shallow")
    return Kind(os.path.join(m.root, "shallow"), libgit2=False,
                ask=["bases", "HEAD", "origin/side", "walk", "HEAD", "README"])


def shallow_before_the_base(m):
    r = m.history("deep2")
    base = m.git(r, "rev-parse", "side")
    m.git(r, "checkout", "-q", "side")
    m.git(r, "commit", "-q", "--allow-empty", "-m", "s")
    m.git(r, "checkout", "-q", "main")
    m.git(m.root, "clone", "-q", "--no-single-branch", "--depth=1", "file://" + r, "shallow2")
    return Kind(os.path.join(m.root, "shallow2"), libgit2=False, truth=False,
                ask=["bases", "HEAD", "origin/side", "walk", base + "..HEAD", "-", "commit", base,
                     "known", base, "list", base])


def alternates(m):
    r = m.history("lender")
    m.git(m.root, "clone", "-q", "-s", r, "borrower")
    return Kind(m.dirty(os.path.join(m.root, "borrower")))


def quarantine(m):
    r = m.history("quarantine")
    objects = os.path.join(r, ".git/objects")
    incoming = os.path.join(objects, "tmp_objdir-incoming-x")
    os.makedirs(os.path.join(incoming, "pack"))
    env = {"GIT_OBJECT_DIRECTORY": incoming, "GIT_ALTERNATE_OBJECT_DIRECTORIES": objects}
    new = m.git(r, "commit-tree", "-p", "HEAD", "-m", "pushed", "HEAD~1^{tree}", env=env)
    return Kind(r, env=env, ask=["commit", new, "diff", "HEAD", new, "walk", "HEAD.." + new, "-"])


def quarantine_with_a_colon(m):
    r = m.history("col:on")
    objects = os.path.join(r, ".git/objects")
    incoming = os.path.join(objects, "tmp_objdir-incoming-x")
    os.makedirs(os.path.join(incoming, "pack"))
    env = {"GIT_OBJECT_DIRECTORY": incoming,
           "GIT_ALTERNATE_OBJECT_DIRECTORIES": '"%s"' % objects}
    new = m.git(r, "commit-tree", "-p", "HEAD", "-m", "pushed", "HEAD~1^{tree}", env=env)
    return Kind(r, env=env, libgit2=False, ask=["commit", new, "diff", "HEAD", new])


def odd_file_names(m):
    r = m.history("oddfiles")
    for name in (b"a b.md", b"new\nline.md", b"caf\xe9.md", b"tab\there", b"-dash", b":colon",
                 b'quo"te', b"back\\slash", "übung/日本.md".encode(), b"a.b", b"a-b", b"a/b",
                 b"a0", b"*.md", b"sub dir/x"):
        m.write(r, name, b"1\n")
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "odd")
    m.write(r, b"new\nline.md", b"2\n")
    m.git(r, "add", ".")
    m.write(r, b"un\ntracked", b"2\n")
    return Kind(r, ask=["read", "HEAD", "new\nline.md", "path", "INDEX", ":colon", "path", "INDEX",
                        "a", "path", "HEAD", "a", "walk", "HEAD", "a b.md", "ignored", ":colon"])


def odd_directory(m):
    return Kind(m.dirty(m.history("odd dir\nwith 'all' \"of\" it ")))


def links_and_modes(m):
    r = m.history("links")
    os.symlink("docs", os.path.join(r, "link"))
    os.symlink("PROGRESS.md", os.path.join(r, "docs/CURRENT.md"))
    os.symlink("nowhere", os.path.join(r, "dangling"))
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "links")
    os.chmod(os.path.join(r, "README"), 0o755)
    os.remove(os.path.join(r, "docs/log/a.md"))
    os.symlink("b.md", os.path.join(r, "docs/log/a.md"))
    m.git(r, "add", ".")
    return Kind(r, ask=["read", "HEAD", "docs/CURRENT.md", "read", "WORKTREE", "docs/CURRENT.md",
                        "path", "WORKTREE", "link/PROGRESS.md", "path", "INDEX", "link/PROGRESS.md",
                        "path", "HEAD", "link/PROGRESS.md", "read", "WORKTREE", "dangling"])


def file_becomes_directory(m):
    r = m.history("swap")
    os.remove(os.path.join(r, "README"))
    m.write(r, "README/x", "x\n")
    shutil.rmtree(os.path.join(r, "docs"))
    m.write(r, "docs", "now a file\n")
    m.git(r, "add", "-A", ".")
    return Kind(r, ask=["path", "INDEX", "README", "path", "INDEX", "docs/PROGRESS.md"])


def worktree_of_other_things(m):
    r = m.dirty(m.history("things"))
    os.remove(os.path.join(r, "README"))
    os.mkfifo(os.path.join(r, "README"))
    shutil.rmtree(os.path.join(r, "docs/log"))
    os.symlink("/", os.path.join(r, "docs/log"))
    m.git(r, "init", "-q", "nested")
    m.write(r, "nested/x.md", "x\n")
    return Kind(r, ask=["path", "WORKTREE", "README", "read", "WORKTREE", "README",
                        "path", "WORKTREE", "docs/log/etc"])


def intent_to_add(m):
    r = m.dirty(m.history("ita"))
    m.write(r, "docs/later.md", "l\n")
    m.git(r, "add", "-N", "docs/later.md")
    return Kind(r, ask=["path", "INDEX", "docs/later.md"])


def skip_worktree(m):
    r = m.dirty(m.history("skip"))
    m.git(r, "update-index", "--skip-worktree", "README")
    m.git(r, "update-index", "--assume-unchanged", "docs/log/b.md")
    os.remove(os.path.join(r, "README"))
    return Kind(r)


def conflict(m):
    r = m.history("conflict")
    m.git(r, "checkout", "-q", "side")
    m.write(r, "docs/PROGRESS.md", "# Log\nother\n")
    m.git(r, "rm", "-q", "docs/log/a.md")
    m.git(r, "commit", "-qam", "side")
    m.git(r, "checkout", "-q", "main")
    m.write(r, "docs/log/a.md", "changed\n")
    m.git(r, "commit", "-qam", "main")
    m.git(r, "merge", "side", check=False)
    return Kind(r, truth=False, ask=["path", "INDEX", "docs/log", "read", "INDEX", "docs/log/a.md"],
                gate={"staged": 2, "worktree": 1})


def merge_in_progress(m):
    r = m.history("merging")
    for branch in ("x", "y"):
        m.git(r, "checkout", "-q", "-b", branch, "side")
        m.write(r, branch, branch)
        m.git(r, "add", ".")
        m.git(r, "commit", "-qm", branch)
    m.git(r, "checkout", "-q", "main")
    m.git(r, "merge", "-q", "--no-commit", "x", "y")
    return Kind(r)


def merge_in_hook(m):
    r = m.history("mergehook")
    oid = m.git(r, "rev-parse", "side")
    return Kind(r, env={"GITHEAD_" + oid: "side", "GIT_REFLOG_ACTION": "merge side"})


def merges(m):
    r = m.history("merges")
    for i in range(4):
        m.git(r, "checkout", "-q", "-b", "t%d" % i, "HEAD~1")
        m.write(r, "f%d" % i, "%d" % i)
        m.write(r, "docs/log/t.md", "%d" % (i // 2))
        m.git(r, "add", ".")
        m.git(r, "commit", "-qm", "t%d" % i)
        m.git(r, "checkout", "-q", "main")
        m.git(r, "merge", "-q", "-X", "ours", "--no-ff", "-m", "m%d" % i, "t%d" % i)
    return Kind(r, ask=["walk", "HEAD", "docs/log/t.md", "walk", "t1..HEAD", "-", "walk",
                        "HEAD~2..t3", "-", "bases", "t2", "t3", "walk", "HEAD", "docs"])


def criss_cross(m):
    r = m.history("crisscross")
    m.git(r, "checkout", "-q", "side")
    m.git(r, "commit", "-q", "--allow-empty", "-m", "s1")
    s1 = m.git(r, "rev-parse", "side")
    m.git(r, "merge", "-q", "--no-edit", "main")
    m.git(r, "checkout", "-q", "main")
    m.git(r, "merge", "-q", "--no-edit", "--no-ff", s1)
    m.git(r, "checkout", "-q", "--orphan", "root2")
    m.git(r, "commit", "-qm", "another root")
    m.git(r, "checkout", "-q", "main")
    return Kind(r, ask=["bases", "main", "root2", "walk", "root2..main", "-"])


def clocks_that_differ(m):
    r = m.history("clocks")
    for i, offset in enumerate((5000, -90000, 300, -400, 70000, -80000, 10)):
        stamp = "%d +0000" % (DATE + offset)
        m.git(r, "commit", "-q", "--allow-empty", "-m", "c%d" % i)
        tree = m.git(r, "rev-parse", "HEAD^{tree}")
        env = {"GIT_COMMITTER_DATE": stamp}
        full = dict(m.env, GIT_AUTHOR_DATE=stamp, **env)
        oid = subprocess.run(["git", "commit-tree", "-p", "HEAD~1", "-m", "x", tree], cwd=r,
                             env=full, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
        m.git(r, "reset", "-q", "--hard", oid)
    return Kind(r, ask=["walk", "HEAD~4..HEAD", "-", "walk", "HEAD~1..HEAD~3", "-"])


def replaced(m):
    r = m.history("replaced")
    blob = m.git(r, "rev-parse", "HEAD:docs/PROGRESS.md")
    m.git(r, "replace", blob, m.blob(r, "replaced\n"))
    m.git(r, "replace", "HEAD~1", m.git(r, "commit-tree", "-m", "false", "side^{tree}"))
    return Kind(r, truth=False)


def grafted(m):
    r = m.history("grafted")
    m.write(r, ".git/info/grafts", m.git(r, "rev-parse", "HEAD") + "\n")
    return Kind(r, truth=False, ask=["bases", "HEAD", "HEAD~1"])


def malformed_authors(m):
    r = m.history("authors")
    tree = m.git(r, "rev-parse", "HEAD^{tree}")
    parent = m.git(r, "rev-parse", "HEAD")
    for author in ("a <b>", "no mail 1750000000 +0000", "x <y> 99999999999999999999 +0000", None,
                   "<> <> <z> 1750000000 -9999", "Zoë <z@example.org> 1750000123 -0330"):
        text = "tree %s\nparent %s\n" % (tree, parent)
        if author is not None:
            text += "author %s\n" % author
        text += "committer C <c@example.org> 1750009000 +0000\nencoding latin1\n\nmsg\n"
        parent = m.raw(r, "commit", text.encode())
    m.git(r, "update-ref", "refs/heads/main", parent)
    return Kind(r, truth=False, libgit2=False,
                ask=[w for i in range(6) for w in ("commit", "HEAD" + "~" * i)])


def work_tree_in_environment(m):
    r = m.history("dotfiles")
    os.rename(os.path.join(r, ".git"), os.path.join(m.root, "dotfiles.git"))
    m.write(r, "docs/PROGRESS.md", "# Log\nx\n")
    return Kind(r, env={"GIT_DIR": os.path.join(m.root, "dotfiles.git"), "GIT_WORK_TREE": "."},
                libgit2=False)


def core_worktree(m):
    r = m.history("coreworktree")
    moved = os.path.join(m.root, "elsewhere.git")
    os.rename(os.path.join(r, ".git"), moved)
    m.git(m.root, "--git-dir=" + moved, "config", "core.worktree", r)
    m.git(m.root, "--git-dir=" + moved, "config", "core.bare", "false")
    m.write(r, ".git", "gitdir: %s\n" % moved)
    return Kind(m.dirty(r))


def packed(m):
    r = m.history("packed")
    m.git(r, "tag", "-am", "tag of a tag", "v2", "v1")
    m.git(r, "tag", "on-a-blob", "HEAD:README")
    m.git(r, "gc", "-q")
    m.git(r, "commit-graph", "write", "--reachable", "--changed-paths")
    m.git(r, "multi-pack-index", "write", "--bitmap")
    m.git(r, "update-ref", "refs/odd/name", "HEAD~1")
    return Kind(m.dirty(r), ask=["resolve", "v2", "resolve", "v1", "resolve", "on-a-blob",
                                 "resolve", "refs/odd/name", "resolve", "odd/name"])


def names_that_look_like_ids(m):
    r = m.history("lookalike")
    head = m.git(r, "rev-parse", "HEAD")
    m.git(r, "branch", head[:8], "side")
    m.git(r, "branch", "deadbeef", "side")
    return Kind(r, ask=["resolve", "deadbeef", "resolve", head[:8], "known", head[:8], "known",
                        "deadbeef", "known", head, "known", head.upper()[:9], "known", "xyzzyxy",
                        "known", m.git(r, "rev-parse", "v1")[:9]])


def dangling(m):
    r = m.history("dangling")
    lost = m.git(r, "commit-tree", "-m", "lost", "-p", "HEAD", "HEAD^{tree}")
    root = m.git(r, "rev-parse", "side")
    return Kind(r, ask=["known", lost[:10], "known", lost, "known", root[:7], "known", root])


def line_endings(m):
    r = m.history("crlf")
    m.write(r, ".gitattributes", "*.txt text eol=crlf\n*.id ident\n*.big filter=lfs\n*.up filter=up\n")
    m.git(r, "config", "core.autocrlf", "true")
    m.git(r, "config", "filter.up.clean", "tr a-z A-Z")
    m.write(r, "n.txt", "a\r\nb\r\n")
    m.write(r, "v.id", "$Id$\n")
    m.write(r, "x.up", "loud\n")
    m.write(r, "p.big", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "filters")
    return Kind(r, truth=False, ask=["read", "INDEX", "n.txt", "read", "WORKTREE", "n.txt", "read",
                                     "INDEX", "x.up"])


def git_dir_from_below(m):
    """With GIT_DIR alone, git takes the current directory for the top of the worktree."""
    r = m.dirty(m.history("gitdir"))
    return Kind(os.path.join(r, "docs"), env={"GIT_DIR": "../.git"}, libgit2=False, truth=False)


def no_repository(m):
    os.makedirs(os.path.join(m.root, "plain"))
    return Kind(os.path.join(m.root, "plain"), truth=False, status=1, gate=None)


def unknown_extension(m):
    r = m.history("extension")
    m.git(r, "config", "extensions.fromTheFuture", "true")
    m.git(r, "config", "core.repositoryformatversion", "1")
    return Kind(r, libgit2=False, truth=False, status=2, gate=None)


def format_from_the_future(m):
    r = m.history("future")
    m.git(r, "config", "core.repositoryformatversion", "2")
    return Kind(r, libgit2=False, truth=False, status=2, gate=None)


def broken_user_configuration(m):
    r = m.history("brokenconfig")
    m.write(m.home, ".gitconfig", "[user\n")
    return Kind(r, libgit2=False, truth=False, refused=True, gate=None)


def bare_and_forbidden(m):
    r = m.history("forforbidden")
    m.git(m.root, "clone", "-q", "--bare", r, "forbidden.git")
    m.write(m.home, ".gitconfig", "[safe]\n\tbareRepository = explicit\n")
    return Kind(os.path.join(m.root, "forbidden.git"), libgit2=False, truth=False, status=2, gate=None)


def bare_and_named(m):
    kind = bare_and_forbidden(m)
    return Kind(kind.cwd, env={"GIT_DIR": kind.cwd}, truth=False)


def index_from_the_future(m):
    r = m.dirty(m.history("newindex"))
    path = os.path.join(r, ".git/index")
    data = bytearray(open(path, "rb").read())
    data[-20:] = bytes(20)  # index.skipHash
    open(path, "wb").write(bytes(data))
    return Kind(r, libgit2=False)


def unknown_index_extension(m):
    r = m.dirty(m.history("oddindex"))
    path = os.path.join(r, ".git/index")
    data = open(path, "rb").read()
    open(path, "wb").write(data[:-20] + b"zzzz" + bytes(24))
    return Kind(r, libgit2=False, truth=False)


def truncated_index(m):
    r = m.dirty(m.history("cutindex"))
    path = os.path.join(r, ".git/index")
    data = open(path, "rb").read()
    open(path, "wb").write(data[:90])
    return Kind(r, libgit2=False, truth=False)


def evil_configuration(m):
    """Everything a repository may name as a program; none of them may run."""
    r = m.dirty(m.history("evil"))
    mark = os.path.join(m.root, "pwned")
    script = os.path.join(m.root, "evil.sh")
    m.write(m.root, "evil.sh", "#!/bin/sh\ntouch '%s'\ncat\n" % mark)
    os.chmod(script, 0o755)
    hooks = os.path.join(m.root, "hooks")
    os.makedirs(hooks)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-commit"):
        os.symlink(script, os.path.join(hooks, hook))
        os.symlink(script, os.path.join(r, ".git/hooks", hook))
    m.write(r, ".gitattributes", "*.md filter=evil diff=evil merge=evil\n")
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass",
                "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean",
                "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "gpg.program",
                "credential.helper", "sequence.editor", "core.alternateRefsCommand",
                "uploadpack.packObjectsHook", "pager.ls-files", "pager.rev-parse", "pager.cat-file"):
        m.git(r, "config", key, script)
    m.git(r, "config", "alias.cat-file", "!" + script)
    m.git(r, "config", "core.hooksPath", hooks)
    return Kind(r, truth=False, forbidden=mark, ask=["ignored", "docs/x.md", "known", "1234567"])


def evil_promisor(m):
    """A missing blob would be fetched by a program that the configuration names."""
    r = m.history("promise")
    mark = os.path.join(m.root, "pwned")
    oid = m.git(r, "rev-parse", "HEAD:docs/log/b.md")
    os.remove(os.path.join(r, ".git/objects", oid[:2], oid[2:]))
    for key, value in (("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"),
                       ("protocol.ext.allow", "always"), ("remote.origin.promisor", "true"),
                       ("remote.origin.url", "ext::sh -c touch%% %s" % mark)):
        m.git(r, "config", key, value)
    return Kind(r, libgit2=False, truth=False, forbidden=mark,
                ask=["read", "HEAD", "docs/log/b.md", "read", "HEAD", "docs/log/a.md"])


def files_left_alone(m):
    """Older than the index: git's word that they did not change is taken, whatever their bytes."""
    r = m.history("settled")
    m.write(r, ".gitattributes", "*.txt text eol=crlf\n")
    m.write(r, "n.txt", "a\r\nb\r\n")
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "crlf")
    for top, _, names in os.walk(r):
        for name in names if ".git" not in top.split(os.sep) else ():
            os.utime(os.path.join(top, name), (DATE, DATE))
    m.git(r, "update-index", "-q", "--really-refresh")
    m.write(r, "README", "changed\n")
    return Kind(r, expect={
        b"diff INDEX WORKTREE": [b"file file 4286f428e3b19fe84de503916ce0e7dc8deefea1 - README"]})


def ignored_in_many_ways(m):
    r = m.history("ignored")
    m.write(m.home, ".config/git/ignore", "*.swp\n")
    m.write(r, ".git/info/exclude", "secret/\n")
    m.write(r, "docs/.gitignore", "*.tmp\n!keep.tmp\n/rooted\n")
    for path in ("docs/x.tmp", "docs/keep.tmp", "docs/rooted", "docs/log/rooted", "secret/s.md",
                 "a.swp", "build/x", "sub/build/x", "tmp/keep.md", "tmp/other.md", "docs/y.o"):
        m.write(r, path, "x\n")
    asks = []
    for path in ("docs/x.tmp", "docs/keep.tmp", "docs/rooted", "docs/log/rooted", "secret/s.md",
                 "secret", "a.swp", "build", "build/x", "sub/build/x", "tmp", "tmp/keep.md",
                 "tmp/other.md", "docs/y.o", "nowhere/z.o", "docs/PROGRESS.md", "../x.o", ""):
        asks += ["ignored", path]
    m.git(r, "add", "-f", "docs/y.o")
    return Kind(r, ask=asks)


def beyond_the_limit(m):
    r = m.history("big")
    m.write(r, "big.md", b"x\n" * (1024 * 1024))
    m.git(r, "add", ".")
    m.git(r, "commit", "-qm", "big")
    return Kind(r, ask=["read", "HEAD", "big.md", "read", "INDEX", "big.md", "read", "WORKTREE",
                        "big.md", "read", "HEAD", "docs/PROGRESS.md", "read", "HEAD", "big.md"])


def damaged_object(m):
    r = m.history("damaged")
    oid = m.git(r, "rev-parse", "HEAD:docs/log/b.md")
    path = os.path.join(r, ".git/objects", oid[:2], oid[2:])
    os.chmod(path, 0o644)
    with open(path, "wb") as file:
        file.write(b"garbage")
    return Kind(r, truth=False, libgit2=False, ask=["read", "HEAD", "docs/log/b.md"])


def hostile(name, build, path="tracker.md"):
    def make(m):
        r = m.history("hostile-" + name)
        good, evil = m.blob(r, "good\n"), m.blob(r, "evil\n")
        tree = m.raw_tree(r, build(m, r, good, evil))
        commit = m.git(r, "commit-tree", "-m", name, "-p", "HEAD", tree)
        return Kind(r, truth=False,
                    ask=["path", commit, path, "read", commit, path, "list", commit, "diff",
                         "HEAD", commit, "walk", commit, path])
    make.__name__ = "hostile_" + name
    return make


F, D = b"100644", b"40000"

hostile_kinds = [
    hostile("duplicate", lambda m, r, g, e: [(F, b"tracker.md", g), (F, b"tracker.md", e)]),
    hostile("unsorted", lambda m, r, g, e: [(F, b"zzz", g), (F, b"tracker.md", e), (F, b"aa", g)]),
    hostile("dotdot", lambda m, r, g, e: [(F, b"..", g), (F, b"tracker.md", e)]),
    hostile("dotgit", lambda m, r, g, e: [(F, b".GIT", g), (F, b"tracker.md", e)]),
    hostile("slash", lambda m, r, g, e: [(F, b"a/b", g), (F, b"tracker.md", e)]),
    hostile("noname", lambda m, r, g, e: [(F, b"", g), (F, b"tracker.md", e)]),
    hostile("twin", lambda m, r, g, e: [(F, b"TRACKER.md", e), (F, b"tracker.md", g)]),
    hostile("mode", lambda m, r, g, e: [(b"100666", b"tracker.md", g)]),
    hostile("padded", lambda m, r, g, e: [(b"0100644", b"tracker.md", g)]),
    hostile("socket", lambda m, r, g, e: [(b"140000", b"tracker.md", g)]),
    hostile("badmode", lambda m, r, g, e: [(b"1006x4", b"tracker.md", g)]),
    hostile("tree-is-blob", lambda m, r, g, e: [(D, b"tracker.md", g)]),
    hostile("file-and-directory", lambda m, r, g, e: [
        (F, b"tracker.md", g), (F, b"tracker.md-", g),
        (D, b"tracker.md", m.git(r, "rev-parse", "HEAD^{tree}"))]),
    hostile("twin-directory", lambda m, r, g, e: [
        (D, b"DOCS", m.raw_tree(r, [(F, b"Tracker.md", e)])),
        (D, b"docs", m.raw_tree(r, [(F, b"tracker.md", g)]))], path="docs/tracker.md"),
    hostile("twin-apart", lambda m, r, g, e: [
        (D, b"DOCS", m.raw_tree(r, [(F, b"other.md", e)])),
        (D, b"docs", m.raw_tree(r, [(F, b"tracker.md", g)]))], path="docs/tracker.md"),
]

all_kinds = [
    normal, subdirectory, unborn, nothing_at_all, detached, linked_worktree,
    linked_worktree_in_hook, linked_worktree_below, linked_worktree_of_another_format,
    configured_in_the_environment, submodule_inside, submodule_outside, bare, bare_in_hook, sha256,
    sha1_written_out, worktree_config, sparse_checkout, sparse_index, split_index, index_v4,
    index_with_extensions, index_without_cache_tree, index_named_relative,
    index_named_that_is_not_there, index_of_a_partial_commit, partial_clone,
    partial_clone_without_trees, shallow, shallow_before_the_base, alternates, quarantine,
    quarantine_with_a_colon,
    odd_file_names, odd_directory, links_and_modes, file_becomes_directory,
    worktree_of_other_things, intent_to_add, skip_worktree, conflict, merge_in_progress,
    merge_in_hook, merges, criss_cross, clocks_that_differ, replaced, grafted, malformed_authors,
    work_tree_in_environment, core_worktree, packed, names_that_look_like_ids, dangling,
    evil_configuration, evil_promisor, line_endings, files_left_alone, ignored_in_many_ways,
    beyond_the_limit, damaged_object, git_dir_from_below, no_repository, unknown_extension,
    format_from_the_future, broken_user_configuration, bare_and_forbidden, bare_and_named,
    index_from_the_future, unknown_index_extension, truncated_index, *hostile_kinds,
]
