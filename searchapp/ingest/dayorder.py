"""Which of 03/04/2020 is the day: asked of an outlet's other dates, and never of the date alone.

Where the other dates of the same outlet in the same file that leave no doubt (25/04/2020) are all
of one order, that order holds for the doubtful ones; an outlet without any such date goes by all
of the file; where they disagree, or there are none, only the year is known.  Other files have no
say, so that what a file gives does not depend on what lies beside it; a user who knows an outlet's
order writes it into `outlets.toml`.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from searchapp.ingest.calendars import western
from searchapp.ingest.outlets import Outlets
from searchapp.model import Article, Evidence, PartialDate, Rejected

_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/])", re.ASCII)
_KNOWN, _COUNTED = 0.9, 0.8


def settle_orders(
    articles: Iterable[Article | Rejected],
    again: Callable[[], Iterable[Article]],
    outlets: Outlets,
) -> Iterator[Article | Rejected]:
    """Read the doubtful dates of a file.

    Args:
        articles: its articles, whose outlets have the names that are shown, and its rejections.
        again: gives the articles once more; called at the first date that is in doubt, so that a
            file without any is read once, and the articles need not be held.
        outlets: the table, for the orders that it knows.

    Yields:
        The same in order; articles whose date could be read with one piece of evidence more.
    """
    votes: _Votes | None = None
    for article in articles:
        if isinstance(article, Rejected):
            yield article
            continue
        figures = _figures(article)
        if figures is None or article.date is None or article.date.month:
            yield article
            continue
        rule, confidence = "outlet-date-order", _KNOWN
        day_first = None if article.outlet is None else outlets.is_day_first(article.outlet)
        if day_first is None:
            if votes is None:
                votes = _Votes(again())
            rule, confidence = "date-order", _COUNTED
            day_first = votes.is_day_first(article.outlet)
        yield article if day_first is None else _read(article, day_first, rule, confidence)


class _Votes:
    """What the dates that leave no doubt say about the order."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._all: Counter[bool] = Counter()
        self._of: defaultdict[str | None, Counter[bool]] = defaultdict(Counter)
        for article in articles:
            figures = _figures(article)
            if figures is None or article.date is None or figures[0] == figures[1]:
                continue
            written = (article.date.day, article.date.month)
            if written in (figures, figures[::-1]):
                self._all[written == figures] += 1
                self._of[article.outlet][written == figures] += 1

    def is_day_first(self, outlet: str | None) -> bool | None:
        """Say which order an outlet's dates have; None where they do not agree."""
        votes = self._of.get(outlet, self._all)
        return next(iter(votes)) if len(votes) == 1 else None


def _date_evidence(article: Article) -> Evidence | None:
    return next((each for each in article.evidence if each.field == "date"), None)


def _figures(article: Article) -> tuple[int, int] | None:
    """Return the two first numbers of a date such as 03/04/2020; None for another date."""
    evidence = _date_evidence(article)
    match = None if evidence is None else _FIGURES.search(western(evidence.text))
    if match is None or article.date is None or article.date.year % 100 != int(match[4]) % 100:
        return None
    return int(match[1]), int(match[3])


def _read(article: Article, day_first: bool, rule: str, confidence: float) -> Article:
    figures, evidence = _figures(article), _date_evidence(article)
    if figures is None or evidence is None or article.date is None:
        return article
    day, month = figures if day_first else figures[::-1]
    try:
        date = PartialDate(article.date.year, month, day)
    except ValueError:
        return article
    more = dataclasses.replace(evidence, rule=rule, confidence=confidence)
    return dataclasses.replace(article, date=date, evidence=(*article.evidence, more))
