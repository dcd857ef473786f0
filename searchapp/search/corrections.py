"""Did you mean: whole queries of the archive's own words, each known to find something."""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Family, Level, Wanted
from searchapp.analysis.tokens import Word, split_words, words_in
from searchapp.engines.base import Engine, Result
from searchapp.query.plan import Plan
from searchapp.query.syntax import parse
from searchapp.query.words import typeable

_OFFERED = 3
# So many queries are tried at the most,
_TRIED = 8
# with other words in so many places,
_PLACES = 4
# so many for each.
_ALTERNATIVES = 4

# Returns what may have been meant by a word, so many at the most.
_Nearest = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that may have been meant.

    Args:
        query: the whole query.
        total: how many results it has, with the same filters.
        articles: how many articles they are.
    """

    query: str
    total: int
    articles: int

    def to_json(self) -> dict[str, Any]:
        """Return the correction as plain values for `json.dumps`."""
        return dataclasses.asdict(self)


def correct(engine: Engine, query: str, plan: Plan, result: Result) -> tuple[Correction, ...]:
    """Offer other queries where one finds nothing, or has a word that was hardly meant.

    Such is one that the archive does not have, and what is a slip of an English word or of a name
    though something is found by it.

    Args:
        engine: where to search.
        query: what was typed.
        plan: that was made of it.
        result: that it has.

    Returns:
        At most three, the likeliest first; each finds more than the query does.

    Raises:
        IndexDamaged: a file of the index cannot be read.
    """
    if result.partial:
        return ()
    end = time.monotonic() + plan.deadline
    families = engine.families(plan)
    unknown = _unknown(families)
    if unknown and result.articles:
        looser = plan._replace(level=Level.WIDE, deadline=end - time.monotonic())
        unknown &= _unknown(engine.families(looser))
    slips = _slips(engine, families, end) if result.articles else {}
    if result.articles and not unknown and not slips:
        return ()
    found: list[Correction] = []

    def nearest(word: str, most: int) -> Sequence[str]:
        meant = slips.get(surface(word))
        return meant or engine.nearest(word, most, deadline=end - time.monotonic())

    unknown |= slips.keys()
    for text in itertools.islice(_rewritten(nearest, query, families, unknown), _TRIED):
        left = end - time.monotonic()
        if left <= 0 or len(found) == _OFFERED:
            break
        asked = plan._replace(
            query=parse(text).query, offset=0, limit=0, deadline=left, spellings=False
        )
        other = engine.search(asked)
        if other.articles > result.articles:
            found.append(Correction(text, other.total, other.articles))
    return tuple(found)


def _unknown(families: Mapping[Wanted, Family]) -> set[str]:
    """Return the words that stand for nothing in the archive."""
    return {word.text for word, family in families.items() if not family.forms}


def _slips(
    engine: Engine, families: Mapping[Wanted, Family], end: float
) -> dict[str, Sequence[str]]:
    """Return the words that are slips of other ones, with these.

    Who asks for a spelling and no other, or for wrong letters, knows how it is written.
    """
    found = {
        word.text: engine.misspelt(word.text, family.forms, deadline=end - time.monotonic())
        for word, family in families.items()
        if family.forms and word.level is None and not word.edits
    }
    return {word: meant for word, meant in found.items() if meant}


def _rewritten(
    nearest: _Nearest, query: str, families: Mapping[Wanted, Family], unknown: set[str]
) -> Iterator[str]:
    """Yield a query with other words in the place of its own, the likeliest first."""
    every = list(split_words(query))
    sought = {part for word in families for part in words_in(word.text)}
    changed = {part for text in unknown for part in words_in(text)} or sought
    words = [word for word in every if surface(word.text) in changed]
    yield from _joined(nearest, query, every, words)
    options = []
    for word in words[:_PLACES]:
        others = nearest(word.text, _ALTERNATIVES)
        stays = [] if surface(word.text) in unknown else [word.text]
        options.append([*stays, *others] or [word.text])
    ranks = sorted(
        itertools.product(*(range(len(each)) for each in options)), key=lambda way: (sum(way), way)
    )
    for way in ranks:
        chosen = [each[rank] for each, rank in zip(options, way, strict=True)]
        text = _with(query, words, chosen)
        if text != query:
            yield text


def _joined(
    nearest: _Nearest, query: str, every: Sequence[Word], words: Sequence[Word]
) -> Iterator[str]:
    """Yield a query with two words side by side as the one they may be."""
    for first, second in itertools.pairwise(every):
        between = query[first.end : second.start]
        if not between.strip() and (first in words or second in words):
            for whole in nearest(f"{first.text} {second.text}", 1):
                yield query[: first.start] + whole + query[second.end :]


def _with(query: str, words: Sequence[Word], others: Sequence[str]) -> str:
    """Return a query with other words in the place of some."""
    pieces, at = [], 0
    for word, other in zip(words, map(typeable, others), strict=False):
        is_apart = " " in other and query[: word.start].count('"') % 2 == 0
        pieces += [query[at : word.start], f'"{other}"' if is_apart else other]
        at = word.end
    return "".join(pieces) + query[at:]
