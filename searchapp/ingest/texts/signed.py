"""The names behind "By": who signs an article, and for which outlet."""

from __future__ import annotations

import functools
import re

from searchapp.ingest import data, words
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot

_IN_PLACE = re.compile(r"(?i)\s+(?:in|reporting from|for|at)\s+")
# "Ana Poe in Oldtown and Jon Ro in Newtown": a place between two names.
_BETWEEN = re.compile(
    r"(?i)\s(?:in|reporting from|at)\s[^,]{2,30}?"
    r"(?=(?:,(?:\sand)?|\sand)\s[^\W\d_][\w’'.-]{0,24}\s)"
)
_REPORTING = re.compile(
    r"\W{0,2}(?:Additional )?(?:Reporting|Writing|Reported)(?: and (?:writing|editing))? by "
    r"(?P<author>[^;()\d]{3,120})(?:;.{0,200})?\W{0,2}"
)
_HANDLE = re.compile(r"(?i)posted\s+by\s+(?=([\w.-]{2,30})$)|by\s+(?=(admin|staff|editor)$)")
# "By Ana Poe, a writer based in Oldtown."
_DESCRIBED = re.compile(r",\s(?:an?|the|who)\s[a-z].*$")
STAFF = re.compile(
    r"(?i)(?!our\b|the\b|web\b|news\b|senior\b)(?P<outlet>.{2,50}?)(?: news)?"
    r" (?:staff|newsroom|news\s?desk)"
)
_PLACE_BEHIND = re.compile(r"\s\([^()]{2,40}\)?$")
_ISSUE_BEHIND = re.compile(r"(?i),?\s(?:issue|vol|volume|no|nr|number)\b\.?\s?\d.{0,20}$")
_LONGEST_NAME = 4
ARTICLE = re.compile(r"(?:The|Le|La|Les|Der|Die|Das|El|Il)\s(?=\w)")


def patterns(*names: str) -> str:
    """Return lists of `bylines.toml` as one alternative."""
    table = data.table("texts/bylines")
    return "|".join(f"(?:{each})" for name in names for each in table[name])


@functools.cache
def by_pattern() -> re.Pattern[str]:
    """Return what stands before the name of an author."""
    return re.compile(rf"(?:{patterns('by')})\s*(?=\S)")


@functools.cache
def role_pattern() -> re.Pattern[str]:
    """Return what stands behind the name of an author where no outlet does."""
    return re.compile(rf"(?i)(?:{patterns('roles')})")


def read_author(piece: Spot) -> Spot | None:
    """Read "By Author", without what the author is or where the author writes from.

    Args:
        piece: a line or a part of one.

    Returns:
        The name; None for another piece.
    """
    handle = _HANDLE.match(piece.text)
    if handle is not None:
        return spot_at(piece.text[handle.end() :], piece.start + handle.end())
    by = by_pattern().match(piece.text)
    if by is None:
        return None
    rest = piece.text[by.end() :]
    several = max((each.end() for each in _BETWEEN.finditer(rest)), default=0)
    for behind in (_DESCRIBED.search(rest), _IN_PLACE.search(rest, several)):
        if behind is not None:
            rest = rest[: behind.start()]
    name = trim_spot(rest, piece.start + by.end())
    if name.text.lower().startswith(("the ", "a ", "an ")):
        return None
    staff = STAFF.fullmatch(name.text)
    named = name.text if staff is None else staff["outlet"]
    return name if words.is_name(plain_author(named), 10) else None


def plain_author(text: str) -> str:
    """Return the names of authors without the places between them.

    Args:
        text: the names as written: "Ana Poe in Oldtown and Jon Ro".
    """
    return _BETWEEN.sub("", text)


def is_nobody(text: str) -> bool:
    """Say whether what stands behind "By" is an office and no person: "Staff Writer"."""
    return _nobody_pattern().fullmatch(text) is not None


@functools.cache
def _nobody_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{patterns('nobody')})")


def read_reporting(text: str) -> Spot | None:
    """Read who wrote an article from the line below it: "(Reporting by Ana Poe; Editing by …)".

    Args:
        text: the line.

    Returns:
        The names; None for another line.
    """
    match = _REPORTING.fullmatch(text) if "by " in text[:60] else None
    if match is None:
        return None
    names = match["author"]
    several = max((each.end() for each in _BETWEEN.finditer(names)), default=0)
    behind = _IN_PLACE.search(names, several)
    name = trim_spot(names if behind is None else names[: behind.start()], match.start("author"))
    return name if words.is_name(plain_author(name.text), 10) else None


def split_signed(name: Spot) -> list[Spot]:
    """Cut "Author, Outlet" in two where the first is a person's name and the second an outlet's."""
    first, comma, second = name.text.partition(", ")
    plain = words.is_person(first) and ARTICLE.match(first) is None and "," not in second
    if not comma or not plain or not (is_outlet_like(second) or may_be_outlet(first, second)):
        return [name]
    return [spot_at(first, name.start), spot_at(second, name.end - len(second))]


def may_be_outlet(person: str, name: str) -> bool:
    """Say whether an unknown name behind a person's and before a date is rather an outlet's."""
    role = role_pattern().fullmatch(name) is not None or words.is_section(name)
    long = len(name.split()) >= 2 and words.is_name(name)
    return long and not role and not words.is_place(name) and not words.is_place(person)


def is_outlet_like(text: str) -> bool:
    """Say whether a name looks like an outlet's: a known one's, or with an article before it."""
    return words.is_outlet_name(text) or ARTICLE.match(text) is not None


def without_place(name: Spot) -> Spot:
    """Cut off what stands in brackets behind an outlet, and the place behind a comma."""
    text = _ISSUE_BEHIND.sub("", _PLACE_BEHIND.sub("", name.text))
    first, comma, second = text.rpartition(", ")
    if comma and words.is_place(second) and not words.is_place(first):
        text = first
    return spot_at(text, name.start)


def is_headline(text: str) -> bool:
    """Say whether a name behind a date is so long that it is rather a title in capitals."""
    return len(text.split()) > _LONGEST_NAME and not words.is_outlet_name(text)
