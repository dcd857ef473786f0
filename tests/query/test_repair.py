from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.repair import MAX_CHARACTERS, MAX_PARTS, join, repair
from searchapp.query.schema import NAMED


def repaired(text: str) -> tuple[str, list[str]]:
    pieces, hints = repair(text, NAMED)
    return join(pieces), [hint.code for hint in hints]


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("kata'ib hezbollah", "kata'ib hezbollah"),
        ("“popular mobilization”", '"popular mobilization"'),
        ("-drone", "NOT drone"),
        ('-"drone strike"', 'NOT "drone strike"'),
        ("iraq -(drone OR missile)", "iraq NOT ( drone OR missile )"),
        ("+iraq", "iraq"),
        ("al-Sadr", "al-Sadr"),
        ("a AND(b)", "a AND ( b )"),
        ("NOT NOT iraq", "iraq"),
        ("Iran - Iraq", "Iran Iraq"),
        ("OUTLET:RT", "outlet:RT"),
        ("title:-drone", "NOT title:drone"),
        ("outlet: RT", "outlet:RT"),
        ("outlet:(RT OR MEMO)", "outlet:( RT OR MEMO )"),
        ("date:[2019 TO 2020-02]", "date:2019..2020-02"),
        ("date:[* TO 2020]", "date:..2020"),
        ("lorr?", "lorr?"),
        ("s?leimani", "s?leimani"),
        ("al-Sad*", "al Sad*"),
        ("https://herald.example/a", "https://herald.example/a"),
        ("a\0b", "a b"),
        ("kataib~2", "kataib~2"),
        ('"=moammar gaddafi~1"~5', '"=moammar gaddafi~1"~5'),
    ],
)
def test_good_queries_are_only_tidied(typed: str, parsed: str) -> None:
    assert repaired(typed) == (parsed, [])


@pytest.mark.parametrize(
    ("typed", "parsed", "code"),
    [
        ('"', "", "unbalanced-quote"),
        ('iraq "drone strike', "iraq drone strike", "unbalanced-quote"),
        ("((", "", "unbalanced-parenthesis"),
        ("(iraq", "iraq", "unbalanced-parenthesis"),
        ("iraq)", "iraq", "unbalanced-parenthesis"),
        ("AND", "", "dangling-operator"),
        ("iraq AND", "iraq", "dangling-operator"),
        ("OR iraq", "iraq", "dangling-operator"),
        ("iraq (AND) iran", "iraq iran", "dangling-operator"),
        ("title:", "", "dangling-operator"),
        ("a*b*", "", "short-wildcard"),
        ("iraq *ib", "iraq", "short-wildcard"),
        ("?raq", "", "short-wildcard"),
        ("outlt:RT", "outlt:RT", "unknown-field"),
        ("Is this war?", "Is this war", "question-mark"),
        ('"ka* nahr"', '"ka* nahr"', "wildcard-in-phrase"),
        ("kataib~3", "kataib~2", "many-wrong-letters"),
        ("title:=kata'ib~12", "title:=kata'ib~2", "many-wrong-letters"),
        ("kataib~0.8, iraq", "kataib~2 iraq", "many-wrong-letters"),
        ('"moammar gaddafi~3"', '"moammar gaddafi~2"', "many-wrong-letters"),
        ("kata*~1", "kata*", "wrong-letters-of-wildcard"),
        ("soleimani^2", "soleimani", "weight"),
        ("~PMU^2.5", "~PMU", "weight"),
        ("soleimani~1^2", "soleimani~1", "weight"),
        ("soleimani^2~1", "soleimani~1", "weight"),
        ("kata*^2", "kata*", "weight"),
        ('"drone strike"~5^2 iraq', '"drone strike"~5 iraq', "weight"),
        ('"drone strike^2"', '"drone strike"', "weight"),
        ("(drone strike)^2", "( drone strike )", "weight"),
        ('"~ISIS fighters"', '"ISIS fighters"', "other-names-in-phrase"),
        ('"=~ISIS fighters"~5', '"=ISIS fighters"~5', "other-names-in-phrase"),
        ('"drone strike"~100', '"drone strike"~99', "far-apart"),
        ("(" * 11 + "iraq" + ")" * 11, "iraq", "too-deep"),
    ],
)
def test_what_cannot_be_meant_is_dropped_and_said(typed: str, parsed: str, code: str) -> None:
    assert repaired(typed) == (parsed, [code])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a~3", "At most two letters of a word may be wrong; any other number was read as two."),
        ("a^2", "Words cannot be weighted; ^ and the number behind it were ignored."),
        ("ab*~1", "A word with * or ? has no wrong letters; the ~ behind it was ignored."),
        (
            '"~a b"',
            "Between quotation marks ~ before a word was ignored; "
            'before the phrase, as in ~"a name", it asks for other names.',
        ),
    ],
)
def test_what_became_of_a_mark_is_said(typed: str, said: str) -> None:
    _, hints = repair(typed, NAMED)
    assert [hint.message for hint in hints] == [said]


def test_a_phrase_after_a_word_with_a_colon_is_repaired_too() -> None:
    query, codes = repaired('foo:"ka* ~ISIS^2"')
    assert query == 'foo:"ka* ISIS"'
    assert codes == ["unknown-field", "wildcard-in-phrase", "other-names-in-phrase", "weight"]


def test_a_long_phrase_keeps_how_far_apart_its_words_may_be() -> None:
    query, _ = repaired('"' + "ab " * 500 + '"~5')
    assert query.endswith('"~5')


def test_a_pasted_page_is_cut_and_said() -> None:
    query, codes = repaired("word " * 10_000)
    assert len(query.split()) == MAX_PARTS
    assert codes == ["too-long", "too-many-words"]


def test_many_plain_words_are_cut_and_that_is_said() -> None:
    words = ["word"] * (MAX_PARTS + 1)
    assert repaired(" ".join(words)) == (" ".join(words[1:]), ["too-many-words"])
    assert repaired(" ".join(words[1:])) == (" ".join(words[1:]), [])


def test_a_pasted_paragraph_in_quotes_is_cut_and_said() -> None:
    query, codes = repaired('"' + "ab " * 500 + '"')
    assert len(query.split()) == MAX_PARTS
    assert codes == ["too-many-words"]


def test_one_endless_word_is_cut() -> None:
    query, codes = repaired("a" * 100_000)
    assert (len(query), codes) == (MAX_CHARACTERS, ["too-long"])


pieces = st.sampled_from(
    [*'ab "()-+*?:~.=^,', "AND ", " OR ", "NOT ", "date:", "ش", "~1", "~3", "^2", "~0.8"]
)


@given(st.lists(pieces).map("".join))
def test_a_repaired_query_needs_no_repair(text: str) -> None:
    once, _ = repair(text, NAMED)
    assert repair(join(once), NAMED)[0] == once


plain = st.sampled_from(["drone", "IRAQ", "Ñandú", "درون", "AND", "OR", "NOT", "ORE", "a1", "x_y"])


@given(st.lists(plain | st.just('"red river"~5'), min_size=1).map(" ".join))
def test_what_is_plainly_well_formed_is_read_as_all_else_is(text: str) -> None:
    # A space too many is something to repair.
    assert repair(text, NAMED) == repair(f" {text}", NAMED)


@given(st.lists(plain, min_size=1).map(" ".join))
def test_a_plain_phrase_is_one_piece(text: str) -> None:
    assert repair(f'"{text}"~5', NAMED) == repair(f' "{text}"~5', NAMED)


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ('iraq -title:"a b"~5', ["iraq", "NOT", 'title:"a b"~5']),
        ("outlet: (RT OR MEMO)", ["outlet:", "(", "RT", "OR", "MEMO", ")"]),
        ("al-Sad* al-Sadr", ["al", "Sad*", "al-Sadr"]),
    ],
)
def test_a_query_is_parted_into_what_is_read_as_one(typed: str, pieces: list[str]) -> None:
    assert repair(typed, NAMED) == (pieces, ())
