"""Lines that say where an article is taken from: "Source: Outlet", "Via Outlet", an address.

The words that they begin with, in several languages, are in `bylines.toml`.  Services that monitor
the press of other countries have their own forms: "Text of report by Outlet on 3 January 2020"
above a text, "Outlet, Oldtown, in English 0815 gmt 3 Jan 20" above or below it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from searchapp.ingest import data, words
from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.bylines import (
    LONGEST,
    Byline,
    cut_pieces,
    read_byline,
    shifted,
    without_frame,
)
from searchapp.ingest.texts.dated import read_dated
from searchapp.ingest.texts.signed import patterns
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot
from searchapp.ingest.texts.stamps import read_stamp
from searchapp.model import PartialDate

_KINDS = r"report|commentary|article|editorial|interview|statement|announcement"
# "Text of report in English by Sahran newspaper Al-Sahil website on 3 January 2020"
_REPORT = re.compile(
    rf"(?:Text|Excerpts?|Transcript) (?:of|from) (?:an? |the )?(?:unattributed )?(?:{_KINDS})\b"
    r"[^.]{0,80}?\bby "
)
_BEFORE_NAME = re.compile(
    r".{0,80}\b(?:agency|newspaper|website|site|channel|radio|television|paper|daily|weekly|TV)\s(?=[A-Z])"
)
_AFTER_NAME = re.compile(
    r"(?:'s|’s)?(?:\s(?:website|web site|newspaper|news agency|agency|TV|radio))?,?"
    r"(?:\s(?:on|at)(?:\s\d{1,2}\s[A-Z][a-z]{2,8})?)?\s*$"
)
_MONITORED = re.compile(
    r"(?:[A-Z]{2,3}\d{6,13}[A-Z]?\s+)?(?P<name>[^,;]{2,60}?)(?:,[^;\d]{2,60}?)?,?"
    r"\sin\s[A-Z][a-z]+(?:\s(?:and|to)\s[A-Z][a-z ]{2,30})?\s(?:\d{4}\s(?:gmt|GMT)\s)?"
    r"(?P<day>\d{1,2}\s[A-Z][a-z]{2})[a-z]*\s(?P<year>(?:19|20)?\d\d)"
    r"(?:,?\spp?\.?\s?[\dA-Z ,-]{1,20})?",
    re.ASCII,
)
_URL = re.compile(r"https?://[^\s<>\"]+|www\.[^\s<>\"]+")
_ADDRESS_LINE = re.compile(r"<?(?P<url>(?:https?://|www\.)[^\s<>\"]{4,190})>?")
_END_YEAR = re.compile(r",\s((?:19|20)\d\d)$", re.ASCII)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)")
_GENUS = re.compile(
    r"(?:\s(?:state|official))?(?:\snews)?\s(?:agency|website|web site|newspaper|radio)$"
)
_AND_AGENCIES = re.compile(r"(?i)(?:,| and| \+| &)(?: news)? agencies$")
# The author in brackets behind outlet and date.
_SIGNED_BEHIND = re.compile(r"(?<=\d)\s\((?P<author>[^\W\d][\w’'.-]*(?:\s[\w’'.-]{1,30}){1,3})\)$")
_DIGIT = re.compile(r"\d")
# Where the year of such a line stands, the page behind it included.
_TAIL = 28
_UNNAMED_WORDS = 4


def read_credit(text: str) -> Byline | None:
    """Read a line that says where an article is taken from, such as "Source: Outlet".

    Args:
        text: the line.

    Returns:
        The outlet, with a date or an address where the line has one; None for another line.
    """
    if len(text) > LONGEST:
        return None
    if read_stamp(text) is not None:
        return None
    frame = without_frame(text)
    if frame is not None:
        return shifted(read_credit(frame["bare"]), frame.start("bare"))
    at, said = 0, False
    while (match := _credit().match(text, at)) is not None:
        at, said = match.end(), said or match["taken"] is not None
    return None if at == 0 else _read_source(text, at, said=said)


def read_monitored(text: str) -> Byline | None:
    """Read the line of a service that monitors the press.

    Args:
        text: the line.

    Returns:
        The outlet and the date, which some lines have without a year; None for another line.
    """
    if len(text) > LONGEST:
        return None
    worth_it = " in " in text and _DIGIT.search(text, max(0, len(text) - _TAIL)) is not None
    heard = _MONITORED.fullmatch(text) if worth_it else None
    return _read_report(text) if heard is None else _read_heard(heard)


def read_attribution(text: str) -> Byline | None:
    """Read a line behind a dash: "— Author, Outlet, date".

    Args:
        text: the line.

    Returns:
        What it says; None for another line, and where it says less, as that of a quotation does.
    """
    byline = shifted(read_byline(text[2:]), 2) if text.startswith(("— ", "– ")) else None
    if byline is None or byline.day is None:
        return None
    return None if byline.author is None or byline.outlet is None else byline


def read_address(text: str) -> Byline | None:
    """Read a line that is an address and nothing else; its host is the outlet, for want of better.

    Args:
        text: the line.

    Returns:
        The address and the host; None for another line.
    """
    match = _ADDRESS_LINE.fullmatch(text) if text[:1] in "<hw" else None
    if match is None:
        return None
    address = Spot(match["url"], *match.span("url"))
    return Byline(outlet=_host_of(address), url=address, rule="address-line", confidence=0.3)


@functools.cache
def _credit() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)(?:(?P<taken>{patterns('taken')})|(?:{patterns('sources')}))\b\s*[:\-–]?\s*"
    )


def _read_source(text: str, at: int, *, said: bool) -> Byline | None:
    """Read what stands behind "Source:" or the like."""
    heard = _MONITORED.fullmatch(text, at)
    if heard is not None:
        return _read_heard(heard)
    url = _URL.search(text, at)
    if url is not None and url.start() - at <= 60:
        return _read_linked(text, at, url)
    signed = _SIGNED_BEHIND.search(text, at)
    if signed is not None:
        inner = _read_source(text[: signed.start()], at, said=said)
        author = Spot(signed["author"], *signed.span("author"))
        return None if inner is None else replace(inner, author=author)
    pieces = cut_pieces(text, at)
    if len(pieces) == 2 and (behind := read_dated(pieces[1])) is not None and behind[2] is None:
        named = words.is_name(pieces[0].text, 10)
        return (
            Byline(pieces[0], *behind[:2], rule="source-line", confidence=0.85) if named else None
        )
    dated = read_dated(spot_at(text[at:], at))
    date: Spot | None = None
    day: PartialDate | None = None
    name = trim_spot(text[at:], at)
    if dated is not None and dated[2] is not None:
        date, day, name = dated[0], dated[1], dated[2]
    name = _first_of(name)
    year = _END_YEAR.search(name.text)
    if day is None and year is not None:
        # In a source line a bare year is the year of the source: "Via Outlet, 2016".
        date = spot_at(year[1], name.start + year.start(1))
        day = PartialDate(int(year[1]))
        name = trim_spot(name.text[: year.start()], name.start)
    if not words.is_name(name.text, 10):
        # "Culled from the web" tells no name, but is a source line all the same.
        unnamed = said and name.text.islower() and len(name.text.split()) <= _UNNAMED_WORDS
        return Byline(rule="source-line") if unnamed and text[:at].endswith("from ") else None
    return Byline(outlet=name, date=date, day=day, rule="source-line", confidence=0.85)


def _first_of(name: Spot) -> Spot:
    """Take the outlet of a line that thanks others too: "Outlet, Agency", "Outlet and agencies"."""
    text = _AND_AGENCIES.sub("", name.text)
    first, comma, rest = text.partition(", ")
    several = comma and words.is_known(first) and words.is_known(rest)
    return spot_at(first if several else text, name.start)


def _read_heard(match: re.Match[str]) -> Byline | None:
    # The usual rule for two figures (POSIX): 69 to 99 are of the last century.
    year = int(match["year"])
    year += 0 if year > 99 else 1900 if year >= 69 else 2000
    found = find_date(f"{match['day']} {year}")
    start = match.start("name")
    name = _without_city(spot_at(_GENUS.sub("", match["name"]), start))
    if found is None or not words.is_name(name.text):
        return None
    date = Spot(
        match.string[match.start("day") : match.end("year")], match.start("day"), match.end("year")
    )
    return Byline(name, date, found.date, rule="source-line", confidence=0.85)


def _without_city(name: Spot) -> Spot:
    """Cut the city off "Baghdad Al-Thawrah", but not off "Tehran Times"."""
    first, _, rest = name.text.partition(" ")
    own = words.is_outlet_name(name.text) and (" " not in rest or words.is_known(name.text))
    return (
        spot_at(rest, name.end - len(rest)) if words.is_place(first) and rest and not own else name
    )


def _read_linked(text: str, at: int, url: re.Match[str]) -> Byline:
    """Read a source line with an address; without a name before it, its host is the outlet."""
    address = spot_at(url[0].rstrip(".,)"), url.start())
    name = trim_spot(text[at : url.start()], at)
    if words.is_name(name.text):
        return Byline(outlet=name, url=address, rule="source-line", confidence=0.8)
    return Byline(outlet=_host_of(address), url=address, rule="source-address", confidence=0.5)


def _host_of(address: Spot) -> Spot | None:
    host = _HOST.match(address.text)
    # An address that was made short names the service that did so.
    if host is None or host[1] in data.table("texts/bylines")["shorteners"]:
        return None
    return spot_at(host[1], address.start + host.start(1))


def _read_report(text: str) -> Byline | None:
    match = _REPORT.match(text) if " by " in text else None
    if match is None:
        return None
    found = find_date(text, match.end())
    end = len(text) if found is None else found.start
    before = _BEFORE_NAME.match(text, match.end(), end)
    start = match.end() if before is None else before.end()
    name = trim_spot(_AFTER_NAME.sub("", text[start:end]), start)
    if not words.is_name(name.text):
        return None
    if found is None:
        return Byline(name, rule="report-line", confidence=0.8)
    date = Spot(text[found.start : found.end], found.start, found.end)
    return Byline(name, date, found.date, rule="report-line", confidence=0.9)
