"""The engine answers any tree of Whoosh's queries as Whoosh's own searcher does."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from searchapp.engines.base import Result
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.opening import open_index
from searchapp.errors import BadQuery
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.whoosh.questions import any_queries, archives, nested, scores_are_right
from tests.engines.whoosh.twins import Held

ALL = make_plan("x", deadline=60, copies=True, match="exact", limit=1_000)
# What is of another type than Whoosh says, but taken.
WRONG: list[Any] = [1, 1.0, "20200101", "soon"]
ONE, NEAR, YEAR, SOON = WRONG
IRAN, WAR, FELL = (q.Term("body", word) for word in ("iran", "war", "fell"))
NEWS = q.Term("outlet_name", "Harbour News")
BODIES = [
    "The war in Iran.",
    "Iran, Iran and the blue war.",
    "A war ally fell.",
    "Alas, the albatross fell into the harbour.",
    "The blast in Iraq.",
    "Nothing of the kind.",
]
HELD = [
    Held(
        make_article(
            f"a{at}",
            "Iran" if at % 2 else "Storm",
            body,
            outlet=[None, "Harbour News", "Overland Post"][at % 3],
            date=[None, "2019-12", "2020-01-03"][(at + 1) % 3],
        ),
        file=f"/files/{at}",
    )
    for at, body in enumerate(BODIES)
]


def write(folder: Path, archive: list[list[Held]]) -> WhooshEngine:
    """Write an archive as an engine does, a batch for each part."""
    shutil.rmtree(folder, ignore_errors=True)
    engine = WhooshEngine.create(folder)
    for part in archive:
        with engine.writer() as writer:
            for held in part:
                writer.replace(f"/files/{held.article.id}", "1", [held.article])
    with engine.writer() as writer:
        for held in (each for part in archive for each in part if not each.live):
            writer.drop(f"/files/{held.article.id}")
    return engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    found = write(tmp_path_factory.mktemp("any") / "index", [HELD])
    yield found
    found.close()


@pytest.fixture
def searcher(engine: WhooshEngine) -> Any:
    return open_index(engine._path).searcher()


def ask(engine: WhooshEngine, query: q.Query, **options: Any) -> Result:
    return engine.search(ALL._replace(query=query, **options))


def scores(result: Result) -> dict[str, float]:
    assert (result.partial, result.hints) == (False, ())
    found = {match.id: match.score for match in result.matches}
    assert len(found) == result.total
    return found


def by_whoosh(searcher: Any, query: q.Query) -> dict[str, float]:
    return {hit["id"]: hit.score for hit in searcher.search(query, limit=None)}


@settings(max_examples=30)
@given(archive=archives, many=st.lists(any_queries | nested, min_size=30, max_size=30))
def test_any_tree_finds_what_whoosh_finds(
    archive: list[list[Held]], many: list[q.Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any tree"
    with contextlib.closing(write(folder, archive)) as engine:
        searcher = open_index(folder).searcher()
        for query in many:
            try:
                expected = by_whoosh(searcher, query)
            except Exception:  # noqa: BLE001
                # Whoosh cannot join all that it has; whoever can is not to take that for damage.
                with contextlib.suppress(BadQuery):
                    ask(engine, query)
                continue
            found = scores(ask(engine, query))
            assert found.keys() == expected.keys(), query
            if scores_are_right(query):
                assert found == pytest.approx(expected), query


@pytest.mark.parametrize(
    "query",
    [
        q.Wildcard("outlet_name", "*News*"),
        q.Wildcard("outlet_name", "[HO]*", boost=2.0),
        q.Prefix("month", "2020"),
        q.Prefix("file", "/files/"),
        q.Wildcard("id", "a?"),
        q.Prefix("date", "2020"),
        q.And([IRAN, q.Prefix("month", "2020")]),
        q.Not(q.Wildcard("outlet_name", "*Post*")),
        q.AndNot(IRAN, q.Prefix("month", "2019")),
        q.Prefix("body", ""),
        q.Wildcard("title", "*", boost=2.0),
        q.NestedParent(NEWS, IRAN),
        q.NestedParent(NEWS, q.Or([IRAN, WAR]), 1, max),
        q.NestedChildren(NEWS, NEWS, boost=2.0),
        q.NestedChildren(q.Or([NEWS, WAR]), q.Or([NEWS, WAR])),
        q.WeightingQuery(IRAN, None),
        q.WeightingQuery(q.ConstantScoreQuery(IRAN, 5.0), None),
        q.Otherwise(q.Term("body", "absent"), q.ConstantScoreQuery(IRAN, 5.0)),
        q.Or([IRAN, WAR], scale=0.5),
        q.And([q.Or([IRAN, WAR, FELL], scale=0.9), q.Every()]),
        q.Or([IRAN, WAR], boost=2.0, minmatch=2),
        q.DisjunctionMax([IRAN, WAR], boost=2.0, tiebreak=0.5),
        q.Sequence([WAR, IRAN], slop=3, ordered=False),
        q.And([q.Sequence([WAR, IRAN], slop=2), q.Every()], boost=2.0),
        q.SpanNear(WAR, q.Or([IRAN, FELL]), slop=3),
        q.NumericRange("date", YEAR, None),
        q.TermRange("body", ONE, ONE),
        q.Phrase("body", [ONE, ONE]),
        q.Prefix("body", 1),
        q.Term("nofield", "x"),
        q.Phrase("nofield", ["x", "y"]),
    ],
    ids=repr,
)
def test_every_kind_of_node_is_scored_as_whoosh_has_it(
    query: q.Query, engine: WhooshEngine, searcher: Any
) -> None:
    expected = by_whoosh(searcher, query)
    assert scores(ask(engine, query)) == pytest.approx(expected)


@pytest.mark.parametrize(
    "query",
    [q.And([]), q.Or([]), q.Or([], scale=0.5), q.DisjunctionMax([], tiebreak=0.5), q.Sequence([])],
    ids=repr,
)
def test_of_no_parts_nothing_is_found(query: q.Query, engine: WhooshEngine, searcher: Any) -> None:
    assert scores(ask(engine, query)) == by_whoosh(searcher, query) == {}
    assert len(scores(ask(engine, q.Not(query)))) == len(HELD)


def test_a_phrase_of_no_words_is_nowhere(engine: WhooshEngine) -> None:
    assert scores(ask(engine, q.Phrase("title", []))) == {}


def test_a_wildcard_may_leave_letters_to_choose_from(engine: WhooshEngine, searcher: Any) -> None:
    for glob in ("[ab]l*", "[!i]r*", "a[l]*", "*[tk]"):
        query = q.Wildcard("body", glob)
        assert scores(ask(engine, query)).keys() == by_whoosh(searcher, query).keys()
    assert scores(ask(engine, q.Wildcard("body", "[ab]l*"))).keys() == {"a1", "a2", "a3", "a4"}


def test_signs_in_a_prefix_are_signs(engine: WhooshEngine) -> None:
    for text in ("*ran", "[i]ran", "ira?"):
        assert scores(ask(engine, q.Prefix("body", text))) == {}


@pytest.mark.parametrize(
    "query",
    [
        q.Prefix("nofield", "x"),
        q.Wildcard("nofield", "x*y"),
        q.Every("nofield"),
        q.TermRange("nofield", "a", "b"),
        q.FuzzyTerm("nofield", "x"),
        q.NumericRange("nofield", 1, 2),
        q.Regex("nofield", "x"),
        q.Prefix("url", "h"),
        q.Every("url"),
        q.NumericRange("body", 1, 2),
        q.NumericRange("date", SOON, None),
        q.Term("body", None),
        q.FuzzyTerm("body", "iran", maxdist=NEAR),
        q.Phrase("outlet_name", ["Harbour", "News"]),
        q.Regex("body", "("),
        q.SpanOr([]),
        q.ColumnQuery("date", len),
    ],
    ids=lambda query: str(vars(query)),
)
def test_what_whoosh_cannot_answer_is_the_querys_fault(
    query: q.Query, engine: WhooshEngine, searcher: Any
) -> None:
    with pytest.raises(Exception, match=r".*"):
        by_whoosh(searcher, query)
    for tree in (query, q.Or([IRAN, query]), q.Not(query)):
        with pytest.raises(BadQuery, match="cannot be answered") as caught:
            ask(engine, tree)
        assert "Rebuild" not in str(caught.value)
    assert scores(ask(engine, IRAN))


@pytest.mark.parametrize(
    "query",
    [
        q.TermRange("body", "a", "z"),
        q.Wildcard("body", "*9*"),
        q.FuzzyTerm("body", "word12345", prefixlength=0),
        q.Or([q.Term("body", f"word{number}") for number in range(20_000)]),
        q.And([q.Every(), q.TermRange("body", "word1", None)]),
    ],
    ids=lambda query: type(query).__name__,
)
def test_the_clock_is_looked_at_while_many_words_are_read(
    query: q.Query, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(f"word{number}" for number in range(20_000))
    crowd = Held(make_article("crowd", "Words", words))
    with contextlib.closing(write(tmp_path / "index", [[crowd]])) as engine:
        whole = ask(engine, query)
        now = 0.0

        def tick() -> float:
            nonlocal now
            now += 1
            return now

        monkeypatch.setattr("time.monotonic", tick)
        late = ask(engine, query, deadline=8)
    assert (whole.total, whole.partial) == (1, False)
    assert (late.total, late.partial) == (0, True)
    assert now < 20
