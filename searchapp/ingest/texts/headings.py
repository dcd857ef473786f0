"""Heading blocks: the title and what stands with it, seen from the line of outlet and date."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.ingest import words
from searchapp.ingest.captions import is_caption
from searchapp.ingest.texts.boilerplate import ends_article, is_endnote
from searchapp.ingest.texts.lines import (
    ends_sentence,
    is_bullet,
    is_path,
    is_title_like,
    starts_upper,
    without_title_label,
)
from searchapp.ingest.texts.marks import Kind, Mark

LOOK_BACK = 5
_LOOK_AHEAD = 5
_LONGEST_LIST = 12
_SUBTITLE_MAX = 320
_PLAIN_MAX = 120
_NAME_WORDS, _OUTLET_WORDS = 6, 4
_LONGEST_LABEL = 10
_LABELS = frozenset({"published", "posted", "updated", "created", "date"})
# Menus and the like may stand above the first title, but not without end.
_LONGEST_HEAD = 60


def has_body(marks: Sequence[Mark], start: int, end: int) -> bool:
    """Say whether there is a paragraph between two lines."""
    return any(marks[at].kind is Kind.PROSE for at in range(start, end))


def is_text(mark: Mark) -> bool:
    """Say whether a line is a paragraph or a short sentence of a body."""
    return mark.kind is Kind.PROSE or (mark.kind is Kind.OTHER and ends_sentence(mark.text))


def body_follows(marks: Sequence[Mark], number: int) -> bool:
    """Say whether a body begins soon below a line, before the next article's byline.

    Args:
        marks: the lines of the file.
        number: of the line.
    """
    for mark in marks[number + 1 : number + 1 + _LOOK_AHEAD]:
        if is_text(mark):
            return True
        if mark.kind is Kind.SEPARATOR:
            return False
        if mark.byline is not None and mark.byline.is_strong:
            return False
    return False


def is_title(mark: Mark) -> bool:
    """Say whether a line can be a title although nothing but its looks says so."""
    text = mark.text
    if mark.kind is not Kind.OTHER or is_caption(text) or words.is_section(text):
        return False
    if is_label(text) or is_path(text):
        return False
    return is_title_like(text)


def is_label(text: str) -> bool:
    """Say whether a line is an hour, or a word that stands before dates, such as "Published"."""
    if words.is_moment(text):
        return True
    return len(text) <= _LONGEST_LABEL and text.rstrip(": ").lower() in _LABELS


def is_marked_title(mark: Mark) -> bool:
    """Say whether a line is a title behind a bullet or a number."""
    if mark.kind is not Kind.OTHER or not is_bullet(mark.text):
        return False
    bare = without_title_label(mark.text)
    written = bare != mark.text and starts_upper(bare)
    return written and is_title_like(bare) and len(bare.split()) >= 2


def block_above(
    marks: Sequence[Mark], number: int, floor: int, *, listed: bool = False
) -> int | None:
    """Find the heading block above a byline.

    Args:
        marks: the lines of the file.
        number: of the byline.
        floor: the first line that may belong to the block.
        listed: whether the titles of the file stand behind bullets or numbers.

    Returns:
        The number of its first line; None where there is none.
    """
    top: int | None = None
    floor = _behind_list(marks, number, floor)
    for at in range(number - 1, max(floor, number - LOOK_BACK) - 1, -1):
        mark = marks[at]
        if mark.kind is Kind.UNDERLINE or (
            mark.kind is Kind.JUNK and _is_between(marks, at, floor)
        ):
            continue
        if mark.kind is Kind.ADDRESS:
            if top is not None:
                break
            continue
        if (listed or top is None) and is_marked_title(mark):
            return at
        if mark.kind in _WALLS or _is_end(marks, at, number, floor):
            break
        if mark.kind is Kind.BYLINE:
            if top is not None and top == at + 1 and _is_between_names(marks, top, number):
                # Author, outlet and date on lines of their own: the title is higher up.
                top = None
            # Two dates belong to two things: the other one to a digest as a whole, say.
            elif top is not None or (has_day(mark) and has_day(marks[number])):
                break
            continue
        if is_title(mark):
            top = at
        elif top is not None or not _may_stand_below_title(marks, at, number):
            break
    above = number - 1
    if top is None and above >= floor and _is_captioned_title(marks, above):
        return above
    return _without_tail(marks, top, number)


def _behind_list(marks: Sequence[Mark], number: int, floor: int) -> int:
    """Return the first line behind "Related articles" and the titles of others right below it."""
    for at in range(number - 1, max(floor, number - _LONGEST_LIST, 1) - 1, -1):
        if floor == 0 or is_text(marks[at]):
            break
        if ends_article(marks[at].text):
            apart = (each for each in range(at + 1, number) if marks[each].line.gap > 0)
            return next(apart, number)
    return floor


def _is_between_names(marks: Sequence[Mark], at: int, number: int) -> bool:
    """Say whether a line between an author's and a date's names the outlet."""
    spaced = (
        number == at + 1 and has_day(marks[number]) and words.is_name(marks[at].text, _OUTLET_WORDS)
    )
    return spaced or is_outlet_line(marks, at)


def _is_end(marks: Sequence[Mark], at: int, number: int, floor: int) -> bool:
    """Say whether a line closes the article before, as "Reporting by Ana Poe" does."""
    if not is_endnote(marks[at].text) or at_head(marks, at, floor):
        return False
    # Right above a byline stands a title, whatever word it begins or ends with.
    first = all(each.kind is Kind.ADDRESS for each in marks[at + 1 : number])
    return not (first and marks[at].line.gap > 0 and is_title_like(marks[at].text))


def _is_captioned_title(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line with an agency in brackets stands where the title does."""
    line = marks[at].line
    apart = line.gap > 0 or at == 0
    tight = at + 1 < len(marks) and marks[at + 1].line.gap == 0
    return apart and tight and marks[at].kind is Kind.OTHER and is_title_like(line.text)


_SIGNED = (Kind.BYLINE, Kind.ADDRESS)
_WALLS = (Kind.SEPARATOR, Kind.JUNK, Kind.CREDIT, Kind.COUNTER, Kind.REPEATED)


def _is_between(marks: Sequence[Mark], at: int, floor: int) -> bool:
    """Say whether a junk line stands in the head of the file and not at the end of a body."""
    return at_head(marks, at, floor)


def at_head(marks: Sequence[Mark], at: int, floor: int) -> bool:
    """Say whether a line stands above the first paragraph of the file.

    Args:
        marks: the lines of the file.
        at: the number of the line.
        floor: the line behind the last border; 0 where there was none.
    """
    return floor == 0 and at < _LONGEST_HEAD and not has_body(marks, 0, at)


def has_day(mark: Mark) -> bool:
    """Say whether a line tells the day of an article."""
    return mark.byline is not None and mark.byline.day is not None


def is_outlet_line(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line is a name right above a line with a date, as an outlet may be.

    Args:
        marks: the lines of the file or of an article.
        at: the number of the line.
    """
    if at + 1 >= len(marks) or marks[at].kind not in (Kind.OTHER, Kind.REPEATED):
        return False
    if is_label(marks[at].text):
        return False
    below = marks[at + 1]
    if below.byline is not None and below.byline.rule == "author-line" and at + 2 < len(marks):
        # Outlet, author and date on lines of their own.
        below = marks[at + 2] if marks[at + 2].line.gap == 0 else below
    if below.byline is None or below.byline.outlet is not None or below.byline.date is None:
        return False
    return marks[at + 1].line.gap == 0 and words.is_name(marks[at].text, _NAME_WORDS)


def names_outlet(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a line names an outlet above a date, too short for a title or like an outlet."""
    text = marks[at].text
    short = len(text.split()) <= _OUTLET_WORDS
    return is_outlet_line(marks, at) and (short or words.is_outlet_name(text))


def is_outlet_like(text: str) -> bool:
    """Say whether a name is rather an outlet's than a title in capitals."""
    return len(text.split()) <= 2 or words.is_outlet_name(text)


def _may_stand_below_title(marks: Sequence[Mark], at: int, number: int) -> bool:
    """Say whether a line that is no title may stand between a title and its byline."""
    text = marks[at].text
    if is_caption(text):
        return True
    if marks[number].kind is Kind.CREDIT or len(text) > _SUBTITLE_MAX or is_bullet(text):
        return False
    # One sentence may be a subtitle; two are a body.
    between = [marks[each] for each in range(at + 1, number) if marks[each].byline is None]
    return all(is_caption(each.text) for each in between)


def _without_tail(marks: Sequence[Mark], top: int | None, number: int) -> int | None:
    """Drop lines from the top of a block that begin in lower case: the tail of a list."""
    # Nothing is above the first line of a file.
    while top and not starts_upper(marks[top].text):
        following = [
            at
            for at in range(top + 1, number)
            if is_title_like(marks[at].text) and not names_outlet(marks, at)
        ]
        if not following:
            break
        top = following[0]
    return top


def title_of(marks: Sequence[Mark], block: int, number: int) -> int:
    """Find the title of a heading block.

    Args:
        marks: the lines of the file.
        block: the first line of the block.
        number: of its byline.

    Returns:
        The number of the title's line.
    """
    if is_marked_title(marks[block]):
        return block
    candidates = [
        at
        for at in range(block, number)
        if marks[at].kind in (Kind.OTHER, Kind.PROSE) and not is_caption(marks[at].text)
    ]
    for at in candidates:
        text = marks[at].text
        named = words.is_known(text) or words.is_section(text) or words.is_place(text)
        if named and at != candidates[-1]:
            # The name of the outlet or of a part of it, above the title or below it.
            continue
        if is_title_like(marks[at].text) and not is_kicker(marks, at, number):
            return at
    return candidates[0] if candidates else block


def is_kicker(marks: Sequence[Mark], at: int, end: int) -> bool:
    """Say whether a line names a site or section above the title, and is not the title itself.

    Args:
        marks: the lines of the file.
        at: the line.
        end: where the heading block ends.

    Returns:
        True where it has at most four words and a longer line that looks like a title follows.
    """
    text = marks[at].text
    following = at + 1
    if len(text.split()) > 4 or len(text) > 40 or following >= end:
        return False
    below = marks[following]
    after = marks[following + 1] if following + 1 < len(marks) else None
    if after is not None and after.line.gap == 0 and after.byline is None:
        # The line below goes on: it begins a text that was cut at a column.
        return False
    longer = len(below.text) >= len(text) + 10 and len(below.text.split()) >= 4
    return longer and below.line.gap > 0 and below.kind is Kind.OTHER and is_title_like(below.text)


def byline_run(marks: Sequence[Mark], number: int, floor: int, *, sure: bool) -> tuple[int, int]:
    """Find the lines of outlet, date and author that stand together.

    Args:
        marks: the lines of the file.
        number: of one of them, the first byline.
        floor: the first line that may be one of them.
        sure: whether any name right above a date may be the outlet; else it must look like one.

    Returns:
        The first line and the line behind the last.
    """
    start, end = number, number + 1
    if start > floor and is_outlet_line(marks, start - 1):
        start -= sure or is_outlet_like(marks[start - 1].text)
    while end < len(marks) and marks[end].kind in _SIGNED and marks[end].line.gap == 0:
        end += 1
    return start, end


def title_below(
    marks: Sequence[Mark], number: int, floor: int, *, sure: bool, bare: bool = False
) -> tuple[int, int] | None:
    """Find an article whose outlet and date stand above its title.

    Args:
        marks: the lines of the file.
        number: of its first byline.
        floor: the first line that may belong to it.
        sure: as in `byline_run`.
        bare: whether a date is enough.

    Returns:
        Its first line and the line of its title; None where there is no such article.
    """
    start, end = byline_run(marks, number, floor, sure=sure)
    bylines = [mark.byline for mark in marks[number:end] if mark.byline is not None]
    dated = any(each.date is not None for each in bylines)
    below = below_outlet(marks, end)
    bare, end = bare or below > end, below
    named = start < number or any(each.outlet or each.author for each in bylines)
    if not dated or not (named or bare) or end >= len(marks):
        return None
    titled = is_title(marks[end]) or is_marked_title(marks[end]) or (sure and _is_apart(marks, end))
    return (start, end) if titled else None


def below_outlet(marks: Sequence[Mark], at: int) -> int:
    """Return the line of a title, below the name of an outlet that stands between a date and it.

    Args:
        marks: the lines of the file.
        at: the line below a date.

    Returns:
        The line below that of the outlet; the same line where no such name stands there.
    """
    if at == 0 or at + 1 >= len(marks) or marks[at].kind is not Kind.OTHER:
        return at
    above = marks[at - 1].byline
    dated = above is not None and above.is_date and above.day is not None
    tight = marks[at].line.gap == marks[at + 1].line.gap == 0
    name = marks[at].text
    outlet = words.is_name(name, _OUTLET_WORDS) and words.is_outlet_name(name)
    return at + 1 if dated and tight and outlet and is_title(marks[at + 1]) else at


def _is_apart(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a short line stands right below its byline and apart from the text."""
    plain = marks[at].kind in (Kind.OTHER, Kind.PROSE) and len(marks[at].text) <= _PLAIN_MAX
    below = at + 1 < len(marks) and marks[at + 1].line.gap > 0
    return plain and marks[at].line.gap == 0 and below and not is_bullet(marks[at].text)
