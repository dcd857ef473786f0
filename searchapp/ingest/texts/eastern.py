"""Datelines in Arabic and Persian: "بغداد (رويترز) - ", "تهران - ایرنا: ", "بيروت / وطنية - ".

There are no capitals to tell a name by, so that a word is taken only where a table knows it: the
agency, or the place it stands beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.ingest import words
from searchapp.ingest.dates import FoundDate
from searchapp.ingest.texts.dated import date_behind
from searchapp.ingest.texts.gazetteer import is_known_place
from searchapp.ingest.texts.spots import Spot

# Letters and what joins or lengthens them, but no figures and no punctuation.
_LETTER = "[\u0621-\u065f\u066e-\u06d3\u06fa-\u06ff\u200c]"
_WORD = f"{_LETTER}{{2,20}}"
_NAME = f"{_WORD}(?:[ -]{_WORD}){{0,3}}"
_PLACE = re.compile(f"{_NAME}(?:\\s?[/،,]\\s?{_NAME}){{0,2}}")
# An acronym is written as letters apart: "أ ف ب", "أ.ف.ب".
_AGENCY_NAME = f"(?P<agency>{_LETTER}{{1,20}}(?:[ .-]{{1,2}}{_LETTER}{{1,20}}){{0,3}})"
_DASH = "[-–—ـ:]{1,2}"
_AGENCIES = tuple(
    re.compile(shape)
    for shape in (
        rf"\s?[،,]?\s?[(\[«]{_AGENCY_NAME}[)\]»]\s?(?P<dash>{_DASH})?",
        rf"\s?/\s?{_AGENCY_NAME}\s?(?P<dash>/)",
        rf"\s?{_DASH}\s?{_AGENCY_NAME}\s?(?P<dash>{_DASH})(?=\s)",
        rf"[،,]\s{_AGENCY_NAME}\s?(?P<dash>{_DASH})(?=\s)",
    )
)
# Behind a place alone a colon is a headline's.
_BARE_DASH = re.compile(r"\s?[-–—ـ]{1,2}\s")
_LEAD = re.compile(r"\s?[،,-]?\s{1,2}(?:في\s|یوم\s)?\(?")
_DAY_ONLY = re.compile(rf"\s?[،,-]?\s(?:في\s)?[\d٠-٩۰-۹]{{1,2}}\s{_NAME}(?=\s?[(/\[«،,–—-])")
_SCRIPT = re.compile(f"[(\\[]?{_LETTER}")


@dataclass(frozen=True, slots=True)
class EasternDateline:
    """What a dateline says.

    Args:
        place: the place; None where only an agency stands there.
        date: the date, where it has a year.
        agency: the agency.
    """

    place: Spot | None
    date: FoundDate | None
    agency: Spot | None


def may_be_eastern(text: str) -> bool:
    """Say whether a text begins in the letters of Arabic and Persian."""
    return _SCRIPT.match(text) is not None


def read_eastern(head: str) -> EasternDateline | None:
    """Read the dateline of a paragraph in Arabic or Persian.

    Args:
        head: the beginning of the paragraph.

    Returns:
        What it says; None where the paragraph begins otherwise.
    """
    if not may_be_eastern(head):
        return None
    place = _PLACE.match(head)
    if place is None:
        agency = _agency_at(head, 0)
        is_sure = agency is not None and words.is_known(agency.text)
        return EasternDateline(None, None, agency) if is_sure else None
    # A place may be followed by a word that is none of its name, as "بيروت في 3 مايو".
    for end in _ends(place[0]):
        found = _read_after(head, Spot(head[:end], 0, end))
        if found is not None:
            return found
    return None


def _ends(place: str) -> list[int]:
    """Return where a place may end: behind any of its words, the longest first."""
    return [len(place), *(gap.start() for gap in reversed([*re.finditer(r"\s?[\s/،,]", place)]))]


def _read_after(head: str, place: Spot) -> EasternDateline | None:
    date, at = date_behind(head, place.end, _LEAD)
    day = None if date is not None else _DAY_ONLY.match(head, at)
    at = at if day is None else day.end()
    agency = _agency_at(head, at)
    is_known = is_known_place(place.text)
    if agency is not None and (is_known or words.is_known(agency.text)):
        return EasternDateline(place, date, agency)
    if is_known and (date is not None or _BARE_DASH.match(head, at) is not None):
        return EasternDateline(place, date, None)
    return None


def _agency_at(head: str, at: int) -> Spot | None:
    for shape in _AGENCIES:
        match = shape.match(head, at)
        if match is None:
            continue
        name = match["agency"]
        # Without a dash, what stands in brackets may be anything.
        if match["dash"] is not None or words.is_known(name):
            return None if is_known_place(name) else Spot(name, *match.span("agency"))
    return None
