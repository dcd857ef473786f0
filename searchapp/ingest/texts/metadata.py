"""Title, outlet, date, author and address of an article in a text file, each with its evidence.

Where several places name a field, the surest wins: a byline under the title, a source line there,
a closing source line, the name of a site above the title, the agency of a dateline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import Spot
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.digest import Part, is_kicker
from searchapp.ingest.texts.lines import Line, without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.model import Evidence, PartialDate

_TAIL = 12
_HEAD = 10
# A summary in points may stand before the paragraph with the dateline.
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about an article, and which of its lines say nothing else.

    Args:
        title: empty where there is none.
        outlet: None where the text does not say.
        date: None where the text does not say.
        author: None where the text does not say.
        url: None where the text does not say.
        evidence: one for every field that is known.
        used: the numbers of the part's lines that are no part of the body.
    """

    title: str
    outlet: str | None
    date: PartialDate | None
    author: str | None
    url: str | None
    evidence: tuple[Evidence, ...]
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Finding:
    evidence: Evidence
    value: str | PartialDate


def describe(part: Part) -> Description:
    """Read what the lines of an article say about it.

    Args:
        part: the article.

    Returns:
        Its description.
    """
    marks = part.marks
    prose = [number for number, mark in enumerate(marks) if mark.kind is Kind.PROSE]
    head_end = min(prose[0] if prose else len(marks), (part.title or 0) + _HEAD)
    if part.title is not None:
        head_end = max(head_end, part.title + 1)
    head = [at for at in range(head_end) if at != part.title and marks[at].byline is not None]
    if _is_chronology(marks, head_end):
        head = [at for at in head if not _is_bare_date(marks[at])]
    findings = [finding for at in head for finding in _from_byline(marks[at])]
    used = {*head, *(at for at, mark in enumerate(marks) if mark.kind is Kind.UNDERLINE)}
    if part.title is not None:
        used.add(part.title)
        findings.append(_from_line("title", "title-line", marks[part.title].line, 0.9))
        for at in range(part.title):
            if is_kicker(marks, at, head_end + 1):
                used.add(at)
                if words.is_name(marks[at].text, 4):
                    findings.append(_from_line("outlet", "site-line", marks[at].line, 0.6))
    for at in _outlet_lines(marks, head_end):
        used.add(at)
        findings.append(_from_line("outlet", "line-below-author", marks[at].line, 0.7))
    findings += _from_tail(marks, prose[-1] if prose else head_end - 1, head_end)
    for at in prose[:_OPENING]:
        findings += _from_dateline(marks[at].line)
    return _settle(findings, frozenset(used))


def _settle(findings: list[_Finding], used: frozenset[int]) -> Description:
    best: dict[str, _Finding] = {}
    for finding in findings:
        field = finding.evidence.field
        # Strictly surer, so that of equals the first in the text stays.
        if field not in best or finding.evidence.confidence > best[field].evidence.confidence:
            best[field] = finding
    date = best["date"].value if "date" in best else None
    return Description(
        title=_value(best, "title") or "",
        outlet=_value(best, "outlet"),
        date=date if isinstance(date, PartialDate) else None,
        author=_value(best, "author"),
        url=_value(best, "url"),
        evidence=tuple(best[name].evidence for name in sorted(best)),
        used=used,
    )


def _value(best: dict[str, _Finding], name: str) -> str | None:
    return str(best[name].value) if name in best else None


def _from_line(field: str, rule: str, line: Line, confidence: float) -> _Finding:
    text = line.text
    start = line.start
    if field == "title":
        bare = without_title_label(text)
        start += len(text) - len(bare)
        text = bare
    return _Finding(Evidence(field, rule, text, start, line.end, confidence), text)


def _from_byline(mark: Mark, weight: float = 1.0) -> Iterator[_Finding]:
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
        yield _Finding(Evidence(field, byline.rule, spot.text, start, end, confidence), value)


def _from_tail(marks: tuple[Mark, ...], last_prose: int, head_end: int) -> list[_Finding]:
    """Read the source lines after the last paragraph."""
    first = max(last_prose + 1, head_end, len(marks) - 4 * _TAIL)
    return [
        finding
        for mark in marks[first : last_prose + 1 + _TAIL]
        if mark.kind is Kind.CREDIT
        for finding in _from_byline(mark, 0.9)
    ]


def _from_dateline(line: Line) -> list[_Finding]:
    dateline = read_dateline(line.text)
    if dateline is None:
        return []
    findings = []
    if dateline.date is not None:
        start, end = dateline.date.start, dateline.date.end
        text = line.text[start:end]
        evidence = Evidence("date", "dateline", text, line.start + start, line.start + end, 0.8)
        findings.append(_Finding(evidence, dateline.date.date))
    if dateline.agency is not None:
        spot = dateline.agency
        start, end = line.start + spot.start, line.start + spot.end
        evidence = Evidence("outlet", "dateline-agency", spot.text, start, end, 0.4)
        findings.append(_Finding(evidence, spot.text))
    return findings


def _outlet_lines(marks: tuple[Mark, ...], head_end: int) -> list[int]:
    """Find a name on a line of its own between the author and the body."""
    found = []
    for at in range(1, min(head_end, len(marks) - 1)):
        above, line = marks[at - 1].byline, marks[at].line
        alone = line.gap == 0 and (marks[at + 1].line.gap > 0 or marks[at + 1].byline is not None)
        if above is None or above.rule != "author-line" or not alone:
            continue
        if marks[at].kind is Kind.OTHER and words.is_name(line.text, 6):
            found.append(at)
    return found


def _is_bare_date(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.rule == "date-line"


def _is_chronology(marks: tuple[Mark, ...], head_end: int) -> bool:
    """Say whether dates head the sections of the body, so that the first is none of the article."""
    return any(_is_bare_date(mark) for mark in marks[head_end:])
