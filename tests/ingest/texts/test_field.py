"""Files as people keep them: every article of them found, described and kept whole."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from searchapp.ingest.texts.boilerplate import is_junk, opens_pair
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article
from tests.ingest.digests.collection import read
from tests.ingest.digests.field import SECOND, THIRD, read_field
from tests.ingest.digests.sheet import Digest
from tests.ingest.reading import check_spans

DIGESTS = [*read_field(), *read_field(SECOND), *read_field(THIRD)]
_WORD = re.compile(r"\w+")


@pytest.mark.parametrize(
    "digest", [each for each in DIGESTS if each.style == "single"], ids=lambda each: each.name
)
def test_a_file_that_is_one_article_stays_one(digest: Digest) -> None:
    assert len(read(digest)) == 1


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda each: each.name)
def test_no_word_of_an_article_is_lost(digest: Digest) -> None:
    kept: Counter[str] = Counter()
    for article in read(digest):
        # What was taken out is told as well, and lost all the same.
        seen = (each.text for each in article.evidence if each.field != "body")
        kept.update(
            _WORD.findall(" ".join((article.title, article.body, *article.captions, *seen)))
        )
    for wanted in digest.wanted:
        lines = ["", *digest.text[wanted.body_start : wanted.body_end].splitlines()]
        for above, line in itertools.pairwise(map(str.strip, lines)):
            # What points to another article stands on two lines.
            if not (is_junk(line) or opens_pair(line) or opens_pair(above)):
                words = Counter(_WORD.findall(line))
                assert words <= kept, line
                kept -= words


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda each: each.name)
def test_evidence_points_at_what_it_claims(digest: Digest) -> None:
    found = [each for each in read_text(digest.text, digest.name) if isinstance(each, Article)]
    check_spans(digest.text, found)
