from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.lexicon import Family
from searchapp.query.syntax import parse
from searchapp.search.marking import Marker
from tests.vocabulary import families


def marked(query: str, text: str, field: str = "body") -> list[str]:
    tree = parse(query).query
    marks = Marker(tree, families(tree, text)).mark(field, text)
    return [text[mark.start : mark.end] for mark in marks]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("kataib", "The Kata’ib, the KATAIB and the kataeb.", ["Kata’ib", "KATAIB"]),
        ("كتائب", "قالت كَتائِب اليوم، وكتائب", ["كَتائِب"]),
        ("كتائب", "قالت كتائب اليوم", ["كتائب"]),
        ("iraq", "Iraq’s army in Iraqi towns", ["Iraq’s"]),
        ("US", "U.S. forces left the US.", ["U.S.", "US"]),
        ("al-Sadr", "Sadr, al-Sadr and Al Sadr", ["al-Sadr", "Al Sadr"]),
        ('"drone strike"', "a drone, a strike, a drone strike", ["drone strike"]),
        ('"drone strike"~3', "drone on the strike and drone", ["drone", "strike"]),
        ('"drone strike"~2', "drone on the strike", []),
        ('"=kataib met"', "Kata’ib met, Kataib met", ["Kataib met"]),
        ('"kataib mets~1"', "Kataib met, Kata’ib mess", ["Kataib met", "Kata’ib mess"]),
        ('"=kataib river~1"~3', "Kataib on a rivet, kata’ib at the river", ["Kataib", "rivet"]),
        ('"a b c"~2', "a x b c", ["a", "b", "c"]),
        ("kata*", "Kataib and kataeb and kat", ["Kataib", "kataeb"]),
        ("s?leimani", "Soleimani, Suleimani, Sleimani", ["Soleimani", "Suleimani"]),
        ("iraq -drone", "a drone over Iraq", ["Iraq"]),
        ("iraq OR (iran drone)", "a drone over Iran", ["drone", "Iran"]),
        ("iraq iran", "ـــ Iraq ʼ and ـ Iran", ["Iraq", "Iran"]),
        ("title:iraq", "Iraq", []),
        ("outlet:iraq", "Iraq", []),
        ("", "Iraq", []),
        ("AND", "and Iraq", []),
    ],
)
def test_what_matched_is_marked(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_what_there_was_no_time_to_expand_is_marked_as_typed() -> None:
    tree, text = parse('kataib "al-sadr"').query, "Kata'ib, kataib and al Sadr"
    late = {word: Family((), partial=True) for word in families(tree, text)}
    marks = Marker(tree, late).mark("body", text)
    assert [text[mark.start : mark.end] for mark in marks] == ["kataib", "al Sadr"]
    assert Marker(tree, late, {"kataib", "al sadr"}).mark("body", text) == []


def test_what_comes_behind_that_is_marked_as_typed_as_well() -> None:
    tree = parse('kataib "sadr and kataib" iraq').query
    text = "Kata'ib, iráq, sadr and kata'ib, sadr and kataib, iraq"
    found = dict(families(tree, text))
    found.update({word: Family((), partial=True) for word in found if word.text == "sadr"})
    marks = Marker(tree, found).mark("body", text)
    marked = [text[mark.start : mark.end] for mark in marks]
    assert marked == ["Kata'ib", "kata'ib", "sadr and kataib", "iraq"]


def test_a_field_marks_only_itself() -> None:
    assert marked("title:iraq iran", "Iraq and Iran", "title") == ["Iraq", "Iran"]


def test_one_word_in_title_and_body_is_one_clause() -> None:
    tree, text = parse("iraq iran").query, "iraq iran iraq"
    marks = Marker(tree, families(tree, text)).mark("body", text)
    assert {mark.clause for mark in marks} == {0, 1}


def test_a_phrase_that_can_be_followed_in_many_ways_costs_little() -> None:
    phrase = '"' + "a " * 90 + 'z"~99'
    assert marked(phrase, "a " * 5_000) == []
    assert len(marked('"' + "a " * 90 + '"', "a " * 5_000)) > 0


words = st.sampled_from(["a", "b", "Kata’ib", "al-b", ".", "\n", " ", '"', "*", "U.S."])


@given(st.lists(words).map(" ".join), st.lists(words).map(" ".join))
def test_marks_are_in_order_apart_and_inside(query: str, text: str) -> None:
    end = 0
    tree = parse(query).query
    for mark in Marker(tree, families(tree, text)).mark("body", text):
        assert end <= mark.start < mark.end <= len(text)
        end = mark.end
