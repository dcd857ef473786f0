from __future__ import annotations

import pytest

from searchapp.ingest.texts.gazetteer import is_known_place, words_of


@pytest.mark.parametrize(
    "place", ["Tehran", "ST. LOUIS", "Oldtown, Ohio", "Cairo/Tunis", "بغداد", "واشنطن/ موسكو"]
)
def test_known_is_what_a_table_has(place: str) -> None:
    assert is_known_place(place)


@pytest.mark.parametrize("place", ["Oldtown", "Cairo/Oldtown", "Oldtown/Ohio", "ساران", ""])
def test_every_part_must_be_known_or_stand_before_a_region(place: str) -> None:
    assert not is_known_place(place)


def test_words_are_compared_without_capitals_and_full_stops() -> None:
    assert words_of("ST. LOUIS, Mo.") == ["st", "louis", "mo"]
