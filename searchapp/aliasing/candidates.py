"""Other names that an archive itself tells: candidates for a user to accept or reject.

All articles are gone through, one at a time.  An article counts for a pair of names once, and not
at all where another one says it in the very same sentence, as copies do.

Of very many pairs, the rarest are forgotten on the way, as in lossy counting (G. S. Manku and
R. Motwani, "Approximate frequency counts over data streams", VLDB 2002), so that the memory is
bounded; their counts are then lower bounds.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from searchapp.analysis.aliases import Aliases
from searchapp.analysis.aliasgroups import Words, name_words
from searchapp.analysis.definitions import Definition, find_definitions, sentence_around
from searchapp.model import Article, story_order

# How many pairs are kept, how many quotes of each, and how many sentences are told from copies.
MAX_PAIRS = 100_000
_QUOTES = 3
_SENTENCES = 1_000
_WRITINGS = 16


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that says that two names are one.

    Args:
        article: the id of the article.
        outlet: who published it; None where that is not known.
        date: when, as "2020-01-03"; None where that is not known.
        sentence: the sentence.
    """

    article: str
    outlet: str | None
    date: str | None
    sentence: str

    def __str__(self) -> str:
        """Return the quote with who said it, as a source of a group."""
        parts = (self.outlet or "outlet not known", self.date or "no date", self.article)
        return f"{', '.join(parts)}: “{self.sentence}”"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that the archive says are one.

    Args:
        name: the long one, or the one in use, as it is mostly written.
        other: the other one.
        former: whether the archive says that the other one was given up.
        articles: how many articles say so, each in a sentence of its own.
        outlets: how many outlets.
        quotes: the earliest of the sentences.
    """

    name: str
    other: str
    former: bool
    articles: int
    outlets: int
    quotes: tuple[Quote, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the candidate as plain values for `json.dumps`."""
        return dataclasses.asdict(self)


@dataclass(slots=True)
class _Tally:
    """What is known of one pair.

    Args:
        floor: how often it may have been there before it was counted.
    """

    floor: int = 0
    articles: int = 0
    outlets: set[str | None] = field(default_factory=set)
    sentences: set[bytes] = field(default_factory=set)
    written: Counter[tuple[str, str]] = field(default_factory=Counter)
    quotes: list[tuple[tuple[int, str], Quote]] = field(default_factory=list)

    def add(self, article: Article, found: Definition) -> None:
        sentence = sentence_around(article.body, found.start, found.end)
        mark = hashlib.blake2b(sentence.encode("utf-8", "replace"), digest_size=8).digest()
        self.outlets.add(article.outlet)
        if mark in self.sentences:
            return
        self.articles += 1
        if len(self.sentences) < _SENTENCES:
            self.sentences.add(mark)
        writing = (found.name, found.other)
        if writing in self.written or len(self.written) < _WRITINGS:
            self.written[writing] += 1
        date = None if article.date is None else str(article.date)
        quote = Quote(article.id, article.outlet, date, sentence)
        self.quotes.append((story_order(article.date, article.id), quote))
        self.quotes.sort(key=lambda each: each[0])
        del self.quotes[_QUOTES:]

    def candidate(self, former: bool) -> Candidate:
        name, other = min(self.written, key=lambda each: (-self.written[each], each))
        quotes = tuple(quote for _, quote in self.quotes)
        return Candidate(name, other, former, self.articles, len(self.outlets), quotes)


_Pair = tuple[frozenset[Words], bool]


def find_candidates(
    articles: Iterable[Article],
    aliases: Aliases,
    *,
    least: int = 2,
    tell: Callable[[int], None] | None = None,
    most: int = MAX_PAIRS,
) -> list[Candidate]:
    """Find the names that articles say are one, and that no group has together yet.

    Args:
        articles: all articles of an archive.
        aliases: what is known; what is known or refused is no candidate.
        least: how many articles must say so.
        tell: called after each article with how many were read.
        most: how many pairs are kept at a time.

    Returns:
        The candidates, those of most articles first, then of most outlets, then by name.
    """
    tallies: dict[_Pair, _Tally] = {}
    floor = 0
    for number, article in enumerate(articles, 1):
        for pair, found in definitions_of(article):
            if pair not in tallies:
                if _is_known(pair[0], aliases):
                    continue
                tallies[pair] = _Tally(floor)
            tallies[pair].add(article, found)
        while len(tallies) > most:
            floor += 1
            tallies = {
                pair: each for pair, each in tallies.items() if each.articles + each.floor > floor
            }
        if tell is not None:
            tell(number)
    found_ones = [
        tally.candidate(former) for (_, former), tally in tallies.items() if tally.articles >= least
    ]
    return sorted(
        found_ones, key=lambda each: (-each.articles, -each.outlets, each.name, each.other)
    )


def find_quote(articles: Iterable[Article], name: str, other: str) -> tuple[bool, Quote] | None:
    """Return the first sentence of some articles that says that two names are one.

    Args:
        articles: articles that may say so.
        name: a name.
        other: another one.

    Returns:
        Whether it says that the other one was given up, and the sentence; None where none says so.
    """
    wanted = frozenset((name_words(name), name_words(other)))
    for article in articles:
        for (names, former), found in definitions_of(article):
            if names == wanted and (not former or name_words(found.other) == name_words(other)):
                tally = _Tally()
                tally.add(article, found)
                return former, tally.quotes[0][1]
    return None


def definitions_of(article: Article) -> Iterator[tuple[_Pair, Definition]]:
    """Return what an article says, each pair of names once."""
    seen: set[_Pair] = set()
    for found in find_definitions(article.body):
        pair = frozenset((name_words(found.name), name_words(found.other))), found.former
        if pair not in seen:
            seen.add(pair)
            yield pair, found


def _is_known(names: frozenset[Words], aliases: Aliases) -> bool:
    one, other = sorted(names)
    groups = aliases.named(one)
    return aliases.is_refused(one, other) or any(each in groups for each in aliases.named(other))
