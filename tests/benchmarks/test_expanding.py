"""The measurement of what words stand for, in an archive with misspelt words."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from benchmarks.expanding import copy_records, main, misspell
from benchmarks.generator import Generator
from benchmarks.records import read_export


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in Generator().articles(20)), "utf-8")
    return path


def test_a_misspelt_word_is_at_most_a_letter_off() -> None:
    draw = random.Random(5)  # noqa: S311
    slips = {misspell("khashoggi", draw) for _ in range(500)}
    assert {OSA.distance("khashoggi", each) for each in slips} == {0, 1}


def test_copies_have_the_words_of_the_articles_but_for_slips(export: Path) -> None:
    texts = [record["text"] for record in read_export(export)]
    copies = list(copy_records(export, 3, 5))
    assert len({record["id"] for record in copies}) == 60
    assert copies == list(copy_records(export, 3, 5)) != list(copy_records(export, 3, 6))
    pairs = [
        pair
        for number, copied in enumerate(copies)
        for pair in zip(texts[number % 20].split(" "), copied["text"].split(" "), strict=False)
    ]
    misspelt = [OSA.distance(*pair) for pair in pairs[:-1] if pair[0] != pair[1]]
    assert len(pairs) / 30 < len(misspelt) < len(pairs) / 10


def test_a_table_is_printed(
    export: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ["expanding", "--out", str(tmp_path / "index"), "--copies", "2", "--words", "3"]
    monkeypatch.setattr("sys.argv", [*asked, "--source", str(export)])
    main()
    built = capsys.readouterr().out.splitlines()
    assert built[0].startswith("40 articles, ")
    assert [row.split()[-7] for row in built[4:]] == ["3"] * 4
    monkeypatch.setattr("sys.argv", asked)
    main()
    assert capsys.readouterr().out.splitlines()[:2] == built[:2]
