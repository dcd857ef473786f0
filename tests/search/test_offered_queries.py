"""The other names of a query stand where the name is, if that is asked for by its names."""

from __future__ import annotations

import pytest

from searchapp.analysis.aliases import Aliases, join
from searchapp.analysis.aliasgroups import read_table
from searchapp.search.othernames import MOST, Counted, find_other_names
from tests.search.test_othernames import GROUPS


@pytest.fixture(scope="module")
def aliases() -> Aliases:
    return join([read_table(GROUPS, "aliases.toml")])


def counted(query: str, aliases: Aliases) -> dict[str, str]:
    asked: list[str] = []

    def count(text: str) -> Counted:
        asked.append(text)
        return Counted(len(asked), len(asked))

    others = find_other_names(query, aliases, 0, count)
    assert [each.total for each in others] == [*range(1, len(others) + 1)]
    return {each.offer.name: each.query for each in others}


def everything(query: str, aliases: Aliases) -> str:
    (every,) = {each.every for each in find_other_names(query, aliases, 0, lambda _: Counted(1, 1))}
    return every


def test_a_name_is_replaced_where_it_stands(aliases: Aliases) -> None:
    queries = counted("strike HWU -drone", aliases)
    assert queries["Nahr Guard"] == 'strike (HWU OR "Nahr Guard") -drone'
    queries = counted('x "nahr  guard" y', aliases)
    assert queries["HWU"] == 'x ("nahr  guard" OR "HWU") y'
    assert len(queries) <= MOST
    assert everything('x "nahr  guard" y', aliases) == 'x ~"nahr  guard" y'
    assert everything("Nahr Guard y", aliases) == '~"Nahr Guard" y'
    assert everything("strike HWU", aliases) == "strike ~HWU"


@pytest.mark.parametrize(
    ("query", "both"),
    [
        ("nahr guard", '((nahr guard) OR "HWU")'),
        ("x the nahr guard -y", 'x ((the nahr guard) OR "HWU") -y'),
        ("-x nahr guard y", '-x ((nahr guard) OR "HWU") y'),
        ("x AND nahr guard", 'x AND ((nahr guard) OR "HWU")'),
        ("nahr-guard", '(nahr-guard OR "HWU")'),
        ("title:x nahr guard", 'title:x ((nahr guard) OR "HWU")'),
        ("body:(x nahr guard)", 'body:(x ((nahr guard) OR "HWU"))'),
        ("x OR (nahr guard)", 'x OR ((nahr guard) OR "HWU")'),
        # What was offered before can be gone on with, and nests no deeper than it must.
        ('((nahr guard) OR "y")', '(((nahr guard) OR "HWU") OR "y")'),
        ('(nahr-guard OR "y")', '((nahr-guard OR "HWU") OR "y")'),
    ],
)
def test_a_name_in_several_words_is_a_group(query: str, both: str, aliases: Aliases) -> None:
    assert counted(query, aliases)["HWU"] == both


@pytest.mark.parametrize(
    "query",
    ["x OR nahr guard", "nahr guard OR x", "nahr guard AND x OR y", "x OR y AND nahr guard"],
)
def test_a_name_of_which_an_operator_takes_a_word_is_not_offered_others(
    query: str, aliases: Aliases
) -> None:
    assert counted(query, aliases) == {}
    assert counted(query.replace("nahr guard", '"nahr guard"'), aliases)


@pytest.mark.parametrize(
    "query",
    [
        "-hwu",
        "NOT hwu",
        'NOT "nahr guard"',
        "=hwu",
        "~hwu",
        "title:hwu",
        "Title: hwu",
        "nahr OR guard",
        "nahr, guard",
        "a AND b",
        "",
        "is it",
    ],
)
def test_what_is_no_name_or_is_not_wanted_has_no_others(query: str, aliases: Aliases) -> None:
    assert counted(query, aliases) == {}


@pytest.mark.parametrize(
    "query",
    ['"Nahr Guard troops"', "“Nahr Guard troops”", '"Nahr Guard"~5', "HWU^2", "HWU~1", '"a HWU"'],
)
def test_what_can_be_put_nowhere_is_not_offered(aliases: Aliases, query: str) -> None:
    assert find_other_names(query, aliases, 0, lambda text: Counted(5, 5)) == ()


@pytest.mark.parametrize("sign", ["=", "-", "~", "title:", "+", '="', "NOT "])
@pytest.mark.parametrize("joint", ["-", "‐", "–", "/"])
def test_a_sign_counts_for_all_that_is_joined(sign: str, joint: str, aliases: Aliases) -> None:
    end = '"' * sign.count('"')
    assert counted(f"{sign}al{joint}hwu{end}", aliases) == {}
    assert counted(f"{sign}al{joint}x{joint}nahr-guard{end}", aliases) == {}
    assert counted(f"{sign}al{joint}x{end} HWU", aliases)


def test_what_a_name_is_joined_to_is_not_taken_out(aliases: Aliases) -> None:
    assert counted("HWU-linked", aliases) == counted('"nahr guard"-linked', aliases) == {}
    assert counted("HWU - linked", aliases)
    assert counted("HWU -linked", aliases)


@pytest.mark.parametrize("query", ['"Nahr Guard"', '"a b" HWU', "(HWU)", 'HWU "c d"'])
def test_quotation_marks_beside_it_make_no_difference(aliases: Aliases, query: str) -> None:
    assert find_other_names(query, aliases, 0, lambda text: Counted(5, 5))
