"""Lines that hold a title and its outlet and date together.

"Title (Outlet, 3 January 2020)", "Outlet (3 January 2020): Title",
"Title | Outlet | 3 January 2020", "3 January 2020 – Title".
"""

from __future__ import annotations

import re
from dataclasses import replace

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import Byline, cut_pieces, read_byline, shifted
from searchapp.ingest.texts.lines import ends_sentence, is_title_like, without_title_label
from searchapp.ingest.texts.spots import Spot, spot_at

_LONGEST = 300
_BRACKETS = re.compile(r"(?P<title>\S.{7,219}?)\s?[(\[](?P<inner>[^()\[\]]{6,80})[)\]]\.?")
_COLON = re.compile(r"(?P<inner>[^:]{6,80}(?:\([^()]{6,40}\)|\d)):\s(?P<title>\S.{7,219})")
_STARS = re.compile(r"(?:[*•+#>]{1,3}|\d{1,3}[.)])\s+")
_BAR = re.compile(r"[|•·¦;]|\s(?:[-–—―]{1,2}|//?|[>»›])\s")
_SITE = re.compile(r"\s(?P<bar>[|–—-])\s(?P<name>[^|]{2,40})$")
_FIGURE = re.compile(r"\d")
_MOST_PIECES = 6
_TITLE_WORDS, _NAME_WORDS = 3, 4
_CITATION = re.compile(
    r"(?:(?P<author>[^.\"“”]{3,80}\.?)\.\s)?[\"“](?P<title>[^\"“”]{4,200}?)[.,]?[\"”]\s"
    r"(?P<inner>[^\"“”]{3,100}?)(?P<behind>,\sn\.?\s?d)?\."
)
_OPENING = '«„“"'
_QUOTE = re.compile(r"[\"“]")
_QUOTATION = re.compile(r"[«„“\"]\s?(?P<said>[^«»„“”\"]{2,250}?)\s?[»“”\"]\s")


def read_titled(text: str) -> tuple[Spot, Byline] | None:
    """Read a title with its outlet and date on the same line.

    Args:
        text: the line.

    Returns:
        The title and what the rest says; None for another line.
    """
    if len(text) > _LONGEST:
        return None
    cited = _CITATION.fullmatch(text) if text.endswith(".") and _QUOTE.search(text) else None
    if cited is not None:
        return _read_citation(cited)
    if _is_quotation(text):
        return None
    match = _BRACKETS.fullmatch(text) if text.endswith((")", "]", ").", "].")) else None
    if match is not None:
        inner = shifted(read_byline(match["inner"]), match.start("inner"))
        if inner is not None and inner.outlet is not None and inner.day is not None:
            return spot_at(match["title"], 0), _named(inner)
    match = _COLON.fullmatch(text) if ": " in text else None
    if match is not None:
        inner = read_byline(match["inner"])
        if inner is not None and inner.outlet is not None and inner.day is not None:
            return spot_at(match["title"], match.start("title")), _named(inner)
    worth_it = _FIGURE.search(text) is not None and _BAR.search(text) is not None
    return _read_pieces(text) if worth_it else None


def may_hold_title(byline: Byline) -> bool:
    """Say whether what was read as a name of outlet or author may be a title in capitals.

    Args:
        byline: what a line was read as.
    """
    names = (byline.outlet, byline.author)
    return byline.date is not None and any(
        name is not None and len(name.text.split()) >= _TITLE_WORDS for name in names
    )


def read_headlined(text: str) -> tuple[Spot, Byline] | None:
    """Read a title in capitals with its outlet and date, which looks like a line of names.

    Args:
        text: a line that may be read as one of outlet, date and author.

    Returns:
        The title and what the rest says; None where the line is rather one of names.
    """
    found = read_titled(text)
    outlet = None if found is None else found[1].outlet
    if found is None or outlet is None:
        return None
    title = without_title_label(found[0].text)
    known = words.is_outlet_name(outlet.text)
    bracketed = text.endswith((")", "]", ").", "]."))
    most_words = _TITLE_WORDS - 1 if known and bracketed else _NAME_WORDS
    return found if (known or bracketed) and words.is_capitalised_title(title, most_words) else None


def _read_citation(match: re.Match[str]) -> tuple[Spot, Byline] | None:
    """Read an article as bibliographies cite it (MLA Handbook): Author. "Title." Outlet, date."""
    byline = shifted(read_byline(match["inner"]), match.start("inner"))
    if match["behind"] is not None and words.is_name(match["inner"]):
        byline = Byline(Spot(match["inner"], *match.span("inner")))
    elif byline is None or byline.outlet is None or byline.author is not None:
        return None
    author = None if match["author"] is None else Spot(match["author"], *match.span("author"))
    return Spot(match["title"], *match.span("title")), replace(_named(byline), author=author)


def _is_quotation(text: str) -> bool:
    """Say whether a line begins with what somebody said, a whole sentence in quotation marks."""
    match = _QUOTATION.match(text) if text[:1] in _OPENING else None
    return match is not None and ends_sentence(match["said"])


def read_site(text: str) -> Spot | None:
    """Read the name of a site behind a title: "Title - Outlet", "Title | Outlet".

    Args:
        text: the title's line.

    Returns:
        The name; None where an outlet is not known behind a dash, or no name is behind a bar.
    """
    match = _SITE.search(text)
    if match is None or not is_title_like(text[: match.start()]):
        return None
    name = match["name"]
    barred = match["bar"] == "|" and words.is_name(name, 4)
    named = barred or words.is_known(name)
    long = len(text[: match.start()].split()) > 2
    return spot_at(name, match.start("name")) if named and long else None


def cut_site(text: str) -> str:
    """Return a title without the name of a site behind it."""
    return _SITE.sub("", text)


def _read_pieces(text: str) -> tuple[Spot, Byline] | None:
    star = _STARS.match(text)
    pieces = cut_pieces(text, 0 if star is None else star.end())
    if not 2 <= len(pieces) <= _MOST_PIECES:
        return None
    for size in (3, 2, 1):
        if size >= len(pieces):
            continue
        behind = _split(text, pieces[0].start, pieces[-size - 1].end, pieces[-size].start)
        if behind is not None and behind[1].outlet is not None:
            return behind
        before = _split(text, pieces[size].start, len(text), pieces[0].start, pieces[size - 1].end)
        if before is not None:
            return before
    return None


def _split(
    text: str, start: int, end: int, byline_start: int, byline_end: int | None = None
) -> tuple[Spot, Byline] | None:
    """Read one part of a line as a title and another as what is said of it."""
    byline = shifted(read_byline(text[byline_start:byline_end]), byline_start)
    title = text[start:end].strip()
    dated = byline is not None and byline.day is not None and byline.day.precision != "month"
    if byline is None or not dated or not is_title_like(title):
        return None
    if byline.author is not None and byline.outlet is None:
        return None
    if words.is_section(title) or len(title.split()) < 2 or read_byline(title) is not None:
        return None
    return spot_at(title, start), _named(byline)


def _named(byline: Byline) -> Byline:
    return replace(byline, rule="title-outlet-date-line", confidence=0.85)
