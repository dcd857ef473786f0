"""Title, outlet, date, author and address of an article in a text file, each with its evidence.

Where several places name a field, the surest wins: a byline under the title, a source line there,
a closing source line, the name of a site above the title, the agency of a dateline.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from searchapp.ingest import words
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.bylines import Byline, cut_pieces
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.digest import Part
from searchapp.ingest.texts.findings import Description, Finding, settle
from searchapp.ingest.texts.headers import plain_key
from searchapp.ingest.texts.headings import is_kicker, is_text
from searchapp.ingest.texts.lines import (
    Line,
    ends_sentence,
    is_one_sentence,
    is_path,
    starts_upper,
    without_title_label,
)
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.mentions import find_mentions
from searchapp.ingest.texts.naming import find_names, from_line
from searchapp.ingest.texts.records import find_fields, is_sent
from searchapp.ingest.texts.signed import is_nobody, plain_author, read_reporting
from searchapp.ingest.texts.spots import Spot
from searchapp.ingest.texts.titled import cut_site, read_site
from searchapp.model import Evidence, PartialDate

_TAIL = 12
_HEAD = 10
# A summary in points may stand before the paragraph with the dateline.
_OPENING = 4
_FULL_LINE = 50
# A date, and what says when without a day: it is kept as evidence, and no date is made of it.
_DATED, _SAID = 0.95, 0.2
# What a date below the text weighs beside one above it.
_CLOSING = 0.6
_NOTICE = re.compile(r"(?P<name>.{2,40}?)(?:['’]s)? website (?:contains only|can also be) .+")
_FURNITURE = (Kind.UNDERLINE, Kind.COUNTER)


def describe(part: Part, latest: datetime.date = datetime.date.max) -> Description:
    """Read what the lines of an article say about it.

    Args:
        part: the article.
        latest: the last day that is not in the future.

    Returns:
        Its description.
    """
    if part.fields:
        return _describe_record(part, latest)
    findings, used = _find(part.marks, part.title)
    return settle([*findings, *part.around], frozenset(used), latest)


def _describe_record(part: Part, latest: datetime.date) -> Description:
    """Read what the fields of a record say, and its text where the fields are a sender's."""
    marks, fields = part.marks, part.fields
    findings, body = find_fields(marks, fields)
    if is_sent(fields) and body:
        # The text begins as one below a title does.
        head = min(body) - 1
        label = Mark(marks[head].line, Kind.JUNK)
        told, used = _find((label, *marks[head + 1 :]), 0)
        findings += [each for each in told if each.evidence.field != "title"]
        body -= {head + at for at in used}
    return settle(findings, frozenset(range(len(marks))) - body, latest)


def _find(marks: tuple[Mark, ...], title: int | None) -> tuple[list[Finding], set[int]]:
    """Find what the lines of an article say, and which of them say nothing else."""
    prose = [number for number, mark in enumerate(marks) if mark.kind is Kind.PROSE]
    head_end = min(_first_text(marks, prose, title), (title or 0) + _HEAD)
    if title is not None:
        head_end = max(head_end, title + 1)
    head = [at for at in range(head_end) if _tells(marks, at, title)]
    sections = _sections(marks, head_end)
    if sections:
        head = [at for at in head if not _is_bare_date(marks[at]) or _is_above(marks, at, sections)]
    findings = [finding for at in head for finding in _from_byline(marks[at])]
    findings = [each for each in findings if not _is_local(each, marks[head_end:])]
    used = {*head, *(at for at, mark in enumerate(marks) if mark.kind in _FURNITURE)}
    used.update(_repeated(marks, head_end, max(head, default=title or 0)))
    if title is not None:
        findings = _signed(findings + _from_headline(marks, title, head_end, used))
    findings += find_names(marks, title, head_end, findings, used)
    findings += _from_tail(marks, prose[-1] if prose else head_end - 1, head_end)
    findings += _from_notice(marks)
    findings += find_mentions(marks, head_end)
    first = prose[0] if prose else head_end
    short = [at for at in range((title or 0) + 1, first) if is_text(marks[at])]
    for at in (*short[:_OPENING], *prose[:_OPENING]):
        findings += _from_dateline(marks[at].line)
    return _without_writers(findings, marks), used


def _without_writers(findings: list[Finding], marks: tuple[Mark, ...]) -> list[Finding]:
    """Take no author for an outlet: nobody who is named as author too, or told of in the end."""
    authors = {each.value for each in findings if each.evidence.field == "author"}
    kept: list[Finding] = []
    for each in findings:
        seen = each.evidence
        person = seen.field == "outlet" and is_author_line(seen.text)
        if person and any(_tells_of(mark.text, seen.text) for mark in marks[-_TAIL:]):
            kept.append(replace(each, evidence=replace(seen, field="author")))
        elif not person or each.value not in authors:
            kept.append(each)
    return kept


def _tells_of(text: str, name: str) -> bool:
    """Say whether a line is about a person: "Ana Poe is a journalist"."""
    return text.startswith((f"{name} is a", f"{name} is the ", f"{name} was a", f"{name} writes "))


def _repeated(marks: tuple[Mark, ...], head_end: int, last: int) -> Iterator[int]:
    """Yield the lines of the site in a head; below its last line only those that stand there once.

    What an article says again and again is a part of it: a refrain, a question.
    """
    repeated = [at for at in range(head_end) if marks[at].kind is Kind.REPEATED]
    again = Counter(plain_key(mark) for mark in marks) if repeated else Counter()
    yield from (at for at in repeated if at < last or again[plain_key(marks[at])] == 1)


def _first_text(marks: tuple[Mark, ...], prose: list[int], title: int | None) -> int:
    """Return where the text begins: below the line of author or date that a subtitle has."""
    if not prose:
        return len(marks)
    first = prose[0]
    below = first + 1
    subtitle = title is not None and first == title + 1 and is_one_sentence(marks[first].text)
    if not subtitle or below >= len(marks) or marks[below].kind is not Kind.BYLINE:
        return first
    return prose[1] if len(prose) > 1 else len(marks)


def _goes_on(marks: tuple[Mark, ...], title: int) -> bool:
    """Say whether a title was cut at a column and goes on in small letters on the next line."""
    if title + 1 >= len(marks) or len(marks[title].text) < _FULL_LINE:
        return False
    below = marks[title + 1]
    ended = ends_sentence(below.text) or starts_upper(below.text) or words.is_name(below.text)
    return below.kind is Kind.OTHER and below.line.gap == 0 and not ended


def _from_headline(
    marks: tuple[Mark, ...], title: int, head_end: int, used: set[int]
) -> list[Finding]:
    """Read the title, and the name of the site above it; the lines they stand on are used."""
    used.add(title)
    found = _from_title(marks[title])
    site = read_site(marks[title].text) if marks[title].kind is not Kind.TITLED else None
    if _goes_on(marks, title):
        used.add(title + 1)
        found = replace(found, value=f"{found.value} {marks[title + 1].text}")
    findings = [found]
    if site is not None:
        findings = [*_without_site(found, site, marks[title].line)]
    for at in range(title):
        if marks[at].kind is Kind.REPEATED:
            findings += _from_site(marks[at].line)
        elif is_path(marks[at].text):
            used.add(at)
            findings += _from_path(marks[at].line)
        if is_kicker(marks, at, head_end + 1):
            used.add(at)
            named = marks[at].byline is None and not words.is_place(marks[at].text)
            if named and words.is_name(marks[at].text, 4):
                findings.append(from_line("outlet", "site-line", marks[at].line, 0.6))
    return findings


def _without_site(found: Finding, site: Spot, line: Line) -> Iterator[Finding]:
    """Cut the name of a site off a title, behind which the tabs of browsers show it."""
    start, end = line.start + site.start, line.start + site.end
    evidence = Evidence("outlet", "site-behind-title", site.text, start, end, 0.75)
    yield Finding(evidence, site.text)
    text = cut_site(found.evidence.text)
    start = line.start + line.text.index(text)
    yield Finding(replace(found.evidence, text=text, start=start, end=start + len(text)), text)


def _is_local(finding: Finding, body: tuple[Mark, ...]) -> bool:
    """Say whether what stands before a date is the place that the article tells of."""
    seen = finding.evidence
    if seen.field != "outlet" or seen.rule != "outlet-comma-date-line":
        return False
    if words.is_outlet_name(seen.text):
        return False
    phrase = re.compile(rf"\b(?:in|at|near|from|of) {re.escape(seen.text)}\b")
    return any(phrase.search(mark.text) is not None for mark in body)


def _from_site(line: Line) -> list[Finding]:
    """Read the line of a site that stands above every title: "BBC NEWS | World"."""
    name = cut_pieces(line.text)[0]
    sure = name.text == line.text or words.is_outlet_name(name.text)
    if not sure or is_endnote(line.text) or not words.is_name(name.text, 5):
        return []
    start, end = line.start + name.start, line.start + name.end
    return [Finding(Evidence("outlet", "site-line", name.text, start, end, 0.72), name.text)]


def _from_path(line: Line) -> list[Finding]:
    """Read the site from where in it the page stands: "North Post > World > Asia"."""
    name = cut_pieces(line.text)[0]
    start, end = line.start + name.start, line.start + name.end
    evidence = Evidence("outlet", "site-line", name.text, start, end, 0.82)
    return [Finding(evidence, name.text)] if words.is_name(name.text, 5) else []


def _signed(findings: list[Finding]) -> list[Finding]:
    """Take a person's name beside the date for the author's where the site is named above."""
    if not any(each.evidence.rule == "site-line" for each in findings):
        return findings
    return [
        replace(each, evidence=replace(each.evidence, field="author"))
        if each.evidence.rule == "outlet-comma-date-line"
        and each.evidence.field == "outlet"
        and is_author_line(each.evidence.text)
        else each
        for each in findings
    ]


def _tells(marks: tuple[Mark, ...], at: int, title: int | None) -> bool:
    """Say whether a line of the head is a byline, or a title with one in brackets."""
    return marks[at].byline is not None and (marks[at].kind is not Kind.TITLED or at == title)


def _from_title(mark: Mark) -> Finding:
    if mark.title is None:
        return from_line("title", "title-line", mark.line, 0.9)
    text = without_title_label(mark.title.text)
    end = mark.line.start + mark.title.end
    return Finding(Evidence("title", "title-line", text, end - len(text), end, 0.9), text)


def _from_byline(mark: Mark, weight: float = 1.0) -> Iterator[Finding]:
    byline = mark.byline
    if byline is None:
        return
    sure = round(byline.confidence * weight, 2)
    spots: tuple[tuple[str, Spot | None, float], ...] = (
        ("outlet", byline.outlet, sure),
        ("date", byline.date, round((_SAID if byline.day is None else _DATED) * weight, 2)),
        ("author", byline.author, sure),
        ("url", byline.url, sure),
    )
    for field, spot, confidence in spots:
        if spot is None or (field == "outlet" and words.is_section(spot.text)):
            continue
        if field == "author" and is_nobody(spot.text):
            continue
        rule, value = byline.rule, _value(field, byline, spot)
        if isinstance(value, str) and spot is byline.date:
            rule = "moment-line"
        start = mark.line.start + spot.start
        end = mark.line.start + spot.end
        yield Finding(Evidence(field, rule, spot.text, start, end, confidence), value)


def _value(field: str, byline: Byline, spot: Spot) -> str | PartialDate:
    if field == "author":
        return plain_author(spot.text)
    return byline.day if field == "date" and byline.day is not None else spot.text


def _from_tail(marks: tuple[Mark, ...], last_prose: int, head_end: int) -> list[Finding]:
    """Read the source lines after the last paragraph."""
    first = max(last_prose + 1, head_end, len(marks) - 4 * _TAIL)
    reported = [_from_reporting(mark.line) for mark in marks[first : last_prose + 1 + _TAIL]]
    return [
        *filter(None, reported),
        *(_from_byline(marks[-1], _CLOSING) if first < len(marks) and _is_tight(marks[-1]) else ()),
        *_signatures(marks, first, last_prose + 1 + _TAIL),
    ]


def _is_tight(mark: Mark) -> bool:
    """Say whether a date stands right below a text and nothing else does."""
    return mark.byline is not None and mark.byline.is_date and mark.line.gap == 0


def _from_reporting(line: Line) -> Finding | None:
    """Read the line of an agency that says who wrote an article."""
    spot = read_reporting(line.text)
    if spot is None:
        return None
    start, end = line.start + spot.start, line.start + spot.end
    evidence = Evidence("author", "reporting-line", spot.text, start, end, 0.5)
    return Finding(evidence, plain_author(spot.text))


def _signatures(marks: tuple[Mark, ...], first: int, last: int) -> list[Finding]:
    """Read the lines of outlet, date and source below a text."""
    return [
        finding
        for mark in marks[first:last]
        if mark.kind is Kind.CREDIT or _is_signature(mark) or mark is _last_address(marks)
        for finding in _from_byline(mark, 0.9)
    ]


def _last_address(marks: tuple[Mark, ...]) -> Mark | None:
    """Return the address that closes an article, if it has no other."""
    found = [mark for mark in marks if mark.kind is Kind.ADDRESS]
    return found[0] if len(found) == 1 and found[0] is marks[-1] else None


def _from_notice(marks: tuple[Mark, ...]) -> list[Finding]:
    """Read what the page of a known outlet says of its own website."""
    for mark in marks:
        notice = _NOTICE.fullmatch(mark.text) if mark.kind is Kind.JUNK else None
        if notice is not None and words.is_known(notice["name"]):
            start, end = mark.line.start, mark.line.start + notice.end("name")
            evidence = Evidence("outlet", "site-notice", notice["name"], start, end, 0.96)
            return [Finding(evidence, notice["name"])]
    return []


def _is_signature(mark: Mark) -> bool:
    """Say whether a line is outlet and date, and no field of a database, behind a colon."""
    named = mark.byline is not None and mark.byline.is_strong and mark.byline.outlet is not None
    return named and mark.kind is Kind.BYLINE and ":" not in mark.text


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
    if dateline.author is not None:
        spot = dateline.author
        start, end = line.start + spot.start, line.start + spot.end
        evidence = Evidence("author", "dateline-author", spot.text, start, end, 0.55)
        findings.append(Finding(evidence, spot.text))
    return findings


def _is_bare_date(mark: Mark) -> bool:
    # "On May 3, 2020" begins a sentence that was cut, and heads no section.
    bare = mark.byline is not None and mark.byline.rule in ("date-line", "moment-line")
    return bare and not mark.text.startswith("On ")


def _sections(marks: tuple[Mark, ...], head_end: int) -> list[int]:
    """Find the dates that head the sections of a chronology."""
    return [
        at
        for at in range(head_end, len(marks))
        if _is_bare_date(marks[at]) and any(map(is_text, marks[at + 1 : at + 3]))
    ]


def _is_above(marks: tuple[Mark, ...], at: int, sections: list[int]) -> bool:
    """Say whether a date stands apart from the text, and those of sections right above theirs."""
    tight = all(marks[each + 1].line.gap == 0 for each in sections)
    return tight and at + 1 < len(marks) and marks[at + 1].line.gap > 0
