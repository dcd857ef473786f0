from __future__ import annotations

import pytest
from lxml import html

from searchapp.ingest.pages.linked_data import HeadValue
from searchapp.ingest.pages.titles import choose_title, visible

LD, OG, ELEMENT, H1 = "json-ld", "meta:og:title", "title-element", "h1"


def title(given: list[tuple[str, str]], body: str = "", outlet: str = "North Post") -> str | None:
    values = [HeadValue("title", rule, text) for rule, text in given]
    tree = html.document_fromstring(f"<html><body>{body or '<p>x</p>'}</body></html>")
    chosen = choose_title(values, [outlet], tree)
    return None if chosen is None else chosen.text


@pytest.mark.parametrize(
    ("given", "body", "expected"),
    [
        # What readers see as the headline.
        ([(LD, "Bridge shut, find out why"), (OG, "Bridge closed")], "<h1>Bridge closed</h1>",
         "Bridge closed"),
        ([(LD, "Bridge closed"), (OG, "Shut!")], "<h1>Bridge closed</h1>", "Bridge closed"),
        # The first heading may be a path's or for machines.
        ([(LD, "Bridge shut 2020"), (OG, "Bridge closed")],
         "<li><h1>Bridge shut 2020</h1></li><h2>Bridge closed</h2>", "Bridge closed"),
        ([(LD, "Bridge shut 2020"), (OG, "Bridge closed")],
         "<h1 class='head_seotitle'>Bridge shut 2020</h1><h2>Bridge closed</h2>", "Bridge closed"),
        # A kicker is left out where the page gives the headline alone as well.
        ([(LD, "Traffic: Bridge closed"), (OG, "Bridge closed")],
         "<h1><span>Traffic:</span> <span>Bridge closed</span></h1>", "Bridge closed"),
        # Nothing is shown: JSON-LD first.
        ([(OG, "Shut!"), (LD, "Bridge closed")], "", "Bridge closed"),
        # Headings alone are widgets as often as not.
        ([(ELEMENT, "Bridge closed - North Post"), (H1, "Save")], "<h1>Save</h1>", "Bridge closed"),
        ([(H1, "Bridge closed")], "<h1>Bridge closed</h1>", "Bridge closed"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_that_is_seen(
    given: list[tuple[str, str]], body: str, expected: str
) -> None:
    assert title(given, body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge closed | North Post", "Bridge closed"),
        ("Bridge closed – North Post", "Bridge closed"),
        ("Bridge closed：North Post", "Bridge closed"),
        ("Bridge closed -- North Post", "Bridge closed"),
        ("Bridge closed « North Post", "Bridge closed"),
        ("Bridge closed › Traffic › North Post", "Bridge closed › Traffic"),
        ("North Post » Bridge closed", "Bridge closed"),
        ("North Post - Bridge closed - North Post", "Bridge closed"),
        ("Bridge closed -", "Bridge closed"),
        ("Bridge closed |", "Bridge closed"),
        ("大桥关闭-North Post", "大桥关闭"),
        ("大桥关闭--North Post", "大桥关闭"),
        ("大桥-居民关闭", "大桥-居民关闭"),
        ("Bridge closed-North Post", "Bridge closed-North Post"),
        ("Bridge closed * North Post * by Ana Poe", "Bridge closed"),
        ("Bridge closed - and open again", "Bridge closed - and open again"),
        ("North Post: what we are", "North Post: what we are"),
        ("Bridge\u00ad closed\u200b", "Bridge closed"),
    ],
)
def test_names_of_the_site_are_cut_off(text: str, expected: str) -> None:
    assert title([(OG, text)]) == expected


def test_an_end_that_another_title_is_without_goes() -> None:
    assert title([(OG, "Bridge closed | Traffic"), (H1, "Bridge closed")]) == "Bridge closed"


def test_a_title_cut_short_is_found_in_full() -> None:
    whole = "The bridge over the river is closed until further notice"
    assert title([(OG, f"{whole[:30]}…"), (H1, whole)]) == whole


def test_the_name_of_the_site_is_no_title() -> None:
    assert title([(OG, "North Post"), (H1, "North Post")]) is None


def test_a_heading_that_is_never_closed_does_no_harm() -> None:
    body = "<h1>Bridge closed" + "<div><b>x</b>" * 3000
    assert title([(OG, "Bridge closed")], body) == "Bridge closed"


def test_what_is_not_seen_is_left_out() -> None:
    assert visible(" a\u00adb\u2060 \u00a0 c\ufeff ") == "ab c"
