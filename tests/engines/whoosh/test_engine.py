from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from searchapp.columnar.commits import Commit, Notes, read_commit, write_commit
from searchapp.engines.base import Engine, Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.ledger import Ledger, read_ledger
from searchapp.errors import (
    IndexDamaged,
    IndexLocked,
    IndexNotFound,
    IndexNotReadable,
    IndexNotWritable,
    IndexTrouble,
)
from searchapp.model import Membership
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.completing import CompletingContract
from tests.engines.contract import EngineContract, ids
from tests.engines.excluding import ExcludingContract
from tests.engines.grouping import GroupingContract
from tests.engines.keeping import KeepingContract
from tests.engines.namesakes import NamesakesContract
from tests.engines.rereading import RereadingContract
from tests.engines.spelling import SpellingContract
from tests.engines.whoosh.conftest import search_it


class TestWhooshEngine(
    EngineContract,
    CompletingContract,
    ExcludingContract,
    GroupingContract,
    KeepingContract,
    NamesakesContract,
    RereadingContract,
    SpellingContract,
):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = WhooshEngine.create(tmp_path / "index")
        yield engine
        engine.close()


def test_what_a_first_page_asks_for_is_worked_out_once_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledgers: list[int] = []
    searches: list[object] = []
    run = Executor.run

    def read_it(folder: Path, notes: Notes) -> Ledger:
        ledgers.append(1)
        return read_ledger(folder, notes)

    def run_it(*arguments: Any, **options: Any) -> Any:
        searches.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr("searchapp.engines.whoosh.view.read_ledger", read_it)
    monkeypatch.setattr(Executor, "run", run_it)
    engine = WhooshEngine.create(tmp_path / "index")
    everything = make_plan("", limit=0)
    for number, times in ((1, 2), (2, 4)):
        with engine.writer() as writer:
            articles = [make_article(f"{number}{each}") for each in "ab"]
            writer.replace(f"/files/{number}", "1", articles)
        for _ in range(3):
            assert (engine.stats().files, engine.search(everything).total) == (number, 2 * number)
        assert (len(ledgers), len(searches)) == (number, times)
    assert engine.search(make_plan("", limit=0, outlets=["Harbor Ledger"])).total == 0
    assert engine.search(everything).total == 4
    members = {each: Membership("1a", each, 1.0) for each in ("1a", "2a")}
    engine.group(Groups(engine.generation(), 1, members, {}))
    assert (engine.stats().stories, engine.search(everything).total) == (3, 3)
    engine.close()


def test_an_index_stays(index: Path) -> None:
    assert search_it(index) == 4


def test_an_open_engine_sees_what_another_commits(index: Path) -> None:
    reader, writer = WhooshEngine.open(index), WhooshEngine.open(index)
    assert reader.search(make_plan("news")).total == 0
    with writer.writer() as batch:
        batch.replace("/files/new", "1", [make_article("n1", "News")])
    assert reader.search(make_plan("news")).total == 1
    reader.close()
    writer.close()


def test_another_process_is_told_who_writes(index: Path) -> None:
    engine = WhooshEngine.open(index)
    code = (
        "import sys; from pathlib import Path\n"
        "from searchapp.engines.whoosh.engine import WhooshEngine\n"
        "with WhooshEngine.open(Path(sys.argv[1])).writer(): pass"
    )
    with engine.writer():
        second = subprocess.run(
            [sys.executable, "-c", code, str(index)], capture_output=True, text=True, check=False
        )
    engine.close()
    assert second.returncode != 0
    assert f"{IndexLocked.__name__}" in second.stderr
    assert f"process {os.getpid()} on " in second.stderr


def test_the_lock_goes_with_a_process_that_is_killed(index: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from searchapp.engines.whoosh.engine import WhooshEngine\n"
        "with WhooshEngine.open(Path(sys.argv[1])).writer() as writer:\n"
        "    writer.drop('/files/all')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(index)], check=False)
    assert search_it(index) == 4
    engine = WhooshEngine.open(index)
    with engine.writer() as writer:
        writer.drop("/files/all")
    assert engine.stats().articles == 0
    engine.close()


def test_a_disk_that_takes_no_more_is_named_and_nothing_is_lost(index: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from searchapp.engines.whoosh.engine import WhooshEngine\n"
        "from tests.articles import make_article\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "words = ' '.join(str(number) for number in range(20_000))\n"
        "with WhooshEngine.open(Path(sys.argv[1])).writer() as writer:\n"
        "    writer.drop('/files/all')\n"
        "    writer.replace('/files/big', '1', [make_article('n1', 'Big', words)])"
    )
    full = subprocess.run(
        [sys.executable, "-c", code, str(index)], capture_output=True, text=True, check=False
    )
    assert full.returncode != 0
    assert f"{IndexNotWritable.__name__}" in full.stderr
    assert search_it(index) == 4


def test_threads_that_share_an_engine_get_the_same_answers(index: Path) -> None:
    engine = WhooshEngine.open(index)
    queries = ["river", "bridge", "drone strike", "", "title:river", "kata*"] * 20
    alone = [ids(engine.search(make_plan(query))) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: ids(engine.search(make_plan(query))), queries))
    engine.close()
    assert together == alone


def kill_in(index: Path, module: str, function: str, *, after: bool = False) -> None:
    """Change an index in a process that is killed where, or after, a module calls a function."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        f"import {module}\n"
        "from searchapp.engines.whoosh.engine import WhooshEngine\n"
        "from tests.articles import make_article\n"
        f"real = {module}.{function} if {after} else print\n"
        f"{module}.{function} = lambda *a: (real(*a), os.kill(os.getpid(), signal.SIGKILL))\n"
        "with WhooshEngine.open(Path(sys.argv[1])).writer() as batch:\n"
        "    batch.drop('/files/all')\n"
        "    batch.replace('/files/new', '2', [make_article('n1', 'New', 'news')])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(index)], check=False)
    assert done.returncode == -9


def test_a_writer_killed_before_its_commit_has_changed_nothing(index: Path) -> None:
    kill_in(index, "searchapp.engines.whoosh.writer", "write_ledger")
    assert search_it(index) == 4
    engine = WhooshEngine.open(index)
    with engine.writer() as writer:
        assert writer.files == {"/files/all": "1"}
    engine.close()


def test_the_ledger_is_part_of_the_commit(index: Path) -> None:
    kill_in(index, "searchapp.columnar.draft", "write_commit", after=True)
    engine = WhooshEngine.open(index)
    assert ids(engine.search(make_plan(""))) == ["n1"]
    with engine.writer() as writer:
        assert writer.files == {"/files/new": "2"}
    engine.close()


def test_what_one_writer_adds_is_one_segment_in_the_end(index: Path) -> None:
    (before,) = read_commit(index).segments
    engine = WhooshEngine.open(index)
    with engine.writer() as writer:
        for number in range(3):
            writer.replace(f"/files/{number}", "1", [make_article(f"n{number}", f"New {number}")])
            writer.checkpoint()
        writer.drop("/files/1")
        assert len(read_commit(index).segments) == 4
        writer.checkpoint(last=True)
        kept, added = read_commit(index).segments
        assert (kept, added.documents) == (before, 2)
        generation = engine.generation()
        writer.checkpoint(last=True)
    assert engine.generation() == generation
    assert {engine.get(f"n{number}") is None for number in (0, 2)} == {False}
    assert engine.get("n1") is None


def test_what_a_killed_writer_left_goes_with_the_next(index: Path) -> None:
    before = sorted(entry.name for entry in index.iterdir())
    kill_in(index, "searchapp.engines.whoosh.writer", "write_ledger")
    assert sorted(entry.name for entry in index.iterdir()) != before
    engine = WhooshEngine.open(index)
    with engine.writer():
        pass
    engine.close()
    assert sorted(entry.name for entry in index.iterdir()) == before


def test_an_index_that_is_being_written_is_not_made_anew(index: Path) -> None:
    engine = WhooshEngine.open(index)
    with engine.writer(), pytest.raises(IndexLocked):
        WhooshEngine.create(index)
    engine.close()
    assert search_it(index) == 4


def test_opening_while_another_commits_is_no_damage(index: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from searchapp.engines.whoosh.engine import WhooshEngine\n"
        "from tests.articles import make_article\n"
        "engine = WhooshEngine.open(Path(sys.argv[1]))\n"
        "for number in range(60):\n"
        "    with engine.writer() as batch:\n"
        "        batch.replace('/files/new', str(number), [make_article('n1', 'New', 'news')])"
    )
    shared = WhooshEngine.open(index)
    with subprocess.Popen([sys.executable, "-c", code, str(index)]) as process:
        while process.poll() is None:
            engine = WhooshEngine.open(index)
            assert engine.search(make_plan("river")).total == 4
            assert engine.stats().articles in (5, 6)
            engine.close()
            assert shared.search(make_plan("river")).total == 4
    assert process.returncode == 0
    assert shared.stats().articles == 6
    shared.close()


def test_a_ledger_that_is_gone_is_damage_to_who_opens_the_index_afterwards(index: Path) -> None:
    engine = WhooshEngine.open(index)
    (ledger,) = index.glob("files.*.json")
    ledger.unlink()
    assert engine.stats().files == 1
    engine.close()
    with pytest.raises(IndexDamaged, match=f"{ledger.name} is missing"):
        WhooshEngine.open(index)


def test_a_closed_engine_says_so(index: Path) -> None:
    engine = WhooshEngine.open(index)
    engine.close()
    with pytest.raises(IndexTrouble, match="closed"):
        engine.search(make_plan("river"))


def test_an_index_that_was_deleted_and_made_again_is_found_again(index: Path) -> None:
    shared = WhooshEngine.open(index)
    assert shared.search(make_plan("")).total == 5
    shutil.rmtree(index)
    with pytest.raises(IndexNotFound):
        shared.search(make_plan(""))
    again = WhooshEngine.create(index)
    with again.writer() as writer:
        writer.replace("/files/new", "1", [make_article("n1", "News")])
    again.close()
    assert ids(shared.search(make_plan(""))) == ["n1"]
    shared.close()


def test_a_commit_that_could_not_be_read_at_first_is_read_by_the_next(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, other = WhooshEngine.open(index), WhooshEngine.open(index)
    assert shared.search(make_plan("news")).total == 0
    with other.writer() as batch:
        batch.replace("/files/new", "1", [make_article("n1", "News")])

    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, "too many open files")

    with monkeypatch.context() as patched:
        patched.setattr("searchapp.engines.whoosh.engine.View", refuse)
        with pytest.raises(IndexNotReadable):
            shared.search(make_plan("news"))
    assert shared.search(make_plan("news")).total == 1
    shared.close()
    other.close()


def test_who_writes_is_told_and_not_who_was_killed_writing_before(index: Path) -> None:
    kill_in(index, "searchapp.engines.whoosh.writer", "write_ledger")
    stale = json.loads((index / "writer.json").read_text())
    engine = WhooshEngine.open(index)
    with engine.writer(), pytest.raises(IndexLocked) as caught, engine.writer():
        pass
    engine.close()
    assert f"process {os.getpid()} on " in str(caught.value)
    assert f"process {stale['pid']} " not in str(caught.value)
    assert not (index / "writer.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pid": 1}', "\xff"])
def test_a_lock_whose_holder_cannot_be_told_is_a_lock(index: Path, content: str) -> None:
    engine = WhooshEngine.open(index)
    with engine.writer():
        (index / "writer.json").write_text(content, "latin-1")
        with pytest.raises(IndexLocked, match="by another process"), engine.writer():
            pass
    engine.close()


def commit_and_interrupt(folder: Path, commit: Commit) -> None:
    write_commit(folder, commit)
    raise KeyboardInterrupt


def test_ctrl_c_between_a_commit_and_the_word_of_it_takes_nothing_of_it(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write() -> None:
        with engine.writer() as writer:
            writer.replace("/files/new", "1", [make_article("n1", "News")])

    engine = WhooshEngine.open(index)
    monkeypatch.setattr("searchapp.columnar.draft.write_commit", commit_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        write()
    monkeypatch.undo()
    assert engine.search(make_plan("news")).total == 1
    monkeypatch.setattr("searchapp.engines.whoosh.groups.write_commit", commit_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        engine.group(Groups(engine.generation(), 7, {}, {}))
    monkeypatch.undo()
    groups = engine.groups()
    assert groups is not None
    assert groups.rules == 7
    assert engine.verify(lambda *_: None).generation == engine.generation()
    engine.close()


def test_spellings_of_different_commits_are_one_word(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    for name, spelling in (("one", "kataib"), ("two", "kata'ib")):
        with engine.writer() as writer:
            articles = [
                make_article(f"{name}{at:02}", "Camp", f"{spelling} camp" + " drone" * (at < 3))
                for at in range(20)
            ]
            writer.replace(f"/files/{name}", "1", articles)
    found = {
        query: engine.search(make_plan(query)).total
        for query in ("kataib drone", '"kataib camp"', '"kataib camp"~3', '"camp drone" kataib')
    }
    engine.close()
    assert list(found.values()) == [6, 40, 40, 6]
