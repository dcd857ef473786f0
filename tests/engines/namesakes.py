"""Names in one word and in several, as tests that every engine must pass (see `contract`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.analysis.lexicon import Wanted
from searchapp.engines.base import Engine
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ids

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


class NamesakesContract:
    """Tests that need an `engine` fixture: an empty engine, closed after the test."""

    def articles_with(self, engine: Engine, query: str, **options: object) -> set[str]:
        plan = make_plan(query, limit=100, copies=True, **options)  # type: ignore[arg-type]
        return set(ids(engine.search(plan)))

    def write(self, engine: Engine, names: list[str]) -> None:
        articles = [make_article(name, "News", f"Then {name} said so.") for name in names]
        with engine.writer() as writer:
            writer.replace("/files/all", "1", articles)

    def test_a_name_finds_the_same_however_it_is_written(self, engine: Engine) -> None:
        assert len(TABLE["names"]) > 40
        self.write(engine, [way for ways in TABLE["names"] for way in ways])
        for ways in TABLE["names"]:
            for query in self.asked(ways):
                assert self.articles_with(engine, query) == set(ways), query

    def asked(self, ways: list[str]) -> Iterator[str]:
        for way in ways:
            yield from (way, way.lower(), f'"{way}"', f'"then {way} said"')

    def test_two_words_are_not_another_word(self, engine: Engine) -> None:
        self.write(engine, [each for pair in TABLE["others"] for each in pair])
        for first, second in TABLE["others"]:
            for query in (first, f'"{first}"'):
                assert second not in self.articles_with(engine, query)
            assert first not in self.articles_with(engine, second)

    def test_what_words_are_together_is_told_and_can_be_switched_off(self, engine: Engine) -> None:
        self.write(engine, ["Kim Jong Un", "Kim Jongun", "jong and un"])
        plan = make_plan("jong un", spellings=True)
        words = {each.word.text: each.spellings for each in engine.search(plan).words}
        assert [each.form.text for each in words["jong un"]] == ["jongun"]
        assert self.articles_with(engine, "jong un") == {"Kim Jong Un", "Kim Jongun", "jong and un"}
        for query in ("jong un", '"jong un"', '"kim jong un"'):
            assert "Kim Jongun" not in self.articles_with(engine, query, without=["jongun"])

    def test_of_words_that_are_nothing_together_nothing_is_told(self, engine: Engine) -> None:
        self.write(engine, ["Kim Jong Un"])
        for query in ("kim jong", '"jong un"'):
            plan = make_plan(query, spellings=True)
            told = [each.word for each in engine.search(plan).words]
            assert Wanted(query, fused=True) not in told
            assert all(not word.fused for word in (*told, *engine.families(plan)))

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("kim -jongun", set()),
            ("kim -(jong un)", set()),
            ('kim -"jong un"', set()),
            ("kim -=jongun", {"Kim Jong Un"}),
            ("=jong =un", {"Kim Jong Un"}),
        ],
    )
    def test_what_is_not_wanted_is_so_in_one_word_too(
        self, engine: Engine, typed: str, expected: set[str]
    ) -> None:
        self.write(engine, ["Kim Jong Un", "Kim Jongun"])
        assert self.articles_with(engine, typed) == expected
