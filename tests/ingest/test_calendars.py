from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.calendars import find_eastern, western
from searchapp.ingest.dates import find_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("٣ يناير ٢٠٢٠", "2020-01-03"),
        ("3 يناير، 2020", "2020-01-03"),
        ("3 كانون الثاني 2020", "2020-01-03"),
        ("3 كانون الثاني/يناير 2020", "2020-01-03"),
        ("3 ابريل 2020", "2020-04-03"),
        ("3 آب 2020", "2020-08-03"),
        ("يناير 2020", "2020-01"),
        ("۳ ژانویه ۲۰۲۰", "2020-01-03"),
        ("۱۳ دی ۱۳۹۸", "2020-01-03"),
        ("13 دی‌ماه 1398", "2020-01-03"),
        ("۱۳۹۸/۱۰/۱۳", "2020-01-03"),
        ("٢٠٢٠/٠١/٠٣", "2020-01-03"),
    ],
)
def test_dates_of_other_scripts_are_read(written: str, iso: str) -> None:
    line = f"صحيفة | {written} |"
    found = find_date(line)
    assert found is not None
    assert (str(found.date), line[found.start : found.end]) == (iso, written)


@pytest.mark.parametrize(
    "written",
    [
        "3 شباط/مارس 2020",  # two months that are not the same
        "31 فبراير 2020",
        "15 رمضان 1441",  # lunar
        "دی 1398",  # a solar month lies in two of ours
        "30 اسفند 1398",  # no leap year
        "1398/10/13",  # not plainly solar
        "۱۳۹۸/۱۳/۱",
        "الجمعة",
    ],
)
def test_what_is_not_plain_is_no_date(written: str) -> None:
    assert find_date(written) is None


@pytest.mark.parametrize(
    ("year", "spring"),
    [(1304, (1925, 3, 21)), (1357, (1978, 3, 21)), (1376, (1997, 3, 21)), (1403, (2024, 3, 20))],
)
def test_the_solar_year_begins_in_spring(year: int, spring: tuple[int, int, int]) -> None:
    found = find_eastern(f"1 فروردین {year}")
    assert found is not None
    assert found[:3] == spring


@given(st.dates(datetime.date(1926, 1, 1), datetime.date(2050, 12, 31)))
def test_days_of_the_solar_calendar_follow_each_other(day: datetime.date) -> None:
    # Walk back from the day to the spring it belongs to, and ask for it by its number there.
    year = day.year - 621
    first = find_eastern(f"1 فروردین {year}")
    assert first is not None
    begin = datetime.date(*first[:3])
    if day < begin:
        year -= 1
        first = find_eastern(f"1 فروردین {year}")
        assert first is not None
        begin = datetime.date(*first[:3])
    passed = (day - begin).days
    month = passed // 31 + 1 if passed < 186 else (passed - 186) // 30 + 7
    date = passed % 31 + 1 if passed < 186 else (passed - 186) % 30 + 1
    names = [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ]
    found = find_eastern(f"{date} {names[month - 1]} {year}")
    assert found is not None
    assert datetime.date(*found[:3]) == day


@given(st.text(alphabet="۰۱۳۹٠٢/-، يناير دی كانون الثاني2013", max_size=80))
def test_any_text_gets_an_answer_and_keeps_its_places(text: str) -> None:
    assert len(western(text)) == len(text)
    found = find_eastern(text)
    assert found is None or 0 <= found[3] < found[4] <= len(text)
