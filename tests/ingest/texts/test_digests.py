"""Digests in many styles and single articles full of false borders, held to pinned floors."""

from __future__ import annotations

import functools

import pytest

from searchapp.ingest.texts.digest import split
from tests.ingest.digests.collection import Score, make_digests, read, score
from tests.ingest.digests.sheet import Digest
from tests.ingest.reading import check_spans

DIGESTS = make_digests()
# Raised when the reading gets better, never lowered.
BORDERS, OUTLETS, DATES, TITLES, AUTHORS = 0.99, 0.98, 0.98, 0.98, 0.97


@functools.cache
def total() -> Score:
    return sum((score(digest) for digest in DIGESTS), Score())


def test_the_collection_is_wide_enough_to_mean_something() -> None:
    several = [digest for digest in DIGESTS if len(digest.wanted) > 1]
    assert len(several) >= 40
    assert len({digest.style for digest in several}) >= 12
    assert (len(DIGESTS) - len(several)) * 4 >= len(DIGESTS)


def test_borders_are_found() -> None:
    assert total().f1 >= BORDERS


def test_outlet_date_title_and_author_of_every_article_are_found() -> None:
    result = total()
    assert result.share(result.outlets) >= OUTLETS
    assert result.share(result.dates) >= DATES
    assert result.share(result.titles) >= TITLES
    assert result.share(result.authors) >= AUTHORS


@pytest.mark.parametrize(
    "digest", [each for each in DIGESTS if len(each.wanted) == 1], ids=lambda each: each.name
)
def test_a_file_that_is_one_article_stays_one(digest: Digest) -> None:
    assert len(split(digest.text)) == 1


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda each: each.name)
def test_evidence_points_at_what_it_claims(digest: Digest) -> None:
    check_spans(digest.text, read(digest))
