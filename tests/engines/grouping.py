"""What every engine must do with copies, as tests; inherited as `contract.py` is."""

from __future__ import annotations

import dataclasses

import pytest

from searchapp.engines.base import Engine, Groups
from searchapp.errors import IndexLocked
from searchapp.model import Copy, Membership, PartialDate, Sketched, Source
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ids

# A story of three, one of them read twice, and an article alone.
_WIRE = [
    make_article("w1", "Ferry sinks", "The ferry sank.", outlet="Press Kite", date="2020-02-03"),
    make_article("w2", "A ferry sinks", "The ferry sank.", outlet="Harbor Ledger", date="2020-02"),
    make_article("w2b", "A ferry sinks", "The ferry sank.", outlet="Harbor Ledger", date="2020-02"),
    make_article("w3", "Ferry lost", "The ferry sank. No hope.", outlet="Press Kite"),
    make_article("w4", "Ferry bought", "A ferry was bought.", outlet="Press Kite", date="2020-02"),
]
WIRE = [
    dataclasses.replace(article, source=Source(f"{article.id}.txt", 0, 9, 1, 1))
    for article in _WIRE
]
MEMBERS = {
    "w1": Membership("w1", "w1", 1.0),
    "w2": Membership("w1", "w2", 0.9),
    "w2b": Membership("w1", "w2", 0.9),
    "w3": Membership("w1", "w3", 0.6),
    "gone": Membership("w1", "gone", 0.6),
}


class GroupingContract:
    """What an engine must do with copies; to be inherited."""

    @pytest.fixture
    def grouped(self, engine: Engine) -> Engine:
        """The engine with `WIRE` in it, grouped."""
        with engine.writer() as writer:
            for article in WIRE:
                writer.replace(f"/files/{article.id}", "1", [article])
        generation, _ = engine.sketches()
        engine.group(Groups(generation, 7, MEMBERS, {"a b": 0.5}))
        return engine

    def test_groups_come_back_as_they_went_in(self, grouped: Engine) -> None:
        assert grouped.groups() == Groups(grouped.generation(), 7, MEMBERS, {"a b": 0.5})

    def test_an_engine_has_no_groups_at_first(self, engine: Engine) -> None:
        assert engine.groups() is None

    def test_sketches_are_kept_and_name_the_commit(self, engine: Engine) -> None:
        first = make_article("s1", "One", "one", date="2020-02", sketch=b"\x00\xff\n")
        with engine.writer() as writer:
            writer.replace("/files/1", "1", [first])
            writer.replace("/files/2", "1", [make_article("s2", "Two", "two")])
        with engine.writer() as writer:
            writer.replace("/files/2", "2", [make_article("s2", "Two", "two, again")])
        generation, found = engine.sketches()
        assert sorted(found, key=lambda each: each.id) == [
            Sketched("s1", PartialDate(2020, 2), b"\x00\xff\n"),
            Sketched("s2", None, b""),
        ]
        assert generation == engine.generation() == engine.stats().generation

    def test_a_story_is_one_row_led_by_its_first_match(self, grouped: Engine) -> None:
        result = grouped.search(make_plan("ferry", sort="oldest"))
        assert ids(result) == ["w2", "w4"]
        assert (result.total, result.articles) == (2, 4)
        assert ids(grouped.search(make_plan("hope"))) == ["w3"]

    def test_every_near_copy_is_a_row_where_asked_for(self, grouped: Engine) -> None:
        result = grouped.search(make_plan("ferry", sort="oldest", copies=True))
        assert ids(result) == ["w2", "w4", "w1", "w3"]
        assert (result.total, result.articles) == (4, 4)

    @pytest.mark.parametrize("copies", [False, True])
    def test_counts_are_of_rows(self, grouped: Engine, copies: bool) -> None:
        result = grouped.search(make_plan("ferry", copies=copies))
        for outlet, count in result.outlets.items():
            plan = make_plan("ferry", outlets=[outlet], copies=copies)
            assert grouped.search(plan).total == count
        assert result.outlets == {"Press Kite": 3 if copies else 2, "Harbor Ledger": 1}
        assert result.dates == {"2020-02": 3 if copies else 2, None: 1}

    @pytest.mark.parametrize("copies", [False, True])
    def test_pages_of_rows_tile_the_result(self, grouped: Engine, copies: bool) -> None:
        whole = ids(grouped.search(make_plan("ferry", copies=copies)))
        pages = [
            ids(grouped.search(make_plan("ferry", copies=copies, offset=at, limit=1)))
            for at in range(len(whole) + 1)
        ]
        assert [each for page in pages for each in page] == whole

    def test_a_match_names_its_copies_and_its_sources(self, grouped: Engine) -> None:
        (match,) = grouped.search(make_plan("ferry", outlets=["Harbor Ledger"])).matches
        assert match.duplicate_group == "w1"
        assert match.copies == (
            Copy("w1", "Press Kite", PartialDate(2020, 2, 3)),
            Copy("w3", "Press Kite", None),
        )
        assert match.sources == (WIRE[1].source, WIRE[2].source)
        (alone,) = grouped.search(make_plan("bought")).matches
        assert (alone.duplicate_group, alone.copies) == (None, ())
        assert alone.sources == (WIRE[4].source,)

    @pytest.mark.parametrize("asked", ["w1", "w2b", "w3"])
    def test_a_story_has_its_articles_in_order(self, grouped: Engine, asked: str) -> None:
        story = grouped.story(asked)
        assert story is not None
        assert [(each.ids, each.similarity) for each in story.members] == [
            (("w1",), 1.0),
            (("w2", "w2b"), 0.9),
            (("w3",), 0.6),
        ]
        assert story.duplicate_group == "w1"
        assert story.member(asked).title == next(each.title for each in WIRE if each.id == asked)

    def test_an_article_alone_is_a_story(self, grouped: Engine) -> None:
        story = grouped.story("w4")
        assert story is not None
        assert ([each.id for each in story.members], story.duplicate_group) == (["w4"], None)
        assert grouped.story("gone") is None

    def test_stats_count_copies_apart(self, grouped: Engine) -> None:
        stats = grouped.stats()
        assert (stats.articles, stats.copies, stats.stories) == (4, 1, 2)
        assert stats.outlets == {"Press Kite": 3, "Harbor Ledger": 1}

    def test_a_story_whose_earliest_article_goes_is_led_by_the_next(self, grouped: Engine) -> None:
        with grouped.writer() as writer:
            writer.drop("/files/w1")
        (match,) = grouped.search(make_plan("hope")).matches
        assert match.duplicate_group == "w2"
        with grouped.writer() as writer:
            writer.drop("/files/w2")
            writer.drop("/files/w2b")
        (match,) = grouped.search(make_plan("hope")).matches
        assert (match.duplicate_group, match.copies) == (None, ())

    def test_groups_wait_for_a_writer(self, grouped: Engine) -> None:
        with grouped.writer(), pytest.raises(IndexLocked):
            grouped.group(Groups(1, 7, {}, {}))
        assert grouped.groups() is not None

    def test_groups_of_an_earlier_commit_do_not_replace_later_ones(self, grouped: Engine) -> None:
        earlier = grouped.groups()
        assert earlier is not None
        with grouped.writer() as writer:
            writer.replace("/files/new", "1", [make_article("n1", "New")])
        later = Groups(grouped.generation(), 7, {}, {})
        grouped.group(later)
        grouped.group(earlier)
        assert grouped.groups() == later

    def test_groups_are_behind_a_later_commit(self, grouped: Engine) -> None:
        with grouped.writer() as writer:
            writer.replace("/files/new", "1", [make_article("n1", "New")])
        groups = grouped.groups()
        assert groups is not None
        assert groups.generation != grouped.stats().generation
