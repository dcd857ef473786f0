"""Headings that have title, outlet and date on one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

# All of them could be names, so that no line tells by itself which part is what.
ROWS = (
    ("March 3, 2019", "Harbor Ledger", "Ferry Late Again"),
    ("March 5, 2019", "Al-Sahil", "No Flour in Old Town"),
    ("April 13, 2019", "Harbor Ledger", "Pier Lights Blamed"),
    ("May 9, 2019", "Counterweight", "Council Leaves by Back Door"),
)
READ = [
    ("Ferry Late Again", "Harbor Ledger", "2019-03-03"),
    ("No Flour in Old Town", "Al-Sahil", "2019-03-05"),
    ("Pier Lights Blamed", "Harbor Ledger", "2019-04-13"),
    ("Council Leaves by Back Door", "Counterweight", "2019-05-09"),
]


def written(shape: str, below: str = "\n") -> str:
    heads = (shape.format(date=date, outlet=outlet, title=title) for date, outlet, title in ROWS)
    return "\n\n".join(f"{head}\n{below}{MET}\n{below}{BAKER}" for head in heads)


@pytest.mark.parametrize(
    "shape",
    [
        "{date} - {outlet} - {title}",
        "{date} – {title} – {outlet}",
        "{outlet} | {title} | {date}",
        "{title} — {outlet} — {date}",
        "{title}, {outlet}, {date}",
        "* {date} - {outlet} - {title}",
    ],
)
@pytest.mark.parametrize("below", ["", "\n"])
def test_the_parts_of_a_heading_are_known_by_those_of_the_others(
    tmp_path: Path, shape: str, below: str
) -> None:
    found = text_articles(tmp_path, written(shape, below))
    assert [(each.title, each.outlet, str(each.date)) for each in found] == READ


@pytest.mark.parametrize("shape", ["[{outlet}] {title}\n{date}", "[{outlet}] {title} ({date})"])
def test_a_tag_before_the_title_is_its_outlet(tmp_path: Path, shape: str) -> None:
    found = text_articles(tmp_path, written(shape))
    assert [(each.title, each.outlet, str(each.date)) for each in found] == READ


def test_tags_are_enough(tmp_path: Path) -> None:
    found = text_articles(tmp_path, written("[{outlet}] {title}"))
    assert [(each.title, each.outlet) for each in found] == [each[:2] for each in READ]


def test_a_tag_that_names_a_part_of_the_paper_belongs_to_the_title(tmp_path: Path) -> None:
    text = f"[Updated] Ferry sinks at dawn\nHarbor Ledger, May 3, 2019\n\n{MET}\n\n{BAKER}\n"
    assert [each.title for each in text_articles(tmp_path, text)] == [
        "[Updated] Ferry sinks at dawn"
    ]


def test_a_line_below_a_title_is_no_heading(tmp_path: Path) -> None:
    head = "{}\nAna Poe | Harbor Ledger | {}\n" + f"{MET}\n{BAKER}\n"
    text = head.format("Ferry Late Again", "May 3, 2019") + head.format("No Flour", "May 4, 2019")
    assert [(each.title, each.author) for each in text_articles(tmp_path, text)] == [
        ("Ferry Late Again", "Ana Poe"),
        ("No Flour", "Ana Poe"),
    ]


def test_the_rows_of_a_log_name_the_outlet_above_the_title(tmp_path: Path) -> None:
    rows = (("06:58Z", "Harbor Ledger"), ("09:40Z", "North Post"), ("10:02Z", "Counterweight"))
    text = "\n\n".join(
        f"#00{number} | {hour} | {outlet} | rel: C{number}\n{READ[number - 1][0]}\n{MET}\n{BAKER}"
        for number, (hour, outlet) in enumerate(rows, 1)
    )
    found = text_articles(tmp_path, f"MORNING LOG\n\n{text}")
    assert [(each.title, each.outlet) for each in found] == [
        (READ[place][0], outlet) for place, (_, outlet) in enumerate(rows)
    ]


def test_a_part_that_is_no_name_is_no_outlet(tmp_path: Path) -> None:
    lines = [
        "20190303 - Harbor Ledger - Ferry is late again",
        "20190305 - North Post - No flour in the old town",
        "20190306 - East Echo - Lights of the pier are blamed",
        "20190307 - ?? - Council leaves by the back door",
    ]
    found = text_articles(tmp_path, "\n".join(f"{line}\n{MET}\n{BAKER}" for line in lines))
    assert (found[3].title, found[3].outlet) == ("Council leaves by the back door", None)
