from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from searchapp.ingest import data
from searchapp.ingest.pages.dates import day_in, find_shown_date, is_date_line
from searchapp.ingest.pages.outlets import letters

TITLE = "Bridge closed"


@pytest.mark.parametrize(
    "text",
    [
        "November 4, 2019",
        "Posted on Mon, 4 Nov 2019 at 09:12",
        "Stand: 4. November 2019, 09:12 Uhr",
        "Zabra, 4 de noviembre de 2019",
        "Publicado em 4 de novembro de 2019",
        "Publié le 4 novembre 2019 à 09h12",
        "lunedì 4 novembre 2019",
        "maandag 4 november 2019",
        "04 Kasım 2019 Pazartesi",
        "4 listopada 2019",
        "2019. november 4.",
        "4 ноября 2019, 09:12",
        "4 листопада 2019",
        "4 Νοεμβρίου 2019",
        "4 בנובמבר 2019",
        "الاثنين 4 نوفمبر 2019",
        "۱۳ آبان ۱۳۹۸",
        "2019年11月4日 9時12分",
        "입력 2019년 11월 4일",
        "4 tháng 11, 2019",
        "04.11.2019 09:12",
    ],
)
def test_a_day_is_read_in_any_language(text: str) -> None:
    assert str(day_in(text)) == "2019-11-04"
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "November 2019",
        "4 people in 2019",
        "4 wochen 2019",
        "31 février 2019",
        "03/04/2019",
        "2019",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None
    assert not is_date_line(text)


def test_a_sentence_with_a_date_in_it_is_no_line_of_a_date() -> None:
    assert not is_date_line("It fell on 3 May 2019.")
    assert not is_date_line("The bridge was closed on November 4, 2019, said the council of it.")


@given(st.text(max_size=200))
def test_any_text_is_read_or_not(text: str) -> None:
    day = day_in(text)
    assert day is None or day.precision == "day"


def test_no_name_is_of_two_months() -> None:
    rows = data.table("months")["european"]
    names = [name for row in rows for name in row.split("|")]
    assert len(rows) == 12
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<i>May 1, 2020</i><h1>Bridge closed</h1><p>May 2, 2020</p>", "2020-05-02"),
        ("<p>May 1, 2020</p><h1>Bridge closed</h1><p>It is.</p>", "2020-05-01"),
        ("<li>Mill <i>May 1, 2020</i></li><h2>Bridge closed</h2><b>Ana<br>May 2, 2020</b>",
         "2020-05-02"),
        # Before there were headings.
        ("<font><b>Bridge closed</b></font><p>2 May 2003</p>", "2003-05-02"),
        # A paragraph tells of other days.
        (f"<h1>Bridge closed</h1><p>On May 2, 2020, {'it rained ' * 20}.</p>", None),
        ("<h1>Mill reopens</h1><p>May 2, 2020</p>", None),
        ("<h1>Bridge closed</h1>" + "<p>x</p>" * 50 + "<p>May 2, 2020</p>", None),
    ],
)  # fmt: skip
def test_the_date_of_a_page_stands_beside_its_headline(body: str, expected: str | None) -> None:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    found = find_shown_date(tree, {letters(TITLE)})
    assert (None if found is None else str(found.date)) == expected
