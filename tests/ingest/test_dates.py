from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.dates import find_date, find_dates, find_short_date, parse_field


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("January 3, 2020", "2020-01-03"),
        ("Friday, January 3, 2020", "2020-01-03"),
        ("3 January 2020", "2020-01-03"),
        ("3rd of January 2020", "2020-01-03"),
        ("Jan. 3, 2020", "2020-01-03"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("July 8th, 2021", "2021-07-08"),
        ("2020-01-03", "2020-01-03"),
        ("2020/1/3", "2020-01-03"),
        ("31.12.2019", "2019-12-31"),
        ("31/12/2019", "2019-12-31"),
        ("12/31/2019", "2019-12-31"),
        ("31-Dec-2019", "2019-12-31"),
        ("March 2018", "2018-03"),
        ("Jan 3 2020", "2020-01-03"),
        ("January 3,2020", "2020-01-03"),
        ("Jan.3, 2020", "2020-01-03"),
        ("January the 3rd, 2020", "2020-01-03"),
        ("January\u00a03, 2020", "2020-01-03"),
        ("Fri 3 Jan 2020", "2020-01-03"),
        ("2020 January 3", "2020-01-03"),
        ("2020-Jan-03", "2020-01-03"),
        ("Jan-03-2020", "2020-01-03"),
        ("3/Jan/2020", "2020-01-03"),
        ("2020.01.03", "2020-01-03"),
        ("2020-01-03T10:15Z", "2020-01-03"),
        ("2019 March 3, 2020", "2020-03-03"),
        ("January 3-5, 2020", "2020-01"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(written: str, iso: str) -> None:
    found = find_date(f"printed {written}, they say")
    assert found is not None
    assert str(found.date) == iso


@pytest.mark.parametrize(
    "written",
    [
        "3 марта 2020 г.", "3 marca 2020 r.", "3 marca 2020", "3 березня 2020 року",
        "3 березня 2020", "3 במרץ 2020", "3 Maret 2020", "3. března 2020", "3 MARS 2020",
        "2020年3月3日", "2020年03月03日", "2020년 3월 3일", "3 μαρτίου 2020",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_languages_of_the_table(written: str) -> None:
    found = find_date(f"“{written}”, so")
    assert found is not None
    assert (str(found.date), found.start, found.end) == ("2020-03-03", 1, 1 + len(written))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("5 października 2020", "2020-10-05"),
        ("5 СІЧНЯ 2020", "2020-01-05"),
        ("5 Agustus 2020", "2020-08-05"),
        ("5 Ağustos 2020", "2020-08-05"),
        ("5 août 2020", "2020-08-05"),
        ("5 aout 2020", "2020-08-05"),
    ],
)
def test_accents_and_case_of_a_month_do_not_matter(written: str, iso: str) -> None:
    found = find_date(written)
    assert found is not None
    assert str(found.date) == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [("3 Mar 20", "2020-03-03"), ("3 Mar 98 ", "1998-03-03"), ("3 Mar 20 people", None)],
)
def test_two_figures_of_a_year_end_a_line(line: str, iso: str | None) -> None:
    found = find_short_date(line)
    assert (None if found is None else str(found.date)) == iso
    assert find_date(line) is None


@pytest.mark.parametrize(
    "written",
    [
        "5 people 2020",
        "on Monday",
        "January 3",
        "in 2020",
        "February 30, 2020",
        "2020-13-45",
        "version 1.12.20201",
        "May",
        "Jan '20",
        "3 Jan 20",
    ],
)
def test_what_is_no_whole_date_is_none(written: str) -> None:
    assert find_date(written) is None


def test_of_a_date_that_can_mean_two_days_only_the_year_is_taken() -> None:
    found = find_date("03/04/2020")
    assert found is not None
    assert str(found.date) == "2020"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020", "2020"),
        ("2020-01", "2020-01"),
        ("20200103", "2020-01-03"),
        ("20200103101500", "2020-01-03"),
        ("20200103T101500Z", "2020-01-03"),
        ("20200103T055000+0900", "2020-01-03"),
        ("20200103T0550-05:00", "2020-01-03"),
        ("۱۳۹۸-۱۰-۱۳", "2020-01-03"),
        ("٢٠٢٠-٠١-٠٣", "2020-01-03"),
        ("2020-01-03T23:59:00-05:00", "2020-01-03"),
        ("Fri, 03 Jan 2020 10:15:00 +0000", "2020-01-03"),
        ("12/22/16", "2016-12-22"),
        ("7/7/99", "1999-07-07"),
        (1578052800, "2020-01-03"),
        (1578052800000, "2020-01-03"),
        ("8 July 2021", "2021-07-08"),
    ],
)
def test_a_field_may_hold_any_usual_form(value: object, iso: str) -> None:
    assert str(parse_field(value)) == iso


@pytest.mark.parametrize("value", [None, True, "", "soon", "n/a", [], {}, "99", float("nan")])
def test_a_field_without_a_date_is_unknown(value: object) -> None:
    assert parse_field(value) is None


@given(st.dates(min_value=datetime.date(1500, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_comes_back(day: datetime.date) -> None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    for written in (
        day.isoformat(),
        f"{months[day.month - 1]} {day.day}, {day.year}",
        f"{day.day} {months[day.month - 1][:3]} {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
    ):
        found = find_date(written)
        assert found is not None
        assert found.date.first_day() == found.date.last_day() == day
        assert (found.start, found.end) == (0, len(written))


@given(st.text(max_size=300) | st.floats() | st.integers())
def test_reading_a_field_never_raises(value: object) -> None:
    parse_field(value)


@given(st.text(alphabet="0123456789-/., JanuarymyMarchst", max_size=200))
def test_a_found_date_lies_in_the_text(text: str) -> None:
    found = find_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_all_dates_of_a_text_are_found_in_order() -> None:
    text = "From Jan. 3, 2020 to 5 يناير 2021, but not in 1398; again in May 2022."
    assert [str(each.date) for each in find_dates(text)] == ["2020-01-03", "2021-01-05", "2022-05"]
    assert list(find_dates("No day at all.")) == []


@pytest.mark.parametrize(
    "written",
    ["Wednesday,   September. the 30th , 2020", "الأربعاء ٣٠ من أيلول / سبتمبر، عام ٢٠٢٠"],
)
@pytest.mark.parametrize("before", ["", "of 12345 readers ", "since 1999 many said " * 20])
def test_the_longest_date_is_found_wherever_it_stands(before: str, written: str) -> None:
    found = find_date(before + written)
    assert found is not None
    assert str(found.date) == "2020-09-30"
    assert found.end == len(before) + len(written)


@pytest.mark.parametrize("sign", ["", "Ñ"])
@given(
    written=st.lists(
        st.sampled_from(
            ["3 January 2020", "2020-01-03", "March 2018", "vom 3. März 2015", "2020年3月3日"]
        ),
        min_size=1,
        max_size=5,
    ),
    gap=st.integers(0, 300),
)
def test_the_dates_of_a_long_line_are_those_of_its_parts(
    written: list[str], gap: int, sign: str
) -> None:
    text = sign + "".join(" and 1234 " + "words " * gap + date + "," for date in written)
    found = list(find_dates(text))
    assert [each.date for each in found] == [next(find_dates(date)).date for date in written]
    for each, date in zip(found, written, strict=True):
        assert date.endswith(text[each.start : each.end])


@pytest.mark.parametrize("gap", range(40, 130))
def test_no_date_of_a_long_line_is_cut_in_two(gap: int) -> None:
    text = "1934 " + "w" * gap + " 2020-01-03 " + "words " * 40
    (found,) = find_dates(text)
    assert str(found.date) == "2020-01-03"
    assert text[found.start : found.end] == "2020-01-03"
