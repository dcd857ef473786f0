"""Names on lines of their own in the head of an article: of the outlet and of the author.

Above a date, below the author or right below the title stands an outlet; what looks like a person's
name there is the author's, if the outlet is known from elsewhere.
"""

from __future__ import annotations

import re

from searchapp.ingest import words
from searchapp.ingest.texts.authors import author_lines, is_author_line, without_whereabouts
from searchapp.ingest.texts.bylines import tells_reading_time
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.headings import is_outlet_like, is_outlet_line
from searchapp.ingest.texts.lines import Line, starts_upper, without_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.pairs import read_pair
from searchapp.ingest.texts.signed import split_signed
from searchapp.ingest.texts.spots import Spot, spot_at
from searchapp.model import Evidence

_SPECIAL = re.compile(
    r"(?:(?P<author>[^,]{3,60}),\s)?(?i:special (?:to|for)) (?P<outlet>[A-Z].{2,50})"
)


def find_names(
    marks: tuple[Mark, ...],
    title: int | None,
    head_end: int,
    findings: list[Finding],
    used: set[int],
) -> list[Finding]:
    """Read the names in the head of an article.

    Args:
        marks: its lines.
        title: the number of its title's line; None where it has none.
        head_end: where its head ends.
        findings: what is known from elsewhere.
        used: the lines that are no part of the body, to which those of the names are added.

    Returns:
        The outlets and authors that are named there.
    """
    known = {finding.evidence.field for finding in findings}
    found: list[Finding] = []
    for at in _outlet_lines(marks, title, head_end):
        used.add(at)
        person = "author" not in known and is_author_line(marks[at].text)
        named = "outlet" in known or words.is_known(marks[at + 1].text)
        if person and (named or _is_writers(marks, at)):
            found += _from_name(marks[at].line)
        else:
            found += _from_outlet(marks[at].line)
    if not found and title is not None and not known.intersection(("outlet", "author")):
        for at, finding in read_pair(marks, title):
            used.add(at)
            found.append(finding)
            known.add(finding.evidence.field)
    if "author" not in known:
        for at in author_lines(marks, title, head_end, used):
            if at not in used:
                used.add(at)
                found += _from_name(marks[at].line)
    return found


def _from_outlet(line: Line) -> list[Finding]:
    """Read an outlet on a line of its own, with its author before it perhaps."""
    special = _SPECIAL.fullmatch(line.text)
    names = split_signed(spot_at(line.text, 0)) if special is None else _from_special(special)
    if special is None and len(names) == 1:
        return [from_line("outlet", "outlet-line", line, 0.7)]
    return [
        Finding(
            Evidence(
                field, "outlet-line", name.text, line.start + name.start, line.start + name.end, 0.7
            ),
            name.text,
        )
        for field, name in zip(("outlet", "author"), reversed(names), strict=False)
    ]


def _from_special(match: re.Match[str]) -> list[Spot]:
    """Return the names of a line such as "Ana Poe, special to North Post", the outlet's last."""
    outlet = spot_at(match["outlet"], match.start("outlet"))
    return [outlet] if match["author"] is None else [spot_at(match["author"], 0), outlet]


def _is_writers(marks: tuple[Mark, ...], at: int) -> bool:
    """Say whether a person's name has a place behind it, or a reading time below."""
    placed = without_whereabouts(marks[at].text) != marks[at].text
    return placed or tells_reading_time(marks[at + 1].text)


def _from_name(line: Line) -> list[Finding]:
    """Read an author's name on a line of its own, without the place behind it."""
    name = without_whereabouts(line.text)
    evidence = Evidence("author", "name-line", name, line.start, line.start + len(name), 0.6)
    return [Finding(evidence, name)]


def from_line(field: str, rule: str, line: Line, confidence: float) -> Finding:
    """Return a line, but for a label or the marks of Markdown, as the value of a field."""
    text = without_title_label(line.text)
    start = line.start + line.text.rindex(text)
    return Finding(Evidence(field, rule, text, start, start + len(text), confidence), text)


def _outlet_lines(marks: tuple[Mark, ...], title: int | None, head_end: int) -> list[int]:
    """Find a name on a line of its own: below the author, or right above the date."""
    return [
        at
        for at in range(min(head_end, len(marks) - 1))
        if at != title
        and marks[at].kind in (Kind.OTHER, Kind.REPEATED)
        and (
            _is_below_author(marks, at)
            or _is_above_date(marks, title, at)
            or _is_below_title(marks, title, at)
        )
    ]


def _is_below_author(marks: tuple[Mark, ...], at: int) -> bool:
    """Say whether a name stands below the author, or an outlet's below the date."""
    above = marks[at - 1].byline if at > 0 else None
    if above is not None and above.is_date and words.is_outlet_name(marks[at].text):
        return words.is_name(marks[at].text, 6)
    if above is None or above.rule != "author-line" or marks[at].line.gap > 0:
        return False
    if not starts_upper(marks[at].text):
        return False
    alone = marks[at + 1].line.gap > 0 or marks[at + 1].byline is not None
    return alone and words.is_name(marks[at].text, 6)


def _is_above_date(marks: tuple[Mark, ...], title: int | None, at: int) -> bool:
    """Say whether a name stands above a date, and is neither title nor subtitle."""
    if title is not None and _is_below_authors(marks, title, at) and _is_spaced(marks, at):
        return True
    if title is None or not is_outlet_line(marks, at):
        return False
    return at < title or len(marks[at].text.split()) <= 4 or is_outlet_like(marks[at].text)


def _is_below_authors(marks: tuple[Mark, ...], title: int, at: int) -> bool:
    """Say whether nothing but authors stands between a title and a line."""
    between = [mark.byline for mark in marks[title + 1 : at]]
    return at > title and all(each is not None and each.rule == "author-line" for each in between)


def _is_spaced(marks: tuple[Mark, ...], at: int) -> bool:
    """Say whether a name stands alone between blank lines above a date alone between them."""
    below = marks[at + 1]
    dated = below.byline is not None and below.byline.is_date and below.byline.day is not None
    apart = marks[at].line.gap > 0 and below.line.gap > 0
    return dated and apart and words.is_name(marks[at].text, 4)


def _is_below_title(marks: tuple[Mark, ...], title: int | None, at: int) -> bool:
    """Say whether a known outlet stands alone below the title."""
    return title is not None and at == title + 1 and words.is_known(marks[at].text)
