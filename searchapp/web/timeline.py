"""Articles over time, as bars that open.

A bar covers years: one where the archive spans few of them, else ten, a hundred or a thousand, so
that there are never more bars than a reader can take in, even when a wrong date claims the year
9654.  The bar that holds the range of the search is open and shows the bars within it, down to
months.  Times without articles have bars too: a gap is worth seeing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.model import PartialDate
from searchapp.web.params import Params
from searchapp.web.words import MONTHS

_MOST_BARS = 24
_UNITS = (1, 10, 100, 1_000)
_NO_MONTH = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Articles within a span of time.

    Args:
        label: the span, short, as it stands beside the bar.
        words: the span, said in full.
        count: how many articles.
        share: their number in percent of the highest bar beside this one.
        since: the first year or month of the span; None where no filter can choose it.
        until: the last year or month.
        selected: whether the search is narrowed to this very span.
        bars: the spans within this one; empty where it is closed.
    """

    label: str
    words: str
    count: int
    share: float = 0.0
    since: PartialDate | None = None
    until: PartialDate | None = None
    selected: bool = False
    bars: tuple[Bar, ...] = ()


Counts = dict[int, Counter[int]]


def draw_timeline(dates: Iterable[tuple[str | None, int]], params: Params) -> tuple[Bar, ...]:
    """Draw the bars of a date facet.

    Args:
        dates: articles by month ("2020-01"), by year ("2020") or without a date (None).
        params: the search, which says what is open and selected.

    Returns:
        The bars, oldest first; none where no article has a date.
    """
    counts: Counts = {}
    for value, count in dates:
        if value is not None:
            date = PartialDate.parse(value)
            counts.setdefault(date.year, Counter())[date.month] += count
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    fitting = [unit for unit in _UNITS if last // unit - first // unit < _MOST_BARS]
    return _bars(counts, params, fitting[0], first, last)


def widest_view(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Return the bars to show where nothing can be opened: those within, where there is one alone.

    Args:
        bars: what `draw_timeline` returned.
    """
    while len(bars) == 1 and any(bar.since is not None for bar in bars[0].bars):
        bars = tuple(bar for bar in bars[0].bars if bar.since is not None)
    return bars


def choose(bar: Bar, params: Params) -> Params:
    """Return the search narrowed to a bar; what it then finds is what the bar counts."""
    return dataclasses.replace(params, since=bar.since, until=bar.until, undated=False, page=1)


def _bars(counts: Counts, params: Params, unit: int, first: int, last: int) -> tuple[Bar, ...]:
    starts = range(first // unit * unit, last + 1, unit)
    alone = len(starts) == 1
    return _scaled([_years(counts, params, unit, start, alone=alone) for start in starts])


def _years(counts: Counts, params: Params, unit: int, start: int, *, alone: bool) -> Bar:
    # There is no year 0 and none above 9999 to put into a date.
    first, last = max(start, 1), min(start + unit - 1, 9999)
    label = str(first) if unit == 1 else f"{start}s" if unit == 10 else f"{first}–{last}"
    bar = Bar(
        label=label,
        words=label if unit == 1 else f"{first} to {last}",
        count=sum(counts[year].total() for year in range(first, last + 1) if year in counts),
        since=PartialDate(first),
        until=PartialDate(last),
    )
    bar = _with_selection(bar, params)
    if not bar.count or not (alone or _holds_range(first, last, params)):
        return bar
    if unit == 1:
        return dataclasses.replace(bar, bars=_months(counts.get(first, Counter()), params, first))
    return dataclasses.replace(bar, bars=_bars(counts, params, unit // 10, first, last))


def _months(counts: Counter[int], params: Params, year: int) -> tuple[Bar, ...]:
    bars = []
    for month in range(1, 13):
        date = PartialDate(year, month)
        bar = Bar(
            label=MONTHS[month - 1][:3],
            words=f"{MONTHS[month - 1]} {year}",
            count=counts[month],
            since=date,
            until=date,
        )
        bars.append(_with_selection(bar, params))
    if counts[_NO_MONTH]:
        bars.append(Bar("only year", f"{year}, month not known", counts[_NO_MONTH]))
    return _scaled(bars)


def _with_selection(bar: Bar, params: Params) -> Bar:
    selected = (bar.since, bar.until) == (params.since, params.until)
    return dataclasses.replace(bar, selected=selected)


def _holds_range(first: int, last: int, params: Params) -> bool:
    if params.since is None or params.until is None:
        return False
    return first <= params.since.year and params.until.year <= last


def _scaled(bars: list[Bar]) -> tuple[Bar, ...]:
    highest = max((bar.count for bar in bars), default=0) or 1
    return tuple(
        dataclasses.replace(bar, share=round(100 * bar.count / highest, 1)) for bar in bars
    )
