"""What the tests of this room share: writing a file and reading it back as a user's run would."""

from __future__ import annotations

from pathlib import Path

from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article, Rejected

MET = (
    "The council met for nine hours on Monday and agreed that the bridge would stay closed until"
    " the spring, two of its members said."
)
BAKER = (
    "Nobody in the town was surprised, a baker said, because the bridge had been closed in every"
    " spring that she could remember."
)


def read(path: Path, limits: Limits | None = None) -> list[Article | Rejected]:
    """Return everything that reading a file or folder gives."""
    limits = Limits() if limits is None else limits
    return [each for file in find_files([path]) for each in read_articles(file, limits)]


def articles(path: Path) -> list[Article]:
    """Return the articles of a file or folder; there must be no rejection."""
    found = read(path)
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert rejected == []
    return [each for each in found if isinstance(each, Article)]


def rejections(path: Path, limits: Limits | None = None) -> list[Rejected]:
    """Return the rejections of a file or folder."""
    return [each for each in read(path, limits) if isinstance(each, Rejected)]


def text_articles(folder: Path, text: str) -> list[Article]:
    """Write a text file and return its articles, with every span checked against the text."""
    file = folder / "file.txt"
    file.write_text(text, encoding="utf-8", newline="")
    found = articles(file)
    check_spans(text, found)
    return found


def check_spans(text: str, found: list[Article]) -> None:
    """Hold the law of spans: evidence stands where it says, articles lie in order and apart."""
    at = 0
    for number, article in enumerate(found, 1):
        assert at <= article.source.start < article.source.end <= len(text)
        assert (article.source.part, article.source.parts) == (number, len(found))
        at = article.source.end
        for evidence in article.evidence:
            assert evidence.start is not None
            assert text[evidence.start : evidence.end] == evidence.text
