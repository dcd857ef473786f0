"""The date that a page shows beside its headline, where its head has none.

`searchapp.ingest.dates` reads the usual forms of a date.  A page says it in some others too: the
year first, or with full stops where a text would have none.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import deque
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from searchapp.ingest.dates import MONTHS, find_date, folded
from searchapp.ingest.pages.outlets import letters
from searchapp.model import PartialDate

_WORD = r"(?P<month>[^\W\d_]{2,14})"
_FORMS = (
    # 4. November 2019, 4 de noviembre de 2019, 1er mai 2020, 4 ноября 2019
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|º|er)?\s{{0,3}}(?:de\s)?{_WORD}[.,]?\s{{1,3}}(?:de\s|del\s)?(?P<year>\d{{4}})(?!\d)",
    # 2019. november 4., 2019 m. lapkričio 4 d.
    rf"(?<!\d)(?P<year>\d{{4}})\.?\s(?:m\.\s)?{_WORD}\s(?P<day>\d{{1,2}})(?!\d)",
    # 4 tháng 11, 2019
    r"(?<!\d)(?P<day>\d{1,2})\sthang\s(?P<number>\d{1,2})(?:,|\snam)\s(?P<year>\d{4})(?!\d)",
)  # fmt: skip
_DATES = tuple(re.compile(form) for form in _FORMS)
_ELEMENTS = (
    "h1",
    "h2",
    "h3",
    "p",
    "div",
    "span",
    "time",
    "td",
    "li",
    "font",
    "b",
    "i",
    "em",
    "small",
)
_HEADINGS = ("h1", "h2", "h3")
_LONGEST = 120
# Behind a day there may be a full stop, behind a year it ends a sentence.
_SENTENCE_END = re.compile(r"(?:\d{4}|\D)\.$|[!?]$")
_LONGEST_LINE = 600
_MOST_CHILDREN, _MOST_PIECES = 8, 40
_BEFORE, _AFTER = 12, 40
# What stands with a date on a line of its own: a weekday, a time, "Published on".
_MOST_BESIDE = 30


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date on a page.

    Args:
        date: the day.
        text: the line it stands in.
    """

    date: PartialDate
    text: str


def find_shown_date(tree: Any, titles: Container[str]) -> ShownDate | None:
    """Find the day that stands behind the headline of an article, or close before it.

    Args:
        tree: the page as `lxml.html` parsed it.
        titles: the letters of what may be the title of the article.

    Returns:
        The day; None where the page shows no headline, or no day beside it.
    """
    for tags in (_HEADINGS, _ELEMENTS):
        before: deque[Any] = deque(maxlen=_BEFORE)
        nodes = tree.iter(*_ELEMENTS)
        for node in nodes:
            if node.tag in tags and letters(_text_of(node)) in titles:
                following = itertools.islice(nodes, _AFTER)
                beside = map(_date_of, itertools.chain(following, reversed(before)))
                return next(filter(None, beside), None)
            before.append(node)
    return None


def day_in(text: str) -> PartialDate | None:
    """Read the first day of a line in any language.

    Args:
        text: the line.

    Returns:
        The day; None where there is none.
    """
    found = find_date(text)
    if found is not None and found.date.precision == "day":
        return found.date
    plain = folded(unicodedata.normalize("NFC", text))
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            parts = match.groupdict()
            month = MONTHS.get(parts.get("month") or "") or int(parts.get("number") or 0)
            date = _date(int(parts["year"]), month, int(parts["day"]))
            if date is not None:
                return date
    return None


def is_date_line(text: str) -> bool:
    """Say whether a line is a date with hardly a word beside it.

    Args:
        text: the line.

    Returns:
        True for "Posted on May 7, 2008 at 9:12"; false for a sentence with a date in it.
    """
    if _SENTENCE_END.search(text) is not None:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    beside = sum(map(len, words))
    return len(text) <= _LONGEST // 2 and beside <= _MOST_BESIDE and day_in(text) is not None


def _date_of(node: Any) -> ShownDate | None:
    text = _text_of(node)
    date = day_in(text) if len(text) <= _LONGEST else None
    return None if date is None else ShownDate(date, text)


def _text_of(node: Any) -> str:
    """Return the text of a line; empty for what holds more than that."""
    if len(node) > _MOST_CHILDREN:
        return ""
    pieces = list(itertools.islice(node.itertext(), _MOST_PIECES))
    # A line break parts words, though no character stands for it.
    text = " ".join(" ".join(piece[:_LONGEST_LINE] for piece in pieces).split())
    return text if len(text) < _LONGEST_LINE and len(pieces) < _MOST_PIECES else ""


def _date(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day) if month and day else None
    except ValueError:
        return None
