"""What looser levels find has all that stricter ones do, and whatever is found says why."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.query import Query

from searchapp.analysis import finder
from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Level, Wanted
from searchapp.engines.base import Engine
from searchapp.engines.whoosh import vocabulary
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.expansion import Expansion
from searchapp.engines.whoosh.view import View
from searchapp.query.plan import make_plan
from searchapp.search.marking import Marker
from tests.articles import make_article
from tests.engines.contract import ids
from tests.engines.whoosh.late import Expiring
from tests.test_sample_names import names

WORDS = [
    *("Kataib", "Kata’ib", "Kataeb", "Katiab", "كتائب", "strike", "strikes"),
    *("Abdul", "Abdel", "Abd", "al", "Mahdi", "Mehdi", "Abdulmahdi"),
    *("as", "Sadr", "Sader", "alsadr", "jong", "jung", "un", "jongun"),
    *("co", "operation", "cooperation", "operate", "operations"),
    *("Hizb", "Hezb", "allah", "Hezbollah", "bin", "ben", "laden", "ladin", "Binladen"),
]
words = st.sampled_from(WORDS)
joints = st.sampled_from([" ", "-", " ", " OR "])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Words, names that hyphens join, and phrases, the words of which may stand apart."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        piece = draw(words)
        for word in draw(st.lists(words, max_size=2)):
            piece += draw(joints) + word
        quoted = draw(st.sampled_from(["{}", '"{}"', '"{}"~3']))
        pieces.append(quoted.format(piece.replace(" OR ", " ") if '"' in quoted else piece))
    return " ".join(pieces)


@contextmanager
def engine_of(bodies: list[str]) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # So few articles have few ways to write a name, of which only some are to be known.
        patch.setattr(finder, "_MOST_PHRASES", 1)
        patch.setattr(vocabulary, "_LOOKED_THROUGH", 1)
        engine = WhooshEngine.create(Path(folder) / "index")
        with engine.writer() as writer:
            articles = [make_article(f"a{at}", "News", body) for at, body in enumerate(bodies)]
            writer.replace("/files/all", "1", articles)
        yield engine
        engine.close()


@settings(deadline=None, max_examples=80)
@example(["jong un", "jong un", "jung's un"], ["jung-un"])
@given(st.lists(texts, min_size=1, max_size=6), st.lists(queries(), min_size=1, max_size=8))
def test_a_looser_level_finds_all_that_a_stricter_one_does(
    bodies: list[str], asked: list[str]
) -> None:
    with engine_of(bodies) as engine:
        for query in asked:
            before: set[str] = set()
            for level in Level:
                result = engine.search(make_plan(query, match=level, limit=20, copies=True))
                if result.hints:
                    break
                assert before <= set(ids(result)), (query, level)
                before = set(ids(result))


@settings(deadline=None, max_examples=80)
@example(["Abdul x Mahdi strike x x x x Abdul Mahdi"], ['"abdul-mahdi strike"~3'], [])
@example(["co operated"], ["co-operation"], [])
@given(
    st.lists(texts, min_size=1, max_size=6),
    st.lists(queries(), min_size=1, max_size=8),
    st.lists(words.map(str.lower), max_size=2),
)
def test_whatever_is_found_says_why(bodies: list[str], asked: list[str], off: list[str]) -> None:
    with engine_of(bodies) as engine:
        for query in asked:
            plan = make_plan(query, match="wide", limit=20, copies=True, without=off)
            marker = Marker(plan.query, engine.families(plan), plan.without)
            for found in engine.search(plan).matches:
                assert marker.mark("body", found.article.body), (query, off, found.article.body)


def test_two_ways_to_write_a_name_make_no_third() -> None:
    bodies = [*["Kataib Sadr"] * 2, *["Kataeb Sader"] * 2, "Kataib Sader"]
    with engine_of(bodies) as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "_MOST_PHRASES", 2)
        patch.setattr(vocabulary, "_LOOKED_THROUGH", 100)
        plan = make_plan("kataib-sadr", copies=True)
        told = {form.text for form in engine.families(plan)[Wanted("kataib-sadr")].forms}
        assert told == {"kataib sadr", "kataeb sader"}
        assert set(ids(engine.search(plan))) == {"a0", "a1", "a2", "a3"}


def test_a_looser_level_finds_no_less_in_the_sample(sample_index: Path) -> None:
    view = View(sample_index)
    bodies = [view.article(each).body for each in view.snapshot.live_documents().tolist()]
    joined = {word for body in bodies for word in re.findall(r"\w[\w’'‘-]*", body)}
    spellings = {spelling for _, each in names() for spelling in each}
    for query in sorted({*joined, *spellings, *(f'"{each}"' for each in spellings)}):
        before: set[int] = set()
        for level in Level:
            found, _, hints = view.find(make_plan(query, match=level), view.executor(Deadline(60)))
            if hints:
                break
            assert before <= set(found.documents.tolist()), (query, level)
            before = set(found.documents.tolist())


def test_what_was_cut_short_is_not_remembered_as_the_whole(sample_index: Path) -> None:
    view = View(sample_index)
    for query in ("abdul-qadir", "jong un", '"kata\'ib al nahr"', "silo~1"):
        plan = make_plan(query)
        with Expiring(1_000_000).holding():
            whole = View(sample_index).expansion.families(plan)
        assert any(family.forms for family in whole.values()) or query == "jong un"
        was_cut = False
        for looks in itertools.count():
            with Expiring(looks).holding():
                told = view.expansion.families(plan)
            if not any(family.partial for family in told.values()):
                break
            was_cut = True
            found, partial, _ = view.find(plan, view.executor(Expiring(0)))
            assert partial or not len(found.documents)
        assert was_cut
        assert told == whole == view.expansion.families(plan)


def test_who_has_no_time_is_told_so(sample_index: Path) -> None:
    engine = WhooshEngine.open(sample_index)
    plan = make_plan("abdul-qadir kata'ib", deadline=-1, spellings=True)
    result = engine.search(plan)
    assert (result.total, result.words, result.partial) == (0, (), True)
    assert all(family.partial for family in engine.families(plan).values())
    assert all(used.partial for used in engine.usage(plan))
    assert engine.search(make_plan("abdul-qadir kata'ib")).total > 0
    engine.close()


def found(view: View, query: Query) -> set[int]:
    return set(view.executor(Deadline(60)).run(query)[0].documents.tolist())


def test_words_for_whose_forms_there_is_no_time_are_searched_for_as_typed(
    sample_index: Path,
) -> None:
    view = View(sample_index)
    for query in ("abdul-qadir kata'ib", "jong un", '"kata\'ib al nahr"', "kat* silo", "silo~1"):
        plan = make_plan(query)
        whole = found(view, view.expansion.expand(plan, lambda: None)[0])
        just_so, _, _ = view.expansion.expand(make_plan(query, match=Level.EXACT), lambda: None)
        typed = found(view, just_so) if "*" not in query else set[int]()
        is_whole, looks = False, 0
        while not is_whole:
            late = Expiring(looks)
            # Of what was found by others nothing is remembered.
            expansion = Expansion(view.snapshot, Lexicon(view.vocabulary))
            with late.holding():
                cut, _, is_whole = expansion.expand(plan, late.check)
            assert typed <= found(view, cut) <= whole
            looks += 1
        assert looks > 1
        assert found(view, cut) == whole


def test_a_search_for_words_as_typed_is_in_time_but_partial(sample_index: Path) -> None:
    plan = make_plan("kata'ib")
    late = Expiring(0, more=100)
    with late.holding():
        view = View(sample_index)
        matches, partial, _ = view.find(plan, view.executor(late))
    assert partial
    exact = make_plan("kata'ib", match=Level.EXACT)
    typed, _, _ = view.find(exact, view.executor(Deadline(60)))
    assert matches.documents.tolist() == typed.documents.tolist() != []


def test_who_has_no_time_for_what_is_excluded_finds_nothing(sample_index: Path) -> None:
    view = View(sample_index)
    for query in ("silo -river", "silo NOT (river OR kat*)", "-kata'ib"):
        plan = make_plan(query)
        whole = found(view, view.expansion.expand(plan, lambda: None)[0])
        assert whole
        was_late = False
        for looks in range(1_000):
            late = Expiring(looks)
            expansion = Expansion(view.snapshot, Lexicon(view.vocabulary))
            try:
                with late.holding():
                    query_found, _, is_whole = expansion.expand(plan, late.check)
            except OutOfTime:
                was_late = True
                continue
            assert is_whole
            assert found(view, query_found) == whole
            break
        assert was_late
