"""A system that refuses: a full disk, a folder to which nobody may write, a file nobody may read.

Real ones: a small file system of its own, one that is mounted to be read only, and a process that
has none of the rights of root.  Where the system has no means to make these, the test is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.columnar.commits import read_commit
from searchapp.engines.whoosh.engine import WhooshEngine
from tests.engines.whoosh.conftest import index_files, search_it

# The index is tried in a process of its own, which tells of each attempt what it was answered.
PREFACE = """
import sys
from pathlib import Path
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import SearchappError
from searchapp.query.plan import make_plan
from tests.articles import make_article

index = Path(sys.argv[1])

def attempt(what, work):
    try:
        work()
        print(what, "done", flush=True)
    except SearchappError as error:
        print(what, type(error).__name__, error, flush=True)

def write():
    with WhooshEngine.open(index).writer() as writer:
        writer.drop("/files/all")
        words = " ".join(f"word{number}" for number in range(3000))
        writer.replace("/files/new", "1", [make_article(f"n{n}", "New", words) for n in range(9)])

def group():
    engine = WhooshEngine.open(index)
    compared = {str(number): 0.5 for number in range(9000)}
    engine.group(Groups(engine.generation(), 1, {}, compared))

def create():
    WhooshEngine.create(index)

def search():
    engine = WhooshEngine.open(index)
    assert engine.search(make_plan("river")).total == 4
    assert engine.stats().articles == 5
    engine.verify(lambda *_: None)
"""


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def answers(code: str, *before: str, index: Path) -> dict[str, str]:
    """Run attempts, perhaps by way of other programs; return what each was answered."""
    command = [*before, sys.executable, "-c", PREFACE + code, str(index)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def mounted(script: str, *arguments: object) -> list[str]:
    """Return what runs a program where something is mounted that nobody else sees."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-m", "true"], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    return [unshare, "-m", "sh", "-ec", script, *map(str, arguments)]


def without_rights() -> list[str]:
    """Return what runs a program that has the rights of the owner of a file only."""
    if not is_root():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the rights of root cannot be given up here")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]


def assert_not_written(answer: str, index: Path) -> None:
    assert answer.startswith(f"IndexNotWritable the index at {index} cannot be written: ")
    assert "Check permissions and free space; what was committed before is unharmed" in answer


@pytest.mark.parametrize("free_kb", [0, 4, 16, 64, 128])
def test_a_disk_becomes_full(index: Path, tmp_path: Path, free_kb: int) -> None:
    before = set(index_files(index))
    code = """
attempt("group", group)
attempt("write", write)
attempt("search", search)
print("files", *sorted(path.name for path in index.iterdir()))
"""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size=8m tmpfs "$1"; cp -r "$0" "$1/index"; '
        'used=$(df -k --output=used "$1" | tail -1); '
        'mount -o remount,size=$((used + $2))k "$1"; shift 2; exec "$@"'
    )
    found = answers(code, *mounted(script, index, disk, free_kb), index=disk / "index")
    for what in ("group", "write"):
        assert_not_written(found[what], disk / "index")
        assert "No space left" in found[what]
    assert found["search"] == "done"
    # With no space at all, the file that is locked can be made, but not what tells who locks.
    assert set(found["files"].split()) - {"writer.lock"} == before


def test_a_file_may_become_no_longer(index: Path) -> None:
    code = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
attempt("write", write)
attempt("group", group)
attempt("search", search)
"""
    before = sorted(path.name for path in index.iterdir())
    found = answers(code, index=index)
    for what in ("write", "group"):
        assert_not_written(found[what], index)
        assert "File too large" in found[what]
    assert found["search"] == "done"
    assert sorted(path.name for path in index.iterdir()) == before


def test_what_is_mounted_to_be_read_is_searched_and_not_written(index: Path) -> None:
    code = """
for what in (search, write, group, create):
    attempt(what.__name__, what)
"""
    script = 'mount --bind "$0" "$0"; mount -o remount,ro,bind "$0"; exec "$@"'
    found = answers(code, *mounted(script, index), index=index)
    assert found.pop("search") == "done"
    assert sorted(found) == ["create", "group", "write"]
    for answer in found.values():
        assert_not_written(answer, index)
        assert "Read-only file system" in answer


def test_a_folder_without_permission_to_write_is_searched(index: Path) -> None:
    code = """
for what in (search, write, group, create):
    attempt(what.__name__, what)
"""
    index.chmod(0o500)
    found = answers(code, *without_rights(), index=index)
    index.chmod(0o700)
    assert found.pop("search") == "done"
    assert sorted(found) == ["create", "group", "write"]
    for answer in found.values():
        assert_not_written(answer, index)
        assert "Permission denied" in answer


def test_a_file_without_permission_to_read_is_no_damage(index: Path) -> None:
    ledger, segment = read_commit(index).notes["ledger"], read_commit(index).segments[0].name
    for name in ("", "searchapp.json", ledger, f"{segment}.blobs"):
        mode = (index / name).stat().st_mode
        (index / name).chmod(0)
        found = answers('attempt("search", search)', *without_rights(), index=index)
        (index / name).chmod(mode)
        assert found["search"].startswith(f"IndexNotReadable the index at {index} cannot be read")
        assert f"{Path(index, name)}" in found["search"]
        assert "the index itself is unharmed" in found["search"]
    assert search_it(index) == 4


def test_what_a_full_disk_interrupted_goes_on_when_there_is_room(index: Path) -> None:
    code = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
attempt("first", write)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
attempt("second", write)
"""
    generation = read_commit(index).generation
    found = answers(code, index=index)
    assert_not_written(found["first"], index)
    assert found["second"] == "done"
    assert read_commit(index).generation == generation + 1
    engine = WhooshEngine.open(index)
    assert engine.verify(lambda *_: None).articles == 9
    engine.close()
