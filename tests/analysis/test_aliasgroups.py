"""Groups of names in a file: what is read, and what is told of one that is wrong."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.aliases import join
from searchapp.analysis.aliasgroups import built_in, name_words, read_table
from searchapp.errors import BadCorpusNotes

WHOLE = """
# The guard of Sahran.
[[group]]
name = "Popular Guard Units"
source = "Kardashan Courier, 1 March 2018"
names = [
    { same = "al-Hirasa al-Sha'biyya" },
    { same = "PGU", ambiguous = true },
    { former = "Volunteer Guard", source = "Tannour Dispatch" },
]

[[refused]]
names = ["Popular Guard Units", "Popular Guard"]
reason = "a newspaper"

[[group]]
name = 'Kata"ib al-Nahr'
source = "Overland Watch"
names = [{ part_of = "Popular Guard Units" }]
"""


def test_a_file_is_read_with_the_line_of_every_name() -> None:
    table = read_table(WHOLE, "aliases.toml")
    guard, brigade = table.groups
    assert [(name.written, name.line) for name in guard.names] == [
        ("Popular Guard Units", 4),
        ("al-Hirasa al-Sha'biyya", 7),
        ("PGU", 8),
        ("Volunteer Guard", 9),
    ]
    assert [name.ambiguous for name in guard.names] == [False, False, True, False]
    assert [name.former for name in guard.names] == [False, False, False, True]
    assert [name.source for name in guard.names[2:]] == [
        "Kardashan Courier, 1 March 2018",
        "Tannour Dispatch",
    ]
    assert {name.file for name in guard.names} == {"aliases.toml"}
    (whole,) = brigade.wholes
    assert (whole.name, whole.source, whole.line) == ("Popular Guard Units", "Overland Watch", 19)
    (refused,) = table.refused
    assert refused.names == ("Popular Guard Units", "Popular Guard")
    assert (refused.reason, refused.line) == ("a newspaper", 13)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Hashd", "Hashd"),
        ("The Popular Guard Units", "popular guard UNITS"),
        ("Hashd al-Sha'bi", "Hashd ash-Sha’bi"),
        ("Kata'ib al-Nahr", "Katāʾib  an-Nahr"),
        ("P.G.U.", "pgu"),
        ("Islamic State – Khorasan", "Islamic-State Khorasan"),
    ],
)
def test_case_accents_hyphens_and_articles_make_no_difference(one: str, other: str) -> None:
    assert name_words(one) == name_words(other)


@pytest.mark.parametrize(("one", "other"), [("PGU", "PGF"), ("al-Badr", "Badran"), ("The", "An")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert name_words(one) != name_words(other)


def group(lines: str, head: str = 'name = "Guard"\nsource = "s"') -> str:
    return f"\n[[group]]\n{head}\n{lines}\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = [", 0, "at end of document"),
        ("outlets = 1", 0, "outlets is no key of it"),
        ("group = 1", 0, "group is no list of entries"),
        (group("", 'source = "s"'), 2, "name is None"),
        (group("", 'name = "…"\nsource = "s"'), 2, "name is '…'"),
        (group("", 'name = "Guard"'), 2, "'Guard' has no source"),
        (group("", 'name = "Guard"\nsource = " "'), 2, "'Guard' has no source"),
        (group("", f'name = "{"a " * 17}"\nsource = "s"'), 2, "name is too long"),
        (group("members = []"), 2, "members is no key here"),
        (group('names = "PGU"'), 2, "names of 'Guard' is no list"),
        (group("names = [{ ambiguous = true }]"), 2, "a line of 'Guard' has 0 relations"),
        (group('names = [{ same = "A", former = "A" }]'), 2, "has 2 relations"),
        (group('names = [{ same = "PGU", ambiguous = 1 }]'), 2, "ambiguous is 1"),
        (group('names = [{ same = 7 }]'), 2, "same is 7"),
        ("[[refused]]\nnames = ['A']", 1, "names is ['A']"),
        ("[[refused]]\nnames = ['A', 'B']\nreason = 1", 1, "reason is 1"),
        (group("", "name = 'A B'\nsource = 's'") + group("names = [{ same = 'the a-b' }]"), 10,
         "'the a-b' is also in the group of line 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(BadCorpusNotes) as caught:
        read_table(text, "folder/aliases.toml")
    place = f"folder/aliases.toml: line {line}: " if line else "folder/aliases.toml: "
    assert str(caught.value).startswith(place)
    assert said in str(caught.value)


@pytest.mark.parametrize(("flags", "is_right"), [("true true", True), ("true false", False)])
def test_a_name_in_two_groups_must_be_ambiguous_in_both(flags: str, is_right: bool) -> None:
    text = "".join(
        group(f'names = [{{ same = "PGU", ambiguous = {flag} }}]', f'name = "{name}"\nsource = "s"')
        for name, flag in zip(("Guard", "Gas Union"), flags.split(), strict=True)
    )
    if is_right:
        assert len(read_table(text, "aliases.toml").groups) == 2
    else:
        with pytest.raises(BadCorpusNotes, match="'PGU' is also in the group of line 5"):
            read_table(text, "aliases.toml")


def problem_of(text: str) -> str | None:
    try:
        read_table(text, "aliases.toml")
    except BadCorpusNotes as error:
        return str(error)
    return None


@given(st.text(), st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_whatever_stands_in_a_file_it_is_read_or_told(text: str, start: int, end: int) -> None:
    for each in (text, WHOLE[:start] + text + WHOLE[end:]):
        told = problem_of(each)
        assert told is None or told.startswith("aliases.toml: ")


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "1" * 10_000,
        group("names = [" + '{ same = "A" }, ' * 20_000 + "]"),
        group("names = [\n" + "".join(f'{{ same = "N{n}" }},\n' for n in range(20_000)) + "]"),
        group("names = [" + '"' + '\\"' * 200_000 + '"]'),
        "".join(group('names = [{ same = "PGU" }]') for _ in range(10_000)),
        "".join(
            group('names = [{ same = "P", ambiguous = true }]', f'name = "G{n}"\nsource = "s"')
            for n in range(10_000)
        ),
    ],
    ids=["deep", "number", "wide", "long", "escapes", "gone-on-with", "ambiguous"],
)
def test_a_large_file_takes_no_longer_than_its_size(text: str) -> None:
    begun = time.perf_counter()
    if problem_of(text) is None:
        join([read_table(text, "aliases.toml")])
    assert time.perf_counter() - begun < 20


def test_a_group_can_be_gone_on_with() -> None:
    one, other = read_table(group("") + group('names = [{ same = "PGU" }]'), "aliases.toml").groups
    assert (len(one.names), len(other.names)) == (1, 2)


@pytest.mark.parametrize(
    ("line", "head", "is_right"),
    [
        ('{ same = "PGU" }', 'name = "PGU"', True),
        ('{ former = "PGU" }', 'name = "the P.G.U."', True),
        ('{ same = "PGU", ambiguous = true }', 'name = "PGU"', False),
        ('{ same = "PGU" }', 'name = "PGU"\nambiguous = true', False),
    ],
)
def test_a_group_is_gone_on_with_by_any_name_that_is_not_ambiguous(
    line: str, head: str, is_right: bool
) -> None:
    text = group(f"names = [{line}]") + group(
        'names = [{ same = "Hirasa" }]', f'{head}\nsource = "s"'
    )
    if is_right:
        (joined,) = join([read_table(text, "aliases.toml")]).groups
        assert [each.written for each in joined.names] == ["Guard", "PGU", "Hirasa"]
    else:
        assert "is also in the group of line 5" in str(problem_of(text))


def test_names_know_their_script() -> None:
    names = [name for group in built_in().groups for name in group.names]
    for name in names:
        assert name.script.upper() in {
            unicodedata.name(each).split()[0] for each in name.written if each.isalpha()
        }
    assert {name.script for name in names} >= {"latin", "arabic", "cyrillic", "hebrew"}


def test_no_group_of_ours_has_a_name_twice_and_every_line_is_found() -> None:
    groups = built_in().groups
    assert 30 <= len(groups) <= 60
    for each in groups:
        words = [name.words for name in each.names]
        assert len(set(words)) == len(words), each.names[0].written
        lines = [name.line for name in each.names]
        assert lines == sorted(lines)
        assert lines[0] > 0


def test_short_initials_of_ours_are_ambiguous_unless_they_are_known_to_mean_one_thing() -> None:
    certain = {
        name.written
        for group in built_in().groups
        for name in group.names
        if name.written.isupper() and len(name.written) <= 3 and not name.ambiguous
    }
    assert certain == {"PKK", "YPG", "AKP", "BJP"}
