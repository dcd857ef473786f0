"""Names of authors on lines of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.ingest.texts.authors import is_author_line, without_whereabouts
from tests.ingest.reading import BAKER, MET, text_articles


@pytest.mark.parametrize("line", ["Ana Poe", "Ana M. Poe", "Ruth O’Hara-Lind in Oldtown"])
def test_a_persons_name_is_one(line: str) -> None:
    assert is_author_line(line)


@pytest.mark.parametrize("line", ["North Post", "Bridge", "Ana Poe met the mayor", "New York"])
def test_an_outlet_a_place_or_a_sentence_is_none(line: str) -> None:
    assert not is_author_line(line)


def test_the_place_behind_a_name_is_cut_off() -> None:
    assert without_whereabouts("Ana Poe in Oldtown") == "Ana Poe"


@pytest.mark.parametrize(
    "head", ["Ana Poe\nNorth Post, 3 January 2020", "Ana Poe\nNorth Post\n3 January 2020"]
)
def test_a_name_above_outlet_and_date_is_the_author(tmp_path: Path, head: str) -> None:
    (article,) = text_articles(tmp_path, f"Bridge stays closed\n{head}\n\n{MET}\n\n{BAKER}\n")
    assert (article.author, article.outlet) == ("Ana Poe", "North Post")
    assert article.body == f"{MET}\n\n{BAKER}"
