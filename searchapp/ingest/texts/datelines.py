"""Datelines: the place, date and agency with which a first paragraph begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from searchapp.ingest import words
from searchapp.ingest.dates import FoundDate, find_date
from searchapp.ingest.texts import eastern
from searchapp.ingest.texts.dated import date_behind
from searchapp.ingest.texts.gazetteer import is_known_place
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot

_HEAD = 140
# A city in capitals, or any place where an agency in brackets and a dash follow.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
_WORD = rf"(?!{_MONTH})(?:[a-z]{{1,3}}-)?[A-Z](?:[\w’'-]{{1,25}}|(?:\.[A-Z]){{1,3}}\.?)"
_REGION = rf"(?:[,/]\s?{_WORD}(?:\s(?:of\s)?{_WORD}){{0,2}}){{0,2}}(?:(?<=[a-z])\.(?=\s[(\[]))?"
_CITY = re.compile(r"[A-Z][A-Z’'. -]{1,30}[A-Z](?![a-z])" + _REGION)
_PLACE = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,3}}" + _REGION)
_TOWN = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,3}}")
_DATED_PLACE = re.compile(r"\s\(([A-Z][A-Z’'. /-]{1,30})\)\s?[-–—]")
_AGENCY = re.compile(
    r",?\s?[(\[](?P<agency>[A-Z\d][\w&./ ’'-]{1,40})[)\]]\s?(?P<dash>[-–—:_]{1,2}|\.)?"
)
# "Tehran, Jan 6, IRNA – "
_PLAIN_AGENCY = re.compile(r",\s(?P<agency>[A-Z]{2,8})\s?(?P<dash>[-–—]{1,2})\s")
# "Moscow, January 6. /TASS/. "
_SLASHED_AGENCY = re.compile(
    r"[,.]?\s?/(?P<agency>[A-Z][\w&. -]{1,30})/(?P<dash>\.|\s?[-–—:]{1,2})?(?=\s|$)"
)
_DASH = re.compile(r"\s?[-–—]{1,2}\s")
_DAY_ONLY = re.compile(
    r"[,.]?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})"
    r"(?=,?\s?[(\[–—-]|,\s[A-Z]{2,8}\s?[-–—]|[,.]?\s?/[A-Z])"
)
_LEAD = re.compile(r"[,.]?\s{1,2}\(?")
# What a sentence begins with; right behind the bracket where a page had only a gap to see.
_SENTENCE = re.compile(r"\s{0,2}[A-Z\d“\"‘'].")
# "By Ana Poe OLDTOWN (North Wire) - ", as lines that were joined have it
_SURNAME = r"(?:[a-z]{1,3}-)?[A-Z][\w’'-]{0,22}[a-z]|[A-Z]\.|de|van|von|bin"
_PERSON = rf"[A-Z][\w’'.-]{{0,24}}(?:\s(?:{_SURNAME})){{1,4}}"
_BY = re.compile(rf"By\s(?P<author>{_PERSON}(?:(?:,|,?\sand)\s{_PERSON}){{0,3}}),?\s(?=[A-Z]{{2}})")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Args:
        place: the place; None where only an agency stands there.
        date: the date with its place in the line, where it has a year.
        agency: the agency in brackets.
        author: who is named before the place, on the same line.
        day: the day, where it has no year.
    """

    place: Spot | None
    date: FoundDate | None = None
    agency: Spot | None = None
    author: Spot | None = None
    day: Spot | None = None


def read_dateline(text: str) -> Dateline | None:
    """Read the dateline of a paragraph.

    Args:
        text: the paragraph.

    Returns:
        What it says; None where the paragraph begins otherwise.
    """
    head = text[:_HEAD]
    found = eastern.read_eastern(head)
    if found is not None:
        return Dateline(found.place, found.date, found.agency)
    dated = _read_dated(head)
    if dated is not None:
        return dated
    by = _BY.match(head)
    if by is not None:
        city = _CITY.match(head, by.end())
        signed = None if city is None else _read_after(head, city)
        author = Spot(by["author"], by.start("author"), by.end("author"))
        return None if signed is None else replace(signed, author=author)
    city = _CITY.match(head)
    if city is not None:
        after = _read_after(head, city)
        if after is not None:
            return after
    for place in (_PLACE.match(head), _TOWN.match(head)):
        if place is None:
            continue
        after = _read_after(head, place)
        if after is not None and (after.agency is not None or after.date is not None):
            return after
    return _read_agency(head)


def _read_dated(head: str) -> Dateline | None:
    """Read a dateline that begins with the date: "May 3, 2020 (OLDTOWN) - "."""
    date = find_date(head) if head[:1].isalnum() else None
    if date is None or date.start > 0 or date.date.precision != "day":
        return None
    place = _DATED_PLACE.match(head, date.end)
    return None if place is None else Dateline(spot_at(place[1], place.start(1)), date)


def _read_agency(head: str) -> Dateline | None:
    """Read a dateline that is an agency, or begins with one: "(North Wire) OLDTOWN - "."""
    match = _AGENCY.match(head)
    agency = None if match is None or match.start("agency") > 1 else _agency(match)
    if match is None or agency is None:
        return None
    city = _CITY.match(head, match.end() + head[match.end() :].startswith(" "))
    after = None if city is None else _read_after(head, city)
    if after is not None and after.agency is None:
        return replace(after, agency=agency)
    goes_on = words.is_known(agency.text) and _SENTENCE.match(head, match.end()) is not None
    return Dateline(None, agency=agency) if match["dash"] is not None or goes_on else None


def _read_after(head: str, place: re.Match[str]) -> Dateline | None:
    date, at = date_behind(head, place.end(), _LEAD)
    day = None if date is not None else _DAY_ONLY.match(head, at)
    at = at if day is None else day.end()
    spot = spot_at(place[0], place.start())
    alone = (
        None
        if day is None
        else trim_spot(day[0].lstrip(",. "), day.end() - len(day[0].lstrip(",. ")))
    )
    agency = (
        _AGENCY.match(head, at) or _PLAIN_AGENCY.match(head, at) or _SLASHED_AGENCY.match(head, at)
    )
    if agency is not None:
        is_marked = agency["dash"] is not None or date is not None
        if is_marked or _opens_text(head, agency, place[0], has_day=day is not None):
            return Dateline(spot, date, _agency(agency), day=alone)
        return None
    if _DASH.match(head, at) or (date is not None and head[at : at + 2] in (". ", ": ")):
        return Dateline(spot, date, day=alone)
    return None


def _opens_text(head: str, agency: re.Match[str], place: str, *, has_day: bool) -> bool:
    """Say whether a sentence begins behind an agency without a dash: "Oldtown, May 3 (NW) The"."""
    if _SENTENCE.match(head, agency.end()) is None:
        return False
    name = agency["agency"]
    return (has_day and name.isupper()) or (
        words.is_known(name) and (has_day or is_known_place(place))
    )


def _agency(match: re.Match[str]) -> Spot | None:
    text = match["agency"]
    if not words.is_name(text) or words.is_place(text) or find_date(text) is not None:
        return None
    return Spot(text, match.start("agency"), match.end("agency"))
