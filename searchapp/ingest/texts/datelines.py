"""Datelines: the place, date and agency with which a first paragraph begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.ingest import words
from searchapp.ingest.dates import FoundDate, find_date
from searchapp.ingest.texts.spots import Spot

_HEAD = 140
# A city in capitals, or any place where an agency in brackets and a dash follow.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
_WORD = rf"(?!{_MONTH})(?:[a-z]{{1,3}}-)?[A-Z](?:[\w’'-]{{1,25}}|(?:\.[A-Z]){{1,3}}\.?)"
_REGION = rf"(?:[,/]\s?{_WORD}(?:\s{_WORD}){{0,2}})?"
_CITY = re.compile(r"[A-Z][A-Z’'. -]{1,30}[A-Z]" + _REGION)
_PLACE = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,3}}" + _REGION)
_AGENCY = re.compile(
    r"\s?[(\[](?P<agency>[A-Z\d][\w&./ ’'-]{1,40})[)\]]\s?(?P<dash>[-–—:]{1,2}|\.)?"
)
# "Tehran, Jan 6, IRNA – "
_PLAIN_AGENCY = re.compile(r",\s(?P<agency>[A-Z]{2,8})\s?(?P<dash>[-–—]{1,2})\s")
_DASH = re.compile(r"\s?[-–—]{1,2}\s")
_DAY_ONLY = re.compile(
    r"[,.]?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?=,?\s?[(\[–—-]|,\s[A-Z]{2,8}\s?[-–—])"
)
_LEAD = re.compile(r"[,.]?\s{1,2}\(?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Args:
        place: the place, as written; empty where only an agency stands there.
        date: the date with its place in the line, where it has a year.
        agency: the agency in brackets.
    """

    place: str
    date: FoundDate | None
    agency: Spot | None


def read_dateline(text: str) -> Dateline | None:
    """Read the dateline of a paragraph.

    Args:
        text: the paragraph.

    Returns:
        What it says; None where the paragraph begins otherwise.
    """
    head = text[:_HEAD]
    city = _CITY.match(head)
    if city is not None:
        found = _read_after(head, city)
        if found is not None:
            return found
    place = _PLACE.match(head)
    if place is not None:
        found = _read_after(head, place)
        if found is not None and (found.agency is not None or found.date is not None):
            return found
    agency = _AGENCY.match(head)
    if agency is not None and agency["dash"] is not None:
        return Dateline("", None, _agency(agency))
    return None


def _read_after(head: str, place: re.Match[str]) -> Dateline | None:
    at = place.end()
    lead = _LEAD.match(head, at)
    date = find_date(head, lead.end()) if lead is not None else None
    if date is not None and lead is not None and date.start == lead.end():
        at = date.end + (head[date.end : date.end + 1] == ")")
    else:
        date = None
        day = _DAY_ONLY.match(head, at)
        at = at if day is None else day.end()
    agency = _AGENCY.match(head, at) or _PLAIN_AGENCY.match(head, at)
    if agency is not None and (agency["dash"] is not None or date is not None):
        return Dateline(place[0], date, _agency(agency))
    if agency is None and (
        _DASH.match(head, at) or (date is not None and head[at : at + 2] in (". ", ": "))
    ):
        return Dateline(place[0], date, None)
    return None


def _agency(match: re.Match[str]) -> Spot | None:
    text = match["agency"]
    if not words.is_name(text) or words.is_place(text) or find_date(text) is not None:
        return None
    return Spot(text, match.start("agency"), match.end("agency"))
