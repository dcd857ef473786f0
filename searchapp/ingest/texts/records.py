"""What a record of a database says of itself, field by field.

The text of a record begins at its text label, or behind the labels of its head, and ends where
nothing but labels and notices follows.  A field that the record leaves to its place, such as the
outlet above the date, is read from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest import words
from searchapp.ingest.dates import FoundDate, find_date, find_short_date, parse_field
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.bylines import Byline
from searchapp.ingest.texts.credits import read_address
from searchapp.ingest.texts.databases import Field, is_record_line
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.headings import is_title
from searchapp.ingest.texts.lines import ends_sentence, without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.model import Evidence, PartialDate

_SURE, _PLACED = 0.97, 0.85
# Who sent an article, and when, counts where the article does not say it by itself.
_SENT = 0.35
_HOST = "source-address"
_BY = re.compile(r"(?i)(?:by|von|par)\s+")
# What stands behind a name: a place in brackets, an address, an edition.
_BEHIND = {
    "outlet": re.compile(r"\s*(?:[(\[<;].{0,200}|,\s(?:vol|no|p)\.?\s.{0,100}|\.\s\d.{0,100})$"),
    "author": re.compile(r"\s*(?:[<;(].{0,200}|,\s.{0,200}|\s(?:in|IN)\s.{0,80})$"),
}
_ROLE_ADDRESS = re.compile(r"(?i)<(?:news|info|editor|no-?reply|alerts?|digest|newsletter|list)")
_NAME_BEHIND = re.compile(r"@\S+\s\(([^()@]{3,60})\)$")
_ADDRESS = re.compile(r"\S+@\S+")
_FULL_LINE = 50
_NOTHING = frozenset({"n/a", "na", "none", "null", "unknown", "-"})


def is_sent(fields: Sequence[Field]) -> bool:
    """Say whether fields tell who sent or kept an article, and not what it says of itself."""
    return any(field.name in ("sender", "kept") for field in fields)


def find_fields(
    marks: Sequence[Mark], fields: Sequence[Field]
) -> tuple[list[Finding], frozenset[int]]:
    """Read the fields of a record.

    Args:
        marks: its lines.
        fields: its labels.

    Returns:
        What they say, and the numbers of the lines of its body.
    """
    body = _body_lines(marks, fields)
    findings: list[Finding] = []
    for place, field in enumerate(fields):
        following = fields[place + 1].number if place + 1 < len(fields) else len(marks)
        if field.number not in body and field.name not in ("text", "apparatus"):
            findings += _from_field(marks, field, following)
    if is_sent(fields):
        findings = [each for each in findings if _is_told(each)]
    # The host of an address is an outlet for want of better.
    known = {each.evidence.field for each in findings if each.evidence.rule != _HOST}
    above = [
        at
        for at in range(fields[0].number)
        if marks[at].kind not in (Kind.COUNTER, Kind.SEPARATOR)
        and not is_record_line(marks[at].text)
    ]
    placed = _from_places(marks, above, known)
    findings += placed
    if not known.union(finding.evidence.field for finding in placed) & {"title"}:
        below, body = _title_below(marks, body)
        findings += below
    return findings, body


def _title_below(
    marks: Sequence[Mark], body: frozenset[int]
) -> tuple[list[Finding], frozenset[int]]:
    """Read a title, and its author's name perhaps, where the text of a record begins."""
    first = min(body, default=len(marks))
    if first >= len(marks) or not is_title(marks[first]):
        return [], body
    line = marks[first].line
    findings = [_title(marks, first, first + 1, line.start, line.text)]
    named = first + 1
    if named in body and marks[named].kind is Kind.OTHER and is_author_line(marks[named].text):
        line = marks[named].line
        findings += _finding("author", "record-place", line.text, line.start, _PLACED)
        body -= {named}
    return findings, body - {first}


def _body_lines(marks: Sequence[Mark], fields: Sequence[Field]) -> frozenset[int]:
    numbers = {field.number for field in fields}
    texts = [field for field in fields if field.name == "text"]
    if texts and texts[0].code:
        bounds = [*sorted(numbers), len(marks)]
        body = {
            at
            for field in texts
            for at in range(field.number, bounds[bounds.index(field.number) + 1])
            if (at != field.number or field.start < len(marks[at].text))
            and not is_record_line(marks[at].text)
        }
        return frozenset(body)
    if texts:
        first = texts[0].number + (texts[0].start >= len(marks[texts[0].number].text))
        # A text that begins behind its label may be that one line.
        numbers.discard(first)
    else:
        first = _head_end(marks, fields)
    last = len(marks)
    while last > first and _is_apparatus(marks, last - 1, numbers):
        last -= 1
    return frozenset(at for at in range(first, last) if not is_record_line(marks[at].text))


def _head_end(marks: Sequence[Mark], fields: Sequence[Field]) -> int:
    """Return the line behind the labels of the head: those with no text between them."""
    end = fields[0].number + 1
    for field in fields[1:]:
        if any(marks[at].kind is Kind.PROSE for at in range(end, field.number)):
            break
        end = field.number + 1
    while end < len(marks) and _goes_on(marks, end):
        end += 1
    return end


def _is_apparatus(marks: Sequence[Mark], at: int, numbers: set[int]) -> bool:
    mark = marks[at]
    if at in numbers or mark.kind is Kind.SEPARATOR or is_record_line(mark.text):
        return True
    # A long list of topics goes on below its label.
    labelled = any(each in numbers for each in range(max(0, at - 6), at))
    return labelled and mark.line.gap == 0 and not ends_sentence(mark.text)


def _goes_on(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line continues a value that was cut at a column."""
    above, line = marks[at - 1].line, marks[at].line
    return line.gap == 0 and len(above.text) >= _FULL_LINE and marks[at].kind is Kind.OTHER


def _from_field(marks: Sequence[Mark], field: Field, following: int) -> list[Finding]:
    number, start = field.number, field.start
    if start >= len(marks[number].text):
        number, start = number + 1, 0
        if number >= following or (not field.code and not _is_value(marks[number])):
            return []
    text = marks[number].text[start:]
    at = marks[number].line.start + start
    if field.name == "title":
        bare = without_title_label(text)
        return [_title(marks, number, following, at + len(text) - len(bare), bare)]
    if field.name in ("sent", "kept"):
        return _finding("date", "mail-header", text, at, _SENT)
    if field.name in ("sender", "outlet"):
        return _from_source(field, text, at)
    address = read_address(text) if field.name == "url" else None
    if address is not None:
        return _from_address(address, at)
    return _finding(field.name, "database-field", text, at, _SURE)


def _from_source(field: Field, text: str, at: int) -> list[Finding]:
    """Read who published an article, or who sent it."""
    address = read_address(text)
    if address is not None:
        findings = _from_address(address, at)
    elif field.name == "sender" or (not field.code and "@" in text):
        findings = _from_sender(text, at, _SENT if field.name == "sender" else _SURE)
    else:
        # "Weekly. 11/22/2019, Vol. 4": the day stands behind the name.
        dated = _finding("date", "database-field", text, at, _PLACED)
        findings = [*_finding("outlet", "database-field", text, at, _SURE), *dated]
    return findings


def _is_told(finding: Finding) -> bool:
    """Say whether what somebody noted as the source is a name, and not "Clipped from the web"."""
    return finding.evidence.field != "outlet" or words.is_name(str(finding.value))


def _is_value(mark: Mark) -> bool:
    """Say whether a line may be the value of the label above it, and not the text below."""
    return mark.line.gap == 0 and mark.kind is not Kind.PROSE


def _from_address(address: Byline, at: int) -> list[Finding]:
    """Read an address where the outlet should stand; its host is the outlet, for want of better."""
    spots = (
        ("url", "database-field", address.url, _SURE),
        ("outlet", _HOST, address.outlet, address.confidence),
    )
    return [
        Finding(
            Evidence(name, rule, spot.text, at + spot.start, at + spot.end, sure),
            spot.text,
        )
        for name, rule, spot, sure in spots
        if spot is not None
    ]


def _from_sender(text: str, at: int, confidence: float) -> list[Finding]:
    """Read the sender of a mail: a person, unless the name or the address is no person's."""
    behind = _NAME_BEHIND.search(text)
    if behind is not None:
        at, text = at + behind.start(1), behind[1]
    name = text.partition("<")[0].strip(' "')
    person = words.is_person(name) and _ROLE_ADDRESS.search(text) is None
    return _finding("author" if person else "outlet", "mail-header", text, at, confidence)


def _title(marks: Sequence[Mark], number: int, end: int, at: int, text: str) -> Finding:
    """Read a title with the lines on which it goes on."""
    last = number
    while last + 1 < end and _goes_on(marks, last + 1):
        last += 1
    written = [text, *(marks[each].text for each in range(number + 1, last + 1))]
    # Evidence is one piece of the file, so of a title on several lines it is the first.
    evidence = Evidence("title", "database-field", text, at, at + len(text), _SURE)
    # A semicolon stands before a subtitle.
    return Finding(evidence, " ".join(written).rstrip(" ;"))


def _finding(name: str, rule: str, text: str, at: int, confidence: float) -> list[Finding]:
    value: str | PartialDate
    if name == "date":
        found = _date_in(text)
        if found is None:
            return []
        at, text, value = at + found.start, text[found.start : found.end], found.date
    else:
        by = _BY.match(text) if name == "author" else None
        if by is not None:
            at, text = at + by.end(), text[by.end() :]
        behind = _BEHIND[name].search(text) if name in _BEHIND else None
        if behind is not None and name == "author" and " " not in text[: behind.start()]:
            # "Poe, Ana" is a name and no name with an office behind it.
            behind = None
        text = (text if behind is None else text[: behind.start()]).rstrip(" .,;")
        at += len(text) - len(text.lstrip(' "'))
        value = text = text.strip(' "')
    if not text or text.lower() in _NOTHING or (name == "author" and _ADDRESS.fullmatch(text)):
        return []
    return [Finding(Evidence(name, rule, text, at, at + len(text), confidence), value)]


def _date_in(text: str) -> FoundDate | None:
    """Find the date of a field, whose whole value may be one that no other text can hold."""
    found = find_date(text) or find_short_date(text)
    bare = text.strip()
    date = parse_field(bare) if found is None else None
    start = text.index(bare)
    return found if date is None else FoundDate(date, start, start + len(bare))


def _from_places(marks: Sequence[Mark], above: list[int], known: set[str]) -> list[Finding]:
    """Read the lines above the first label: outlet, date, title or title, outlet, date."""
    findings: list[Finding] = []
    if above and _is_signed(marks[above[-1]]):
        findings += _from_signed(marks[above.pop()])
    dated = next((at for at in above if _starts_with_date(marks[at])), None)
    named: int | None = None
    title: int | None = above[0] if above and dated is None else None
    if dated is not None:
        before = [at for at in above if at < dated]
        after = [at for at in above if at > dated]
        findings += _finding(
            "date", "record-place", marks[dated].text, marks[dated].line.start, _PLACED
        )
        if len(before) > 1 and "title" not in known:
            title, named = before[-2], before[-1]
        elif after and "title" not in known:
            title, named = after[0], (before[-1] if before else None)
        elif before:
            named = before[-1] if len(before) > 1 or "title" in known else None
            title = before[0] if named != before[0] and not _cited(marks) else None
            named = before[0] if title is None else named
    if title is not None and "title" not in known:
        line = marks[title].line
        end = title + 1
        while end in above and end != named and _goes_on(marks, end):
            end += 1
        findings.append(_title(marks, title, end, line.start, line.text))
    if named is not None:
        line = marks[named].line
        findings += _finding("outlet", "record-place", line.text, line.start, _PLACED)
    return findings


def _is_signed(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.outlet is not None and mark.byline.is_strong


def _from_signed(mark: Mark) -> list[Finding]:
    """Read a line of outlet and date above the labels."""
    byline, start = mark.byline, mark.line.start
    if byline is None or byline.outlet is None or byline.date is None:
        return []
    return [
        *_finding(
            "outlet", "record-place", byline.outlet.text, start + byline.outlet.start, _PLACED
        ),
        *_finding("date", "record-place", byline.date.text, start + byline.date.start, _PLACED),
    ]


def _cited(marks: Sequence[Mark]) -> bool:
    """Say whether a record begins with a citation of its own, below which the outlet stands."""
    return is_record_line(marks[0].text)


def _starts_with_date(mark: Mark) -> bool:
    found = find_date(mark.text) if len(mark.text) <= 60 else None
    return found is not None and found.start == 0
