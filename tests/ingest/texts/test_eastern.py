from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.eastern import may_be_eastern, read_eastern


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("بغداد (رويترز) - الجسر مغلق", "بغداد", None, "رويترز"),
        ("بغداد (رويترز) الجسر مغلق", "بغداد", None, "رويترز"),
        ("ساران (رويترز) - الجسر مغلق", "ساران", None, "رويترز"),
        ("بغداد (خبر) - الجسر مغلق", "بغداد", None, "خبر"),
        ("واشنطن/ موسكو (أ ف ب) - الجسر مغلق", "واشنطن/ موسكو", None, "أ ف ب"),
        ("القاهرة - رويترز: الجسر مغلق", "القاهرة", None, "رويترز"),
        ("بيروت في 3 كانون الثاني / خبر / الجسر مغلق", "بيروت", None, "خبر"),
        ("بغداد، 30 ديسمبر 2016 (رويترز) - الجسر مغلق", "بغداد", "2016-12-30", "رويترز"),
        ("تهران (ایرنا) - پل بسته است", "تهران", None, "ایرنا"),
        ("تهران - ایرنا - پل بسته است", "تهران", None, "ایرنا"),
        ("تهران، ۱۲ دی ۱۳۹۸ (ایرنا) - پل بسته است", "تهران", "2020-01-02", "ایرنا"),
        ("بغداد - الجسر مغلق", "بغداد", None, None),
        ("(رويترز) - الجسر مغلق", None, None, "رويترز"),
    ],
)
def test_place_date_and_agency_are_read(
    text: str, place: str | None, date: str | None, agency: str | None
) -> None:
    found = read_eastern(text)
    assert found is not None
    assert (None if found.place is None else found.place.text) == place
    assert (None if found.date is None else str(found.date.date)) == date
    assert (None if found.agency is None else found.agency.text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "قال المجلس (وهو قديم) إن الجسر مغلق",
        "بغداد: الجسر مغلق",
        "بغداد مدينة كبيرة - الجسر مغلق",
        "بغداد (العاصمة) مدينة كبيرة",
        "ساران - الجسر مغلق",
        "(خبر) - الجسر مغلق",
        "BAGHDAD (رويترز) - الجسر مغلق",
        "",
    ],
)
def test_a_plain_paragraph_has_none(text: str) -> None:
    assert read_eastern(text) is None


def test_only_its_letters_are_looked_at() -> None:
    assert may_be_eastern("(رويترز)")
    assert not may_be_eastern("Baghdad (رويترز)")


@given(st.text(alphabet="بغداد رويترز أ،/()-–: ۱۲دی۱۳۹۸", max_size=150))
def test_what_is_found_lies_where_it_says(text: str) -> None:
    found = read_eastern(text)
    for spot in () if found is None else (found.place, found.agency):
        assert spot is None or text[spot.start : spot.end] == spot.text
