"""A text file → its articles: digest, metadata, boilerplate, one after the other."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchapp.ingest.identity import Identities
from searchapp.ingest.junk import Removed, tell_removed
from searchapp.ingest.texts.boilerplate import find_junk
from searchapp.ingest.texts.digest import Part, keep_whole, split
from searchapp.ingest.texts.findings import Description
from searchapp.ingest.texts.frontmatter import FrontMatter, describe_front, find_front_matter
from searchapp.ingest.texts.lines import Line, is_bullet, is_separator
from searchapp.ingest.texts.metadata import describe
from searchapp.model import Article, Evidence, Rejected, Source

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# The same in UTF-8: as bytes of their own, and behind bytes that few texts hold.
_CONTROL_BYTES = bytes(each for each in (*range(0x20), 0x7F) if each not in b"\t\n\r")
_LEADS = (b"\xc2", b"\xed", b"\xef\xbf")
_WHITE = re.compile(r"[\s\x1c-\x1f]+")
_LONG_LINE = 1_000_000
ABOUT = "about-article"


def read_text(
    text: str, path: str, latest: datetime.date = datetime.date.max
) -> Iterator[Article | Rejected]:
    """Read the articles of a text file.

    Args:
        text: the decoded file.
        path: the file, as in `searchapp.model.Source`.
        latest: the last day that is not in the future.

    Yields:
        Its articles in order; a rejection where there is nothing but junk.
    """
    fronts = find_front_matter(text)
    if fronts:
        yield from _read_fronted(text, fronts, path, latest)
        return
    identities = Identities(path)
    read: list[tuple[Part, Description, str, list[Removed]]] = []
    parts = split(text)
    line, counted = 1, 0
    for part in parts:
        known = describe(part, latest)
        body, removed = _body(part, known)
        if has_words(body):
            read.append((part, known, body, removed))
        else:
            # Counted on from the last one: a long export may hold many records without a text.
            line += text.count("\n", counted, part.start)
            counted = part.start
            yield Rejected(path, "no-text", "no text of an article is in it", line)
    if not parts:
        yield Rejected(path, "no-text", "there is nothing but drawn lines or chatter in it")
    for number, (part, known, body, removed) in enumerate(read, 1):
        source = Source(path, part.start, part.end, number, len(read))
        told = replace(known, evidence=(*known.evidence, *tell_removed(removed, text)))
        yield _article(identities.name(text[part.start : part.end]), told, body, source)


def _read_fronted(
    text: str, fronts: Sequence[FrontMatter], path: str, latest: datetime.date
) -> Iterator[Article | Rejected]:
    """Read articles that are each headed by front matter."""
    identities = Identities(path)
    read: list[tuple[int, int, Description, str]] = []
    line, counted = 1, 0
    for front, end in zip(fronts, [*(each.start for each in fronts[1:]), len(text)], strict=True):
        below = text[front.end : end]
        part = keep_whole(below, front.title)
        known = None if part is None else describe(part, latest)
        body, removed = ("", []) if part is None or known is None else _body(part, known)
        if part is None or known is None or not has_words(body):
            line += text.count("\n", counted, front.start)
            counted = front.start
            yield Rejected(path, "no-text", "there is no text below its front matter", line)
            continue
        told = (*known.evidence, *tell_removed(removed, below))
        known = replace(known, evidence=tuple(_moved(each, front.end) for each in told))
        known = describe_front(text, front, known, latest)
        read.append((front.start, front.end + part.end, known, body))
    for number, (start, end, known, body) in enumerate(read, 1):
        source = Source(path, start, end, number, len(read))
        yield _article(identities.name(text[start:end]), known, body, source)


def _moved(evidence: Evidence, by: int) -> Evidence:
    if evidence.start is None or evidence.end is None:
        return evidence
    return replace(evidence, start=evidence.start + by, end=evidence.end + by)


def _article(name: str, known: Description, body: str, source: Source) -> Article:
    return Article(
        id=name,
        title=clean_line(known.title),
        body=body,
        outlet=known.outlet,
        date=known.date,
        author=None if known.author is None else clean_line(known.author),
        url=known.url,
        source=source,
        evidence=known.evidence,
    )


def has_words(text: str) -> bool:
    """Say whether there is a letter or a digit in a text: signs alone are no article.

    Args:
        text: any text.
    """
    return any(map(str.isalnum, text))


def clean_line(text: str) -> str:
    """Return a text as one line, without control characters and doubled spaces.

    Args:
        text: any text.

    Returns:
        The same words.
    """
    # What is printable has no control characters and no white space but spaces: seen at once.
    if text.isprintable():
        if "  " not in text:
            return text.strip(" ")
    else:
        text = _CONTROL.sub("", text)
    if len(text) <= _LONG_LINE:
        return " ".join(text.split())
    # All its words one by one would need twenty times its memory.
    pieces: list[str] = []
    at = 0
    while at < len(text):
        gap = _WHITE.search(text, at + _LONG_LINE)
        end = len(text) if gap is None else gap.end()
        pieces += filter(None, [" ".join(text[at:end].split())])
        at = end
    return " ".join(pieces)


def clean_body(text: str) -> str:
    """Return a text as paragraphs with one empty line between them.

    Args:
        text: any text; every line is a paragraph.

    Returns:
        The same words, without control characters.
    """
    return "\n\n".join(clean_lines(text))


def clean_lines(text: str) -> list[str]:
    """Return the lines of a text that are not blank, without control characters.

    Args:
        text: any text.

    Returns:
        The same words.
    """
    if _may_hold_controls(text) and _CONTROL.search(text) is not None:
        text = _CONTROL.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n"))
    return [line.strip() for line in text.splitlines() if line and not line.isspace()]


def _may_hold_controls(text: str) -> bool:
    """Say whether a closer look is needed, several times quicker than that."""
    data = text.encode("utf-8", "surrogatepass")
    is_clean = len(data.translate(None, _CONTROL_BYTES)) == len(data)
    return not is_clean or any(lead in data for lead in _LEADS)


def _body(part: Part, known: Description) -> tuple[str, list[Removed]]:
    """Return the text of a part, and the lines that are none of it."""
    numbers = [number for number in range(len(part.marks)) if number not in known.used]
    junk = find_junk([part.marks[number].line for number in numbers])
    gone = {numbers[at]: rule for at, rule in junk.items()} | _untold(part, known)
    removed = [_removed(part.marks[number].line, gone[number], number) for number in sorted(gone)]
    kept = [part.marks[number].line for number in numbers if number not in gone]
    if not kept:
        # A single line is title and text in one.
        return clean_line(known.title), removed
    while kept and is_separator(kept[-1].text):
        kept.pop()
    return "\n\n".join(_paragraphs(kept)), removed


def _untold(part: Part, known: Description) -> dict[int, str]:
    """Return the lines about an article that are evidence of nothing, such as a second date."""
    told = [(each.start or 0, each.end or 0) for each in known.evidence]
    lines = {number: part.marks[number].line for number in known.used}
    return {
        number: ABOUT
        for number, line in lines.items()
        if not any(start < line.end and line.start < end for start, end in told)
    }


def _removed(line: Line, rule: str, number: int) -> Removed:
    return Removed(rule, line.text, number, line.start, line.end)


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join lines that were cut at a column; every other line is a paragraph."""
    if not _is_wrapped(lines):
        return list(filter(None, (clean_line(line.text) for line in lines)))
    paragraphs: list[list[str]] = []
    for number, line in enumerate(lines):
        apart = line.gap > 0 or number == 0 or is_bullet(line.text)
        if apart:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return [clean_line(" ".join(paragraph)) for paragraph in paragraphs]


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Say whether a text was cut at a column: no long line, and most inner lines nearly full."""
    inner = [len(line.text) for line, following in itertools.pairwise(lines) if following.gap == 0]
    longest = max((len(line.text) for line in lines), default=0)
    if len(inner) < 5 or not 50 <= longest <= 100 or len(inner) * 2 < len(lines):
        return False
    full = sum(length >= longest - 20 for length in inner)
    return full >= 0.8 * len(inner)
