"""What to offer a searcher who found nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.analysis.lexicon import Level
from searchapp.search.spellings import LEVELS
from searchapp.web.params import Params

_SIGNS = re.compile('["“”„«»]|[~^][0-9.]*')
_QUOTES = re.compile('["“”„«»]')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search that may find something.

    Args:
        words: how it differs.
        params: the search.
    """

    words: str
    params: Params


def make_offers(params: Params, levels: Mapping[Level, int]) -> tuple[Offer, ...]:
    """List searches that ask for less.

    Args:
        params: the search that found nothing; its filters are not touched.
        levels: how many results other levels have.

    Returns:
        The levels that find something, the same words without their quotes, then each word alone.
    """
    first = dataclasses.replace(params, page=1)
    bare = " ".join(_SIGNS.sub(" ", params.query).split())
    offers = [
        Offer(f"{level} ({LEVELS[level]})", dataclasses.replace(first, match=level))
        for level, count in levels.items()
        if count
    ]
    if _QUOTES.search(params.query) and bare:
        words = "the same words, anywhere in the article"
        offers.append(Offer(words, dataclasses.replace(first, query=bare)))
    words_alone = [
        word for word in dict.fromkeys(re.findall(r"[\w'’ʼʿʾ-]+", bare)) if word not in _OPERATORS
    ]
    if len(words_alone) > 1:
        offers += [
            Offer(word, dataclasses.replace(first, query=word))
            for word in words_alone[:_MOST_WORDS]
        ]
    return tuple(offers)
