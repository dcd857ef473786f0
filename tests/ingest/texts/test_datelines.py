from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.datelines import read_dateline


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("OLDTOWN, Sahran. July 8th, 2021. The bridge", "OLDTOWN, Sahran", "2021-07-08", None),
        ("OLDTOWN, March 3 (NW) – The bridge", "OLDTOWN", None, "NW"),
        ("OLDTOWN, March 3, 2020 (NW) – The bridge", "OLDTOWN", "2020-03-03", "NW"),
        ("OLDTOWN (North Wire) – The bridge", "OLDTOWN", None, "North Wire"),
        ("Old Town, SAHRAN (North Wire) – The bridge", "Old Town, SAHRAN", None, "North Wire"),
        ("ST. OLDTOWN, Sahr. (NW) _ The bridge", "ST. OLDTOWN, Sahr.", None, "NW"),
        ("OLDTOWN – The bridge", "OLDTOWN", None, None),
        ("(North Wire) - The bridge", None, None, "North Wire"),
        ("(CNN) The bridge", None, None, "CNN"),
        ("(CNN)The bridge", None, None, "CNN"),
        ("(North Wire) OLDTOWN – The bridge", "OLDTOWN", None, "North Wire"),
        ("OLDTOWN, (NW) - The bridge", "OLDTOWN", None, "NW"),
        ("OLDTOWN, March 3. /NW/. The bridge", "OLDTOWN", None, "NW"),
        ("OLDTOWN, March 3, 2020. /NW/ The bridge", "OLDTOWN", "2020-03-03", "NW"),
        ("Oldtown, March 3 (NW) The bridge", "Oldtown", None, "NW"),
        ("Baghdad (Reuters) The bridge", "Baghdad", None, "Reuters"),
        ("OLDTOWN/NEWTOWN/PORT ANN, March 3 (NW) - A", "OLDTOWN/NEWTOWN/PORT ANN", None, "NW"),
        ("بغداد (رويترز) - الجسر", "بغداد", None, "رويترز"),
    ],
)
def test_place_date_and_agency_are_read(
    text: str, place: str, date: str | None, agency: str | None
) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (None if found.place is None else found.place.text) == place
    assert (None if found.date is None else str(found.date.date)) == date
    assert (None if found.agency is None else found.agency.text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "The Popular Guard (PGU) said on Monday that the bridge was closed.",
        "In July 2021 the bridge was closed.",
        "US officials said – and repeated – that it was closed.",
        "Oldtown is closed.",
        "(NW) The bridge is closed.",
        "(CNN) is a broadcaster.",
        "The Harbor Office (CNN) Tower is closed.",
        "North Wire Agency (AP) The bridge is closed.",
        "By Ana Poe The bridge is closed.",
        "By Monday OLDTOWN (North Wire) was closed.",
    ],
)
def test_a_plain_paragraph_has_none(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("By Ana Poe OLDTOWN (North Wire) - The bridge", "Ana Poe"),
        ("By Ana M. Poe OLDTOWN — The bridge", "Ana M. Poe"),
        ("By Ana Poe and Jon al-Nur OLDTOWN, March 3 (NW) - A", "Ana Poe and Jon al-Nur"),
        ("By Ana Poe, Jon Ro and Bo Wu, OLDTOWN, Sahran (NW) - A", "Ana Poe, Jon Ro and Bo Wu"),
    ],
)
def test_the_author_may_stand_before_the_place(text: str, author: str) -> None:
    found = read_dateline(text)
    assert found is not None
    assert found.author is not None
    assert found.place is not None
    assert found.author.text == author == text[found.author.start : found.author.end]
    assert found.place.text == text[found.place.start : found.place.end]
    assert found.place.text.startswith("OLDTOWN")


@given(st.text(alphabet="ByOLDTOWN, (NWire)–-./ March32020tx", max_size=150))
def test_what_is_found_lies_where_it_says(text: str) -> None:
    found = read_dateline(text)
    for spot in () if found is None else (found.place, found.agency, found.author):
        assert spot is None or text[spot.start : spot.end] == spot.text
