"""Lines that name outlet, date and author, and nothing else.

Such a line is cut into pieces at bars, spaced dashes and dots; each piece must be a date, a name,
or "By" and a name, else the line is something else.  Without a bar, names and a date may also
stand side by side ("Outlet, 3 January 2020", "Author, Outlet, 3 January 2020").  The words that
such lines begin with, in several languages, are in `bylines.toml`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from searchapp.ingest import words
from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.dated import HOUR, change_pattern, read_dated
from searchapp.ingest.texts.signed import (
    ARTICLE,
    STAFF,
    by_pattern,
    is_headline,
    is_outlet_like,
    may_be_outlet,
    patterns,
    read_author,
    role_pattern,
    split_signed,
    without_place,
)
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot
from searchapp.ingest.texts.stamps import read_stamp
from searchapp.model import PartialDate

LONGEST = 200
_CUT = re.compile(r"\s*[|•·¦]\s*|\s+[-–—―]{1,2}\s+|\s+(?://?|\|\||[>»›])\s+|\s*;\s+")
# Dashes and arrows stand behind white space where they cut.
_CUT_SIGN = re.compile(r"[|•·¦;]|[-–—―/>»›](?<=\s.)")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_FIGURE = re.compile(r"\d")
_READING = re.compile(
    r"(?i)\d{1,3}[ -]?min(?:ute)?s?(?: read)?|\d{1,3}(?:,\d{3})? (?:words|views)|[a-z]{4,13}!"
)
_FOR = re.compile(r",?\s(?:for|special to)\s(?P<outlet>[A-Z].{1,40})")
_STAMPED = re.compile(
    r"(?P<by>[Bb]y\s[^:\d]{3,60}?)\s{1,4}(?P<stamp>(?:Published|Posted|Updated)\b.+)"
)
_SIGNED_HANDLE = re.compile(r"(?i)by\s+(?=[\w.-]{3,30}$)")
_BRACKETED = re.compile(r"[(\[](?P<bare>[^()\[\]]{6,160}(?:\([^()]{4,40}\))?)[)\]]")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?P<bare>(?![*_\s]).{1,190}(?<![*_\s]))\1")
# Messages as chat programs write them out: "Channel, [17.11.20 20:41]".
_CHAT = re.compile(
    r"(?P<name>[^\[\]]{2,60}), \[(?P<date>(?P<d>\d\d)\.(?P<m>\d\d)\.(?:20)?(?P<y>\d\d))"
    r",? \d\d:\d\d(?::\d\d)?\]",
    re.ASCII,
)
# "Ana Poe, North Post Correspondent"
_OFFICE = re.compile(
    r"(?P<author>[^,]{3,40}),\s(?P<outlet>\S[^,]{1,40}?)\s"
    r"(?:(?:staff|senior|chief)\s)?(?:correspondent|writer|reporter|editor)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What such a line says.

    Args:
        outlet: the outlet.
        date: the date as written.
        day: the same date, read; None where it tells no day, as "2 hours ago" does.
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
    def is_date(self) -> bool:
        """Whether the line is a date, with its hour perhaps, and names nothing."""
        return self.rule in ("date-line", "stamp-line")

    @property
    def is_strong(self) -> bool:
        """Whether the line says when, and who published or wrote it."""
        return self.is_dated and (self.outlet is not None or self.author is not None)

    @property
    def is_dated(self) -> bool:
        """Whether the line says when, and more than a year, which books have as well."""
        return self.date is not None and _YEAR.fullmatch(self.date.text) is None


def read_byline(text: str) -> Byline | None:
    """Read a line of outlet, date and author.

    Args:
        text: the line.

    Returns:
        What it says; None where it is another kind of line.
    """
    short = len(text) <= LONGEST
    bare = _BRACKETED.fullmatch(text) if short and text[:1] in ("(", "[") else None
    if bare is not None:
        inner = shifted(read_byline(bare["bare"]), 1)
        said = inner is not None and (inner.is_strong or inner.rule == "date-line")
        return inner if said else None
    if not short or "@" in text or text.startswith(("-", "–", "—", "―", "“", '"', "(")):
        return None
    if not _is_worth_it(text):
        return None
    chat = _CHAT.fullmatch(text) if text.endswith("]") else None
    if chat is not None:
        return _read_chat(chat)
    stamped = _STAMPED.fullmatch(text)
    at = 0 if stamped is None else stamped.start("stamp")
    stamp = read_stamp(text[at:])
    if stamp is not None:
        date = Spot(stamp.date.text, stamp.date.start + at, stamp.date.end + at)
        author = None if stamped is None else read_author(spot_at(stamped["by"], 0))
        rule = "stamp-line" if author is None else "author-line"
        return Byline(date=date, day=stamp.day, author=author, rule=rule)
    return _read_plain(text)


def _read_plain(text: str) -> Byline | None:
    pieces = _pieces(text)
    if len(pieces) == 1:
        return _read_single(pieces[0])
    if not 2 <= len(pieces) <= 5:
        return None
    read = _read_pieces(pieces)
    return _read_year(*pieces) if read is None and len(pieces) == 2 else read


def _is_worth_it(text: str) -> bool:
    """Say whether a line has a figure of a date or an author's mark; most lines have neither."""
    if _FIGURE.search(text) is not None or by_pattern().match(text) is not None:
        return True
    is_cut = _CUT_SIGN.search(text) is not None and _CUT.search(text) is not None
    return is_cut and by_pattern().search(text) is not None


def _read_chat(match: re.Match[str]) -> Byline | None:
    found = find_date(f"{match['d']}.{match['m']}.20{match['y']}")
    if found is None or not words.is_name(match["name"], 8):
        return None
    name, date = (Spot(match[each], *match.span(each)) for each in ("name", "date"))
    return Byline(name, date, found.date, rule="message-line", confidence=0.85)


def _read_pieces(pieces: list[Spot]) -> Byline | None:
    date: Spot | None = None
    day: PartialDate | None = None
    author: Spot | None = None
    names: list[Spot] = []
    before = 0
    for piece in pieces:
        dated = read_dated(piece)
        if dated is not None and date is None:
            date, day, rest = dated
            before = len(names)
            by = None if rest is None else read_author(rest)
            if by is not None and author is None:
                author = by
            elif rest is not None and not words.is_section(rest.text):
                names.append(rest)
            continue
        if dated is not None and dated[2] is None:
            # A second date is the day of a change.
            continue
        by = read_author(piece)
        if by is not None and author is None:
            author = by
        elif _is_aside(piece.text) or words.is_section(piece.text):
            continue
        else:
            names.append(piece)
    if not all(words.is_name(name.text) for name in names):
        return None
    if len(names) == 1 and read_dated(pieces[0]) is not None and is_headline(names[0].text):
        return None
    if len(names) > 2 or (date is None and (author is None or not names)):
        return None
    if len(names) == 2 and before == 1 and not any(words.is_outlet_name(n.text) for n in names):
        # Between two names that may both be a person's: "North Harbour | 3.1.2020 | Ana Poe".
        names.reverse()
    return _byline(names, date, day, author)


def _read_year(name: Spot, year: Spot) -> Byline | None:
    """Read "Outlet | 2020"; beside another name a year may belong to a title."""
    if _YEAR.fullmatch(year.text) is None or not words.is_outlet_name(name.text):
        return None
    return Byline(name, year, PartialDate(int(year.text)))


def _byline(
    names: list[Spot], date: Spot | None, day: PartialDate | None, author: Spot | None
) -> Byline | None:
    if len(names) == 1 and author is None:
        names = split_signed(names[0])
    if len(names) == 2:
        if author is not None:
            return None
        first, second = names
        outlet_first = words.is_outlet_name(first.text) or not words.is_person(first.text)
        if outlet_first and words.is_person(second.text) and not words.is_place(first.text):
            first, second = second, first
        if not words.is_person(first.text):
            return None
        outlet = without_place(second)
        return Byline(outlet, date, day, first, rule="author-outlet-date-line", confidence=0.8)
    named = without_place(names[0]) if names else None
    if named is not None and words.is_place(named.text):
        named = None
    alone = "moment-line" if day is None else "date-line"
    rule = "outlet-date-line" if named is not None else "author-line" if author else alone
    return Byline(named, date, day, author, rule=rule)


def _read_single(piece: Spot) -> Byline | None:
    """Read a line without bars: a date, "By X", or names and a date side by side."""
    dated = read_dated(piece)
    if dated is None:
        author = read_author(piece)
        return _read_ending(piece) if author is None else _written_for(piece, author)
    date, day, rest = dated
    if rest is None or words.is_place(rest.text) or words.is_section(rest.text):
        return Byline(date=date, day=day, rule="moment-line" if day is None else "date-line")
    by = _SIGNED_HANDLE.match(rest.text) or by_pattern().match(rest.text)
    if by is not None:
        return _read_signed(rest, by.end(), date, day)
    names = split_signed(rest)
    if not all(words.is_name(name.text, 6) for name in names):
        return None
    if len(names) == 2:
        return _byline(names, date, day, None)
    outlet = without_place(rest)
    return Byline(outlet, date, day, rule="outlet-comma-date-line", confidence=0.8)


def _read_ending(piece: Spot) -> Byline | None:
    """Read "Outlet, 3 January 2020, by Author"."""
    first, comma, last = piece.text.rpartition(", ")
    author = read_author(spot_at(last, piece.end - len(last))) if comma else None
    byline = None if author is None else _read_single(spot_at(first, piece.start))
    if byline is None or byline.author is not None or not byline.is_strong:
        return None
    return replace(byline, author=author)


def _written_for(piece: Spot, author: Spot) -> Byline:
    """Read "By Outlet" and "By Author for Outlet" as well, where the outlet is known."""
    if words.is_known(author.text):
        return Byline(author, rule="author-line", confidence=0.7)
    behind = _FOR.fullmatch(piece.text[author.end - piece.start :])
    if behind is None or not words.is_known(behind["outlet"]):
        return _signed_for(author)
    named = spot_at(behind["outlet"], author.end + behind.start("outlet"))
    return Byline(named, author=author, rule="author-line", confidence=0.82)


def _signed_for(author: Spot) -> Byline:
    """Read "By Author" or "By Author, Outlet", where the second name is no person's or office."""
    office = _OFFICE.fullmatch(author.text)
    if office is not None and words.is_known(office["outlet"]):
        named = spot_at(office["outlet"], author.start + office.start("outlet"))
        signed = spot_at(office["author"], author.start)
        return Byline(named, author=signed, rule="author-line", confidence=0.82)
    staff = STAFF.fullmatch(author.text)
    if staff is not None and words.is_name(staff["outlet"]):
        named = spot_at(staff["outlet"], author.start)
        return Byline(named, rule="author-line", confidence=0.6)
    first, comma, second = author.text.partition(", ")
    role = role_pattern().fullmatch(second) is not None or words.is_section(second)
    single = len(second.split()) == 1 and not words.is_place(second)
    if comma and role and words.is_person(first) and "," not in second:
        return Byline(author=spot_at(first, author.start), rule="author-line")
    outlet = is_outlet_like(second) or second.isupper() or single or "&" in second
    if not comma or not words.is_person(first) or role or "," in second or not outlet:
        return Byline(author=author, rule="author-line")
    named = spot_at(second, author.end - len(second))
    return Byline(named, author=spot_at(first, author.start), rule="author-line", confidence=0.82)


def with_outlet(byline: Byline) -> Byline:
    """Take the second of the two names behind "By" for the outlet's.

    Args:
        byline: an author's line.

    Returns:
        The line with its outlet; unchanged where there are not two names, or the second is a
        place or an office.
    """
    author = byline.author
    if author is None or byline.rule != "author-line" or byline.outlet is not None:
        return byline
    first, comma, second = author.text.partition(", ")
    if not comma or "," in second or not may_be_outlet(first, second):
        return byline
    named = spot_at(second, author.end - len(second))
    return replace(byline, outlet=named, author=spot_at(first, author.start), confidence=0.75)


def _read_signed(rest: Spot, after_by: int, date: Spot, day: PartialDate | None) -> Byline | None:
    """Read "By Author" or "By Author, Outlet" beside a date."""
    author_text, _, outlet_text = rest.text[after_by:].partition(",")
    author = trim_spot(author_text, rest.start + after_by)
    outlet = trim_spot(outlet_text, rest.start + after_by + len(author_text) + 1)
    handle = _SIGNED_HANDLE.match(rest.text) is not None
    if not (handle or words.is_name(author.text)) or (
        outlet.text and not words.is_name(outlet.text)
    ):
        return None
    if not outlet.text and not handle and ARTICLE.match(author.text) is not None:
        return Byline(author, date, day, rule="outlet-date-line", confidence=0.85)
    named = outlet if outlet.text and not words.is_place(outlet.text) else None
    rule = "author-line" if named is None else "author-outlet-date-line"
    return Byline(named, date, day, author, rule=rule, confidence=0.85)


def tells_reading_time(text: str) -> bool:
    """Say whether a byline tells how long the reading takes, as those of blogs do."""
    pieces = cut_pieces(text)
    return bool(pieces) and _READING.fullmatch(pieces[-1].text) is not None


def shifted(byline: Byline | None, by: int) -> Byline | None:
    """Move the spots of a byline that was read from the middle of a line.

    Args:
        byline: the byline.
        by: how many characters stand before it.

    Returns:
        The same with every spot where it stands in the line.
    """
    if byline is None:
        return None
    spots = (
        None if spot is None else Spot(spot.text, spot.start + by, spot.end + by)
        for spot in (byline.outlet, byline.date, byline.author, byline.url)
    )
    outlet, date, author, url = spots
    return replace(byline, outlet=outlet, date=date, author=author, url=url)


def without_frame(text: str) -> re.Match[str] | None:
    """Match a line that is wholly in brackets or marked as emphasis; its group "bare" is inside."""
    return (_EMPHASIS.fullmatch(text) or _BRACKETED.fullmatch(text)) if text[:1] in "*_([" else None


def cut_pieces(text: str, start: int = 0, end: int | None = None) -> list[Spot]:
    """Cut a line at bars, spaced dashes and dots.

    Args:
        text: the line.
        start: where to begin.
        end: where to end; None for the line's end.

    Returns:
        The pieces that are not empty, in order.
    """
    end = len(text) if end is None else end
    pieces = []
    is_cut = _CUT_SIGN.search(text, start, end) is not None
    for cut in _CUT.finditer(text, start, end) if is_cut else ():
        pieces.append(trim_spot(text[start : cut.start()], start))
        start = cut.end()
    pieces.append(trim_spot(text[start:end], start))
    return [piece for piece in pieces if piece.text]


def _pieces(text: str) -> list[Spot]:
    emphasis = _EMPHASIS.fullmatch(text) if text[:1] in ("*", "_") else None
    return cut_pieces(text) if emphasis is None else cut_pieces(text, *emphasis.span("bare"))


@functools.cache
def _aside_pattern() -> re.Pattern[str]:
    """Return what the page of a reader offers to do with an article."""
    return re.compile(rf"(?i)(?:{patterns('offers')})")


def _is_aside(text: str) -> bool:
    """Say whether a piece tells the hour, a change or how long the reading takes."""
    asides = (HOUR, _READING, change_pattern(), _aside_pattern())
    return any(pattern.fullmatch(text) is not None for pattern in asides)
