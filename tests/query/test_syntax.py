from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Every, NullQuery

from searchapp.query.syntax import parse


def both(word: str) -> str:
    return f"(title:{word}^2.0 OR body:{word})"


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("kata'ib hezbollah", f"({both('kataib')} AND {both('hezbollah')})"),
        ("Kata’ib", both("kataib")),
        ("U.S.", both("us")),
        ("-drone", f"NOT {both('drone')}"),
        ("al-Sadr", '(title:"al sadr" OR body:"al sadr")'),
        ("title:drone", "title:drone"),
        ('outlet:"Harbor Ledger"', 'outlet:"harbor ledger"'),
        ("kata*", "(title:kata* OR body:kata*)"),
        ("date:2020-01", "(date:[20200101 TO ] AND date_end:[ TO 20200131])"),
        ("date:2019..2020-02", "(date:[20190101 TO ] AND date_end:[ TO 20200229])"),
        ("كتائب", both("ktyb")),
    ],
)
def test_what_is_typed_becomes_a_tree(typed: str, tree: str) -> None:
    parsed = parse(typed)
    assert (str(parsed.query), parsed.hints) == (tree, ())


def test_words_side_by_side_are_all_wanted() -> None:
    assert parse("iraq drone").query == parse("iraq AND drone").query


def test_not_binds_before_and_before_or_before_side_by_side() -> None:
    assert parse("NOT a AND b OR c").query == parse("((NOT a) AND b) OR c").query
    assert parse("a OR b c").query == parse("(a OR b) AND c").query


@pytest.mark.parametrize("typed", ["", "  ", "*"])
def test_an_empty_query_asks_for_everything(typed: str) -> None:
    assert isinstance(parse(typed).query, Every)


@pytest.mark.parametrize("typed", ['"', '""', "AND", "((", "a*b*", "\0", "😀", "-", "title:"])
def test_a_query_without_a_word_finds_nothing_and_says_so(typed: str) -> None:
    parsed = parse(typed)
    assert parsed.query == NullQuery
    assert parsed.hints[-1].code == "nothing-to-search"


@pytest.mark.parametrize(
    "typed", ["date:soon", "date:2020-13", "date:2020..soon", "date:2021..2019"]
)
def test_a_date_that_is_none_is_named(typed: str) -> None:
    (hint,) = parse(typed).hints
    assert hint.code == "bad-date"
    assert "Write it as 2020" in hint.message


pieces = st.sampled_from(
    [
        *'"() -+*?:[]{}~^\\/ع😀\0\ud800',
        *("AND", "OR", "NOT", "TO", "date:", "outlet:", "..", "2020", "a", "Kata'ib", "~5", "^2"),
    ]
)


@settings(max_examples=500)
@given(st.lists(pieces, max_size=20).map("".join) | st.text())
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    parse(typed)
