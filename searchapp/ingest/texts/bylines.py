"""Lines that name outlet, date and author, and nothing else.

Such a line is cut into pieces at bars, spaced dashes and dots; each piece must be a date, a name,
or "By" and a name, else the line is something else.  Without a bar, a name and a date may also
stand side by side ("Outlet, 3 January 2020", "Outlet (January 3, 2020)").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from searchapp.ingest import words
from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot
from searchapp.model import PartialDate

_LONGEST = 200
# Every byline has a date or an author; most lines have neither and need no closer look.
_WORTH_IT = re.compile(r"(?i)\d|\bby\b|author|writer")
_CUT = re.compile(r"\s*[|•·¦]\s*|\s+[-–—―]{1,2}\s+|\s+(?://?|\|\||[>»›])\s+")
_BY = re.compile(
    r"(?:(?:Written\s|Reported\s|Story\s|Posted\s|Published\s)?(?:By|BY|by)[:\s]|(?:Author|Byline|Writer)s?\s?:)\s*(?=\S)"
)
_LABEL = re.compile(
    r"(?i)(?:(?:first |last |originally )?(?:published|posted|updated|modified|date|created)"
    r"(?:\s+on|\s+at)?\s*:?|on)\s+"
)
_TIME = re.compile(
    r"(?i)[\s,]*(?:(?:at|@|T)\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*\(?(?:[a-z]{2,5}(?:[+-]\d{1,2})?)?\)?"
)
_READING = re.compile(r"(?i)\d{1,3}[ -]?min(?:ute)?s?(?: read)?|\d{1,3}(?:,\d{3})? (?:words|views)")
_WEEKDAY_AFTER = re.compile(r"(?i)[\s,(]{1,3}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\)?")
_JOINT = re.compile(r"(?<=\w)\s(?:on|at)\s*$")
_IN_PLACE = re.compile(r"\s+(?:in|reporting from|for|at)\s+")
_CREDIT = re.compile(
    r"(?i)(?:(?:original\s+)?source(?=\s?[:–-])|(?:url|link|publication|outlet|publisher|newspaper)(?=\s?:)"
    r"|via|published (?:by|in)|culled from|excerpted from|republished from|reprinted from"
    r"|reposted from|taken from|adapted from|courtesy of|read more at"
    r"|(?:this\s+(?:article|piece|story|post|essay)\s+)?(?:was\s+)?(?:first|originally)\s+"
    r"(?:published|appeared|posted)\s+(?:by|in|on|at))\b\s*[:\-–]?\s*"
)
# "Text of report in English by Sahran newspaper Al-Sahil website on 3 January 2020"
_REPORT = re.compile(
    r"(?:Text|Excerpts?|Transcript) (?:of|from) (?:an? |the )?(?:unattributed )?"
    r"(?:report|commentary|article|editorial|interview|statement|announcement)\b[^.]{0,80}?\bby "
)
_BEFORE_NAME = re.compile(
    r".{0,80}\b(?:agency|newspaper|website|site|channel|radio|television|paper|daily|weekly|TV)\s(?=[A-Z])"
)
_AFTER_NAME = re.compile(
    r"(?:'s|’s)?(?:\s(?:website|web site|newspaper|news agency|agency|TV|radio))?,?\s(?:on|at)\s*$"
)
_TITLED = re.compile(r"(?P<title>\S.{7,219}?)\s?[(\[](?P<inner>[^()\[\]]{6,80})[)\]]\.?")
_BRACKETED = re.compile(r"[(\[](?P<bare>[^()\[\]]{6,160}(?:\([^()]{4,40}\))?)[)\]]")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?P<bare>(?![*_\s]).{1,190}(?<![*_\s]))\1")
# A source line that closes a monitored report: "Outlet, Oldtown, in English 0815 gmt 3 Jan 20".
_HEARD = re.compile(
    r"(?i)(?P<name>[^,]{2,60}),.{0,60}?\b\d{4} gmt (?P<day>\d{1,2} [a-z]{3})[a-z]*"
    r" (?P<year>\d\d)"
)
_URL = re.compile(r"https?://[^\s<>\"]+|www\.[^\s<>\"]+")
_END_YEAR = re.compile(r",\s((?:19|20)\d\d)$", re.ASCII)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/:?#\s]+)")


@dataclass(frozen=True, slots=True)
class Byline:
    """What such a line says.

    Args:
        outlet: the outlet.
        date: the date as written.
        day: the same date, read.
        author: the author.
        url: an address.
        rule: which form the line has.
        confidence: how sure it is that the outlet is one.
    """

    outlet: Spot | None = None
    date: Spot | None = None
    day: PartialDate | None = None
    author: Spot | None = None
    url: Spot | None = None
    rule: str = "outlet-date-line"
    confidence: float = 0.95

    @property
    def is_strong(self) -> bool:
        """Whether the line names a date and who published or wrote it."""
        return self.day is not None and (self.outlet is not None or self.author is not None)


def read_byline(text: str) -> Byline | None:
    """Read a line of outlet, date and author.

    Args:
        text: the line.

    Returns:
        What it says; None where it is another kind of line.
    """
    short = len(text) <= _LONGEST
    bare = _BRACKETED.fullmatch(text) if short and text[:1] in ("(", "[") else None
    if bare is not None:
        inner = _shifted(read_byline(bare["bare"]), 1)
        return inner if inner is not None and inner.is_strong else None
    if not short or "@" in text or text.startswith(("-", "–", "—", "―", "“", '"', "(")):
        return None
    if _WORTH_IT.search(text) is None:
        return None
    report = _read_report(text)
    if report is not None:
        return report
    pieces = _pieces(text)
    if len(pieces) == 1:
        return _read_single(pieces[0])
    return _read_pieces(pieces) if 2 <= len(pieces) <= 5 else None


def read_credit(text: str) -> Byline | None:
    """Read a line that says where an article is taken from, such as "Source: Outlet".

    Args:
        text: the line.

    Returns:
        The outlet, with a date or an address where the line has one; None for another line.
    """
    if len(text) > _LONGEST:
        return None
    bare = (_EMPHASIS.fullmatch(text) or _BRACKETED.fullmatch(text)) if text[:1] in "*_([" else None
    if bare is not None:
        return _shifted(read_credit(bare["bare"]), bare.start("bare"))
    at = 0
    while (match := _CREDIT.match(text, at)) is not None:
        at = match.end()
    return None if at == 0 else _read_source(text, at)


def _read_source(text: str, at: int) -> Byline | None:
    """Read what stands behind "Source:" or the like."""
    heard = _HEARD.fullmatch(text, at)
    if heard is not None:
        return _read_heard(heard)
    url = _URL.search(text, at)
    if url is not None and url.start() - at <= 60:
        return _read_address(text, at, url)
    dated = _dated(spot_at(text[at:], at))
    date: Spot | None = None
    day: PartialDate | None = None
    name = trim_spot(text[at:], at)
    if dated is not None and dated[2] is not None:
        date, day, name = dated[0], dated[1], dated[2]
    year = _END_YEAR.search(name.text)
    if day is None and year is not None:
        # In a source line a bare year is the year of the source: "Via Outlet, 2016".
        date = spot_at(year[1], name.start + year.start(1))
        day = PartialDate(int(year[1]))
        name = trim_spot(name.text[: year.start()], name.start)
    if not words.is_name(name.text, 10):
        return None
    return Byline(outlet=name, date=date, day=day, rule="source-line", confidence=0.85)


def _read_heard(match: re.Match[str]) -> Byline | None:
    # Monitoring services are no older than radio, and their short years are of this century.
    found = find_date(f"{match['day']} 20{match['year']}")
    if found is None or not words.is_name(match["name"]):
        return None
    name = Spot(match["name"], match.start("name"), match.end("name"))
    date = Spot(match.string[match.start("day") : match.end()], match.start("day"), match.end())
    return Byline(name, date, found.date, rule="source-line", confidence=0.85)


def _read_address(text: str, at: int, url: re.Match[str]) -> Byline:
    """Read a source line with an address; without a name before it, its host is the outlet."""
    address = spot_at(url[0].rstrip(".,)"), url.start())
    name = trim_spot(text[at : url.start()], at)
    if words.is_name(name.text):
        return Byline(outlet=name, url=address, rule="source-line", confidence=0.8)
    host = _HOST.match(address.text)
    named = None if host is None else spot_at(host[1], address.start + host.start(1))
    return Byline(outlet=named, url=address, rule="source-address", confidence=0.5)


def _read_pieces(pieces: list[Spot]) -> Byline | None:
    date: Spot | None = None
    day: PartialDate | None = None
    author: Spot | None = None
    names: list[Spot] = []
    for piece in pieces:
        dated = _dated(piece)
        if dated is not None and day is None:
            date, day, rest = dated
            if rest is not None:
                names.append(rest)
            continue
        if dated is not None and dated[2] is None:
            # A second date is the day of a change.
            continue
        by = _author(piece)
        if by is not None and author is None:
            author = by
        elif _is_aside(piece.text) or words.is_section(piece.text):
            continue
        elif words.is_name(piece.text):
            names.append(piece)
        else:
            return None
    if len(names) > 2 or (day is None and (author is None or not names)):
        return None
    return _byline(names, date, day, author)


def _byline(
    names: list[Spot], date: Spot | None, day: PartialDate | None, author: Spot | None
) -> Byline | None:
    if len(names) == 2:
        if author is not None:
            return None
        first, second = names
        if words.is_outlet_name(first.text) and words.is_person(second.text):
            first, second = second, first
        if not words.is_person(first.text):
            return None
        return Byline(second, date, day, first, rule="author-outlet-date-line", confidence=0.8)
    outlet = names[0] if names else None
    if outlet is not None and words.is_place(outlet.text):
        outlet = None
    rule = "outlet-date-line" if outlet is not None else "author-line" if author else "date-line"
    return Byline(outlet, date, day, author, rule=rule)


def _read_single(piece: Spot) -> Byline | None:
    """Read a line without bars: a date, "By X", or a name and a date side by side."""
    dated = _dated(piece)
    if dated is None:
        author = _author(piece)
        return None if author is None else _signed_for(author)
    date, day, rest = dated
    if rest is None:
        return Byline(date=date, day=day, rule="date-line")
    by = _BY.match(rest.text)
    if by is not None:
        return _read_signed(rest, by.end(), date, day)
    if words.is_place(rest.text):
        return Byline(date=date, day=day, rule="date-line")
    if not words.is_name(rest.text, 6):
        return None
    return Byline(rest, date, day, rule="outlet-comma-date-line", confidence=0.8)


def _signed_for(author: Spot) -> Byline:
    """Read "By Author" or "By Author, Outlet", where the second name looks like an outlet's."""
    first, _, second = author.text.partition(", ")
    if not words.is_person(first) or not (words.is_outlet_name(second) or second.isupper()):
        return Byline(author=author, rule="author-line")
    outlet = spot_at(second, author.end - len(second))
    return Byline(outlet, author=spot_at(first, author.start), rule="author-line", confidence=0.7)


def _read_signed(rest: Spot, after_by: int, date: Spot, day: PartialDate) -> Byline | None:
    """Read "By Author" or "By Author, Outlet" beside a date."""
    author_text, _, outlet_text = rest.text[after_by:].partition(",")
    author = trim_spot(author_text, rest.start + after_by)
    outlet = trim_spot(outlet_text, rest.start + after_by + len(author_text) + 1)
    if not words.is_name(author.text) or (outlet.text and not words.is_name(outlet.text)):
        return None
    named = outlet if outlet.text else None
    rule = "author-line" if named is None else "author-outlet-date-line"
    return Byline(named, date, day, author, rule=rule, confidence=0.85)


def read_titled(text: str) -> tuple[Spot, Byline] | None:
    """Read a title with outlet and date in brackets behind it.

    Args:
        text: the line.

    Returns:
        The title and what the brackets say; None for another line.
    """
    closed = len(text) <= 300 and text.endswith((")", "]", ").", "]."))
    match = _TITLED.fullmatch(text) if closed else None
    if match is None:
        return None
    inner = _shifted(read_byline(match["inner"]), match.start("inner"))
    if inner is None or inner.outlet is None or inner.day is None:
        return None
    return spot_at(match["title"], 0), replace(
        inner, rule="title-outlet-date-line", confidence=0.85
    )


def _shifted(byline: Byline | None, by: int) -> Byline | None:
    """Move the spots of a byline that was read from the middle of a line."""
    if byline is None:
        return None
    spots = (
        None if spot is None else Spot(spot.text, spot.start + by, spot.end + by)
        for spot in (byline.outlet, byline.date, byline.author, byline.url)
    )
    outlet, date, author, url = spots
    return replace(byline, outlet=outlet, date=date, author=author, url=url)


def _read_report(text: str) -> Byline | None:
    """Read the line of a monitoring service: "Text of report by Outlet website on 3 January"."""
    match = _REPORT.match(text) if " by " in text else None
    found = None if match is None else find_date(text, match.end())
    if match is None or found is None:
        return None
    before = _BEFORE_NAME.match(text, match.end(), found.start)
    start = match.end() if before is None else before.end()
    written = text[start : found.start]
    name = trim_spot(_AFTER_NAME.sub("", written), start)
    if not words.is_name(name.text):
        return None
    date = Spot(text[found.start : found.end], found.start, found.end)
    return Byline(name, date, found.date, rule="report-line", confidence=0.9)


def _pieces(text: str) -> list[Spot]:
    emphasis = _EMPHASIS.fullmatch(text) if text[:1] in ("*", "_") else None
    at, last = (0, len(text)) if emphasis is None else emphasis.span("bare")
    pieces = []
    for cut in _CUT.finditer(text, at, last):
        pieces.append(trim_spot(text[at : cut.start()], at))
        at = cut.end()
    pieces.append(trim_spot(text[at:last], at))
    return [piece for piece in pieces if piece.text]


def _dated(piece: Spot) -> tuple[Spot, PartialDate, Spot | None] | None:
    """Read a piece that is a date, alone or with a name before or after it."""
    found = find_date(piece.text)
    if found is None:
        return None
    date = Spot(
        piece.text[found.start : found.end], piece.start + found.start, piece.start + found.end
    )
    before = piece.text[: found.start]
    after_start = found.end
    weekday = _WEEKDAY_AFTER.match(piece.text, found.end)
    after_start = after_start if weekday is None else weekday.end()
    time = _TIME.match(piece.text, after_start)
    if time is not None:
        after_start = time.end()
    after = piece.text[after_start:].strip(" ,.;:()[]|")
    label = _LABEL.match(before.lstrip(" ,("))
    if label is not None and not before.lstrip(" ,(")[label.end() :].strip():
        before = ""
    before = _JOINT.sub("", before)
    name = trim_spot(before, piece.start)
    if name.text and after:
        return None
    if after:
        start = piece.text.index(after, after_start)
        return date, found.date, spot_at(after, piece.start + start)
    if not name.text:
        return date, found.date, None
    return date, found.date, name


def _author(piece: Spot) -> Spot | None:
    by = _BY.match(piece.text)
    if by is None:
        return None
    rest = piece.text[by.end() :]
    place = _IN_PLACE.search(rest)
    if place is not None:
        rest = rest[: place.start()]
    name = trim_spot(rest, piece.start + by.end())
    if name.text.lower().startswith(("the ", "a ", "an ")):
        return None
    return name if words.is_name(name.text, 10) else None


def _is_aside(text: str) -> bool:
    """Say whether a piece tells the hour or how long the reading takes."""
    return _TIME.fullmatch(text) is not None or _READING.fullmatch(text) is not None
