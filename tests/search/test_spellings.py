from __future__ import annotations

import pytest

from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.engines.usage import Found, Spelling
from searchapp.search.marking import Reason
from searchapp.search.spellings import (
    LEVELS,
    list_forms,
    list_unlike,
    say_kind,
    say_mark,
    sum_up,
)


def spelling(
    text: str,
    kind: Kind,
    articles: int = 0,
    archive: int | None = None,
    *,
    score: float = 1.0,
    is_off: bool = False,
) -> Spelling:
    counted = articles if archive is None else archive
    return Spelling(Form(text, kind, score), articles, counted, None, None, text, is_off)


def found(word: str, *spellings: Spelling) -> Found:
    return Found(Wanted(word, Level.SPELLINGS), spellings, 0)


EXACT = spelling("kataib", Kind.EXACT, 5, 7)
OWNED = spelling("kataib's", Kind.LETTERS, 3)
MARKED = spelling("kata'ib", Kind.LETTERS, 9)
OTHER = spelling("kataeb", Kind.SPELLING, 6, score=0.9)


def test_forms_come_by_kind_then_by_articles_and_those_that_are_nowhere_not_at_all() -> None:
    nowhere = spelling("katib", Kind.SPELLING)
    elsewhere = spelling("katayeb", Kind.SPELLING, 0, 30)
    listed = list_forms(found("kataib", OTHER, nowhere, elsewhere, OWNED, MARKED, EXACT))
    assert listed == [EXACT, MARKED, OWNED, OTHER, elsewhere]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (Form("a", Kind.EXACT), "as typed"),
        (Form("a", Kind.LETTERS), "same letters"),
        (Form("a", Kind.WORD), "same word"),
        (Form("a", Kind.SPELLING, 0.9299), "spelling 0.92"),
        (Form("a", Kind.SPELLING, 0.9999), "spelling 0.99"),
        (Form("a", Kind.WIDE, 0.3), "wide 0.30"),
        (Form("a", Kind.FUZZY, 0.8), "wrong letters"),
    ],
)
def test_why_a_form_is_one_is_said(form: Form, said: str) -> None:
    assert say_kind(form) == said


def test_every_level_and_every_mark_has_words() -> None:
    assert list(LEVELS) == list(Level)
    assert [kind for kind in (*Kind, "wildcard", "") if not say_mark(kind)] == [
        "exact",
        "wildcard",
        "",
    ]


def test_a_word_that_is_there_is_summed_up_by_the_result() -> None:
    gist = sum_up(found("kataib", EXACT, OWNED, MARKED, OTHER))
    assert (gist.attested, gist.foreign, gist.in_result) == (True, False, True)
    assert gist.leading == (("kata'ib", 9), ("kataeb", 6), ("kataib", 5))
    assert gist.more == 1


def test_a_possessive_is_told_where_what_it_is_of_is_not() -> None:
    gist = sum_up(found("kataib", spelling("kataib", Kind.EXACT, 5, is_off=True), OWNED))
    assert gist.leading == (("kataib's", 3),)


def test_a_word_that_is_not_there_is_summed_up_by_the_archive() -> None:
    gist = sum_up(found("katayib", spelling("kataib", Kind.SPELLING, 2, 21), OTHER))
    assert (gist.attested, gist.in_result) == (False, False)
    assert gist.leading == (("kataib", 21), ("kataeb", 6))


def test_of_words_typed_apart_it_is_not_asked_whether_the_archive_has_them_as_one() -> None:
    apart = Found(Wanted("kata ib", Level.SPELLINGS, fused=True), (MARKED, OTHER), 0)
    gist = sum_up(apart)
    assert (gist.fused, gist.attested, gist.in_result) == (True, True, True)
    assert gist.leading == (("kata'ib", 9), ("kataeb", 6))


def test_so_is_a_word_of_a_query_that_finds_nothing() -> None:
    gist = sum_up(found("kataib", spelling("kataib", Kind.EXACT, 0, 7)))
    assert (gist.attested, gist.in_result, gist.leading) == (True, False, (("kataib", 7),))


def test_only_some_forms_are_told() -> None:
    many = [spelling(f"form{n}", Kind.SPELLING, n) for n in range(1, 10)]
    gist = sum_up(found("kataib", EXACT, *many))
    assert gist.leading == (("form9", 9), ("form8", 8), ("form7", 7), ("form6", 6))
    assert gist.more == 6


@pytest.mark.parametrize(
    ("word", "foreign"),
    [("katāʾib", False), ("al-sadr", False), ("2020", False), ("كتائب", True), ("катаиб", True)],
)
def test_letters_that_are_not_latin_are_seen(word: str, foreign: bool) -> None:
    assert sum_up(found(word)).foreign is foreign


def test_what_else_than_the_typed_word_matched_is_told_once() -> None:
    reasons = [
        Reason("kataib", OTHER.form),
        Reason("kataib", MARKED.form),
        Reason("strike", Form("strikes", Kind.WORD)),
        Reason("drone*", None),
        Reason("kataib", Form("kataeb's", Kind.SPELLING, 0.9)),
    ]
    told = list_unlike(reasons)
    assert [" ".join(filter(None, each)) for each in told] == [
        "kataeb spelling of kataib 0.90",
        "kata'ib same letters as kataib",
        "strikes same word as strike",
    ]


def test_the_same_letters_are_no_news_beside_the_typed_word() -> None:
    assert list_unlike([Reason("kataib", EXACT.form), Reason("kataib", OWNED.form)]) == ()
