"""One text file → the articles in it.

1. Every line is given a kind (`marks`): byline, credit, separator, junk, prose, other.
2. The messages of a chat or a forum are split one by one (`chats`), the export of a database where
   its own marks say (`databases`).
3. Every other file is cut at its `borders`; a file without any is one article.

The parts tile the file: only blank lines, separators, what is repeated around every article and
a preamble without a body lie between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.ingest import words
from searchapp.ingest.captions import is_caption
from searchapp.ingest.outlets import key_of
from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.borders import find_borders
from searchapp.ingest.texts.chats import Message, find_messages
from searchapp.ingest.texts.columns import read_columns
from searchapp.ingest.texts.databases import Field, find_records, is_mail, read_fields
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.groups import find_grouped, find_groups, group_of, name_in
from searchapp.ingest.texts.headers import mark_headers, plain_key
from searchapp.ingest.texts.headings import (
    LOOK_BACK,
    below_outlet,
    has_body,
    is_kicker,
    is_text,
    is_title,
)
from searchapp.ingest.texts.heads import read_heads
from searchapp.ingest.texts.labelled import find_labelled, labelled_fields
from searchapp.ingest.texts.lines import Line, is_contact, is_path, split_lines, without_title_label
from searchapp.ingest.texts.marks import Kind, Mark, mark_lines
from searchapp.ingest.texts.years import complete, find_year
from searchapp.model import Evidence

_AROUND = (Kind.SEPARATOR, Kind.REPEATED, Kind.COUNTER)


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a file, not yet read.

    Args:
        marks: its lines.
        title: the number of the title's line among them; None where there is none.
        fields: its labels, if it is the record of a database.
        around: what lines outside of it tell of it, such as the name above its group.
    """

    marks: tuple[Mark, ...]
    title: int | None
    fields: tuple[Field, ...] = ()
    around: tuple[Finding, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins, in characters from the start of the file."""
        return self.marks[0].line.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.marks[-1].line.end


def split(text: str) -> list[Part]:
    """Split a text file into its articles.

    Args:
        text: the decoded file.

    Returns:
        The articles in order, apart from each other; none where the file is blank.
    """
    lines = split_lines(text)
    messages = find_messages(lines)
    if messages:
        return [part for message in messages for part in _split_message(message)]
    marks = mark_lines(lines)
    starts = find_records(marks)
    if not starts:
        marks = read_columns(marks)
        starts = find_labelled(marks)
    if not starts:
        # A counter that does not run on is a line like any other.
        return _split_marks(
            [Mark(each.line, Kind.OTHER) if each.kind is Kind.COUNTER else each for each in marks]
        )
    parts = _split_marks(read_columns(marks[: starts[0]])) if has_body(marks, 0, starts[0]) else []
    for start, end in zip(starts, [*starts[1:], len(marks)], strict=True):
        parts += _record(marks[start:end])
    return parts


def _split_message(message: Message) -> list[Part]:
    """Return the articles of a message; none where it is chatter, without a paragraph."""
    parts = _split_marks(read_columns(mark_lines(message.lines)))
    around = () if message.sent is None else (message.sent,)
    return [
        replace(part, around=(*part.around, *around))
        for part in parts
        if has_body(part.marks, 0, len(part.marks))
    ]


def keep_whole(text: str, title: str) -> Part | None:
    """Make one article of a text below front matter, whatever in it looks like a border.

    Args:
        text: the text below the head.
        title: the title the head gives, which the text may repeat; empty where it gives none.

    Returns:
        The article; None where the text is blank.
    """
    marks = mark_lines(split_lines(text))
    bounds = _trimmed(marks, 0, len(marks), (Kind.SEPARATOR,))
    if bounds is None:
        return None
    first, last = bounds
    at = _first_title(marks, first, last)
    if at is not None and title and key_of(without_title_label(marks[at].text)) != key_of(title):
        at = None
    return Part(tuple(marks[first:last]), None if at is None else at - first)


def _record(marks: Sequence[Mark]) -> list[Part]:
    """Make one article of a record, whatever stands in it that looks like a border."""
    fields = read_fields(marks) or labelled_fields(marks)
    bounds = _trimmed(marks, 0, len(marks), (Kind.SEPARATOR,))
    if bounds is None:
        return []
    if fields and is_mail(marks):
        # A review of the press or a newsletter came as a mail: what is in it are the articles.
        inside = _split_marks(read_columns(marks[fields[-1].number + 1 :]))
        if sum(part.title is not None for part in inside) > 1:
            return inside
    if fields:
        return [Part(tuple(_without_text_labels(marks, fields)), None, tuple(fields))]
    first, last = bounds
    while first < last and marks[first].kind is Kind.COUNTER:
        first += 1
    inner = _split_marks(read_columns(marks[first:last]))
    if not inner or inner[0].title is None:
        title = None
    else:
        title = inner[0].title + next(
            at for at in range(len(marks)) if marks[at].line is inner[0].marks[0].line
        )
    return [Part(tuple(marks), title)]


def _without_text_labels(marks: Sequence[Mark], fields: Sequence[Field]) -> list[Mark]:
    """Cut the label off a line on which the text begins behind it."""
    cut = list(marks)
    for field in fields:
        line = marks[field.number].line
        if field.name == "text" and 0 < field.start < len(line.text):
            text = line.text[field.start :]
            cut[field.number] = Mark(
                Line(line.start + field.start, line.end, text, line.gap), Kind.PROSE
            )
    return cut


def _split_marks(marks: Sequence[Mark]) -> list[Part]:
    groups = find_groups(marks)
    borders = find_grouped(marks, groups) or find_borders(marks)
    marks, borders = mark_headers(read_heads(marks, borders), borders)
    parts: list[Part] = []
    # What is repeated stands around articles only where there are several.
    between = _AROUND if len(borders) > 1 else (Kind.SEPARATOR,)
    headers = _headers(marks)
    year = find_year(marks, borders[0][0]) if len(borders) > 1 else None
    floor = 0
    starts = [0, *(border for border, _ in borders)]
    ends = [*(border for border, _ in borders), len(marks)]
    titles: list[int | None] = [None, *(title for _, title in borders)]
    for start, end, title in zip(starts, ends, titles, strict=True):
        body = _trimmed(marks, start, end, between)
        preamble = title is None and start == 0 and borders
        if not body or (preamble and not _tells(marks[slice(*body)])):
            continue
        first, last = body
        while first > floor and _is_header(marks, first - 1, headers):
            first -= 1
        floor = last
        place = _first_title(marks, first, last) if title is None else title
        place = None if place is None else place - first
        around = () if title is None else _around(marks, group_of(groups, title))
        around += () if year is None else complete(marks[first:last], year)
        parts.append(Part(tuple(marks[first:last]), place, around=around))
    return parts


def _around(marks: Sequence[Mark], head: int | None) -> tuple[Finding, ...]:
    """Read the name above a group as the outlet of the articles in it."""
    if head is None:
        return ()
    name = name_in(marks[head].text)
    start = marks[head].line.start
    start, end = start + name.start, start + name.end
    evidence = Evidence("outlet", "group-heading", name.text, start, end, 0.7)
    return (Finding(evidence, name.text),)


def _tells(marks: Sequence[Mark]) -> bool:
    """Say whether there is a paragraph above the first title that is no note to the reader."""
    return any(mark.kind is Kind.PROSE and not is_endnote(mark.text) for mark in marks)


def _trimmed(
    marks: Sequence[Mark], start: int, end: int, around: Sequence[Kind]
) -> tuple[int, int] | None:
    """Cut what stands around an article off both ends of a range of lines."""
    while start < end and marks[start].kind in around:
        start += 1
    while end > start and marks[end - 1].kind in around:
        end -= 1
    return (start, end) if start < end else None


def _headers(marks: Sequence[Mark]) -> set[str]:
    """Return the lines with which a site begins every article: those above the first text."""
    text = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    return {plain_key(mark) for mark in marks[:text] if mark.kind is Kind.REPEATED}


def _is_header(marks: Sequence[Mark], at: int, headers: set[str]) -> bool:
    """Say whether a repeated line belongs to the article below; others are the foot of a page."""
    drawn = at == 0 or marks[at - 1].kind is Kind.SEPARATOR
    return marks[at].kind is Kind.REPEATED and (drawn or plain_key(marks[at]) in headers)


def _first_title(marks: Sequence[Mark], first: int, last: int) -> int | None:
    """Find the title of an article without a byline: its first line, or the one below a site."""
    for at in range(first, min(last, first + LOOK_BACK)):
        mark = marks[at]
        if mark.kind is Kind.PROSE and len(mark.text) > 150:
            return None
        if words.is_section(mark.text) or is_contact(mark.text) or is_path(mark.text):
            continue
        if below_outlet(marks, at) > at:
            continue
        if mark.text.endswith(":") and at + 1 < last and is_title(marks[at + 1]):
            # "Here is what they say:" introduces what follows.
            continue
        if mark.kind in (Kind.OTHER, Kind.TITLED, Kind.PROSE) and not is_caption(mark.text):
            if read_dateline(mark.text) is not None:
                return None
            if not is_kicker(marks, at, last):
                return at
    return None
