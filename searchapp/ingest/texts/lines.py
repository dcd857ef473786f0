"""Lines of a text file and what can be told of one by its looks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.ingest.captions import is_caption

_SEPARATOR = re.compile(r"(?:[-=_*~#•·+–—]\s{0,3}){3,}")
_BULLET = re.compile(r"\s{0,8}(?:[•‣▪●◦*■►▶]\s|[-–]\s|\(?\d{1,2}[.)]\s)")
_CLOSERS = "\"'”’»“‘«)]"
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|No|vs|etc))\.$")
_LONGEST_ABBREVIATION = 5
# What agencies write behind the last full stop: "Enditem", "(END)", the initials of the editor.
_SIGN_OFF = re.compile(
    r"(?<=[.”\"’])\s(?:[-–—]\s?)?(?:Enditem|\(?END\)?|Ends?|[A-Z]{2,5}(?:/[A-Z]{2,5})?)$"
)
_INNER_STOP = re.compile(r"[a-z]{4}[.][”’\"']?\s[A-Z“‘\"]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|net|info|news|tv|co)/\S*$")
_TITLE_LABEL = re.compile(
    r"\A(?:(?:Title|Headline|TITLE|HEADLINE|title|headline|Subject|Re|RE|Fwd?|FW)\s?:|#{1,4}\s)\s{0,4}(?=\S)"
)
_LISTED = re.compile(
    r"\A(?:[•‣▪●◦*■►▶–-]|>{1,3}|[\u203c\u2049\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
    r"|\(?\d{1,3}[.)]|\[\d{1,3}\])\s{1,4}(?=\S)"
)
_CONTACT = re.compile(r"(?i)(?:(?:media|press) )?(?:contacts?|enquiries|inquiries)\s?:")
# Titles in Markdown: [Title](address), **Title**.
_LINK = re.compile(r"\[(?P<bare>[^\[\]]{2,250})\]\(https?://[^\s()]{3,400}\)")
_STRONG = re.compile(r"(\*{1,3}|_{2,3})(?P<bare>[^*_]{2,250})\1")

_PATH = re.compile(r"[^>»›]{2,40}(?:\s[>»›]\s[^>»›]{2,40}){2,5}")
_COUNTER = re.compile(
    r"(?i)(?:(?P<word>document|article|story|item|record|result|doc|text)\s{0,2}(?:no\.?\s?)?#?"
    r"(?P<k1>\d{1,4})\s?(?:of|/)\s?(?P<n1>\d{1,4})"
    r"|[\[(]\s?(?P<k2>\d{1,4})\s?(?:of|/)\s?(?P<n2>\d{1,4})\s?[\])]"
    r"|(?P<k3>\d{1,4}) of (?P<n3>\d{1,4})"
    r"(?: (?:documents?|articles?|stories|items|records|results))?)"
    r"\s?[:.)]?"
)
_LONGEST_NAMES = 80
_LONGEST_SIGN_OFF, _LEAST_SENTENCE = 16, 40
_BREAKS = ("by", "and", "in")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Args:
        start: of its text, in characters from the start of the file.
        end: of its text.
        text: without the white space at both ends.
        gap: how many blank lines stand above it.
    """

    start: int
    end: int
    text: str
    gap: int


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text that are not blank.

    Args:
        text: the whole text.

    Returns:
        The lines, in order; `text[line.start:line.end] == line.text`.  The line of an author that
        a page has broken at its links ("By", "Ana Poe", "in", "Oldtown") is one.
    """
    lines: list[Line] = []
    blank = 0
    for at, raw in _raw_lines(text):
        stripped = raw.strip()
        if stripped:
            start = at if len(stripped) == len(raw) else at + len(raw) - len(raw.lstrip())
            line = Line(start, start + len(stripped), stripped, blank)
            broken = lines and blank == 0 and _goes_on(lines[-1].text, stripped)
            lines.append(_joined(text, lines.pop(), line) if broken else line)
            blank = 0
        else:
            blank += 1
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each line begins, and the line; it ends at "\\n", "\\r\\n" or "\\r"."""
    at = 0
    # Not str.splitlines: it also breaks at characters that stand inside lines of scraped text.
    for line in text.split("\n"):
        if "\r" in line:
            start = at
            for piece in line.removesuffix("\r").split("\r"):
                yield start, piece
                start += len(piece) + 1
        else:
            yield at, line
        at += len(line) + 1


def _goes_on(above: str, text: str) -> bool:
    """Say whether the line of an author was broken between two lines."""
    if len(above) > _LONGEST_NAMES or len(text) > _LONGEST_NAMES or above[:2].lower() != "by":
        return False
    ends = above.rsplit(maxsplit=1)[-1].lower() in _BREAKS
    return ends or ("\n" in above and text in _BREAKS[1:])


def _joined(text: str, above: Line, below: Line) -> Line:
    return Line(above.start, below.end, text[above.start : below.end], above.gap)


def is_separator(text: str) -> bool:
    """Say whether a line is drawn and not written: three or more dashes, stars or the like."""
    return _SEPARATOR.fullmatch(text) is not None


def read_counter(text: str) -> tuple[int, int] | None:
    """Read a line that counts the records of an export.

    Args:
        text: the line.

    Returns:
        Which record it is and how many there are; None for another line.
    """
    # Most lines are no counters, and need no closer look.
    worth_it = len(text) <= 60 and (" of " in text or "/" in text)
    match = _COUNTER.fullmatch(text) if worth_it else None
    if match is None:
        return None
    number, total = (
        int(match[f"{name}1"] or match[f"{name}2"] or match[f"{name}3"]) for name in "kn"
    )
    return (number, total) if 1 <= number <= total else None


def is_counter(text: str) -> bool:
    """Say whether a line counts the records of an export."""
    return read_counter(text) is not None


def is_bullet(text: str) -> bool:
    """Say whether a line is an item of a list."""
    return _BULLET.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence of a body does.

    A short line that ends in "?", "!" or "U.S." may as well be a title.
    """
    closed = _SIGN_OFF.search(text, max(0, len(text) - _LONGEST_SIGN_OFF))
    if closed is not None and closed.start() >= _LEAST_SENTENCE:
        return True
    bare = text.rstrip(_CLOSERS)
    if bare.endswith((".", "…")):
        tail = max(0, len(bare) - _LONGEST_ABBREVIATION)
        return len(text) > 150 or _ABBREVIATION.search(bare, tail) is None
    return len(text) > 130 and bare.endswith(("?", "!"))


def is_prose(text: str) -> bool:
    """Say whether a line is a paragraph of a body."""
    if len(text) >= 260:
        return True
    if len(text) < 70 or is_caption(text):
        return False
    # A text that introduces a list: one sentence, and another that ends in a colon.
    return ends_sentence(text) or (text.endswith(":") and not is_one_sentence(text))


def is_title_like(text: str) -> bool:
    """Say whether a line could be a title or a subtitle."""
    if not 2 <= len(text) <= 250 or not any(character.isalpha() for character in text):
        return False
    if ends_sentence(text) or text.endswith((",", ";", ":")) or is_bullet(text):
        return False
    if is_contact(text) or _ADDRESS.search(text) or is_separator(text):
        return False
    return len(text) <= 90 or is_one_sentence(text)


def is_contact(text: str) -> bool:
    """Say whether a line tells whom to ask: an address for mail, or "Contact:"."""
    return "@" in text or _CONTACT.match(text) is not None


def is_one_sentence(text: str) -> bool:
    """Say whether a line has no full stop but the one at its end."""
    return _INNER_STOP.search(text) is None


def is_path(text: str) -> bool:
    """Say whether a line shows where in a site a page stands: "North Post > World > Asia"."""
    short = len(text) <= _LONGEST_NAMES and (" > " in text or " » " in text or " › " in text)
    return short and _PATH.fullmatch(text) is not None


def has_title_label(text: str) -> bool:
    """Say whether a line says of itself that it is a title: "Title: …", "# …"."""
    return _TITLE_LABEL.match(text) is not None


def without_title_label(text: str) -> str:
    """Return a title without such a label, a bullet, a number or the marks of Markdown."""
    bare = _TITLE_LABEL.sub("", text, count=1)
    bare = _LISTED.sub("", bare, count=1) if bare == text else bare
    marked = _LINK.fullmatch(bare) or _STRONG.fullmatch(bare)
    return bare if marked is None else marked["bare"].strip()


def starts_upper(text: str) -> bool:
    """Say whether the first letter or digit of a line is no lower-case letter."""
    first = next((character for character in text if character.isalnum()), "")
    return not first.islower()
