from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from whoosh.query import Every, NullQuery

from searchapp.query.repair import repair
from searchapp.query.schema import NAMED
from searchapp.query.syntax import parse
from searchapp.query.words import named, sought
from tests.query.oracle import as_whoosh, differs, read_with_whoosh


def both(word: str) -> str:
    return f"(title:{word}^2.0 OR body:{word})"


def unless(name: str, *words: str) -> str:
    """A name, or its words where there is no such name."""
    apart = " AND ".join(f"(title:{each}!{name}^2.0 OR body:{each}!{name})" for each in words)
    return f"{both(name)[:-1]} OR ({apart}))"


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("kata'ib strike", f"({both('kataib')} AND {both('strike')})"),
        ("Kata’ib", both("kataib")),
        ("U.S.", both("us")),
        ("-drone", f"NOT {both('drone')}"),
        ("al-Sadr", both("al-sadr")),
        ('"kim jong-un"', '(title:"kim jong-un"^2.0 OR body:"kim jong-un")'),
        ("Abdul-Mahdi", both("abdul-mahdi")),
        ("al Sadr", both("al-sadr")),
        ('"they met Al Sadr"', both('"they met al-sadr"')),
        ("al Green", f"({both('al')} AND {both('green')})"),
        ("al OR sadr", f"({both('al')[1:-1]} OR {both('sadr')[1:-1]})"),
        ("=al sadr", f"({both('=al')} AND {both('sadr')})"),
        ("'Abd al-Mahdi x", f"({unless('abd-al-mahdi', 'abd', 'al-mahdi')} AND {both('x')})"),
        ("Abdul Mahdi", unless("abdul-mahdi", "abdul", "mahdi")),
        ("'Abd al Mahdi", unless("abd-al-mahdi", "abd", "al-mahdi")),
        ("they met al Sadr", f"({both('they')} AND {both('met')} AND {both('al-sadr')})"),
        ("met al fresco", f"({both('met')} AND {both('al')} AND {both('fresco')})"),
        ("abdul OR mahdi", f"({both('abdul')[1:-1]} OR {both('mahdi')[1:-1]})"),
        ("=Kata'ib", "(title:=kataib^2.0 OR body:=kataib)"),
        ('title:="a b"', 'title:"=a =b"'),
        ("kataib~1", "(title:kataib~1^2.0 OR body:kataib~1)"),
        ("title:kataib~2", "title:kataib~2"),
        ("=kataib~1", "(title:=kataib~1^2.0 OR body:=kataib~1)"),
        ('"=moammar gaddafi"', both('"=moammar gaddafi"')),
        ('"moammar gaddafi~1"', both('"moammar gaddafi~1"')),
        ('title:"=moammar gaddafi~2"~5', 'title:"=moammar gaddafi~2"~5'),
        ('title:="moammar gaddafi~1"', 'title:"=moammar =gaddafi~1"'),
        ('title:"met =al-Sadr"', 'title:"met =al-sadr"'),
        ('title:"they met al sadr and al sadr~1"', 'title:"they met al-sadr and al sadr~1"'),
        ('title:"=kataib"', "title:=kataib"),
        ('~"a =b~1"', '~(title:"a =b~1"^2.0 OR body:"a =b~1")'),
        ("~PMU", f"~{both('pmu')}"),
        ('title:~"a b"', '~title:"a b"'),
        ("-~PMU", f"NOT ~{both('pmu')}"),
        ('~"a b"~3', '~(title:"a b"~3^2.0 OR body:"a b"~3)'),
        ("title:drone", "title:drone"),
        ('outlet:"Harbor Ledger"', 'outlet:"harbor ledger"'),
        ("kata*", "(title:kata* OR body:kata*)"),
        ("date:2020-01", "(date:[20200101 TO ] AND date_end:[ TO 20200131])"),
        ("date:2019..2020-02", "(date:[20190101 TO ] AND date_end:[ TO 20200229])"),
        ("كتائب", both("ktyb")),
        ("title:(a body:b)", "(title:a AND body:b)"),
        ("s?leimani", "(title:s?leimani OR body:s?leimani)"),
        ("a OR NOT b", f"({both('a')[1:-1]} OR NOT {both('b')})"),
        ("a a", both("a")),
        ("date:2020*", "(date:[20200101 TO ] AND date_end:[ TO 20201231])"),
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
        *("=", '"=a b~1"', "~0.8"),
    ]
)


@settings(max_examples=500)
@given(st.lists(pieces, max_size=20).map("".join) | st.text())
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    parse(typed)


def test_a_phrase_says_how_far_on_its_words_may_be() -> None:
    for typed, slop in ('"a b"~5', 5), ('"a b"', 1):
        assert [vars(each)["slop"] for each in parse(typed).query.leaves()] == [slop, slop]
    assert parse('"a b"~0').query == parse('"a b"').query


@pytest.mark.parametrize("typed", ['"drone strike"', "drone-strike", "drone", "dron*", "dr?ne"])
def test_a_title_counts_twice(typed: str) -> None:
    leaves = map(vars, parse(typed).query.leaves())
    assert [(leaf["fieldname"], leaf["boost"]) for leaf in leaves] == [("title", 2), ("body", 1)]


@pytest.mark.parametrize("typed", ['~"red river"', '~"red =river~1"', '~"red river"~5'])
def test_what_stands_around_the_words_of_a_name_is_no_part_of_it(typed: str) -> None:
    assert [each.name for each in named(parse(typed).query)] == ["red river"]


def test_marks_are_no_part_of_a_name_of_one_word() -> None:
    assert [each.name for each in named(parse("~kataib~1").query)] == ["kataib"]


def test_only_words_without_marks_are_joined_to_one_name() -> None:
    for typed in ('"abdul mahdi"', '="abdul mahdi"'):
        assert {len(leaf.words) for leaf in sought(parse(typed).query)} == {1}
    for typed in ('"=abdul mahdi"', '"abdul mahdi~1"', '"=jong un"'):
        assert {len(leaf.words) for leaf in sought(parse(typed).query)} == {2}


def test_a_word_in_quotation_marks_is_that_word() -> None:
    assert parse('"drone"').query == parse("drone").query


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("Kata'ib:Nujaba", "kata'ib nujaba"),
        ("https://herald.example:8080/a", "https herald example 8080 a"),
        ("b.title:c", "b title c"),
        ("outlt:RT:x", "outlt rt x"),
        ('outlt:"Harbor Ledger"', "outlt harbor ledger"),
    ],
)
def test_signs_inside_a_word_leave_its_words_side_by_side(typed: str, phrase: str) -> None:
    assert parse(typed).query == parse(f'"{phrase}"').query


def test_a_field_stands_once_before_what_it_is_for() -> None:
    assert parse("title:body:x").query == parse('title:"body x"').query


def test_any_wildcards_in_a_row_stay_in_their_word() -> None:
    assert str(parse("title:ka*?b").query) == "title:ka*?b"


def test_a_wildcard_without_a_letter_that_is_known_stands_for_nothing() -> None:
    assert parse("𐎠𐎠*").query == NullQuery
    assert parse("𐎠𐎠* drone").query == parse("drone").query


def test_what_stands_in_brackets_is_one_date() -> None:
    (hint,) = parse("date:[2019 2020]").hints
    assert hint.message.startswith("'[2019 2020]' is not a date")


some = st.sampled_from(
    [
        *("a", "b", "Kata'ib", "al-Sadr", "U.S.", "كتائب", "😀", "12:30"),
        *("kata*", "s?lei", "al-Sad*", "ka*i?", "https://herald.example/a"),
        *("title:a", "BODY:b", "title:ka*", "title:😀", "foo:a", 'title:"a b"~2', 'foo:"a b"'),
        *('"a"', '"a b"', '"b a"~5', '"😀"', '"al-Sadr ka*"', '""~3'),
        *("date:2020", "date:2019..2020-02", "date:soon", 'date:"2020-01"', "date:2020*"),
        *(("AND", "OR", "NOT", "(", ")") * 2),
        *("-", "+", "date:(", "title:("),
    ]
)
signs = st.sampled_from([*"ab \"()-+*?:[]{}~^.'/", " ", " AND ", " OR ", "NOT ", "title:", "2020"])


@settings(max_examples=1_000)
@example('0"OR ~3')
@given(
    st.lists(some, max_size=12).map(" ".join)
    | st.lists(some | signs, max_size=12).map("".join)
    | st.text()
)
def test_what_is_typed_means_what_it_does_to_whoosh(typed: str) -> None:
    pieces, hints = repair(typed, NAMED)
    assume(pieces and typed.strip() != "*" and not differs(pieces))
    tree, bad_dates = read_with_whoosh(pieces)
    parsed = parse(typed)
    assert as_whoosh(parsed.query) == tree
    assert parsed.hints == (*hints, *bad_dates)
