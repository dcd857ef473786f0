"""Front matter: the block of fields with which notes, blogs and clippers head a text.

    ---                                  +++
    title: Bridge stays closed           title = "Bridge stays closed"
    authors:                             date = 2020-05-03
      - Ana Poe                          authors = ["Ana Poe", "Jon Ro"]
    published: 2020-05-03                +++
    ---

It is YAML or TOML in name, and often neither ("title: Bridge: closed"), so that it is read line by
line, and what is no field of ours is told and not lost.  Fields have the names that exports give
them.  Several such blocks in one file each head an article.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.ingest.dates import parse_field
from searchapp.ingest.exports.names import BUILT_IN
from searchapp.ingest.texts.findings import Description
from searchapp.ingest.texts.spots import Spot
from searchapp.model import Evidence, PartialDate

_FENCE = re.compile(r"(?<![^\r\n])(?P<fence>---|\+\+\+)[ \t]{0,9}(?=[\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_KEY = {
    "---": re.compile(r"[\"']?(?P<key>[^\W\d][\w .-]{0,40}?)[\"']?[ \t]{0,9}:(?:[ \t]{1,99}|$)"),
    "+++": re.compile(r"[\"']?(?P<key>[^\W\d][\w.-]{0,40}?)[\"']?[ \t]{0,99}=[ \t]{0,99}"),
}
_ITEM = re.compile(r"[ \t]{0,20}-[ \t]{1,9}")
_NESTED_NAME = re.compile(r"[ \t]{1,20}(?:-[ \t]{1,9})?name:[ \t]{1,9}")
_PASSED_OVER = re.compile(r"[ \t]*(?:#.*|\[[\w.\" -]{1,80}\]{1,2}|[\]}],?)?[ \t]*")
_SCALAR = re.compile(r"\"(?:[^\"\\]|\\.){0,2000}\"|'(?:[^']|''){0,2000}'|[^,\[\]\"']{1,2000}")
_FOLDED = re.compile(r"[|>][+-]?")
_MOST_LINES, _MOST_BLOCKS = 100, 100_000
_LONGEST = 2000
# When the note was made, and not what it holds.
_OF_THE_NOTE = ("created", "createdat", "created at", "created_at", "time", "timestamp")
_SURE = 0.97


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of front matter.

    Args:
        key: what it is called.
        values: its values, without quotes; several where it is a list.
        line: its first line.
    """

    key: str
    values: tuple[Spot, ...]
    line: Spot


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A block of fields.

    Args:
        start: where its first fence begins.
        end: where the text below it begins.
        entries: its fields, in order.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """The title it gives; empty where it gives none."""
        titles = (each for each in self.entries if _field_of(each) == "title")
        return next((" ".join(spot.text for spot in each.values) for each in titles), "")

    def names(self) -> set[str]:
        """Return which fields of an article it gives."""
        return {name for each in self.entries if (name := _field_of(each))}


def find_front_matter(text: str) -> list[FrontMatter]:
    """Find the front matter of a file.

    Args:
        text: the decoded file.

    Returns:
        The block with which it begins, and those below that head further articles; none where the
        file begins otherwise.
    """
    start = len(text) - len(text.lstrip())
    opening = _FENCE.match(text, start)
    first = None if opening is None else _read_block(text, opening)
    if first is None or not first.names() & {"title", "date", "author", "outlet", "url"}:
        return []
    found = [first]
    fence = _FENCE.search(text, first.end)
    while fence is not None and len(found) < _MOST_BLOCKS:
        block = _read_block(text, fence)
        # Text may hold a line between rules as well.
        if block is not None and "title" in block.names() and len(block.names()) > 1:
            found.append(block)
        end = fence.end() if block is None else block.end
        fence = _FENCE.search(text, end)
    return found


def _read_block(text: str, opening: re.Match[str]) -> FrontMatter | None:
    """Read a block from its first fence on; None where it is not closed, or holds other lines."""
    fence = opening["fence"]
    entries: list[tuple[str, list[Spot]]] = []
    at = opening.end()
    for _ in range(_MOST_LINES):
        gap = _BREAK.match(text, at)
        if gap is None:
            return None
        line = _spot(text, gap.end(), _LINE)
        at = line.end
        if line.text.rstrip() == fence or (fence == "---" and line.text.rstrip() == "..."):
            gap = _BREAK.match(text, at)
            end = at if gap is None else gap.end()
            read = tuple(_entry(key, lines) for key, lines in entries)
            return FrontMatter(opening.start(), end, read) if read else None
        key = _KEY[fence].match(line.text)
        if key is not None:
            entries.append((key["key"].strip(), [line]))
        elif entries and (
            line.text[:1] in (" ", "\t", '"', "'") or _ITEM.match(line.text) is not None
        ):
            entries[-1][1].append(line)
        elif _PASSED_OVER.fullmatch(line.text) is None:
            return None
    return None


def _field_of(entry: Entry) -> str | None:
    known = BUILT_IN.field_of(entry.key)
    return None if known is None or not entry.values else known[0]


def _spot(text: str, at: int, pattern: re.Pattern[str]) -> Spot:
    match = pattern.match(text, at)
    return Spot("", at, at) if match is None else Spot(match[0], at, match.end())


def _entry(key: str, lines: list[Spot]) -> Entry:
    first, below = lines[0], lines[1:]
    sign = min(at for each in ":=" if (at := first.text.find(each, len(key))) >= 0)
    value = _trimmed(Spot(first.text[sign + 1 :], first.start + sign + 1, first.end))
    values = [] if _FOLDED.fullmatch(value.text) else [*_scalars(value)]
    for each in below:
        name = _NESTED_NAME.match(each.text) or _ITEM.match(each.text)
        start = 0 if name is None else name.end()
        values += _scalars(_trimmed(Spot(each.text[start:], each.start + start, each.end)))
    return Entry(key, tuple(values), _trimmed(first))


def _scalars(value: Spot) -> Iterator[Spot]:
    """Yield the values of "value", "'value'" and "[value, value]" without their quotes."""
    text = value.text[:_LONGEST]
    is_list = text.startswith("[") and not text.startswith("[[")
    if not is_list and text[:1] not in ("'", '"'):
        bare = Spot(text, value.start, value.start + len(text))
        yield from filter(lambda each: each.text != "", (_unwrapped(bare),))
        return
    for match in _SCALAR.finditer(text):
        bare = _unwrapped(_trimmed(Spot(match[0], value.start + match.start(), 0)))
        if bare.text:
            yield bare
        if not is_list:
            return


def _unwrapped(value: Spot) -> Spot:
    """Take the quotes off a value, and the brackets of a link to another note."""
    text, start = value.text, value.start
    for opening, closing in (('"', '"'), ("'", "'"), ("[[", "]]")):
        width = len(opening)
        if len(text) >= 2 * width and text.startswith(opening) and text.endswith(closing):
            text, start = text[width:-width], start + width
    return _trimmed(Spot(text, start, start + len(text)))


def _trimmed(value: Spot) -> Spot:
    left = value.text.lstrip()
    start = value.start + len(value.text) - len(left)
    return Spot(left.rstrip(), start, start + len(left.rstrip()))


def describe_front(
    text: str, front: FrontMatter, known: Description, latest: datetime.date
) -> Description:
    """Add what front matter says to what the text below it says; where both speak, it counts.

    Args:
        text: the decoded file.
        front: the front matter.
        known: what the text says.
        latest: the last day that is not in the future.

    Returns:
        The description, with evidence for every field and for every entry that is none.
    """
    chosen = _chosen(front, latest)
    evidence = [each for each in known.evidence if each.field not in chosen]
    values: dict[str, Any] = {}
    for field, (entry, value) in chosen.items():
        values[field] = value
        start, end = entry.values[0].start, entry.values[-1].end
        evidence.append(Evidence(field, "front-matter", text[start:end], start, end, _SURE))
    read = [entry for entry, _ in chosen.values()]
    for entry in front.entries:
        if not any(entry is each for each in read):
            line = entry.line
            evidence.append(
                Evidence("body", "front-matter-rest", line.text, line.start, line.end, 1.0)
            )
    return dataclasses.replace(known, evidence=tuple(evidence), **values)


def _chosen(
    front: FrontMatter, latest: datetime.date
) -> dict[str, tuple[Entry, str | PartialDate]]:
    """Return for each field the likeliest entry, and its value."""
    best: dict[str, tuple[tuple[bool, int], Entry, str | PartialDate]] = {}
    for entry in front.entries:
        name = BUILT_IN.field_of(entry.key)
        if name is None or not entry.values or entry.key.casefold() in _OF_THE_NOTE:
            continue
        field, value = _value(name[0], [each.text for each in entry.values])
        if value is None:
            continue
        is_late = isinstance(value, PartialDate) and value.first_day() > latest
        rank = (is_late, name[1])
        if field not in best or rank < best[field][0]:
            best[field] = (rank, entry, value)
    return {field: (entry, value) for field, (_, entry, value) in sorted(best.items())}


def _value(field: str, texts: list[str]) -> tuple[str, str | PartialDate | None]:
    """Return the field that a value belongs to, and the value; None where it is none of ours."""
    is_address = texts[0].startswith(("http://", "https://"))
    if field in ("outlet", "url"):
        return ("url", texts[0]) if is_address else ("outlet", None if field == "url" else texts[0])
    if field == "date":
        return field, parse_field(texts[0])
    if field == "author":
        return field, None if is_address else ", ".join(texts)
    return field, " ".join(texts) if field == "title" else None
