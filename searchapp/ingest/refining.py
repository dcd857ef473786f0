"""What is done to articles of every kind once they are read, in this order:

1. outlets get the name that is shown (`outlets`); where an article names none or no day, its
   address (`containers/addresses`) or the path of its file may (`paths`)
2. dates whose day and month are in doubt are read (`dayorder`)
3. dates in the future are refused: they are misprints, or an event that was announced; a year of
   two figures is then one of the century before
4. what the user corrected counts (`corrections`)
5. of an article that has a date after all that, no lower bound is kept
6. lines that the outlet repeats in its articles are taken out (`repeated`)
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator

from searchapp.ingest.containers.addresses import add_day
from searchapp.ingest.corrections import correct
from searchapp.ingest.dates import century_before
from searchapp.ingest.dayorder import settle_orders
from searchapp.ingest.notes import FileNotes
from searchapp.ingest.outlets import Outlets, name_outlet
from searchapp.ingest.paths import add_path
from searchapp.model import Article, Rejected


def refine(
    read: Callable[[], Iterable[Article | Rejected]],
    again: Callable[[], Iterable[Article | Rejected]],
    notes: FileNotes,
    latest: datetime.date,
) -> Iterator[Article | Rejected]:
    """Take what was read of a file through all steps.

    Args:
        read: reads the file.
        again: reads it once more, for the outlets and dates alone; called only where dates are in
            doubt.
        notes: what is said about the file.
        latest: the last day that is not in the future.

    Yields:
        The articles, and the rejections as they are, in order.
    """

    def named(each: Article | Rejected) -> Article | Rejected:
        return _named(each, notes.outlets)

    def again_named() -> Iterator[Article]:
        return (each for each in map(named, again()) if isinstance(each, Article))

    for each in settle_orders(map(named, read()), again_named, notes.outlets):
        if isinstance(each, Rejected):
            yield each
            continue
        corrected = correct(_refuse_future(each, latest), notes.corrections_of(each))
        yield notes.lines.take_out(_settle_bound(corrected))


def _named(read: Article | Rejected, outlets: Outlets) -> Article | Rejected:
    return (
        read
        if isinstance(read, Rejected)
        else add_path(add_day(name_outlet(read, outlets)), outlets)
    )


def _refuse_future(article: Article, latest: datetime.date) -> Article:
    if article.date is None or article.date.first_day() <= latest:
        return article
    written = next((each.text for each in article.evidence if each.field == "date"), "")
    earlier = century_before(article.date, written)
    if earlier is not None and earlier.first_day() <= latest:
        return dataclasses.replace(article, date=earlier)
    evidence = tuple(
        dataclasses.replace(each, rule="future-date") if each.field == "date" else each
        for each in article.evidence
    )
    return dataclasses.replace(article, date=None, evidence=evidence)


def _settle_bound(article: Article) -> Article:
    if article.not_before is None or article.date is None:
        return article
    evidence = tuple(each for each in article.evidence if each.field != "not_before")
    return dataclasses.replace(article, not_before=None, evidence=evidence)
