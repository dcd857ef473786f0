from __future__ import annotations

import json
from pathlib import Path

from searchapp.ingest.outlets import Outlets
from searchapp.ingest.pipeline import FileNotes, Limits, find_files, read_articles
from searchapp.model import Article
from tests.ingest.reading import articles


def dates(folder: Path, *rows: tuple[str, str]) -> list[str]:
    return [str(each.date) for each in export(folder, *rows)]


def export(folder: Path, *rows: tuple[str, str]) -> list[Article]:
    records = [{"text": f"Text {n}.", "outlet": o, "date": d} for n, (o, d) in enumerate(rows)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    return articles(folder)


def test_the_other_dates_of_the_outlet_decide(tmp_path: Path) -> None:
    found = export(
        tmp_path,
        ("Harbor Ledger", "03/04/2020"),
        ("Press Kite", "03/04/2020"),
        ("Harbor Ledger", "25/04/2020"),
        ("Press Kite", "4/25/20"),
        ("Press Kite", "5-6-2020 10:15"),
    )
    assert [str(each.date) for each in found] == [
        "2020-04-03", "2020-03-04", "2020-04-25", "2020-04-25", "2020-05-06",
    ]  # fmt: skip
    last = found[0].evidence[-1]
    assert (last.field, last.rule, last.text) == ("date", "date-order", "03/04/2020")


def test_an_outlet_without_such_dates_goes_by_the_file(tmp_path: Path) -> None:
    rows = [("Harbor Ledger", "03/04/2020"), ("Press Kite", "25/04/2020")]
    assert dates(tmp_path, *rows)[0] == "2020-04-03"


def test_an_outlet_that_only_its_address_tells_has_a_say(tmp_path: Path) -> None:
    rows = [
        {"text": "One.", "outlet": "Press Kite", "date": "03/04/2020"},
        {"text": ["Two."], "url": "https://www.kite.example/2", "date": "25/04/2020"},
        {"text": "Three.", "outlet": "Harbor Ledger", "date": "4/25/2020"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (file,) = find_files([tmp_path])
    notes = FileNotes(Outlets(hosts={"kite.example": "Press Kite"}))
    first = next(read_articles(file, Limits(), notes=notes))
    assert isinstance(first, Article)
    assert str(first.date) == "2020-04-03"


def test_dates_that_do_not_agree_decide_nothing(tmp_path: Path) -> None:
    rows = [("VKN", "03/04/2020"), ("VKN", "25/04/2020"), ("VKN", "04/25/2020")]
    assert dates(tmp_path, *rows)[0] == "2020"


def test_without_other_dates_only_the_year_is_known(tmp_path: Path) -> None:
    assert dates(tmp_path, ("VKN", "03/04/2020"), ("VKN", "April 25, 2020"))[0] == "2020"


def test_a_day_that_is_its_own_month_tells_no_order(tmp_path: Path) -> None:
    assert dates(tmp_path, ("VKN", "03/04/2020"), ("VKN", "4/4/2020")) == ["2020", "2020-04-04"]
