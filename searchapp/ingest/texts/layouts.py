"""Articles told by the layout of the whole file: every one begins, or ends, as the others do.

A layout is a guess at what stands between the articles: a drawn line, more blank lines than between
paragraphs, the line that closes each article.  It cuts a file into blocks, and is believed if the
blocks are alike: each with a title, a text, and the same sign in the same place (outlet, date,
author, address or source, above the text or below it).  Chapters and comments are cut apart by the
same things, but no title and sign is common to them.

Of all layouts, and of the borders that were found line by line, those win that leave the most
articles with a title, a text and the common sign.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.ingest import words
from searchapp.ingest.texts.headings import is_marked_title, is_text, is_title, title_of
from searchapp.ingest.texts.lines import without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.unsigned import Border

_HEAD, _TAIL = 8, 3
_NAME_WORDS = 5
# So many kinds of drawn lines, gaps and repeated lines are tried, the most frequent first, so that
# the work grows with the file and not with its square.
_MOST = 4
# One article shares nothing with others.
_FEWEST = 2
_NOT_YET = (Kind.JUNK, Kind.REPEATED, Kind.COUNTER, Kind.SEPARATOR, Kind.UNDERLINE)
# Which part of the blocks must have a sign: of those that gaps and drawn lines cut apart, and of
# those that are counted or marked one by one.
_ALIKE, _HALF = 0.8, 0.5
_NUMBER = re.compile(
    r"(?P<before>(?:(?:Article|Story|Item|No\.?|Nr\.?|N°|№)\s?)?[#(\[]{0,2})0{0,3}(?P<n>\d{1,3})[.)\]:\s]",
    re.IGNORECASE | re.ASCII,
)
_STRONG = frozenset({"date", "outlet"})


@dataclass(frozen=True, slots=True)
class _Layout:
    """A guess at what stands between the articles of a file.

    Args:
        starts: where its blocks begin.
        least: which part of them must have the same sign.
        is_headed: whether the line with which a block begins tells that it is one.
    """

    starts: list[int]
    least: float
    is_headed: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """A range of lines that may be an article.

    Args:
        start: its first line.
        title: the line of its title; None where it has none.
        signs: which signs stand above its text ("date", "author", …) or below ("end date", …).
        is_whole: whether it has a text.
    """

    start: int
    title: int | None
    signs: frozenset[str]
    is_whole: bool


class _Lines:
    """The lines of a file, with what every layout asks of them: where the texts and titles are.

    Args:
        marks: the lines.
    """

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self._texts = [at for at, mark in enumerate(marks) if is_text(mark)]
        self._titles: dict[int, bool] = {}

    def is_text(self, at: int) -> bool:
        """Say whether a line is a text."""
        return self.first_text(at, at + 1) is not None

    def first_text(self, start: int, end: int) -> int | None:
        """Return the first text between two lines."""
        place = bisect.bisect_left(self._texts, start)
        found = self._texts[place] if place < len(self._texts) else end
        return found if found < end else None

    def last_text(self, start: int, end: int) -> int | None:
        """Return the last text between two lines."""
        place = bisect.bisect_left(self._texts, end)
        found = self._texts[place - 1] if place > 0 else -1
        return found if found >= start else None

    def is_title(self, at: int) -> bool:
        """Say whether a line may be a title; it is looked at once."""
        known = self._titles.get(at)
        if known is None:
            mark = self.marks[at]
            known = self._titles[at] = is_title(mark) or is_marked_title(mark)
        return known


def find_layout(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Find the layout that leaves the most articles.

    Args:
        marks: the lines of the file.
        borders: the borders that were found line by line.

    Returns:
        The borders of the best layout; none where no layout is better than what is known.
    """
    if sum(mark.byline is not None for mark in marks) < _FEWEST:
        return []
    lines = _Lines(marks)
    starts = [start for start, _ in borders]
    found = _read(lines, starts if starts[:1] == [0] else [0, *starts])
    most = sum(block.title is not None and bool(block.signs) for block in found)
    best: list[_Block] = []
    for layout in _layouts(lines):
        known = max(len(best), most, _FEWEST - 1)
        if len(layout.starts) > known and _may_be_alike(lines, layout.starts):
            articles = _articles(_read(lines, layout.starts), layout)
            best = articles if len(articles) > known else best
    return _aligned(marks, [(each.start, each.title) for each in best if each.title is not None])


def _aligned(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Let a title stand below the name of its outlet, where most others do."""
    below = sum(
        title == start + 1 or (_is_named(marks, title) and words.is_outlet_name(marks[title].text))
        for start, title in borders
    )
    if 2 * below <= len(borders):
        return borders
    return [
        (start, title + (start == title and _is_named(marks, title))) for start, title in borders
    ]


def _is_named(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line is a name right above a title."""
    name = without_title_label(marks[at].text)
    below = at + 1 < len(marks) and marks[at + 1].line.gap == 0 and is_title(marks[at + 1])
    return below and words.is_name(name, _NAME_WORDS)


def _may_be_alike(lines: _Lines, starts: list[int]) -> bool:
    """Say whether enough blocks have a text, without which none is an article."""
    ends = [*starts[1:], len(lines.marks)]
    whole = sum(
        lines.first_text(start + 1, end) is not None
        for start, end in zip(starts, ends, strict=True)
    )
    return whole >= _ALIKE * (len(starts) - 1)


def _layouts(lines: _Lines) -> Iterator[_Layout]:
    """Yield where each layout lets its blocks begin."""
    marks = lines.marks
    for starts in (*_gapped(marks), _closed(lines), _authored(lines)):
        yield _Layout(_cut(marks, starts), _ALIKE)
    headed = (*_counted(marks), *_marked(marks), _addressed_above(marks))
    # What stands below a text is a part of it.
    first = [starts for starts in headed if starts and lines.first_text(0, starts[0]) is None]
    for starts in first:
        yield _Layout(_cut(marks, starts), _HALF, is_headed=True)
    for starts in (*_stamped(lines), _addressed_below(marks)):
        yield _Layout(_cut(marks, starts), _HALF)


def _gapped(marks: Sequence[Mark]) -> Iterator[list[int]]:
    """Yield what stands behind each drawn line, and behind each wider gap."""
    drawn = Counter(mark.text for mark in marks if mark.kind is Kind.SEPARATOR)
    for text, _ in drawn.most_common(_MOST):
        yield [at + 1 for at, mark in enumerate(marks) if mark.text == text]
    gaps = {mark.line.gap for mark in marks[1:]}
    for gap in sorted(gaps - {min(gaps, default=0)})[:_MOST]:
        yield [at for at, mark in enumerate(marks) if mark.line.gap >= gap]


def _closed(lines: _Lines) -> list[int]:
    return [at + 1 for at in range(1, len(lines.marks)) if _closes(lines, at)]


def _counted(marks: Sequence[Mark]) -> Iterator[list[int]]:
    """Yield the lines that count the articles: "1.", "(1)", "#001", "Article 1:"."""
    counts: defaultdict[str, list[int]] = defaultdict(list)
    for at, mark in enumerate(marks):
        number = _NUMBER.match(mark.text)
        # What does not run on is a number of another kind.
        if number is not None and int(number["n"]) == len(counts[number["before"]]) + 1:
            counts[number["before"]].append(at)
    yield from sorted(counts.values(), key=lambda starts: (-len(starts), starts))[:_MOST]


def _marked(marks: Sequence[Mark]) -> Iterator[list[int]]:
    """Yield the headings of each level of Markdown."""
    for level in ("# ", "## ", "### "):
        yield [at for at, mark in enumerate(marks) if mark.text.startswith(level)]


def _stamped(lines: _Lines) -> Iterator[list[int]]:
    """Yield what stands behind each line that is repeated below texts."""
    marks = lines.marks
    texts = [lines.is_text(at) for at in range(len(marks))]
    below = [at for at in range(1, len(marks)) if texts[at - 1] and not texts[at]]
    counts = Counter(marks[at].text for at in below)
    for text in [text for text, count in counts.most_common(_MOST) if count > 1]:
        yield [at + 1 for at in below if marks[at].text == text]


def _addressed_above(marks: Sequence[Mark]) -> list[int]:
    return [
        at
        for at in range(len(marks) - 1)
        if marks[at].kind is Kind.ADDRESS
        and (at == 0 or marks[at].line.gap > 0)
        and marks[at + 1].line.gap == 0
    ]


def _addressed_below(marks: Sequence[Mark]) -> list[int]:
    return [
        at + 1
        for at in range(1, len(marks) - 1)
        if marks[at].kind is Kind.ADDRESS and marks[at].line.gap == 0 and marks[at + 1].line.gap > 0
    ]


def _cut(marks: Sequence[Mark], starts: list[int]) -> list[int]:
    return sorted({0, *(start for start in starts if start < len(marks))})


def _closes(lines: _Lines, at: int) -> bool:
    """Say whether a source line stands below a text, or a date that belongs to nothing below."""
    mark = lines.marks[at]
    if mark.kind is Kind.CREDIT:
        return lines.first_text(max(0, at - 2), at) is not None
    dated = mark.byline is not None and mark.byline.is_date and mark.byline.day is not None
    apart = at + 1 == len(lines.marks) or lines.marks[at + 1].line.gap > 0
    return dated and apart and mark.line.gap == 0 and lines.is_text(at - 1)


def _authored(lines: _Lines) -> list[int]:
    """Return the titles right above a line that names the author and is apart from the text."""
    marks = lines.marks
    return [
        at
        for at in range(len(marks) - 2)
        if (at == 0 or marks[at].line.gap > 0)
        and marks[at + 1].line.gap == 0 < marks[at + 2].line.gap
        and (byline := marks[at + 1].byline) is not None
        and byline.rule == "author-line"
        and lines.is_title(at)
    ]


def _read(lines: _Lines, starts: list[int]) -> list[_Block]:
    ends = [*starts[1:], len(lines.marks)]
    return [_read_block(lines, start, end) for start, end in zip(starts, ends, strict=True)]


def _read_block(lines: _Lines, start: int, end: int) -> _Block:
    marks = lines.marks
    while start < end and marks[start].kind in _NOT_YET:
        start += 1
    # A title may end as a sentence does.
    text = lines.first_text(start + 1, end)
    first = end if text is None else text
    title = _title_in(lines, start, min(first, start + _HEAD))
    head = _signs(marks[start : min(first, start + _HEAD)], "")
    last = lines.last_text(start, end)
    below = max(end if last is None else last + 1, first)
    tail = _signs(marks[below : min(end, below + _TAIL)], "end ")
    return _Block(start, title, head | tail, first < end)


def _signs(marks: Sequence[Mark], place: str) -> frozenset[str]:
    signs: set[str] = set()
    for mark in marks:
        byline = mark.byline
        if byline is None:
            continue
        spots = {
            "outlet": None if mark.kind is Kind.ADDRESS else byline.outlet,
            "date": byline.date,
            "author": byline.author,
            "address": byline.url,
            "source": byline.outlet if mark.kind is Kind.CREDIT else None,
        }
        signs.update(name for name, spot in spots.items() if spot is not None)
    return frozenset(place + sign for sign in signs)


def _title_in(lines: _Lines, start: int, end: int) -> int | None:
    """Find the title in the head of a block, above its byline or below."""
    marks = lines.marks
    signed = [at for at in range(start, end) if marks[at].byline is not None]
    if signed and marks[signed[0]].kind is Kind.TITLED:
        return signed[0]
    ranges = [(start, signed[0]), (signed[0] + 1, end)] if signed else [(start, end)]
    for first, last in ranges:
        title = next(filter(lines.is_title, range(first, last)), None)
        if title is not None:
            return title_of(marks, title, last)
    return None


def _articles(blocks: list[_Block], layout: _Layout) -> list[_Block]:
    """Return the blocks that are articles, if they are alike; what is none goes on with the last.

    Nothing but a preamble may stand above the first.
    """
    titled = [block for block in blocks if block.title is not None and block.is_whole]
    if len(titled) < _FEWEST or (blocks[0] is not titled[0] and blocks[0].is_whole):
        return []
    least = layout.least
    counts = Counter(itertools.chain.from_iterable(block.signs for block in titled))
    common = {sign for sign, count in counts.items() if count >= max(_FEWEST, least * len(titled))}
    # What is less signed than the first is a part of it: a chapter, a comment, a book in a review.
    others = [block for block in titled if block is not blocks[0]]
    signed = sum(block.signs >= _STRONG for block in others)
    like_others = layout.is_headed and blocks[0] is titled[0]
    if not like_others and blocks[0].signs >= _STRONG and signed < least * len(others):
        return []
    alike = [block for block in titled if least < _ALIKE or block.signs & common]
    return alike if common and len(alike) >= _ALIKE * len(blocks[:-1]) else []
