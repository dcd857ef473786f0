"""What a page writes above every title."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

HEADERS = [
    "HARBOR LEDGER ONLINE",
    "www.harborledger.example",
    "HARBOR LEDGER - All the news that floats.",
    "Harbor Ledger\nHome | News | Page 3",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n---\n\n"])
@pytest.mark.parametrize("count", [2, 3])
def test_a_header_does_not_end_the_article_before(
    tmp_path: Path, header: str, between: str, count: int
) -> None:
    text = between.join(
        f"{header}\n\nStory number {number}\nBy Ana Poe | May {number}, 2019\n\n{MET}\n\n{BAKER}"
        for number in range(1, count + 1)
    )
    found = text_articles(tmp_path, text)
    assert [each.title for each in found] == [f"Story number {n}" for n in range(1, count + 1)]
    assert {each.body for each in found} == {f"{MET}\n\n{BAKER}"}


def test_the_addresses_of_two_articles_are_no_header(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"https://news.example/{n}\nStory number {n}\nMay {n}, 2019\n\n{MET}\n\n{BAKER}"
        for n in (1, 2)
    )
    found = text_articles(tmp_path, text)
    assert [each.url for each in found] == ["https://news.example/1", "https://news.example/2"]
