"""All digests of the tests, and the measure of how well they are read."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.outlets import built_in
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article
from tests.ingest.digests.exports import EXPORTS
from tests.ingest.digests.plain import STYLES, Style
from tests.ingest.digests.sheet import DATA, Digest, Sheet, Value, Wanted, stories
from tests.ingest.reading import articles

_SEEDS = 3


@dataclass
class Score:
    """How one or more digests were read."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    articles: int = 0
    titles: int = 0
    outlets: int = 0
    dates: int = 0
    authors: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            *(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True))
        )

    @property
    def f1(self) -> float:
        """Of the borders; 1 where there are none and none were found."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0

    def share(self, count: int) -> float:
        """Which part of the articles a count is."""
        return count / self.articles if self.articles else 1.0


def make_digests() -> list[Digest]:
    """Make every digest in every style, and read the single articles."""
    made = []
    for style in (*STYLES, *EXPORTS):
        for seed in range(_SEEDS):
            rng = random.Random(f"{style.__name__}/{seed}")  # noqa: S311
            sheet = Sheet(rng)
            style(sheet, rng.sample(stories(), rng.randint(4, 8)))
            made.append(sheet.done(style.__name__, f"{style.__name__}-{seed}"))
        made.append(_make_single(style))
    return made + read_singles()


def _make_single(style: Style) -> Digest:
    rng = random.Random(f"{style.__name__}/single")  # noqa: S311
    sheet = Sheet(rng)
    style(sheet, rng.sample(stories(), 1))
    return sheet.done("one of a style", f"{style.__name__}-single")


def read_singles() -> list[Digest]:
    """Read the single articles that are full of what looks like a border."""
    gold = json.loads((DATA / "singles/gold.json").read_text(encoding="utf-8"))
    digests = []
    for name, known in gold.items():
        text = (DATA / "singles" / f"{name}.txt").read_text(encoding="utf-8")
        wanted = Wanted(0, known["title"], known["outlet"], known["date"], None)
        digests.append(Digest("single articles", name, text, (wanted,)))
    return digests


def read(digest: Digest) -> list[Article]:
    """Read a digest as the pipeline does; one that is a file is read by the pipeline itself."""
    if digest.path is not None:
        return articles(digest.path)
    return [each for each in read_text(digest.text, digest.name) if isinstance(each, Article)]


def score(digest: Digest) -> Score:
    """Measure how well a digest is read.

    A border is right if it lies behind the last word of one article's body and before the first
    word of the next one's head.
    """
    found = read(digest)
    borders = [each.source.start for each in found[1:]]
    wanted = digest.wanted
    right = sum(
        any(each.earliest <= border <= each.latest for border in borders) for each in wanted[1:]
    )
    total = Score(len(wanted) - 1, len(borders), right, len(wanted))
    for each in wanted:
        article = _match(found, each)
        if article is None:
            continue
        date = None if article.date is None else str(article.date)
        total.titles += is_right(article.title, each.title)
        total.outlets += is_right(article.outlet, each.outlet)
        total.dates += is_right(date, each.date)
        total.authors += is_right(article.author, each.author)
    return total


def is_right(found: str | None, wanted: Value) -> bool:
    """Say whether a value is what is wanted, or the name that is shown for such an outlet."""
    right = wanted if isinstance(wanted, list) else [wanted]
    shown = [built_in().name_of(each) for each in right if each is not None]
    return found in right or (found is not None and found in shown)


def _match(found: Sequence[Article], wanted: Wanted) -> Article | None:
    """Return the article that holds the middle of what is wanted, if it begins where it may."""
    if wanted.body_end < 0:
        return found[0] if found else None
    middle = (wanted.body_start + wanted.body_end) // 2
    for article in found:
        if article.source.start <= middle < article.source.end:
            begins = article.source.start >= wanted.earliest
            return article if begins else None
    return None
