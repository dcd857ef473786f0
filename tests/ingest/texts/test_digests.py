"""Digests in many styles and single articles full of false borders, held to pinned floors."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pytest

from searchapp.ingest.texts.digest import split
from tests.ingest.digests.collection import Score, make_digests, read, score
from tests.ingest.digests.field import SECOND, THIRD, read_field
from tests.ingest.digests.sheet import Digest
from tests.ingest.reading import check_spans

DIGESTS = make_digests()
SETS = {
    "made": DIGESTS,
    "field": read_field(),
    "second": read_field(SECOND),
    "third": read_field(THIRD),
}


@dataclass(frozen=True)
class Floor:
    """What is found at least.  Raised when the reading gets better, never lowered."""

    borders: float
    titles: float
    outlets: float
    dates: float
    authors: float


KNOWN = Floor(borders=0.99, titles=0.98, outlets=0.98, dates=0.98, authors=0.98)
FLOORS = {
    "made": KNOWN,
    "field": KNOWN,
    "second": Floor(borders=0.95, titles=0.91, outlets=0.9, dates=0.91, authors=0.91),
    "third": Floor(borders=0.98, titles=0.95, outlets=0.88, dates=0.95, authors=0.91),
}


@functools.cache
def total(name: str) -> Score:
    return sum((score(digest) for digest in SETS[name]), Score())


def test_the_collection_is_wide_enough_to_mean_something() -> None:
    several = [digest for digest in DIGESTS if len(digest.wanted) > 1]
    assert len(several) >= 40
    assert len({digest.style for digest in several}) >= 12
    assert (len(DIGESTS) - len(several)) * 4 >= len(DIGESTS)


@pytest.mark.parametrize("name", SETS)
def test_borders_are_found(name: str) -> None:
    assert total(name).f1 >= FLOORS[name].borders


@pytest.mark.parametrize("name", SETS)
def test_outlet_date_title_and_author_of_every_article_are_found(name: str) -> None:
    result = total(name)
    floor = FLOORS[name]
    assert result.share(result.outlets) >= floor.outlets
    assert result.share(result.dates) >= floor.dates
    assert result.share(result.titles) >= floor.titles
    assert result.share(result.authors) >= floor.authors


@pytest.mark.parametrize(
    "digest", [each for each in DIGESTS if len(each.wanted) == 1], ids=lambda each: each.name
)
def test_a_file_that_is_one_article_stays_one(digest: Digest) -> None:
    assert len(split(digest.text)) == 1


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda each: each.name)
def test_evidence_points_at_what_it_claims(digest: Digest) -> None:
    check_spans(digest.text, read(digest))
