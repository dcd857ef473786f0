"""What words stand for, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchapp.analysis.lexicon import Form
from searchapp.cli.render import hint_lines, safe
from searchapp.engines.usage import Found, Spelling, Usage, Used
from searchapp.model import PartialDate
from searchapp.search.othernames import OtherName
from searchapp.search.page import Page
from searchapp.search.spellings import Gist, list_forms, say_kind, sum_up
from searchapp.search.usage import Spellings, order_counts, order_years

_LISTED = 12
_NAMED = 8


def words_lines(page: Page) -> list[str]:
    """Return what the words of a query stand for, and the results of the levels beside its own."""
    lines = [line for found in page.words for line in _word_lines(found)]
    if not lines:
        return []
    beside = ", ".join(f"{level} {count:,}" for level, count in page.levels.items())
    return [f"Match: {page.match} {page.total:,}" + (f" ({beside})" if beside else ""), *lines]


def other_names_lines(page: Page) -> list[str]:
    """Return the other names of what a query names, each with what it would find."""
    rows = [
        f"  {each.total:>7,} {'~' if each.is_in_every else ' '} {safe(each.offer.name)}"
        f" ({each.offer.relation}"
        + (", means other things too" if each.offer.ambiguous else "")
        + f"; {safe(each.offer.source)}){_also(each)}"
        for each in page.other_names
    ]
    asked = dict.fromkeys(safe(each.asked) for each in page.other_names if each.is_in_every)
    names = ", ".join(f'~"{name}"' if " " in name else f"~{name}" for name in asked)
    how = f", those marked ~ searched for with {names}" if names else ""
    return [f"Other names{how}", *rows] if rows else []


def _word_lines(found: Found) -> Iterator[str]:
    gist = sum_up(found)
    forms = list_forms(found)
    there = [each for each in forms if each.articles or each.is_off]
    if not gist.leading and not there:
        return
    yield f"{_heading(found)}{_gist_text(found, gist)}"
    yield from map(_row, there[:_LISTED])
    if len(there) > _LISTED:
        yield f"         and {len(there) - _LISTED:,} more"
    elsewhere = [each for each in forms if not (each.articles or each.is_off)]
    if elsewhere and gist.in_result:
        counts = ((each.form.text, each.archive) for each in elsewhere[:_LISTED])
        yield f"         in other articles: {_counts_text(counts)}"
    if found.cut:
        yield f"         {found.cut:,} more, less like it, were not searched for"


def _heading(of: Found | Used) -> str:
    return f"{'Names asked for with' if of.is_name else 'Spellings of'} {safe(of.word.text)}"


def _gist_text(found: Found, gist: Gist) -> str:
    if gist.in_result or not gist.leading:
        return ""
    more = f" and {gist.more:,} more" if gist.more else ""
    has = f"the archive has {_counts_text(gist.leading)}{more}"
    if gist.attested:
        return f": {has}"
    if gist.foreign:
        return f": searched for as {_counts_text(gist.leading)}{more}"
    return f": 0 for {safe(found.word.text)}, but {has}"


def _counts_text(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{safe(form)} {count:,}" for form, count in counts)


def usage_text(spellings: Spellings) -> str:
    """Return who writes each of some words how, and when."""
    lines = [line for used in spellings.words for line in _usage_lines(used)]
    return "\n".join([*hint_lines(spellings.hints), *(lines or ["Nothing found."])])


def _usage_lines(used: Used) -> Iterator[str]:
    if used.forms:
        yield _heading(used)
    for usage in used.forms:
        span = _span(usage.first, usage.last)
        yield f"{usage.articles:>7,}  {_columns(usage.form)} {span}{_also(usage)}"
        named = [(name or "not known", count) for name, count in order_counts(usage.outlets)]
        more = len(named) - _NAMED
        rest = f", {more:,} more {sum(n for _, n in named[_NAMED:]):,}" if more > 0 else ""
        yield f"         Outlets: {_counts_text(named[:_NAMED])}{rest}"
        years = ((year or "no date", count) for year, count in order_years(usage.years))
        yield f"         Years: {_counts_text(years)}"
    if used.cut:
        yield f"         {used.cut:,} more, less like it, were not looked for"
    if used.partial:
        yield "         Counting took too long and was ended early; some forms are missing"


def _row(spelling: Spelling) -> str:
    if spelling.is_off:
        there = f"{spelling.archive:,} in the archive"
        return f"    off  {_columns(spelling.form)} {there}{_also(spelling)}"
    span = _span(spelling.first, spelling.last)
    source = f"  ({safe(spelling.source)})" if spelling.source else ""
    return f"{spelling.articles:>7,}  {_columns(spelling.form)} {span}{source}" + _also(spelling)


def _also(of: Spelling | Usage | OtherName) -> str:
    return f"  also written {', '.join(map(safe, of.also))}" if of.also else ""


def _columns(form: Form) -> str:
    return f"{safe(form.text):20} {say_kind(form):14}"


def _span(first: PartialDate | None, last: PartialDate | None) -> str:
    return " to ".join(dict.fromkeys(map(str, filter(None, (first, last))))) or "no date"
