from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Level
from searchapp.errors import BadParameter, BadRequest
from searchapp.model import PartialDate
from searchapp.query.plan import Sort
from searchapp.web.params import (
    LONGEST_QUERY,
    NAMES,
    Params,
    check_names,
    encode,
    read,
    read_number,
    without,
)

# What `read` leaves as it is: no control characters, no half surrogates, nothing blank at the ends.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)
FORMS = TEXTS.map(surface).filter(lambda form: form and form == surface(form).strip())
DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28)),
)
PARAMS = st.builds(
    Params,
    query=TEXTS,
    match=st.sampled_from(Level),
    without=st.lists(FORMS, unique=True, max_size=5).map(tuple),
    outlets=st.lists(TEXTS.map(lambda name: name or None), unique=True, max_size=5).map(tuple),
    since=DATES,
    until=DATES,
    undated=st.booleans(),
    copies=st.booleans(),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 999_999_999),
)


def parse(query_string: str) -> Params:
    return Params.parse(read(query_string.encode()))


@given(PARAMS)
def test_an_address_holds_the_whole_state(params: Params) -> None:
    assert parse(encode(params.pairs())[1:]) == params


def test_nothing_is_the_default() -> None:
    assert parse("") == Params()
    assert encode(Params().pairs()) == ""


def test_everything() -> None:
    assert parse(
        "q=a+b&match=wide&without=kataeb&without=katib&outlet=RT&outlet=&since=2019"
        "&until=2020-01-03&undated=1&copies=1&sort=newest&page=3"
    ) == Params(
        query="a b",
        match=Level.WIDE,
        without=("kataeb", "katib"),
        outlets=("RT", None),
        since=PartialDate(2019),
        until=PartialDate(2020, 1, 3),
        undated=True,
        copies=True,
        sort=Sort.NEWEST,
        page=3,
    )


def test_an_untouched_form_is_the_default() -> None:
    untouched = "q=&match=&without=&since=&until=&sort=&page=&undated=&copies="
    assert parse(untouched) == Params()


def test_a_form_is_switched_off_however_it_is_typed() -> None:
    assert parse("without=Kata%E2%80%99ib&without=KATA%27IB&without=%C2%AD").without == ("kata'ib",)


def test_what_is_given_twice_counts_the_first_time() -> None:
    assert parse("q=a&q=b&page=2&page=3") == Params(query="a", page=2)
    assert parse("outlet=RT&outlet=RT").outlets == ("RT",)


def test_unknown_names_are_passed_over() -> None:
    assert parse("q=a&utm_source=x") == Params(query="a")


@pytest.mark.parametrize(
    ("query_string", "name"),
    [
        ("page=abc", "page"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        ("page=1" + "0" * 30, "page"),
        ("page=" + "9" * 5000, "page"),
        ("page=%D9%A3", "page"),
        ("since=2020-13", "since"),
        ("since=yesterday", "since"),
        ("until=2021-02-29", "until"),
        ("until=0000", "until"),
        ("undated=perhaps", "undated"),
        ("sort=best", "sort"),
        ("match=fuzzy", "match"),
    ],
)
def test_a_wrong_value_is_named(query_string: str, name: str) -> None:
    with pytest.raises(BadParameter) as caught:
        parse(query_string)
    assert caught.value.name == name


def test_a_query_may_be_long_but_not_endless() -> None:
    assert parse("q=" + "a" * LONGEST_QUERY).query == "a" * LONGEST_QUERY
    assert parse("q=" + "a" * 100_000).query == "a" * LONGEST_QUERY


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        (b"q=%FF", "�"),
        (b"q=\xff", "�"),
        (b"q=%ED%A0%80", "���"),
        (b"q=a%00b", "a b"),
        (b"q=a%0D%0Ab", "a  b"),
        (b"q=100%", "100%"),
        (b"q=a;b", "a;b"),
    ],
)
def test_any_bytes_can_be_read(raw: bytes, query: str) -> None:
    assert Params.parse(read(raw)).query == query


def test_too_many_values_are_refused() -> None:
    with pytest.raises(BadRequest, match="more than 1,000"):
        read(b"&".join([b"outlet=a"] * 1_001))


def test_check_names() -> None:
    check_names(read(b"q=a&outlet=b&outlet=c&without=d&without=e"), NAMES)
    with pytest.raises(BadRequest, match=r"no parameter 'querry'.*q, match, without, outlet"):
        check_names(read(b"querry=a"), NAMES)
    with pytest.raises(BadRequest, match="q is given 2 times"):
        check_names(read(b"q=a&q=b"), NAMES)


def test_without_takes_one_value_away() -> None:
    assert without(read(b"q=a&since=x&outlet=b&outlet=c"), "since") == "?q=a&outlet=b&outlet=c"
    assert without(read(b"since=x"), "since") == ""


@given(st.text(string.printable, max_size=12))
def test_a_number_is_read_or_refused(text: str) -> None:
    try:
        number = read_number({"n": [text]}, "n", 7, least=1, most=100)
    except BadParameter:
        return
    assert 1 <= number <= 100


def test_narrowed() -> None:
    assert not Params(query="a", copies=True, sort=Sort.NEWEST, page=2).narrowed
    assert Params(outlets=(None,)).narrowed
    assert Params(undated=True).narrowed
    assert Params(match=Level.EXACT).narrowed
    assert Params(without=("kataeb",)).narrowed
