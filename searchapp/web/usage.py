"""Who writes a name how, and when, as its page shows it: tables of counts with bars."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from searchapp.analysis.folding import without_possessive
from searchapp.analysis.lexicon import Level
from searchapp.engines.usage import Usage, Used
from searchapp.model import PartialDate
from searchapp.query.words import typeable
from searchapp.search.spellings import LEVELS, say_kind
from searchapp.search.usage import Spellings, order_counts
from searchapp.web.params import Params
from searchapp.web.words import NO_DATE, NOT_KNOWN

# A table has so many columns, and so many rows before the others are folded away.
_COLUMNS = 6
_ROWS = 15
# Years without a form are shown where they are no more than these.
_MOST_YEARS = 30
# Of more words than these a page is made of the first.
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """The articles of one outlet or year that have a form.

    Args:
        count: how many.
        share: their number in percent of the highest of the table.
        params: the search that shows them.
    """

    count: int
    share: float
    params: Params


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table.

    Args:
        label: the outlet or year.
        cells: one for each form.
    """

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of counts.

    Args:
        name: what its rows are: "outlet" or "year".
        forms: what its columns are.
        lines: its rows.
        folded: those that are folded away.
    """

    name: str
    forms: tuple[str, ...]
    lines: tuple[Line, ...]
    folded: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A form.

    Args:
        form: the form.
        kind: the name of its kind.
        why: why it is one of the word's.
        articles: how many articles have it.
        first: the earliest of their dates, or None.
        last: the latest.
        params: the search that shows them.
        also: of a name its other spellings, which are counted with it.
    """

    form: str
    kind: str
    why: str
    articles: int
    first: PartialDate | None
    last: PartialDate | None
    params: Params
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All there is to show of a word.

    Args:
        text: the word.
        rows: its forms.
        charts: who writes them, and when.
        uncharted: how many forms are in no chart: possessives, and those in the fewest articles.
        cut: how many forms were not looked for.
        partial: whether some were not counted in time.
    """

    text: str
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...]
    uncharted: int
    cut: int
    partial: bool


def make_sheets(spellings: Spellings) -> tuple[Sheet, ...]:
    """Prepare the tables of some words."""
    return tuple(map(_sheet, spellings.words[:_MOST_WORDS]))


def list_levels(params: Params) -> list[tuple[str, str, Params, bool]]:
    """List the levels: name, meaning, what to ask for, whether it holds now."""
    return [
        (str(level), meaning, Params(params.query, level), level is params.match)
        for level, meaning in LEVELS.items()
    ]


def search_form(used: Used, usage: Usage) -> Params:
    """Return the search for a form as it is written, or for a name, each article in its own row."""
    texts = (usage.form.text, *usage.also) if used.is_name else (typeable(usage.form.text),)
    quoted = " OR ".join(f'"{text}"' if " " in text else text for text in texts)
    if used.is_name:
        return Params(quoted, used.word.level or Level.SPELLINGS, copies=True)
    return Params(f"={quoted}", copies=True)


def _sheet(used: Used) -> Sheet:
    present = {usage.form.text for usage in used.forms}
    distinct = [
        usage
        for usage in used.forms
        if (base := without_possessive(usage.form.text)) == usage.form.text or base not in present
    ]
    charted = sorted(distinct, key=lambda usage: (-usage.articles, usage.form.text))[:_COLUMNS]
    return Sheet(
        text=used.word.text,
        rows=tuple(_row(used, usage) for usage in used.forms),
        charts=(_by_outlet(used, charted), _by_year(used, charted)) if charted else (),
        uncharted=len(used.forms) - len(charted),
        cut=used.cut,
        partial=used.partial,
    )


def _row(used: Used, usage: Usage) -> Row:
    form = usage.form
    return Row(
        form=form.text,
        kind=str(form.kind),
        why=say_kind(form),
        articles=usage.articles,
        first=usage.first,
        last=usage.last,
        params=search_form(used, usage),
        also=usage.also,
    )


def _by_outlet(used: Used, usages: Sequence[Usage]) -> Chart:
    totals = Counter[str | None]()
    for usage in usages:
        totals.update(usage.outlets)
    lines = _scaled(
        (
            name or NOT_KNOWN,
            [
                (
                    usage.outlets.get(name, 0),
                    dataclasses.replace(search_form(used, usage), outlets=(name,)),
                )
                for usage in usages
            ],
        )
        for name, _ in order_counts(totals)
    )
    return Chart("outlet", _texts(usages), lines[:_ROWS], lines[_ROWS:])


def _by_year(used: Used, usages: Sequence[Usage]) -> Chart:
    lines = _scaled(
        (
            year or NO_DATE,
            [
                (usage.years.get(year, 0), _in_year(search_form(used, usage), year))
                for usage in usages
            ],
        )
        for year in _list_years({year for usage in usages for year in usage.years})
    )
    return Chart("year", _texts(usages), lines, ())


def _list_years(known: Set[str | None]) -> list[str | None]:
    """Return the years in order, those between them too where they are few; no date last."""
    dated = sorted(int(year) for year in known if year is not None)
    if dated and dated[-1] - dated[0] < _MOST_YEARS:
        dated = list(range(dated[0], dated[-1] + 1))
    return [*(f"{year:04}" for year in dated), *([None] if None in known else [])]


def _in_year(params: Params, year: str | None) -> Params:
    if year is None:
        return dataclasses.replace(params, undated=True)
    date = PartialDate(int(year))
    return dataclasses.replace(params, since=date, until=date)


def _scaled(rows: Iterable[tuple[str, list[tuple[int, Params]]]]) -> tuple[Line, ...]:
    listed = list(rows)
    highest = max((count for _, counts in listed for count, _ in counts), default=0) or 1
    return tuple(
        Line(label, tuple(Cell(n, round(100 * n / highest, 1), params) for n, params in counts))
        for label, counts in listed
    )


def _texts(usages: Sequence[Usage]) -> tuple[str, ...]:
    return tuple(usage.form.text for usage in usages)
