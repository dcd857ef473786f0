"""Who reads keeps the commit that was opened, whatever others write meanwhile, and no longer."""

from __future__ import annotations

import gc
import math
import subprocess
import sys
import weakref
from pathlib import Path

from searchapp.columnar.commits import read_commit
from searchapp.columnar.folders import MANIFEST
from searchapp.columnar.sets import Matches
from searchapp.columnar.words import Word
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.ledger import read_ledger
from searchapp.engines.whoosh.view import View
from searchapp.model import Membership
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ids

# Changes everything, again and again: each commit replaces, deletes, and leaves nothing of before.
WRITER = """
import sys
from pathlib import Path
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.model import Membership
from tests.articles import make_article

engine = WhooshEngine.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    with engine.writer() as writer:
        if number == 0:
            writer.drop("/files/all")
        for file in range(number % 3 + 1):
            articles = [make_article(f"{file}-{n}", f"New {number}", "news") for n in range(3)]
            writer.replace(f"/files/{file}", str(number), articles)
    members = {"0-0": Membership("0-0", "0-0", 1.0), "0-1": Membership("0-0", "0-1", 0.9)}
    engine.group(Groups(engine.generation(), 1, members, {}))
"""


def write(index: Path, commits: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(index), str(commits)])


def all_of(view: View) -> list[object]:
    """What a view holds, read anew from its files."""
    documents = view.snapshot.live_documents().tolist()
    return [
        [view.article(each) for each in documents],
        [view.file_of(each) for each in documents],
        [view.sketch(each) for each in documents],
        view.find(make_plan("river"), view.executor(Deadline(math.inf)))[0].documents.tolist(),
        read_ledger(view.folder, view.notes),
    ]


def test_a_commit_that_is_open_stays_as_it_is(index: Path) -> None:
    unread, view = View(index), View(index)
    before = all_of(view)
    names = set(read_commit(index).sums)
    with write(index, 20) as process:
        assert process.wait() == 0
    assert read_commit(index).generation == view.commit.generation + 20
    # Nothing is left of the files, and all of it is read.
    assert not names & {path.name for path in index.iterdir()}
    assert all_of(view) == before
    assert all_of(unread) == before
    stories = unread.stories
    assert stories is None or stories.surplus() == 0


def test_a_reader_sees_one_commit_after_the_other_and_no_damage(index: Path) -> None:
    reader, generations = WhooshEngine.open(index), set()
    with write(index, 20) as process:
        while process.poll() is None:
            result = reader.search(make_plan("news", limit=100, copies=True))
            # All articles of a file are of one commit.
            titles = {(m.id.partition("-")[0], m.title) for m in result.matches}
            assert len(titles) == len({file for file, _ in titles})
            assert len(result.matches) in (0, 3, 6, 9)
            stats, groups = reader.stats(), reader.groups()
            assert stats.articles in (3, 5, 6, 9)
            assert groups is not None
            fresh = WhooshEngine.open(index)
            assert fresh.verify(lambda *_: None).generation >= stats.generation
            fresh.close()
            generations.add(stats.generation)
    assert process.returncode == 0
    assert reader.generation() == read_commit(index).generation
    assert len(generations) > 1
    reader.close()


def test_what_a_search_found_can_be_read_when_the_index_has_changed(index: Path) -> None:
    engine = WhooshEngine.open(index)
    result = engine.search(make_plan("river", limit=10))
    with write(index, 3) as process:
        assert process.wait() == 0
    assert engine.search(make_plan("river")).total == 0
    assert {match.article.id for match in result.matches} == {"a1", "a3", "a4", "a5"}
    engine.close()


def test_groups_that_are_replaced_stay_for_who_has_opened_them(index: Path) -> None:
    view = View(index)
    engine = WhooshEngine.open(index)
    members = {each: Membership("a1", each, 0.9) for each in ("a1", "a2", "a3")}
    engine.group(Groups(engine.generation(), 2, members, {}))
    stories = view.stories
    # Of the two that it groups, one is not in the index.
    assert stories is None or stories.surplus() == 0
    assert engine.stats().stories == 3
    engine.close()


def test_an_index_that_is_made_anew_is_not_taken_for_the_one_before(index: Path) -> None:
    """Segments of the new index have the names of those before."""
    reader = WhooshEngine.open(index)
    assert reader.search(make_plan("river")).total == 4
    names = {each.name for each in read_commit(index).segments}
    # Only an index that is damaged is made anew.
    (index / MANIFEST).write_text("{")
    fresh = WhooshEngine.create(index)
    for number in range(2):
        with fresh.writer() as writer:
            articles = [make_article(f"n{number}", "River", f"The river as of {number}")]
            writer.replace(f"/files/{number}", "1", articles)
    assert names & {each.name for each in read_commit(index).segments}
    assert sorted(ids(reader.search(make_plan("river")))) == ["n0", "n1"]
    assert reader.stats().articles == 2
    for engine in (reader, fresh):
        engine.close()


def test_what_a_search_took_is_free_when_it_ends(index: Path) -> None:
    """Nothing waits for the garbage collector, which comes late where arrays are few and large."""
    engine = WhooshEngine.open(index)
    queries = ["river", "the river", '"the river"', '"the river"~5', "river OR NOT kata*", ""]
    for query in queries:
        engine.search(make_plan(query))
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for query in queries:
            engine.search(make_plan(query))
        gc.collect()
        # Whoosh leaves a few cells behind where it walks through a tree.
        assert not [each for each in gc.garbage if isinstance(each, Executor | Matches | Word)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    engine.close()


def test_a_closed_index_lets_go_of_its_files_at_once(index: Path) -> None:
    engine = WhooshEngine.open(index)
    for query in ["river", '"the river"~5', "river OR NOT kata*", ""]:
        assert engine.search(make_plan(query)).total
    snapshot = weakref.ref(engine.newest()[1])
    gc.disable()
    try:
        engine.close()
        assert snapshot() is None
    finally:
        gc.enable()
