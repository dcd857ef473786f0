"""What every engine must offer for words that are being typed; inherited as `contract.py` is."""

from __future__ import annotations

import pytest

from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Form, Kind
from searchapp.engines.base import Engine, Groups
from searchapp.engines.completion import Completion, Offered, Typed
from searchapp.model import Membership
from searchapp.query.plan import Plan, make_plan
from tests.articles import make_article

TITLES = ["Mira Talvik opens a bridge", "Ferry waits for Mira Talvik", "Mira Talvik", "The mill"]
ARCHIVE = [
    make_article("c1", TITLES[0], "A bridge at Baghran. Kata'ib.", outlet="Harbor Ledger"),
    make_article("c2", TITLES[1], "The ferry, the bride and the barn.", outlet="Press Kite"),
    make_article("c3", TITLES[2], "Barns, kataib and the river.", outlet="Harbor Ledger"),
    make_article("c4", TITLES[3], "Nothing at Baghran; Qa'ida, القاعدة", outlet="Kite of Barham"),
]

WORDS, ALL = frozenset({Offered.WORD}), frozenset(Offered)


def asked(offered: Offered, text: str) -> Plan:
    return make_plan(f'outlet:"{text}"' if offered is Offered.OUTLET else f'"{text}"')


class CompletingContract:
    """What an engine must do with words that are being typed; to be inherited."""

    @pytest.fixture
    def offering(self, engine: Engine) -> Engine:
        """The engine with `ARCHIVE` in two batches, and an article that was dropped since."""
        with engine.writer() as writer:
            writer.replace("/files/gone", "1", [make_article("g1", "Barnacles", "Barnacles")])
            writer.replace("/files/one", "1", ARCHIVE[:2])
        with engine.writer() as writer:
            writer.replace("/files/two", "1", ARCHIVE[2:])
            writer.drop("/files/gone")
        return engine

    def offered(
        self,
        engine: Engine,
        typed: str,
        *kinds: Offered,
        limit: int = 10,
        within: str | None = None,
    ) -> list[tuple[str, int]]:
        plan = None if within is None else make_plan(within)
        begun = Typed(tuple(typed.split(" ")), frozenset(kinds) or ALL, plan)

        def both(offered: Offered, text: str) -> Plan:
            other = asked(offered, text)
            return other if plan is None else other._replace(query=plan.query & other.query)

        found = engine.complete(begun, limit, both)
        return [(each.text, each.articles) for each in found]

    def test_words_that_begin_so_are_offered_the_most_frequent_first(
        self, offering: Engine
    ) -> None:
        words = self.offered(offering, "ba", Offered.WORD)
        assert words == [("baghran", 2), ("barn", 2)]
        assert self.offered(offering, "b", Offered.WORD, limit=1) == [("baghran", 2)]

    def test_forms_with_the_same_letters_are_one_word(self, offering: Engine) -> None:
        assert self.offered(offering, "kat") == [("kata'ib", 2)]
        assert self.offered(offering, "qa") == [("qa'ida", 1)]
        assert self.offered(offering, fold("القا")) == [("القاعدة", 1)]

    def test_an_article_with_a_word_in_title_and_text_counts_once(self, offering: Engine) -> None:
        assert self.offered(offering, "bridg") == [("bridge", 1)]

    def test_what_was_dropped_is_not_offered(self, offering: Engine) -> None:
        assert self.offered(offering, "barna") == []

    def test_names_are_offered_by_any_of_their_words(self, offering: Engine) -> None:
        for typed in ("mira", "tal", "mira t", "mira "):
            assert self.offered(offering, typed, Offered.NAME) == [("mira talvik", 3)]
        assert self.offered(offering, "mira t", Offered.WORD) == []

    def test_outlets_are_offered_by_any_of_their_words(self, offering: Engine) -> None:
        assert self.offered(offering, "led", Offered.OUTLET) == [("Harbor Ledger", 2)]
        assert self.offered(offering, "harbor l", Offered.OUTLET) == [("Harbor Ledger", 2)]
        kites = {("Kite of Barham", 1), ("Press Kite", 1)}
        assert set(self.offered(offering, "ki", Offered.OUTLET)) == kites

    def test_all_kinds_are_offered(self, offering: Engine) -> None:
        found = offering.complete(Typed(("ba",), ALL), 9, asked)
        assert [(each.offered, each.text) for each in found] == [
            (Offered.WORD, "baghran"),
            (Offered.WORD, "barn"),
            (Offered.OUTLET, "Kite of Barham"),
        ]

    def test_each_form_is_a_word_where_the_exact_one_is_asked_for(self, offering: Engine) -> None:
        for typed, forms in (("kat", ["kata'ib", "kataib"]), ("barn", ["barn", "barns"])):
            begun = Typed((typed,), WORDS, is_exact=True)
            found = offering.complete(begun, 9, lambda _, text: make_plan(f"={text}"))
            assert [(each.text, each.articles) for each in found] == [(x, 1) for x in forms]

    def test_what_the_query_does_not_find_is_not_offered(self, offering: Engine) -> None:
        begun = Typed(("ba",), WORDS)
        found = offering.complete(begun, 9, lambda _, text: make_plan(f"title:{text}"))
        assert list(found) == []

    def test_within_a_query_only_what_it_finds_counts(self, offering: Engine) -> None:
        assert self.offered(offering, "ba", within="bridge") == [("baghran", 1)]
        assert self.offered(offering, "mira t", within="ferry") == [("mira talvik", 1)]
        assert self.offered(offering, "ha", within="ferry OR river") == [("Harbor Ledger", 1)]
        assert self.offered(offering, "ba", within="nowhere") == []

    def test_to_a_word_is_joined_what_stands_in_the_next_place(self, offering: Engine) -> None:
        for begun, expected in (("k", "kata'ib"), ("r", "river")):
            typed = Typed((begun,), WORDS, make_plan("barns"), "barns")
            (found,) = offering.complete(typed, 9, asked)
            assert found.text == expected
            joined = offering.complete(typed._replace(is_joined=True), 9, asked)
            assert list(joined) == ([found] if begun == "k" else [])

    def test_exact_copies_are_one_article(self, offering: Engine) -> None:
        members = {each: Membership("c1", "c1", 1.0) for each in ("c1", "c4")}
        offering.group(Groups(offering.generation(), 1, members, {}))
        assert self.offered(offering, "bagh") == [("baghran", 1)]

    def test_nothing_begins_so(self, offering: Engine) -> None:
        assert self.offered(offering, "zz") == self.offered(offering, "") == []

    def test_an_empty_engine_offers_nothing(self, engine: Engine) -> None:
        assert self.offered(engine, "a") == self.offered(engine, "a b") == []

    def test_a_spelling_counts_for_the_others(self, engine: Engine) -> None:
        spelled = ("Soleimani", "Suleimani", "Soleimani", "Sulaymani and Soleimani")
        with engine.writer() as writer:
            articles = [make_article(f"s{n}", "", text) for n, text in enumerate(spelled)]
            writer.replace("/files/s", "1", articles)
        (found,) = engine.complete(Typed(("so",), WORDS), 9, asked)
        assert found == Completion(Offered.WORD, "soleimani", 4, 3)

    def test_what_may_have_been_meant_is_a_form_of_the_archive(self, offering: Engine) -> None:
        assert offering.nearest("baghrann", 3) == ["baghran"]
        assert offering.nearest("kata ib", 3) == ["kata'ib"]
        assert offering.nearest("barnacles", 3) == []

    def test_a_slip_of_an_english_word_is_told(self, engine: Engine) -> None:
        with engine.writer() as writer:
            articles = [make_article(f"s{n}", "", "A hospital") for n in range(25)]
            writer.replace("/files/s", "1", articles)
        assert list(engine.misspelt("hospitel", [])) == ["hospital"]
        assert list(engine.misspelt("hospitel", [], deadline=9)) == ["hospital"]

    def test_a_name_is_told_that_is_meant_by_what_it_finds_as_a_slip(self, engine: Engine) -> None:
        texts = [*["Recep Tayyip Erdogan"] * 25, "Recep Tayyip Ergodan"]
        with engine.writer() as writer:
            articles = [make_article(f"s{n}", "", text) for n, text in enumerate(texts)]
            writer.replace("/files/s", "1", articles)
        typed = [Form("ergodan", Kind.EXACT)]
        assert list(engine.misspelt("ergodan", typed, deadline=-1)) == []
        assert list(engine.misspelt("ergodan", typed)) == ["erdogan"]

    def test_after_the_deadline_nothing_is_offered(self, offering: Engine) -> None:
        begun = Typed(("ba",), ALL)
        assert list(offering.complete(begun, 9, asked, deadline=-1)) == []
        assert list(offering.nearest("baghrann", 3, deadline=-1)) == []
        assert offering.complete(begun, 9, asked, deadline=9)
        assert list(offering.nearest("baghrann", 3, deadline=9)) == ["baghran"]
