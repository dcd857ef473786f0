"""What every engine must do, as tests.

An engine's own test class inherits `EngineContract` and gives it an `engine` fixture: an empty
engine, closed after the test.  Nothing here knows which engine it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

import pytest

from searchapp.engines.base import MAX_FORMS, Engine, Result, Writer
from searchapp.errors import IndexLocked
from searchapp.model import Article, PartialDate
from searchapp.query.plan import make_plan
from tests.articles import make_article

ARCHIVE = [
    make_article(
        "a1",
        "Kata’ib takes the bridge",
        "The brigade crossed the river. A drone strike followed at Baghran.",
        outlet="Harbor Ledger",
        date="2020-01-03",
        author="Mira Tal",
    ),
    make_article(
        "a2",
        "Talks in Baghran",
        "Kataib and the council of Baghran talked. The strike is over.",
        outlet="Press Kite",
        date="2020-01-02",
    ),
    make_article("a3", "River floods", "Drone pictures show the river.", date="2020-01"),
    make_article("a4", "Old maps", "A map of the river and the bridge.", outlet="Harbor Ledger"),
    make_article("a5", "Yearbook", "The river, the bridge, the kata'ib.", date="2019"),
]
TEN = [make_article(f"t{n}", f"Title {n}", "words of it") for n in range(10)]


def stopping(articles: list[Article]) -> Iterator[Article]:
    yield from articles
    raise InterruptedError


def known_now(writer: Writer) -> dict[str, str]:
    return dict(writer.files)


def known_files(engine: Engine) -> dict[str, str]:
    with engine.writer() as writer:
        return dict(writer.files)


def ids(result: Result) -> list[str]:
    return [match.article.id for match in result.matches]


class EngineContract:
    """To be inherited."""

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        """The engine with `ARCHIVE` in it, one file for each article."""
        with engine.writer() as writer:
            for article in ARCHIVE:
                writer.replace(f"/files/{article.id}", f"print-{article.id}", [article])
        return engine

    def found(self, engine: Engine, query: str, **options: object) -> set[str]:
        return set(ids(engine.search(make_plan(query, limit=100, **options))))  # type: ignore[arg-type]

    def test_a_new_engine_is_empty(self, engine: Engine) -> None:
        result = engine.search(make_plan(""))
        assert (result.total, result.matches, known_files(engine)) == (0, (), {})
        assert engine.stats().articles == 0

    @pytest.mark.parametrize("article", ARCHIVE, ids=lambda article: article.id)
    def test_an_article_comes_back_as_it_went_in(self, filled: Engine, article: Article) -> None:
        assert filled.get(article.id) == article

    def test_all_articles_come_one_after_the_other(self, filled: Engine) -> None:
        assert sorted(filled.articles(), key=lambda each: each.id) == ARCHIVE

    def test_an_unknown_id_is_none(self, filled: Engine) -> None:
        assert filled.get("a9") is None

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("kataib", {"a1", "a2", "a5"}),
            ("KATA'IB", {"a1", "a2", "a5"}),
            ("katāʾib", {"a1", "a2", "a5"}),
            ("kataeb", {"a1", "a2", "a5"}),
            ("river bridge", {"a1", "a4", "a5"}),
            ("drone OR map", {"a1", "a3", "a4"}),
            ("river -drone", {"a4", "a5"}),
            ("-river", {"a2"}),
            ("strike AND (drone OR council)", {"a1", "a2"}),
            ('"drone strike"', {"a1"}),
            ('"strike drone"', set()),
            ('"drone baghran"~4', {"a1"}),
            ('"drone baghran"~3', set()),
            ("map*", {"a4"}),
            ("br?dge", {"a1", "a4", "a5"}),
            ("title:river", {"a3"}),
            ("body:river", {"a1", "a3", "a4", "a5"}),
            ("author:tal", {"a1"}),
            ("outlet:harbor", {"a1", "a4"}),
            ('outlet:"press kite"', {"a2"}),
            ("date:2020-01", {"a1", "a2", "a3"}),
            ("date:2020-01-02..2020-01-03", {"a1", "a2"}),
            ("date:2019..2020", {"a1", "a2", "a3", "a5"}),
            ("date:..2019", {"a5"}),
            ("nowhere", set()),
            ("AND", set()),
            ("", {"a1", "a2", "a3", "a4", "a5"}),
        ],
    )
    def test_a_query_finds(self, filled: Engine, query: str, expected: set[str]) -> None:
        assert self.found(filled, query) == expected

    def test_a_caption_is_found_like_the_text_it_stood_in(self, engine: Engine) -> None:
        article = make_article("a1", "Old maps", "A map of the river.")
        article = dataclasses.replace(article, captions=("The mill. Photo: Mira Tal",))
        with engine.writer() as writer:
            writer.replace("/files/a1", "1", [article])
        assert ids(engine.search(make_plan("mill river"))) == ["a1"]
        assert engine.get("a1") == article

    def test_a_word_in_the_title_weighs_more(self, filled: Engine) -> None:
        assert ids(filled.search(make_plan("river")))[0] == "a3"

    def test_scores_fall_from_hit_to_hit(self, filled: Engine) -> None:
        scores = [match.score for match in filled.search(make_plan("river bridge")).matches]
        assert scores == sorted(scores, reverse=True)
        assert min(scores) > 0

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ({"outlets": ["Harbor Ledger"]}, {"a1", "a4"}),
            ({"outlets": ["Harbor Ledger", "Press Kite"]}, {"a1", "a2", "a4"}),
            ({"outlets": [None]}, {"a3", "a5"}),
            ({"outlets": ["harbor ledger"]}, set()),
            ({"since": "2020"}, {"a1", "a2", "a3"}),
            ({"since": "2020-01-02"}, {"a1", "a2"}),
            ({"until": "2020-01-02"}, {"a2", "a5"}),
            ({"since": "2020-01", "until": "2020-01"}, {"a1", "a2", "a3"}),
            ({"since": "2019-06"}, {"a1", "a2", "a3"}),
            ({"undated": True}, {"a4"}),
            ({"undated": True, "since": "2020"}, {"a1", "a2", "a3", "a4"}),
            ({"undated": True, "outlets": ["Press Kite"]}, set()),
        ],
    )
    def test_filters_keep(
        self, filled: Engine, options: dict[str, object], expected: set[str]
    ) -> None:
        assert self.found(filled, "", **options) == expected

    def test_facets_are_counted_around_their_own_filter(self, filled: Engine) -> None:
        plan = make_plan("", outlets=["Harbor Ledger"], since="2020-01")
        result = filled.search(plan)
        assert result.total == 1
        assert result.outlets == {"Harbor Ledger": 1, "Press Kite": 1, None: 1}
        assert result.dates == {"2020-01": 1, None: 1}

    def test_dates_are_counted_as_precisely_as_they_are_known(self, filled: Engine) -> None:
        assert filled.search(make_plan("")).dates == {"2020-01": 3, "2019": 1, None: 1}

    def test_an_order_is_total(self, filled: Engine) -> None:
        assert ids(filled.search(make_plan("", sort="newest"))) == ["a1", "a2", "a3", "a5", "a4"]
        assert ids(filled.search(make_plan("", sort="oldest"))) == ["a5", "a3", "a2", "a1", "a4"]

    def test_equal_scores_are_ordered_by_date_then_id(self, engine: Engine) -> None:
        same = [
            make_article("b2", "Same", "same words", date="2020"),
            make_article("b1", "Same", "same words", date="2020"),
            make_article("b3", "Same", "same words", date="2021"),
            make_article("b0", "Same", "same words"),
        ]
        with engine.writer() as writer:
            writer.replace("/files/b", "1", same)
        assert ids(engine.search(make_plan("same"))) == ["b3", "b1", "b2", "b0"]

    def test_pages_tile_the_result(self, filled: Engine) -> None:
        whole = ids(filled.search(make_plan("river", limit=100)))
        pages = [ids(filled.search(make_plan("river", offset=at, limit=2))) for at in (0, 2, 4)]
        assert [each for page in pages for each in page] == whole
        assert filled.search(make_plan("river", offset=50)).total == len(whole)

    def test_a_limit_of_none_still_counts(self, filled: Engine) -> None:
        result = filled.search(make_plan("river", limit=0))
        assert (result.total, result.matches) == (4, ())

    def test_a_deadline_that_has_passed_is_told(self, filled: Engine) -> None:
        assert filled.search(make_plan("river", deadline=-1.0)).partial
        assert not filled.search(make_plan("river")).partial

    def test_a_wildcard_stands_for_a_bounded_number_of_words(self, engine: Engine) -> None:
        words = [f"num{number:04}" for number in range(MAX_FORMS + 100)]
        with engine.writer() as writer:
            writer.replace("/files/rare", "1", [make_article("r", "Rare", words[-1])])
            writer.replace("/files/all", "1", [make_article("c", "All", " ".join(words[:-1]))])
            common = [make_article(f"d{n}", "Two", " ".join(words[:-1])) for n in range(2)]
            writer.replace("/files/two", "1", common)
        result = engine.search(make_plan("num*"))
        assert [hint.code for hint in result.hints] == ["wide-wildcard"]
        assert set(ids(result)) == {"c", "d0", "d1"}
        assert engine.search(make_plan("num10*")).hints == ()

    def test_a_file_given_twice_changes_nothing(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.replace("/files/a1", "print-a1", [ARCHIVE[0]])
        assert filled.search(make_plan("")).total == len(ARCHIVE)
        assert len(known_files(filled)) == len(ARCHIVE)

    def test_a_changed_file_replaces_its_articles(self, filled: Engine) -> None:
        new = [make_article("n1", "New", "new words"), make_article("n2", "New", "more words")]
        with filled.writer() as writer:
            assert writer.replace("/files/a1", "print-2", new) == 2
        assert filled.get("a1") is None
        assert self.found(filled, "new") == {"n1", "n2"}
        assert known_files(filled)["/files/a1"] == "print-2"
        assert filled.search(make_plan("")).outlets["Harbor Ledger"] == 1

    def test_a_dropped_file_is_gone(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.drop("/files/a1")
            writer.drop("/files/unknown")
        assert filled.get("a1") is None
        assert set(known_files(filled)) == {"/files/a2", "/files/a3", "/files/a4", "/files/a5"}

    def test_a_batch_that_changes_nothing_is_no_commit(self, filled: Engine) -> None:
        before = filled.stats().generation
        with filled.writer() as writer:
            writer.drop("/files/unknown")
            assert writer.replace("/files/empty", "1", []) == 0
        assert filled.stats().generation == before
        assert "/files/empty" not in known_files(filled)

    def test_a_batch_knows_where_an_article_is_from(self, filled: Engine) -> None:
        with filled.writer() as writer:
            assert writer.owner("a1") == "/files/a1"
            assert writer.owner("a9") is None
        assert filled.file_of("a1") == "/files/a1"
        assert filled.file_of("a9") is None

    def test_an_article_is_taken_from_the_file_that_had_it(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.replace("/moved/a1", "print-a1", [ARCHIVE[0]])
        assert filled.search(make_plan("")).total == len(ARCHIVE)
        assert known_files(filled)["/moved/a1"] == "print-a1"
        assert known_files(filled)["/files/a1"] == ""

    def test_a_file_can_be_distrusted(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.distrust("/files/a1")
        assert known_files(filled)["/files/a1"] == ""
        assert filled.get("a1") is not None

    def test_a_batch_that_fails_changes_nothing(self, filled: Engine) -> None:
        def fail_in_a_batch() -> None:
            with filled.writer() as writer:
                writer.drop("/files/a1")
                writer.replace("/files/new", "1", [make_article("n1", "New")])
                raise InterruptedError

        with pytest.raises(InterruptedError):
            fail_in_a_batch()
        assert self.found(filled, "") == {article.id for article in ARCHIVE}
        assert "/files/new" not in known_files(filled)
        with filled.writer() as writer:
            writer.drop("/files/a1")
        assert filled.get("a1") is None

    def test_a_checkpoint_is_seen_and_stays_whatever_comes_after(self, filled: Engine) -> None:
        def fail_behind_a_checkpoint() -> None:
            with filled.writer() as writer:
                writer.drop("/files/a1")
                writer.checkpoint()
                assert filled.get("a1") is None
                writer.replace("/files/new", "1", [make_article("n1", "New")])
                raise InterruptedError

        with pytest.raises(InterruptedError):
            fail_behind_a_checkpoint()
        assert self.found(filled, "") == {"a2", "a3", "a4", "a5"}
        assert "/files/new" not in known_files(filled)

    def test_a_checkpoint_without_changes_is_no_commit(self, filled: Engine) -> None:
        before = filled.stats().generation
        with filled.writer() as writer:
            writer.checkpoint()
        assert filled.stats().generation == before

    def test_old_articles_stay_until_new_ones_take_their_place(self, engine: Engine) -> None:
        old = [make_article(f"b{n}", "Old") for n in range(4)]
        new = [make_article(f"b{n}", "New") for n in (0, 1, 2, 7)]
        with engine.writer() as writer:
            writer.replace("/files/b", "1", old)
        seen: list[tuple[int, int]] = []

        def with_checkpoints() -> Iterator[Article]:
            for article in new:
                yield article
                writer.checkpoint()
                seen.append((len(self.found(engine, "old")), len(self.found(engine, "new"))))
                assert known_now(writer)["/files/b"] == ""

        with engine.writer() as writer:
            assert writer.replace("/files/b", "2", with_checkpoints()) == 4
        assert seen == [(3, 1), (2, 2), (1, 3), (1, 4)]
        assert (self.found(engine, "old"), len(self.found(engine, "new"))) == (set(), 4)
        assert known_files(engine) == {"/files/b": "2"}

    def stop_after(self, engine: Engine, count: int, reading: str) -> None:
        """Read a file of ten articles, and stop, with what was read committed."""
        with engine.writer() as writer, contextlib.suppress(InterruptedError):
            writer.replace("/files/ten", "1", stopping(TEN[:count]), reading=reading)

    def test_a_reading_that_was_stopped_goes_on(self, engine: Engine) -> None:
        self.stop_after(engine, 4, "contents")
        assert len(self.found(engine, "")) == 4
        assert known_files(engine) == {"/files/ten": ""}
        self.stop_after(engine, 7, "contents")
        assert len(self.found(engine, "")) == 7
        with engine.writer() as writer:
            assert writer.replace("/files/ten", "1", TEN, reading="contents") == 3
        assert self.found(engine, "") == {article.id for article in TEN}
        assert known_files(engine) == {"/files/ten": "1"}

    def test_files_of_one_batch_keep_their_articles_when_one_goes_on(self, engine: Engine) -> None:
        with engine.writer() as writer, contextlib.suppress(InterruptedError):
            writer.replace("/files/before", "1", [make_article(f"b{n}") for n in range(5)])
            writer.replace("/files/ten", "1", stopping(TEN[:3]), reading="contents")
        with engine.writer() as writer:
            writer.replace("/files/ten", "1", TEN, reading="contents")
        assert engine.stats().articles == 15

    @pytest.mark.parametrize(("first", "second"), [("contents", "others"), ("", "")])
    def test_another_reading_begins_at_the_beginning(
        self, engine: Engine, first: str, second: str
    ) -> None:
        self.stop_after(engine, 4, first)
        changed = [dataclasses.replace(article, title="Changed") for article in TEN[1:]]
        with engine.writer() as writer:
            assert writer.replace("/files/ten", "2", changed, reading=second) == 9
        assert self.found(engine, "changed") == {article.id for article in changed}
        assert len(self.found(engine, "")) == 9

    def test_a_file_distrusted_half_way_is_read_from_the_beginning(self, engine: Engine) -> None:
        self.stop_after(engine, 4, "contents")
        with engine.writer() as writer:
            writer.distrust("/files/ten")
        with engine.writer() as writer:
            assert writer.replace("/files/ten", "1", TEN, reading="contents") == 10
        assert len(self.found(engine, "")) == 10

    def test_an_article_deleted_in_a_batch_is_nobodys(self, filled: Engine) -> None:
        with filled.writer() as writer:
            writer.replace("/files/a1", "2", [make_article("n1", "New")])
            assert writer.owner("a1") is None

    def test_a_job_is_kept_for_the_next(self, engine: Engine) -> None:
        with engine.writer() as writer:
            assert writer.job == ""
            writer.job = "all of it"
        with engine.writer() as writer:
            assert writer.job == "all of it"

    def test_many_batches_hold_what_one_holds(self, engine: Engine) -> None:
        words = [f"word{n % 7}" for n in range(100)]
        articles = [make_article(f"m{n:02}", word, f"body of {n}") for n, word in enumerate(words)]
        with engine.writer() as writer:
            for n, article in enumerate(articles):
                writer.replace(f"/files/{n}", "1", [article])
                if n % 3 == 0:
                    writer.checkpoint()
                    writer.drop(f"/files/{n - 1}")
        kept = {each.id for n, each in enumerate(articles) if n % 3 != 2}
        assert self.found(engine, "") == kept
        assert self.found(engine, "word3") == {each.id for each in articles if each.id in kept
                                               and each.title == "word3"}  # fmt: skip
        assert engine.stats().articles == len(kept)

    def test_a_second_writer_is_told_who_holds_the_lock(self, filled: Engine) -> None:
        with filled.writer(), pytest.raises(IndexLocked, match=r"process \d+"), filled.writer():
            pass

    def test_stats_describe_the_archive(self, filled: Engine) -> None:
        stats = filled.stats()
        assert (stats.articles, stats.files) == (5, 5)
        assert stats.outlets == {"Harbor Ledger": 2, "Press Kite": 1, None: 2}
        assert stats.dates == {"2020-01": 3, "2019": 1, None: 1}
        assert (stats.first, stats.last) == (PartialDate(2019), PartialDate(2020, 1))
        assert stats.generation >= 1
