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
        ("OLDTOWN – The bridge", "OLDTOWN", None, None),
        ("(North Wire) - The bridge", "", None, "North Wire"),
    ],
)
def test_place_date_and_agency_are_read(
    text: str, place: str, date: str | None, agency: str | None
) -> None:
    found = read_dateline(text)
    assert found is not None
    assert found.place == place
    assert (None if found.date is None else str(found.date.date)) == date
    assert (None if found.agency is None else found.agency.text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "The Popular Guard (PGU) said on Monday that the bridge was closed.",
        "In July 2021 the bridge was closed.",
        "US officials said – and repeated – that it was closed.",
        "Oldtown is closed.",
    ],
)
def test_a_plain_paragraph_has_none(text: str) -> None:
    assert read_dateline(text) is None


@given(st.text(alphabet="OLDTOWN, (NWire)–-. March32020tx", max_size=150))
def test_what_is_found_lies_where_it_says(text: str) -> None:
    found = read_dateline(text)
    if found is not None and found.agency is not None:
        assert text[found.agency.start : found.agency.end] == found.agency.text
