"""Articles that no line of outlet and date sets apart from the one before.

They are told by what ends or begins each of them: a closing source line, a dateline with an
agency, a title with outlet and date on the same line, a drawn line, a line that the page has put
behind every item.  Each finder asks that this holds through the whole file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from searchapp.ingest import words
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.headings import (
    LOOK_BACK,
    body_follows,
    has_body,
    is_marked_title,
    is_text,
    is_title,
)
from searchapp.ingest.texts.marks import Kind, Mark

Border = tuple[int, int]
HEADLINE_WORDS = 4
_PLAIN_MAX = 120
_NAME_WORDS = 5
_BETWEEN = (Kind.SEPARATOR, Kind.JUNK, Kind.REPEATED)


def find_titled(marks: Sequence[Mark]) -> list[Border]:
    """Find titles with outlet and date in brackets, where the file begins with one."""
    found = [
        (at, at)
        for at, mark in enumerate(marks)
        if mark.kind is Kind.TITLED and body_follows(marks, at)
    ]
    first = found[0][0] if found else 0
    above = marks[:first]
    if len(found) == 1 and any(is_text(mark) or mark.byline for mark in above):
        return []
    # A salutation may stand above the first of several, but no article.
    if first > LOOK_BACK or has_body(marks, 0, first) or any(_is_strong(each) for each in above):
        return []
    named = any(_is_strong(marks[at]) or _is_tagged(marks[at]) for at, _ in found)
    # Titles with nothing but a date are those of a digest if they begin the file.
    return found if named or (first == 0 and len(found) > 1) else []


def _is_strong(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.is_strong


def _is_tagged(mark: Mark) -> bool:
    """Say whether a title stands behind the name of its outlet, with or without a date."""
    return mark.byline is not None and mark.byline.outlet is not None


def find_datelined(marks: Sequence[Mark]) -> list[Border]:
    """Find titles right above a dateline with an agency, where the file begins with one too."""
    signed = _find_below(marks, _has_agency)
    return signed or _find_below(marks, _has_place)


def _find_below(marks: Sequence[Mark], begins: Callable[[str], bool]) -> list[Border]:
    found: list[Border] = []
    for at in range(1, len(marks)):
        if not is_text(marks[at]):
            continue
        title = _above_signature(marks, at)
        if is_title(marks[title]) and begins(marks[at].text):
            # The line above is the title, or a subtitle below it.
            alone = marks[title].line.gap > 0 and marks[title + 1].line.gap == 0
            above = title - 1 if title > 0 and is_title(marks[title - 1]) and not alone else title
            found.append((above, above))
        elif not found:
            return []
    return found if len(found) > 1 else []


def _above_signature(marks: Sequence[Mark], at: int) -> int:
    """Return the line above a dateline and above the lines that sign it: author, agency."""
    above = at - 1
    while above > 0 and above > at - LOOK_BACK:
        signed = marks[above].byline is not None and marks[above].kind is Kind.BYLINE
        agency = marks[above - 1].kind is Kind.BYLINE and words.is_outlet_name(marks[above].text)
        writer = marks[above + 1].kind is Kind.BYLINE and is_author_line(marks[above].text)
        if not signed and not agency and not (writer and marks[above].line.gap == 0):
            break
        above -= 1
    return above


def _has_place(text: str) -> bool:
    """Say whether a paragraph begins with a city in capitals and a dash, and is a long one."""
    dateline = read_dateline(text)
    place = None if dateline is None else dateline.place
    return place is not None and place.text.partition(",")[0].isupper()


def _has_agency(text: str) -> bool:
    dateline = read_dateline(text)
    return dateline is not None and (dateline.agency is not None or dateline.date is not None)


def find_separated(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Find unsigned articles behind the drawn line that stands before the signed ones."""
    drawn = Counter(mark.text for mark in marks if mark.kind is Kind.SEPARATOR)
    before = Counter(
        marks[start - 1].text
        for start, _ in borders
        if start > 0 and marks[start - 1].kind is Kind.SEPARATOR
    )
    learned = {text for text, count in before.items() if count >= 2 and count * 2 >= drawn[text]}
    return [
        (at + 1, at + 1)
        for at in range(len(marks) - 1)
        if marks[at].kind is Kind.SEPARATOR
        and marks[at].text in learned
        and (is_title(marks[at + 1]) or is_marked_title(marks[at + 1]))
        and body_follows(marks, at + 1)
    ]


def find_closed(marks: Sequence[Mark]) -> list[Border]:
    """Find the articles of a file in which each one ends with a source line."""
    return _find_ended(marks, [at for at, mark in enumerate(marks) if mark.kind is Kind.CREDIT])


def find_signed_below(marks: Sequence[Mark]) -> list[Border]:
    """Find the articles of a file in which each one ends with its line of outlet and date."""
    signed = [at for at, mark in enumerate(marks) if mark.kind is Kind.BYLINE and _is_strong(mark)]
    first = next((at for at, mark in enumerate(marks) if mark.byline is not None), 0)
    if not signed or first != signed[0] or not is_title(marks[0]):
        return []
    whole = all(
        has_body(marks, before, at) and is_text(marks[at - 1]) and marks[at].line.gap > 0
        for before, at in zip([0, *signed], signed, strict=False)
    )
    return _find_ended(marks, signed) if whole else []


def _find_ended(marks: Sequence[Mark], ends: list[int]) -> list[Border]:
    sources = [at for at in ends if any(is_text(each) for each in marks[max(0, at - 2) : at])]
    if len(sources) < 2 or has_body(marks, sources[-1], len(marks)):
        return []
    borders = []
    for at in sources[:-1]:
        start = at + 1
        while start < len(marks) and marks[start].kind in _BETWEEN:
            start += 1
        if start >= len(marks) or not body_follows(marks, start):
            return []
        # Behind a source line a title may end as a sentence does.
        plain = marks[start].line.gap > 0 and len(marks[start].text) <= _PLAIN_MAX
        if not (plain or is_title(marks[start])) or is_endnote(marks[start].text):
            return []
        borders.append((start, start))
    return borders


def find_ruled(marks: Sequence[Mark]) -> list[Border]:
    """Find articles that nothing but a long drawn line and a whole headline sets apart.

    Chapters are set apart like that as well, but seldom all of them under headlines.
    """
    rules = [at for at, mark in enumerate(marks) if _is_rule(mark)]
    texts = {marks[at].text for at in rules}
    if len(rules) < 2 or len(texts) != 1 or any(map(_is_strong, marks)):
        return []
    starts = [at + 1 for at in rules if at + 1 < len(marks)]
    starts = starts if rules[0] == 0 else [0, *starts]
    ends = [*starts[1:], len(marks)]
    whole = all(
        is_title(marks[start])
        and len(marks[start].text.split()) >= HEADLINE_WORDS
        and any(mark.kind is Kind.PROSE for mark in marks[start:end])
        for start, end in zip(starts, ends, strict=True)
    )
    return [(start, start) for start in starts] if whole else []


def _is_rule(mark: Mark) -> bool:
    return mark.kind is Kind.SEPARATOR and len(mark.text) >= 5 and mark.text[0] in "=_-—#~"


def find_stamped(marks: Sequence[Mark]) -> list[Border]:
    """Find the items of a list behind each of which the page has put the same line."""
    counts = Counter(mark.text for mark in marks if mark.kind in (Kind.JUNK, Kind.REPEATED))
    stamps = [
        at
        for at in range(1, len(marks))
        if counts[marks[at].text] > 1
        and marks[at].kind is not Kind.OTHER
        and is_text(marks[at - 1])
    ]
    if len(stamps) < 2 or len({marks[at].text for at in stamps}) != 1:
        return []
    borders = []
    for at in stamps:
        start = at - 1
        while start > 0 and is_text(marks[start]):
            start -= 1
        start -= _is_below_title(marks, start)
        if start < 0 or not is_title(marks[start]):
            return []
        borders.append((start, start))
    return borders


def _is_below_title(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line is the name of an outlet, or a name right below a title."""
    if at < 1 or words.is_outlet_name(marks[at].text):
        return at > 0
    tight = marks[at].line.gap == 0 and marks[at - 1].line.gap > 0
    return tight and words.is_name(marks[at].text, _NAME_WORDS) and is_title(marks[at - 1])
