"""Days that a text mentions: an article that has no date was not published before the latest.

That holds for days the text looks back on, and not for what it announces.  Nobody can tell the two
apart for certain, so a sentence that holds a word of what is to come (`mentions.toml`) has no say,
whatever else it tells; what is left is wrong now and then, and never sure.  Days in quotations and
in tales of old times count like any other, since only the latest is taken.  A day such as
03/04/2020, of which the order is not known, counts by neither reading: a reader who compares the
bound with the text should see the day that is written there.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.ingest.calendars import western
from searchapp.ingest.dates import find_dates
from searchapp.model import PartialDate

_YEAR = re.compile(r"(?<!\d)(?:1[3-9]|20)\d\d(?!\d)", re.ASCII)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
# How far a date reaches from its year, weekday and all.
_BEFORE, _BEHIND = 45, 25
_LONGEST_WORD = 15
# A text of so many years is a table, and what it leaves out can only move the bound up.
_MOST_YEARS = 2000
# Years of the solar calendar are below these, and say nothing of what is later than what.
_FIRST_YEAR = 1500
# A full stop behind an abbreviated month or an initial ends no sentence, nor do those of 3.1.2020;
# and none ends with its line, for lines may be cut at a column.
_WORD_BEFORE = r"(?:(?<=[^\W\d_]{4})|(?<=\s[a-z]{2})|(?<=\s[a-z]{3})|(?<=\d{4}))"
_SENTENCE_END = re.compile(_WORD_BEFORE + r"[.!?؟۔]+[\"'”’»)]{0,3}\s|[!?؟۔;؛]\s")
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Mention:
    """A day and where the text mentions it.

    Args:
        day: the day.
        start: of the date in the text.
        end: of it.
    """

    day: PartialDate
    start: int
    end: int


def latest_mention(text: str, latest: datetime.date) -> Mention | None:
    """Find the latest day on which a text looks back.

    Args:
        text: the text, its paragraphs on lines of their own.
        latest: later days do not count: they are still to come.

    Returns:
        The day, where the text first mentions it; None where there is none.
    """
    best: Mention | None = None
    seen = 0
    figures = western(text)
    for year in itertools.islice(_YEAR.finditer(figures), _MOST_YEARS):
        is_earlier = best is not None and _FIRST_YEAR <= int(year[0]) < best.day.year
        if is_earlier or year.start() < seen:
            continue
        start, end = _whole_words(text, year.start() - _BEFORE, year.end() + _BEHIND)
        if _DAY.search(figures, start, end) is None:
            continue
        for date in find_dates(text[start:end]):
            seen = start + date.end
            if date.date.precision != "day" or date.date.first_day() > latest:
                continue
            mention = Mention(date.date, start + date.start, start + date.end)
            if (best is None or mention.day > best.day) and not _announces(text, mention):
                best = mention
    return best


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a piece of a text so that it cuts no word, and so no date into another one."""
    start, end = max(start, 0), min(end, len(text))
    for _ in range(_LONGEST_WORD):
        start -= start > 0 and not text[start - 1].isspace()
        end += end < len(text) and not text[end].isspace()
    return start, end


def _announces(text: str, mention: Mention) -> bool:
    """Say whether the sentence around a date tells of what is to come."""
    start, end = max(0, mention.start - _LONGEST_SENTENCE), mention.end + _LONGEST_SENTENCE
    first = max(
        (s.end() for s in _SENTENCE_END.finditer(text, start, mention.start)), default=start
    )
    stop = _SENTENCE_END.search(text, mention.end, end)
    last = end if stop is None else stop.start()
    plans = _plans()
    before = plans.search(text, first, mention.start)
    return before is not None or plans.search(text, mention.end, last) is not None


@functools.cache
def _plans() -> re.Pattern[str]:
    table = data.table("mentions")
    words = "|".join((*table["plans"], *table["eastern"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
