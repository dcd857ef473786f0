"""Lines of days and hours: the day of publication is read from them, whatever their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.stamps import read_stamp

STAMPS = [
    "Updated 1406 GMT (2206 HKT) January 3, 2020",
    "Published: 03 January ,2020: 08:00 AM GST Updated: 04 January ,2020: 11:24 AM GST",
    "January 3, 2020 6:10 AM ET",
    "Fri 3 Jan 2020 04.16 GMT Last modified on Sat 4 Jan 2020 19.40 GMT",
    "3 Jan 2020, 12:10 UTC+3",
    "January, 03, 2020 - 19:12",
    "Friday, 03 January 2020 3:22 PM  [ Last Update: Saturday, 04 January 2020 5:01 PM ]",
    "Published date: 3 January 2020 11:32 UTC | Last update: 3 years 2 months ago",
    "Last modified: 5 January 2020 First published: 3 January 2020",
]


@pytest.mark.parametrize("line", STAMPS)
def test_the_day_of_publication_is_read(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert str(stamp.day) == "2020-01-03"
    assert line[stamp.date.start : stamp.date.end] == stamp.date.text


@pytest.mark.parametrize(
    "line",
    [
        "January 3, 2020",
        "Updated in January 2020",
        "The Harbour Gazette, 3 January 2020",
        "Published: 3 January 2020 by Ana Poe",
        "On 3 January 2020 at 11:32 the bridge was closed",
        "Updated every day at 14.06",
        "",
    ],
)
def test_another_line_is_none(line: str) -> None:
    assert read_stamp(line) is None


@given(st.text(alphabet="0123456789 :.,|-+()GMTJanuary2020Updatedgo", max_size=170))
def test_any_line_is_read_or_not(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is None or line[stamp.date.start : stamp.date.end] == stamp.date.text
