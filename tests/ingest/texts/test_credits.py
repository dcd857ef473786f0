"""Source lines, addresses and the lines of services that monitor the press."""

from __future__ import annotations

import pytest

from searchapp.ingest.texts.bylines import Byline
from searchapp.ingest.texts.credits import read_address, read_credit, read_monitored


def said(byline: Byline | None) -> tuple[str | None, str | None] | None:
    if byline is None:
        return None
    outlet = None if byline.outlet is None else byline.outlet.text
    return outlet, None if byline.day is None else str(byline.day)


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        ("Fuente: Correo del Norte", "Correo del Norte", None),
        ("Quelle: Nordkurier am Abend, 12. November 2019", "Nordkurier am Abend", "2019-11-12"),
        ("المصدر: جريدة الشمال", "جريدة الشمال", None),
        ("Источник: Северная почта", "Северная почта", None),
        ("SOURCE: North Post | DATE: 3 March 2020", "North Post", "2020-03-03"),
        ("Source: North Post, Oldtown, in English 6 Jan 20 p 1", "North Post", "2020-01-06"),
        ("Culled from the web", None, None),
    ],
)
def test_a_source_line_is_read(line: str, outlet: str | None, date: str | None) -> None:
    assert said(read_credit(line)) == (outlet, date)


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        ("Text of report by North Post website on 3 May 2020", "North Post", "2020-05-03"),
        ("Text of report in English by Oramian news agency ONA", "ONA", None),
        ("JN1506104598 Baghdad Al-Sahil in Arabic 14 Jun 98 p 4", "Al-Sahil", "1998-06-14"),
        ("Tehran Observer in English 0815 gmt 3 Jan 20", "Tehran Observer", "2020-01-03"),
    ],
)
def test_the_line_of_a_monitoring_service_is_read(line: str, outlet: str, date: str | None) -> None:
    assert said(read_monitored(line)) == (outlet, date)


@pytest.mark.parametrize("line", ["He was born in Oldtown in 1998", "A report by my brother"])
def test_a_sentence_is_no_line_of_a_monitoring_service(line: str) -> None:
    assert read_monitored(line) is None


def test_an_address_alone_is_told_from_one_in_a_sentence() -> None:
    found = read_address("<https://www.north.example/bridge>")
    assert found is not None
    assert (found.url and found.url.text) == "https://www.north.example/bridge"
    assert (found.outlet and found.outlet.text) == "north.example"
    assert read_address("See https://www.north.example/bridge") is None


def test_a_shortened_address_names_no_outlet() -> None:
    short, own = read_address("https://t.co/9xKqZ"), read_address("https://post.example/1")
    assert short is not None
    assert own is not None
    assert own.outlet is not None
    assert (short.outlet, own.outlet.text) == (None, "post.example")
