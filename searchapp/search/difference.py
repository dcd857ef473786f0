"""What changed from one article to another, word by word.

Words are what white space separates, so a changed comma changes its word; the end of a paragraph
counts as a word.  Paragraphs that are the same are matched first, then the words between them, both
by their longest common subsequence (by rapidfuzz, bit-parallel: Hyyrö, "Bit-Parallel LCS-length
Computation Revisited", 2004).  A few words between longer changes that are the same by chance are
counted as changed, as diff-match-patch does.  All this takes time by the pairs of words, and two
texts may cost so many; of stretches beyond, only what they begin and end with is matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import LCSseq

from searchapp.model import Article

# The end of a paragraph, among the words.
BREAK = "\n\n"
# Of two texts, all stretches together.  One bit for each pair: 50 MB, and a fifth of a second.
_MOST_PAIRS = 400_000_000
_CONTEXT = 12
_LEAST_FOLDED = 8


class Change(StrEnum):
    """Where words stand: in both articles, only in the earlier, or only in the later."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand side by side and have the same fate.

    Args:
        change: where they stand.
        words: the words, with `BREAK` where a paragraph ends.
    """

    change: Change
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words as text; paragraphs apart by one empty line."""
        return " ".join(self.words).replace(f" {BREAK}", BREAK).replace(f"{BREAK} ", BREAK)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one article to another.

    Args:
        earlier: the id of the article to start from.
        later: the id of the other.
        title: the runs of the titles.
        body: the runs of the bodies.
    """

    earlier: str
    later: str
    title: tuple[Run, ...]
    body: tuple[Run, ...]

    def count(self, change: Change) -> int:
        """Return how many words of title and body have a fate."""
        return sum(
            word != BREAK
            for run in (*self.title, *self.body)
            if run.change is change
            for word in run.words
        )

    def to_json(self) -> dict[str, Any]:
        """Return the difference as plain values for `json.dumps`."""
        return {
            "earlier": self.earlier,
            "later": self.later,
            "words": {str(change): self.count(change) for change in Change},
            "title": [{"change": str(run.change), "text": run.text} for run in self.title],
            "body": [{"change": str(run.change), "text": run.text} for run in self.body],
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of both texts; where it is the same, both sides are alike."""

    same: bool
    old: list[str]
    new: list[str]

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))

    def extend(self, other: _Part) -> None:
        self.old.extend(other.old)
        self.new.extend(other.new)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph, ready to be shown.

    Args:
        change: where its words stand.
        text: its words; empty where they are left out.
        folded: how many words are left out, all of them the same.
    """

    change: Change
    text: str
    folded: int = 0


def compare(earlier: Article, later: Article) -> Difference:
    """Compare two articles.

    Args:
        earlier: the one to start from.
        later: the other.

    Returns:
        The difference: its runs that are not new give the earlier article's words back, those that
        are not gone the later one's.
    """
    return Difference(
        earlier=earlier.id,
        later=later.id,
        title=compare_texts(earlier.title, later.title),
        body=compare_texts(earlier.body, later.body),
    )


def compare_texts(earlier: str, later: str) -> tuple[Run, ...]:
    """Compare two texts, of which every line is a paragraph.

    Args:
        earlier: the one to start from.
        later: the other.

    Returns:
        The runs, in order; what is gone stands before what is new in its place.
    """
    align = _Aligner(_MOST_PAIRS)
    parts: list[_Part] = []
    for part in align(_paragraphs(earlier), _paragraphs(later)):
        before, after = _words(part.old), _words(part.new)
        parts += [_Part(True, before, after)] if part.same else align(before, after)
    return tuple(_runs(_without_islands(parts)))


def lay_out(runs: Sequence[Run]) -> tuple[tuple[Piece, ...], ...]:
    """Make paragraphs of runs, leaving out what is the same and far from any change.

    Args:
        runs: the runs of one text.

    Returns:
        The paragraphs; where two were joined or one was cut in two, "¶" is what changed.
    """
    paragraphs: list[list[Piece]] = [[]]
    for place, run in enumerate(runs):
        pieces: list[Sequence[str] | int] = [run.words]
        if run.change is Change.SAME and len(runs) > 1:
            pieces = _fold(run.words, place > 0, place < len(runs) - 1)
        for piece in pieces:
            if isinstance(piece, int):
                paragraphs[-1].append(Piece(Change.SAME, "", piece))
            else:
                _add(paragraphs, run.change, piece)
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.isspace()]


def _words(paragraphs: Sequence[str]) -> list[str]:
    """Return the words of paragraphs, each paragraph's end behind it."""
    return [word for paragraph in paragraphs for word in (*paragraph.split(), BREAK)]


class _Aligner:
    """Matches what sequences have in common, for as long as it may.

    Args:
        pairs: how many pairs of elements it may compare in all.
    """

    def __init__(self, pairs: int) -> None:
        self._pairs = pairs

    def __call__(self, old: list[str], new: list[str]) -> list[_Part]:
        """Match what two sequences have in common."""
        pairs = len(old) * len(new)
        if pairs > self._pairs:
            return _match_ends(old, new)
        self._pairs -= pairs
        return _match_all(old, new)


def _match_all(old: list[str], new: list[str]) -> list[_Part]:
    """Match the longest common subsequence of two sequences, in time by their pairs."""
    numbers: dict[str, int] = {}
    # By numbers, for rapidfuzz compares hashes, and those of small numbers are the numbers.
    coded = [[numbers.setdefault(each, len(numbers)) for each in side] for side in (old, new)]
    parts: list[_Part] = []
    for code in LCSseq.opcodes(*coded):
        part = _Part(
            code.tag == "equal",
            old[code.src_start : code.src_end],
            new[code.dest_start : code.dest_end],
        )
        _append(parts, part)
    return parts


def _match_ends(old: list[str], new: list[str]) -> list[_Part]:
    """Match what two sequences begin and end with, in linear time."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    old_end, new_end = len(old) - tail, len(new) - tail
    return [
        _Part(True, old[:head], new[:head]),
        _Part(False, old[head:old_end], new[head:new_end]),
        _Part(True, old[old_end:], new[new_end:]),
    ]


def _without_islands(parts: Sequence[_Part]) -> list[_Part]:
    """Join neighbours of one fate, and changes with the few same words between them."""
    joined: list[_Part] = []
    for part in parts:
        if part.size:
            _append(joined, part)
        while not part.same and len(joined) > 2 and _is_island(*joined[-3:]):
            right, island = joined.pop(), joined.pop()
            joined[-1].extend(island)
            joined[-1].extend(right)
    return joined


def _append(parts: list[_Part], part: _Part) -> None:
    """Add a part, to the last one where both have one fate."""
    if parts and parts[-1].same == part.same:
        parts[-1].extend(part)
    else:
        parts.append(part)


def _is_island(left: _Part, island: _Part, right: _Part) -> bool:
    # The end of a paragraph is kept: it is what holds the two texts side by side.
    return island.size < min(left.size, right.size) and BREAK not in island.old


def _runs(parts: list[_Part]) -> Iterator[Run]:
    for place, part in enumerate(parts):
        # Behind the last paragraph nothing ends.
        end = -1 if place == len(parts) - 1 else None
        old, new = tuple(part.old[:end]), tuple(part.new[:end])
        if part.same and old:
            yield Run(Change.SAME, old)
        if not part.same and old:
            yield Run(Change.GONE, old)
        if not part.same and new:
            yield Run(Change.NEW, new)


def _fold(words: Sequence[str], follows: bool, leads: bool) -> list[Sequence[str] | int]:
    """Leave out the middle of what is the same.

    Args:
        words: what is the same.
        follows: a change stands before it.
        leads: a change stands behind it.
    """
    head = _until_break(words[:_CONTEXT]) if follows else 0
    tail = _until_break(words[: -_CONTEXT - 1 : -1]) if leads else 0
    middle = words[head : len(words) - tail]
    folded = sum(word != BREAK for word in middle)
    if folded < _LEAST_FOLDED:
        return [words]
    # What is left out stands by itself where it goes beyond a paragraph.
    before = [BREAK] if BREAK in middle[:-1] else []
    after = [BREAK] if BREAK in middle[1:] else []
    return [[*words[:head], *before], folded, [*after, *words[len(words) - tail :]]]


def _until_break(words: Sequence[str]) -> int:
    return next((place for place, word in enumerate(words) if word == BREAK), len(words))


def _add(paragraphs: list[list[Piece]], change: Change, words: Sequence[str]) -> None:
    if change is not Change.SAME and all(word == BREAK for word in words):
        paragraphs[-1].append(Piece(change, "¶"))
        if change is Change.NEW:
            paragraphs.append([])
        return
    lines = " ".join(words).split(BREAK)
    for place, line in enumerate(lines):
        if place:
            paragraphs.append([])
        if line.strip():
            paragraphs[-1].append(Piece(change, line.strip()))
