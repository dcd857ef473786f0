"""Sketches to stories: which articles are copies of which.

Articles are taken in one order, the earliest first (`searchapp.model.story_order`).  Exact copies
count as one.  Each article is then compared with earlier ones whose sketches share a key with its
own, and only with those that lead a story: it joins the earliest that it is a copy of, and leads a
story of its own where there is none.  So every article was compared with the earliest of its story,
no chain of small changes ties what has nothing in common, and the result depends on what is in the
archive and not on the order or the number of builds that brought it there.

A copy, near as it may be, shares runs of words (`searchapp.ingest.sketches`) with the other text:
more than half of all runs of both, or most of the runs of the shorter one.  Texts that are filled
into one form day after day (weather, markets, numbers of the sick) share their words too, but not
their numbers, and so are no copies.  Forms without numbers, such as who took part in a meeting,
come back after a week or more, and copies after days: texts that are further apart in time are
copies only where they are nearly the same.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from searchapp.ingest.sketches import (
    SHORT,
    Hashes,
    band_keys_of,
    hash_runs,
    hash_words,
    identity_of,
    numbers_of,
    text_digest_of,
    text_of,
)
from searchapp.model import Article, Membership, PartialDate, Sketched, story_order

# To be raised whenever other articles become copies than before: indexes are then grouped anew.
RULES = 1

# Measured on real news: docs/adr/003-near-copies.md.
# Copies that were edited: so much of all runs of both, and of the runs of the shorter text.
_ALIKE, _KEPT = 0.5, 0.7
# Copies that were shortened: so much of the runs of the shorter text.
_CONTAINED = 0.8
# A text is a shortened copy down to this share of the longer one.  Below it, what contains it may
# as well be a page of many reports.
_SHORTENED = 1 / 3
# So many of the numbers may be others: the dead were counted again.
_NEW_NUMBERS, _NEW_SHARE = 2, 0.4
# Texts of fewer words than the first number must be alike to the second, and in all numbers.
_SHORT_TEXTS = ((SHORT, 0.95), (2 * SHORT, 0.8))
# What is so many days apart or more must be alike to the second number.
_APART, _NEARLY_SAME = 7, 0.8

# What keeps the work linear: leaders that are remembered under one key, the earliest first, and
# leaders that one article is compared with, those with the most keys in common first.
_MOST_LEADERS = 50
_MOST_COMPARED = 16


@dataclass(frozen=True, slots=True)
class Text:
    """A text, ready to be compared.

    Args:
        words: how many words it has.
        runs: the hashes of its runs, each once, in ascending order.
        numbers: the numbers in it, as written.
    """

    words: int
    runs: Hashes
    numbers: frozenset[str]


def prepare(title: str, body: str) -> Text:
    """Make an article's text ready to be compared."""
    text = text_of(title, body)
    words = hash_words(text)
    return Text(words.size, np.unique(hash_runs(words)), numbers_of(text))


def compare(one: Text, other: Text) -> float:
    """Say how alike two texts are, if one is a copy of the other.

    Args:
        one: a text.
        other: another; the order makes no difference.

    Returns:
        The Jaccard similarity of their runs of words, above 0 and up to 1; 0 where they are no
        copies, however alike.
    """
    shorter, longer = sorted((one, other), key=lambda text: text.runs.size)
    if not shorter.runs.size:
        return 0.0
    shared = np.intersect1d(shorter.runs, longer.runs, assume_unique=True).size
    alike = shared / (shorter.runs.size + longer.runs.size - shared)
    fewest = min(one.words, other.words)
    needed = next((least for most, least in _SHORT_TEXTS if fewest < most), None)
    if needed is not None:
        return alike if alike >= needed and one.numbers == other.numbers else 0.0
    kept, length = shared / shorter.runs.size, shorter.runs.size / longer.runs.size
    edited = alike >= _ALIKE and kept >= _KEPT
    shortened = kept >= _CONTAINED and length >= _SHORTENED
    is_copy = (edited or shortened) and _same_numbers(one.numbers, other.numbers)
    return alike if is_copy else 0.0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which articles are copies.

    Args:
        members: by article id; articles alone are not in it.
        compared: what comparing two texts gave, by the digests of both; hand it to the next
            grouping.
    """

    members: Mapping[str, Membership]
    compared: Mapping[str, float]


def group(
    articles: Iterable[Sketched],
    read: Callable[[str], Article | None],
    compared: Mapping[str, float],
    check: Callable[[], None] = lambda: None,
) -> Grouping:
    """Find the stories of an archive.

    Args:
        articles: all its articles, in any order; those without a sketch stay alone.
        read: gives the article with an id; None where it has gone.
        compared: of the grouping before.
        check: called before each article that may be a copy; may raise.

    Returns:
        The stories.
    """
    ordered = sorted(
        (each for each in articles if each.sketch),
        key=lambda each: story_order(each.date, each.id),
    )
    originals: dict[bytes, Sketched] = {}
    for each in ordered:
        originals.setdefault(identity_of(each.sketch), each)
    stories = _Stories(read, compared)
    for each, keys in _sharing(list(originals.values())):
        check()
        stories.place(each, keys)
    joined = stories.joined
    led = {story for story, _ in joined.values()}
    members: dict[str, Membership] = {}
    exact = Counter(identity_of(each.sketch) for each in ordered)
    for each in ordered:
        identity = identity_of(each.sketch)
        original = originals[identity].id
        story, alike = joined.get(original, (original, 1.0))
        if exact[identity] > 1 or original in joined or original in led:
            members[each.id] = Membership(story, original, alike)
    return Grouping(members, stories.compared)


class _Stories:
    """The stories found so far.

    Args:
        read: gives the article with an id, or None.
        compared: what is known of pairs of texts.
    """

    def __init__(
        self, read: Callable[[str], Article | None], compared: Mapping[str, float]
    ) -> None:
        # By the id of an article that leads no story: the one it belongs to, and how alike.
        self.joined: dict[str, tuple[str, float]] = {}
        # Those of `compared` that were of use, and new ones.
        self.compared: dict[str, float] = {}
        self._known = compared
        self._leaders: list[Sketched] = []
        # The places in `_leaders` of those that have a key.
        self._by_key: defaultdict[int, list[int]] = defaultdict(list)

        @functools.lru_cache(maxsize=1024)
        def text(article_id: str) -> Text | None:
            article = read(article_id)
            return None if article is None else prepare(article.title, article.body)

        self._text = text

    def place(self, article: Sketched, keys: Sequence[int]) -> None:
        """Let an article join a story or lead one; to be called in the order of articles."""
        shared = Counter(leader for key in keys for leader in self._by_key[key])
        nearest = sorted(shared, key=lambda leader: (-shared[leader], leader))[:_MOST_COMPARED]
        for number in sorted(nearest):
            leader = self._leaders[number]
            alike = self._compare(leader, article)
            if alike >= _NEARLY_SAME or (
                alike and _days_between(leader.date, article.date) < _APART
            ):
                self.joined[article.id] = (leader.id, alike)
                return
        for key in keys:
            if len(self._by_key[key]) < _MOST_LEADERS:
                self._by_key[key].append(len(self._leaders))
        self._leaders.append(article)

    def _compare(self, leader: Sketched, article: Sketched) -> float:
        digests = sorted(text_digest_of(each.sketch).hex() for each in (leader, article))
        if digests[0] == digests[1]:
            return 1.0
        pair = "".join(digests)
        if pair not in self.compared:
            if pair in self._known:
                self.compared[pair] = self._known[pair]
            else:
                one, other = self._text(leader.id), self._text(article.id)
                if one is None or other is None:
                    return 0.0
                self.compared[pair] = compare(one, other)
        return self.compared[pair]


def _days_between(one: PartialDate | None, other: PartialDate | None) -> int:
    """Return the fewest days that two dates can be apart; 0 where one is not known."""
    if one is None or other is None:
        return 0
    earlier, later = sorted((one, other), key=PartialDate.last_day)
    return max(0, (later.first_day() - earlier.last_day()).days)


def _sharing(articles: Sequence[Sketched]) -> Iterable[tuple[Sketched, list[int]]]:
    """Return the articles that share keys with others, in order, each with these keys."""
    banded = [each for each in articles if band_keys_of(each.sketch).size]
    if not banded:
        return []
    bands = np.stack([band_keys_of(each.sketch) for each in banded])
    shared = np.column_stack([_repeated(column) for column in bands.T])
    places = np.arange(bands.shape[1], dtype=np.uint64) << np.uint64(32)
    named = bands | places
    return [
        (banded[row], named[row][shared[row]].tolist())
        for row in np.flatnonzero(shared.any(axis=1))
    ]


def _repeated(values: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Say of each value whether it is there more than once."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] > 1)


def _same_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether the numbers of one text are those of the other, but for a few."""
    fewer = min(len(one), len(other))
    return fewer - len(one & other) <= max(_NEW_NUMBERS, _NEW_SHARE * fewer)
