"""Records as news databases export them: borders and fields that are marked as such.

A file is an export if it counts its records ("Document 3 of 12", "3 of 12 DOCUMENTS"), if it ends
them ("End of Document", an accession number), if fields stand under codes of two letters (HD, BY,
PD, SN), or if mail headers stand above every text.  The labels and codes are in
`databases.toml`.  Such marks are surer than any outlet line, so nothing else is asked where
one record ends and the next begins.

A record's values come from its labels; lines without a label above them are outlet, date and
title in the order in which they are told apart by the date.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.ingest import words as names
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.lines import is_title_like, read_counter
from searchapp.ingest.texts.marks import Kind, Mark

_LABEL = re.compile(r"([A-Za-z][A-Za-z/ -]{1,30}?)\s?:(?:\s{1,80}|$)")
_LABEL_END = 33
_CODE = re.compile(
    r"([A-Z]{2,3})(?:\s{2,20}|\t+|$)|(HD|WC|PD|SN|SC|LA|CY|BY|ET|ED|PG|LP|TD|AN)\s(?=\S)"
)
_WORDS = re.compile(r"\d{1,3}(?:,\d{3})? words")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?")
_MAIL = ("from", "date", "subject")
_MAIL_LABEL = re.compile(
    r"(?i)(from|to|cc|date|sent|subject|reply-to|newsgroups|organization|lines|message-id|references|path|x-[a-z-]+)\s?:\s{1,20}(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line.

    Args:
        name: what the label stands for: "title", "outlet", "date", "author", "url", "text" or
            "apparatus"; "sender" and "sent" of a mail, "kept" of what somebody clipped.
        number: of the line among the marks of its record.
        start: of the value in the line.
        code: whether the label is a code, whose value may stand on the lines below.
    """

    name: str
    number: int
    start: int
    code: bool = False


def find_records(marks: Sequence[Mark]) -> list[int]:
    """Find the first lines of the records of an export.

    Args:
        marks: the lines of a file.

    Returns:
        Their numbers; none where the file is no export.
    """
    for find in (_counted, _mailed, _coded, _ended, _ruled):
        starts = find(marks)
        if starts:
            return starts
    return []


def read_fields(marks: Sequence[Mark]) -> list[Field]:
    """Read the labels of a record.

    Args:
        marks: the lines of the record.

    Returns:
        Its fields, in order; none where it has no labels that only databases write.
    """
    mail = _mail_header(marks)
    if mail:
        return mail
    fields = _read_codes(marks)
    if len({field.name for field in fields}) >= 4:
        return fields
    plain = _unlabelled(marks)
    if plain:
        return plain
    labels = [read_label(mark.text, number) for number, mark in enumerate(marks)]
    found = [label for label in labels if label is not None]
    signs = _words("signs")
    sure = {name for name, _ in found if name in signs}
    noted = any(is_record_line(mark.text) for mark in marks) + any(map(_is_end, marks))
    return [field for _, field in found] if len(sure) + noted >= 2 else []


def is_record_line(text: str) -> bool:
    """Say whether a line without a label belongs to a record and not to its text.

    Args:
        text: the line.

    Returns:
        True for notices of rights, editions, counts of words and ends of documents.
    """
    return len(text) <= 160 and (_pattern("lines").fullmatch(text) is not None)


def _counted(marks: Sequence[Mark]) -> list[int]:
    """Find counters that run on: each one higher than the one before, of the same total."""
    counters = [
        (at, counter)
        for at, mark in enumerate(marks)
        if mark.kind is Kind.COUNTER and (counter := read_counter(mark.text)) is not None
    ]
    totals = [total for _, (_, total) in counters]
    if not counters or len(set(totals)) != 1:
        return []
    numbers = [number for _, (number, _) in counters]
    running = all(later > earlier for earlier, later in itertools.pairwise(numbers))
    starts = [at for at, _ in counters]
    if not running or (len(counters) == 1 and starts[0] > 0):
        return []
    named = all(marks[at].text[0].isalpha() or marks[at].text[-1].isalpha() for at in starts)
    return starts if named or (starts[0] == 0 and _all_titled(marks, starts)) else []


def _all_titled(marks: Sequence[Mark], starts: list[int]) -> bool:
    """Say whether articles follow figures like "1 of 3", which count pictures as well."""
    ends = [*starts[1:], len(marks)]
    return all(
        start + 1 < end
        and marks[start + 1].kind is Kind.OTHER
        and is_title_like(marks[start + 1].text)
        and any(mark.kind is Kind.PROSE for mark in marks[start:end])
        for start, end in zip(starts, ends, strict=True)
    )


def _mailed(marks: Sequence[Mark]) -> list[int]:
    if not marks or not is_mail(marks, 0):
        return []
    starts = [at for at in range(len(marks)) if is_mail(marks, at)]
    ends = [*starts[1:], len(marks)]
    # A mail may hold nothing but others, which were sent on.
    written = [
        start
        for start, end in zip(starts, ends, strict=True)
        if end - start > len(_mail_lines(marks, start))
    ]
    return written or starts


def is_mail(marks: Sequence[Mark], at: int = 0) -> bool:
    """Say whether the header of a mail begins at a line.

    Args:
        marks: the lines.
        at: the number of the line.
    """
    if _MAIL_LABEL.match(marks[at].text) is None or (
        at > 0 and marks[at].line.gap == 0 and _MAIL_LABEL.match(marks[at - 1].text) is not None
    ):
        return False
    names = {field_label for field_label, _ in _mail_lines(marks, at)}
    return names.issuperset(_MAIL)


def _mail_lines(marks: Sequence[Mark], at: int) -> list[tuple[str, int]]:
    lines: list[tuple[str, int]] = []
    for number in range(at, min(at + 8, len(marks))):
        match = _MAIL_LABEL.match(marks[number].text)
        if match is None or (number > at and marks[number].line.gap > 0):
            break
        lines.append((match[1].lower().replace("sent", "date"), number))
    return lines


def _mail_header(marks: Sequence[Mark]) -> list[Field]:
    if not marks or not is_mail(marks, 0):
        return []
    names = {"from": "sender", "date": "sent", "subject": "title"}
    fields = []
    for label, number in _mail_lines(marks, 0):
        match = _MAIL_LABEL.match(marks[number].text)
        start = 0 if match is None else match.end()
        fields.append(Field(names.get(label, "apparatus"), number, start))
    return fields


def _coded(marks: Sequence[Mark]) -> list[int]:
    """Find the first codes of records: those after which a title's code comes."""
    if not any(mark.text.startswith("HD") for mark in marks):
        return []
    fields = _read_codes(marks)
    titles = [place for place, field in enumerate(fields) if field.name == "title"]
    if not titles or len({field.name for field in fields}) < 4:
        return []
    starts = []
    for place in titles:
        first = place
        while first > 0 and marks[fields[first - 1].number].text[:3].strip() in ("SE", "CLM"):
            first -= 1
        starts.append(fields[first].number)
    return starts


def _ended(marks: Sequence[Mark]) -> list[int]:
    ends = [at for at, mark in enumerate(marks) if _is_end(mark)]
    return [0, *(at + 1 for at in ends if at + 1 < len(marks))] if ends else []


def _is_end(mark: Mark) -> bool:
    return mark.text[:1] in "EDed" and _pattern("ends").fullmatch(mark.text[:80]) is not None


def _ruled(marks: Sequence[Mark]) -> list[int]:
    """Find the lines of underscores between records that all have labels."""
    rules = [
        at
        for at, mark in enumerate(marks)
        if mark.kind is Kind.SEPARATOR and len(mark.text) >= 10 and set(mark.text) == {"_"}
    ]
    starts = [at + 1 for at in rules if at + 1 < len(marks)]
    if not starts:
        return []
    starts = starts if rules[0] == 0 else [0, *starts]
    ends = [*starts[1:], len(marks)]
    labelled = [bool(read_fields(marks[a:b])) for a, b in zip(starts, ends, strict=True)]
    return starts if all(labelled) else []


def _read_codes(marks: Sequence[Mark]) -> list[Field]:
    fields = []
    codes = _codes()
    for number, mark in enumerate(marks):
        match = _CODE.match(mark.text)
        code = None if match is None else match[1] or match[2]
        if match is not None and code in codes:
            fields.append(Field(codes[code], number, match.end(), code=True))
    return fields


def _unlabelled(marks: Sequence[Mark]) -> list[Field]:
    """Read a head without labels: title, author, count of words, date, outlet, code, rights."""
    heads = range(1, min(8, len(marks) - 2))
    words = next((at for at in heads if _WORDS.fullmatch(marks[at].text) is not None), None)
    if words is None:
        return []
    dated = next((at for at in (words + 1, words + 2) if _is_dated(marks[at])), None)
    if dated is None or dated + 1 >= len(marks):
        return []
    # The section may stand above the title.
    title = 1 if words > 1 and names.is_section(marks[0].text) else 0
    signed = [
        Field("author", at, 0)
        for at in range(title + 1, words)
        if marks[at].byline is not None or (at == words - 1 and is_author_line(marks[at].text))
    ]
    named = dated + 1 + (_CLOCK.fullmatch(marks[dated + 1].text) is not None)
    fields = [Field("apparatus", 0, 0)] if title else []
    fields += [Field("title", title, 0), *signed]
    fields += [Field("apparatus", words, 0), Field("date", dated, 0)]
    fields.append(Field("outlet", named, 0))
    for at in range(named + 1, min(named + 10, len(marks))):
        if marks[at].line.gap > 0 or marks[at].kind is Kind.PROSE:
            break
        fields.append(Field("apparatus", at, 0))
    return fields


def _is_dated(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.day is not None


def read_label(text: str, number: int) -> tuple[str, Field] | None:
    """Read a label that databases write.

    Args:
        text: the line.
        number: of the line.

    Returns:
        The label in lower case and its field; None for another line.
    """
    match = _LABEL.match(text) if ":" in text[:_LABEL_END] else None
    if match is None:
        # "Body" alone above the text has no colon.
        return ("body", Field("text", number, len(text))) if text.lower() == "body" else None
    label = match[1].lower()
    name = _labels().get(label)
    return None if name is None else (label, Field(name, number, match.end()))


@functools.cache
def _labels() -> dict[str, str]:
    names = ("title", "outlet", "date", "author", "url", "text", "kept", "apparatus")
    return {label: name for name in names for label in data.table("texts/databases")[name]}


@functools.cache
def _codes() -> dict[str, str]:
    names = ("title", "outlet", "date", "author", "text", "apparatus")
    table = data.table("texts/databases")
    return {code: name for name in names for code in table[f"code_{name}"]}


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.table("texts/databases")[name])


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = data.table("texts/databases")[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
