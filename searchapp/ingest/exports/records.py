"""A record of an export → an article; the names of the fields are in `names`."""

from __future__ import annotations

import datetime
import html
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from searchapp.ingest.dates import parse_field
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.junk import Removed, tell_removed
from searchapp.ingest.languages import read_language
from searchapp.ingest.limits import Limits, TooLargeError
from searchapp.ingest.mojibake import evidence_of, mend
from searchapp.ingest.texts.boilerplate import find_brief_junk
from searchapp.ingest.texts.text import clean_line, clean_lines, has_words
from searchapp.model import Article, Evidence, PartialDate, Source

_MARKUP = re.compile(
    r"</(?:p|div|br|span|a|b|i|em|strong|h[1-6]|ul|li)>|<br\s*/?>|<p[ >]", re.IGNORECASE
)
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,5}|#x[\da-f]{2,4});",
    re.IGNORECASE,
)
_MOST_LINES = Limits().max_lines
_NAMES_KEPT = 12
# What an object that stands for one thing calls it.
_NAMED = ("name", "title", "main", "original", "url", "href")
# A place has no figures, as coordinates have, and is no address.
_PLACE = re.compile(r"[^\W\d_][^\d/@:]{1,60}(?:/[^\d/@:]{2,60})?")


def _as_written(text: str) -> str | None:
    return text


def _read_place(text: str) -> str | None:
    return text if _PLACE.fullmatch(text) is not None else None


# How the text of a field is read; None where it is no such thing.
_READ: dict[str, Callable[[str], str | None]] = {
    "title": _as_written,
    "outlet": _as_written,
    "author": _as_written,
    "url": _as_written,
    "dateline": _read_place,
    "language": read_language,
}
# Taking markup apart needs a hundred times its memory; longer texts, which no article has, stay
# as they are.
_LONGEST_MARKUP = 3_000_000


class NoTextError(Exception):
    """The record has no text; the message says what it has instead."""


def read_record(
    record: Mapping[str, Any],
    source: Source,
    article_id: str,
    names: FieldNames = BUILT_IN,
    latest: datetime.date = datetime.date.max,
    *,
    with_texts: bool = True,
) -> Article:
    """Read one record.

    Args:
        record: the fields by name.
        source: where it stands.
        article_id: its id.
        names: what the fields are called.
        latest: the last day that is not in the future.
        with_texts: with its text, which takes most of the time.

    Returns:
        The article; a value that cannot be read, such as a date that is none, stays unknown.

    Raises:
        NoTextError: no field holds a text.
        TooLargeError: its text has more lines than a text file may have.
    """
    chosen = _choose(record, names)
    evidence, mended = list[Evidence](), list[Evidence]()
    written_text = chosen.get("text", ("", None))[1]
    body = _body(written_text, mended) if with_texts else ""
    if not (has_words(body) if with_texts else written_text):
        raise _no_text(record)
    values = _values(chosen, evidence, mended)
    dated = _date(record, names, latest)
    if dated is not None:
        evidence.append(_told("date", dated[0], clean_line(_flat(dated[1]))))
    return Article(
        id=article_id,
        title=values.get("title", ""),
        body=body,
        outlet=values.get("outlet"),
        date=None if dated is None else dated[2],
        author=values.get("author"),
        url=values.get("url"),
        source=source,
        evidence=(*evidence, *mended),
        dateline=values.get("dateline"),
        language=values.get("language"),
    )


def _told(field: str, name: str, text: str) -> Evidence:
    return Evidence(field, f"field:{name}", text, None, None, 1.0)


def _no_text(record: Mapping[str, Any]) -> NoTextError:
    known = ", ".join(str(name)[:40] for name in list(record)[:_NAMES_KEPT])
    return NoTextError(f"no field holds a text; there is {known or 'nothing'}")


def _choose(record: Mapping[str, Any], names: FieldNames) -> dict[str, tuple[str, Any]]:
    """Return for each of our fields the likeliest field of the record that is not empty."""
    chosen: dict[str, tuple[int, str, Any]] = {}
    for name, value in record.items():
        known = names.field_of(name)
        if known is None or value is None or value in ("", [], {}) or _is_no_number(value):
            continue
        field, rank = known
        if field not in chosen or rank < chosen[field][0]:
            chosen[field] = (rank, name, value)
    return {field: (name, value) for field, (_, name, value) in chosen.items()}


def _date(
    record: Mapping[str, Any], names: FieldNames, latest: datetime.date
) -> tuple[str, Any, PartialDate] | None:
    """Read the likeliest field that holds a date; one in the future only if there is no other."""
    ranked = sorted(
        (known[1], number, name)
        for number, name in enumerate(record)
        if (known := names.field_of(name)) is not None and known[0] == "date"
    )
    future = None
    for _, _, name in ranked:
        date = parse_field(record[name])
        if date is not None and date.first_day() <= latest:
            return name, record[name], date
        if date is not None and future is None:
            future = name, record[name], date
    return future


def _values(
    chosen: Mapping[str, tuple[str, Any]], evidence: list[Evidence], mended: list[Evidence]
) -> dict[str, str]:
    """Read the fields that are text, each with its evidence."""
    values: dict[str, str] = {}
    for field, read in _READ.items():
        if field not in chosen:
            continue
        name, value = chosen[field]
        written = _mended(field, _flat(value), mended)
        text = clean_line(_without_markup(written) if field == "title" else written)
        meant = read(text)
        if meant:
            values[field] = meant
            evidence.append(Evidence(field, f"field:{name}", text, None, None, 1.0))
    return values


def _flat(value: Any) -> str:
    """Return a value as one text: lists are joined, of an object its name is taken."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(filter(None, (_flat(each) for each in value)))
    if isinstance(value, dict):
        return next((_flat(value[key]) for key in _NAMED if key in value), "")
    is_nothing = value is None or isinstance(value, bool) or _is_no_number(value)
    return "" if is_nothing else str(value)


def _is_no_number(value: Any) -> bool:
    """Say whether a value is what programs write where a number is missing, or too large."""
    return isinstance(value, float) and not math.isfinite(value)


def _mended(field: str, text: str, evidence: list[Evidence]) -> str:
    """Mend a value before it is cleaned, which would take half a letter for white space."""
    if text.isascii():
        return text
    text, repairs = mend(text)
    evidence += evidence_of(field, repairs)
    return text


def _without_markup(text: str) -> str:
    if len(text) <= _LONGEST_MARKUP and _MARKUP.search(text) is not None:
        # Imported here: lxml is only needed for exports that hold markup.
        from searchapp.ingest.pages.markup import plain_text  # noqa: PLC0415

        return plain_text(text)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _body(value: Any, evidence: list[Evidence]) -> str:
    if isinstance(value, list):
        value = "\n".join(filter(None, (_flat(each) for each in value)))
    written = _flat(value)
    if written.count("\n") > _MOST_LINES:
        raise TooLargeError(f"its text has more than {_MOST_LINES:,} lines")
    text = _mended("body", written, evidence)
    lines = clean_lines(_without_markup(text) if "<" in text else text)
    # Of a text that is nothing else, such as a single line, something is to be shown.
    junk = find_brief_junk(lines) if len(lines) > 1 else {}
    if junk and len(junk) < len(lines):
        removed = [Removed(rule, lines[number], number) for number, rule in junk.items()]
        evidence += tell_removed(removed, None)
        lines = [line for number, line in enumerate(lines) if number not in junk]
    return "\n\n".join(lines)
