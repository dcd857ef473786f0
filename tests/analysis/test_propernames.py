"""Where a name begins and ends in running text."""

from __future__ import annotations

import pytest

from searchapp.analysis.propernames import (
    has_capital,
    name_at_end,
    name_at_start,
    stretch_before,
    without_possessive,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("volunteers of the Popular Guard Units", "Popular Guard Units"),
        ("In Kata'ib al-Nahr", "Kata'ib al-Nahr"),
        (
            "the people of the Border Corps of Sahran and the Bay",
            "Border Corps of Sahran and the Bay",
        ),
        ("READ MORE The River Brigades", "River Brigades"),
        ("Tzofar and Sahran", "Sahran"),
        ("“Abu Nahr”", "Abu Nahr"),
        ("On Tuesday", None),
        ("He", None),
        ("the guard", None),
        ("THE MINISTER OF SAHRAN SAID", None),
        ("", None),
    ],
)
def test_a_name_at_the_end(text: str, name: str | None) -> None:
    assert name_at_end(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Popular Guard Units, left", "Popular Guard Units"),
        ("its acronym PGU. It left", "PGU"),
        ("“River Brigades”, left", "River Brigades"),
        ("PGU and Hirasa", "PGU"),
        ("Border Corps in Sahran", "Border Corps in Sahran"),
        ("Hirasa who left", "Hirasa"),
        ("the D.C. Guard.", "D.C. Guard"),
        ("the Sahran water deal", None),
        ("Rashdan's plan", None),
        ("simply terror", None),
        ("", None),
    ],
)
def test_a_name_at_the_start(text: str, name: str | None) -> None:
    assert name_at_start(text) == name


def test_a_name_does_not_reach_over_a_border() -> None:
    text = "It left. In Sahran, the Popular Guard"
    assert stretch_before(text, len(text)) == "the Popular Guard"
    assert stretch_before("x " * 500, 1000).count("x") == 80
    assert stretch_before("Guard", 0) == ""


def test_words_of_names() -> None:
    assert all(map(has_capital, ["Guard", "al-Nahr", "‘Abd", "“Units", "9/11", "Ärzte", "ФСБ"]))
    assert not any(map(has_capital, ["guard", "al-nahr", "5", "", "“", "al-"]))
    assert without_possessive("Sahran's") == without_possessive("Sahran’s") == "Sahran"
    assert without_possessive("Units") == "Units"
