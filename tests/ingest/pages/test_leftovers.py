from __future__ import annotations

import pytest

from searchapp.ingest.pages.leftovers import find_leftovers, is_leftover
from searchapp.ingest.pages.outlets import letters
from tests.ingest.reading import BAKER, MET

TITLES = {letters("Bridge closed")}
AUTHORS = {letters("Ana Poe")}


def found(*lines: str) -> dict[str, str]:
    """What is left over, by its text."""
    rules = find_leftovers(lines, TITLES, AUTHORS)
    return {lines[number]: rule for number, rule in rules.items()}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Bridge closed", "title-again"),
        ("By Ana Poe", "byline-again"),
        ("Updated: 3.5.2020, 10:00", "date-again"),
        ("4. November 2019", "date-again"),
        ("Anzeige", "advertisement"),
        ("Share", "share-bar"),
        ("Please log in to go on", "subscription"),
        ("© 2020 North Post", "legal-note"),
    ],
)
def test_a_line_is_left_over_by_a_rule(line: str, rule: str) -> None:
    assert found(line, MET, BAKER) == {line: rule}


def test_of_lines_that_say_the_same_the_second_is_left_over() -> None:
    assert find_leftovers([MET, BAKER, BAKER, MET], TITLES, AUTHORS) == {2: "doubled-line"}


def test_what_follows_a_heading_for_other_articles_goes_by_its_rule() -> None:
    assert found(MET, BAKER, MET.upper(), "Tags", "bridge", "mill") == dict.fromkeys(
        ["Tags", "bridge", "mill"], "tags"
    )


def test_a_list_of_links_for_sharing_goes_and_a_list_of_companies_stays() -> None:
    bar = ["- Facebook", "- Twitter", "- WhatsApp", "- Email"]
    assert found(MET, *bar, BAKER) == dict.fromkeys(bar, "share-bar")
    assert found(MET, "It asked three companies:", *bar[:3], BAKER) == {}
    assert found(MET, "Facebook", BAKER) == {}


@pytest.mark.parametrize("line", ["Advertisement", "By Ana Poe", "4. November 2019"])
def test_what_is_left_over_anywhere(line: str) -> None:
    assert is_leftover(line, AUTHORS)
    assert not is_leftover("The bridge in spring", AUTHORS)
