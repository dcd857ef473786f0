"""Titles with their outlet and date on the same line."""

from __future__ import annotations

import pytest

from searchapp.ingest.texts.titled import cut_site, read_headlined, read_site, read_titled

TITLE = "Bridge stays closed until spring"


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        (f"{TITLE} (North Post, 3 January 2020)", "North Post", "2020-01-03"),
        (f"{TITLE} | North Post | 03 Jan 2020", "North Post", "2020-01-03"),
        (f"25/01/2020 - North Post - {TITLE}", "North Post", "2020-01-25"),
        (f"*** {TITLE} – North Post, 3 janvier 2020", "North Post", "2020-01-03"),
        (f"North Post (3 Jan 2020): {TITLE}", "North Post", "2020-01-03"),
        (f"January 3, 2020 – {TITLE}", None, "2020-01-03"),
    ],
)
def test_title_outlet_and_date_are_told_apart(line: str, outlet: str | None, date: str) -> None:
    found = read_titled(line)
    assert found is not None
    title, byline = found
    assert title.text == TITLE
    assert line[title.start : title.end] == TITLE
    assert (None if byline.outlet is None else byline.outlet.text) == outlet
    assert str(byline.day) == date


@pytest.mark.parametrize(
    "line",
    [
        TITLE,
        "North Post | 3 January 2020",
        "Bridge - mayor - 3 arches",
        "On 3 January 2020 - a Friday - the mayor crossed the bridge.",
    ],
)
def test_another_line_is_none(line: str) -> None:
    assert read_titled(line) is None


@pytest.mark.parametrize(
    ("line", "site"),
    [
        (f"{TITLE} - The Guardian", "The Guardian"),
        (f"{TITLE} – Reuters", "Reuters"),
        (f"{TITLE} | North Post", "North Post"),
        (f"{TITLE} – mayor", None),
        (f"{TITLE} – Iraqi PM", None),
        (f"{TITLE} | Opinion", None),
        ("Bridge | North Post", None),
        (TITLE, None),
    ],
)
def test_the_name_of_a_site_is_cut_off_a_title(line: str, site: str | None) -> None:
    found = read_site(line)
    assert (None if found is None else found.text) == site
    if found is not None:
        assert line[found.start : found.end] == site
        assert cut_site(line) == TITLE


@pytest.mark.parametrize(
    ("line", "title", "outlet", "day", "author"),
    [
        ('Poe, Ana. "Bridge closed." North Post, 3 May 2020.',
         "Bridge closed", "North Post", "2020-05-03", "Poe, Ana"),
        ('"Bridge closed." North Post, May 2020.', "Bridge closed", "North Post", "2020-05", None),
        ('"Bridge closed." North Post, n.d.', "Bridge closed", "North Post", None, None),
    ],
)  # fmt: skip
def test_an_article_is_read_as_bibliographies_cite_it(
    line: str, title: str, outlet: str, day: str | None, author: str | None
) -> None:
    read = read_titled(line)
    assert read is not None
    spot, byline = read
    assert line[spot.start : spot.end] == spot.text == title
    assert byline.outlet is not None
    found = (byline.outlet.text, byline.day, byline.author)
    assert found[0] == outlet
    assert (None if found[1] is None else str(found[1])) == day
    assert (None if found[2] is None else found[2].text) == author


@pytest.mark.parametrize(
    "title",
    [
        "Council Votes to Repair Bridge",
        "Storm Closes Northern Ferry Route",
        "Why the Bridge Matters",
    ],
)
@pytest.mark.parametrize(
    "behind", [" ({}, 3 March 2020)", " - {}, March 3, 2020", " | {} | 3 May 2020"]
)
def test_a_title_in_capitals_is_no_name(title: str, behind: str) -> None:
    found = read_headlined(title + behind.format("Reuters"))
    assert found is not None
    spot, byline = found
    assert (spot.text, byline.author) == (title, None)
    assert byline.outlet is not None
    assert byline.outlet.text == "Reuters"


@pytest.mark.parametrize(
    "line",
    [
        "Ana Poe | Reuters | 3 March 2020",
        "Jan van der Berg (Reuters, 3 March 2020)",
        "Ana Poe and Jon Ro - Reuters, 3 March 2020",
        "The Old Town Post (Reuters, 3 March 2020)",
        "Center for Northern Studies | Ana Poe | 3 March 2020",
    ],
)
def test_names_beside_a_date_are_no_title(line: str) -> None:
    assert read_headlined(line) is None
