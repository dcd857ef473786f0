"""Title, outlet, date, author and address of an article in a text file, each with its evidence.

Where several places name a field, the surest wins: a byline under the title, a source line there,
a closing source line, the name of a site above the title, the agency of a dateline.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import read_titled
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.digest import Part
from searchapp.ingest.texts.findings import Description, Finding, settle
from searchapp.ingest.texts.headings import is_kicker, is_outlet_like, is_outlet_line
from searchapp.ingest.texts.lines import Line, without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.records import describe_record
from searchapp.ingest.texts.spots import Spot
from searchapp.model import Evidence

_TAIL = 12
_HEAD = 10
# A summary in points may stand before the paragraph with the dateline.
_OPENING = 4
_FURNITURE = (Kind.UNDERLINE, Kind.COUNTER)


def describe(part: Part, latest: datetime.date = datetime.date.max) -> Description:
    """Read what the lines of an article say about it.

    Args:
        part: the article.
        latest: the last day that is not in the future.

    Returns:
        Its description.
    """
    marks = part.marks
    if part.fields:
        return describe_record(marks, part.fields, latest)
    prose = [number for number, mark in enumerate(marks) if mark.kind is Kind.PROSE]
    head_end = min(prose[0] if prose else len(marks), (part.title or 0) + _HEAD)
    if part.title is not None:
        head_end = max(head_end, part.title + 1)
    head = [at for at in range(head_end) if _tells(marks, at, part.title)]
    if _is_chronology(marks, head_end):
        head = [at for at in head if not _is_bare_date(marks[at])]
    findings = [finding for at in head for finding in _from_byline(marks[at])]
    used = {*head, *(at for at, mark in enumerate(marks) if mark.kind in _FURNITURE)}
    used.update(at for at in range(head_end) if marks[at].kind is Kind.REPEATED)
    if part.title is not None:
        used.add(part.title)
        findings.append(_from_title(marks[part.title]))
        for at in range(part.title):
            if is_kicker(marks, at, head_end + 1):
                used.add(at)
                if words.is_name(marks[at].text, 4):
                    findings.append(_from_line("outlet", "site-line", marks[at].line, 0.6))
    for at in _outlet_lines(marks, part.title, head_end):
        used.add(at)
        findings.append(_from_line("outlet", "outlet-line", marks[at].line, 0.7))
    findings += _from_tail(marks, prose[-1] if prose else head_end - 1, head_end)
    for at in prose[:_OPENING]:
        findings += _from_dateline(marks[at].line)
    return settle(findings, frozenset(used), latest)


def _tells(marks: tuple[Mark, ...], at: int, title: int | None) -> bool:
    """Say whether a line of the head is a byline, or a title with one in brackets."""
    return marks[at].byline is not None and (marks[at].kind is not Kind.TITLED or at == title)


def _from_title(mark: Mark) -> Finding:
    titled = read_titled(mark.text) if mark.kind is Kind.TITLED else None
    if titled is None:
        return _from_line("title", "title-line", mark.line, 0.9)
    text = without_title_label(titled[0].text)
    end = mark.line.start + titled[0].end
    return Finding(Evidence("title", "title-line", text, end - len(text), end, 0.9), text)


def _from_line(field: str, rule: str, line: Line, confidence: float) -> Finding:
    text = line.text
    start = line.start
    if field == "title":
        bare = without_title_label(text)
        start += len(text) - len(bare)
        text = bare
    return Finding(Evidence(field, rule, text, start, line.end, confidence), text)


def _from_byline(mark: Mark, weight: float = 1.0) -> Iterator[Finding]:
    byline = mark.byline
    if byline is None:
        return
    sure = round(byline.confidence * weight, 2)
    spots: tuple[tuple[str, Spot | None, float], ...] = (
        ("outlet", byline.outlet, sure),
        ("date", byline.date, round(0.95 * weight, 2)),
        ("author", byline.author, sure),
        ("url", byline.url, sure),
    )
    for field, spot, confidence in spots:
        if spot is None or (field == "outlet" and words.is_section(spot.text)):
            continue
        value = byline.day if field == "date" and byline.day is not None else spot.text
        start = mark.line.start + spot.start
        end = mark.line.start + spot.end
        yield Finding(Evidence(field, byline.rule, spot.text, start, end, confidence), value)


def _from_tail(marks: tuple[Mark, ...], last_prose: int, head_end: int) -> list[Finding]:
    """Read the source lines after the last paragraph."""
    first = max(last_prose + 1, head_end, len(marks) - 4 * _TAIL)
    return [
        finding
        for mark in marks[first : last_prose + 1 + _TAIL]
        if mark.kind is Kind.CREDIT
        for finding in _from_byline(mark, 0.9)
    ]


def _from_dateline(line: Line) -> list[Finding]:
    dateline = read_dateline(line.text)
    if dateline is None:
        return []
    findings = []
    if dateline.date is not None:
        start, end = dateline.date.start, dateline.date.end
        text = line.text[start:end]
        evidence = Evidence("date", "dateline", text, line.start + start, line.start + end, 0.8)
        findings.append(Finding(evidence, dateline.date.date))
    if dateline.agency is not None:
        spot = dateline.agency
        start, end = line.start + spot.start, line.start + spot.end
        evidence = Evidence("outlet", "dateline-agency", spot.text, start, end, 0.4)
        findings.append(Finding(evidence, spot.text))
    return findings


def _outlet_lines(marks: tuple[Mark, ...], title: int | None, head_end: int) -> list[int]:
    """Find a name on a line of its own: below the author, or right above the date."""
    return [
        at
        for at in range(min(head_end, len(marks) - 1))
        if at != title
        and marks[at].kind in (Kind.OTHER, Kind.REPEATED)
        and (_is_below_author(marks, at) or _is_above_date(marks, title, at))
    ]


def _is_below_author(marks: tuple[Mark, ...], at: int) -> bool:
    above = marks[at - 1].byline if at > 0 else None
    if above is None or above.rule != "author-line" or marks[at].line.gap > 0:
        return False
    alone = marks[at + 1].line.gap > 0 or marks[at + 1].byline is not None
    return alone and words.is_name(marks[at].text, 6)


def _is_above_date(marks: tuple[Mark, ...], title: int | None, at: int) -> bool:
    """Say whether a name stands above a date, and is neither title nor subtitle."""
    if title is None or not is_outlet_line(marks, at):
        return False
    return at < title or len(marks[at].text.split()) <= 4 or is_outlet_like(marks[at].text)


def _is_bare_date(mark: Mark) -> bool:
    # "On May 3, 2020" begins a sentence that was cut, and heads no section.
    bare = mark.byline is not None and mark.byline.rule == "date-line"
    return bare and not mark.text.startswith("On ")


def _is_chronology(marks: tuple[Mark, ...], head_end: int) -> bool:
    """Say whether dates head the sections of the body, so that the first is none of the article."""
    return any(_is_bare_date(mark) for mark in marks[head_end:])
