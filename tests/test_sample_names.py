"""The names of the sample archive: each has several spellings, and any of them finds the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from searchapp.analysis.folding import fold_text
from searchapp.archive import Archive
from tests.conftest import ROOT

# A row of the table of names: the label, and the spellings in two columns.
ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \| ([^|]* · [^|]*) \|([^|]*)\|$", re.M)


def names() -> Iterator[tuple[str, list[str]]]:
    text = (ROOT / "corpus" / "README.md").read_text("utf-8")
    for label, latin, others in ROW.findall(text):
        yield label, [each.strip() for each in f"{latin}·{others}".split("·") if each.strip()]


@pytest.fixture(scope="module")
def texts(sample_archive: Archive) -> dict[str, str]:
    articles = [hit.article for hit in sample_archive.search(limit=1000, copies=True).hits]
    return {each.id: f" {fold_text(f'{each.title} {each.body}')} " for each in articles}


def found(archive: Archive, query: str) -> set[str]:
    return {hit.id for hit in archive.search(query, limit=1000, copies=True).hits}


def test_any_spelling_of_a_name_finds_most_articles_with_another(
    sample_archive: Archive, texts: dict[str, str]
) -> None:
    recalls, extra = [], 0
    for _, spellings in names():
        folded = [f" {fold_text(each)} " for each in spellings]
        expected = {name for name, text in texts.items() if any(each in text for each in folded)}
        for spelling in spellings:
            got = found(sample_archive, spelling)
            recalls.append(len(got & expected) / len(expected))
            extra = max(extra, len(got - expected))
    assert len(recalls) > 200
    assert sum(recalls) / len(recalls) > 0.76
    assert extra <= 2


def test_every_article_that_is_found_says_why(sample_archive: Archive) -> None:
    found = 0
    for _, spellings in names():
        for spelling in spellings:
            for query in (spelling, f'"{spelling}"', f'"{spelling}"~3'):
                for hit in sample_archive.search(query, limit=1000, copies=True).hits:
                    assert hit.reasons, (query, hit.id)
                    found += 1
    assert found > 5_000


@pytest.mark.parametrize(
    "typed",
    [
        "Khadija Awadi",
        "Khadeeja ‘Awwadi",
        "خديجة عوادي",
        "Leila Kamarani",
        "ليلى قمراني",
        "Ljudmila Horoševskaja",
        "Людмила Хорошевська",
        "Chava Rechavit",
        "Khojestan",
        "خجستان",
        "Kryvodol’s’k",
        "Криводольськ",
        "Tzophar",
    ],
)
def test_all_spellings_of_these_are_found_and_nothing_else(
    sample_archive: Archive, texts: dict[str, str], typed: str
) -> None:
    (spellings,) = [
        each for _, each in names() if fold_text(typed) in [fold_text(name) for name in each]
    ]
    folded = [f" {fold_text(each)} " for each in spellings]
    assert found(sample_archive, typed) == {
        name for name, text in texts.items() if any(each in text for each in folded)
    }
