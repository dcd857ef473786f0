"""Where one article of a file ends and the next begins.

A border needs evidence: a line of outlet and date (`bylines`) with a title above it and a body
below it.  Headings inside an article have no such line, so they are no borders; lists of other
articles have no body, so they are none either.

1. For every byline the heading block is looked for above it (`headings`): a few lines that look
   like titles, subtitles or captions, up to the end of the previous body, a separator or another
   byline.  In a file whose bylines stand above their titles the title is the line below.
2. A byline without names beside its date, or a "Source:" line, is weaker: a table or a timeline
   inside an article has them too.  It counts after a separator, or if the file begins that way.
3. A drawn line that stands before most of the articles found so far stands before the others too.
4. Without bylines, articles are told by what ends or begins each of them (`unsigned`).
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Sequence

from searchapp.ingest import words
from searchapp.ingest.texts.authors import is_author_line
from searchapp.ingest.texts.headings import (
    LOOK_BACK,
    at_head,
    block_above,
    body_follows,
    has_body,
    is_text,
    is_title,
    names_outlet,
    title_below,
    title_of,
)
from searchapp.ingest.texts.heads import align_below_names, align_first, find_alike
from searchapp.ingest.texts.layouts import find_layout
from searchapp.ingest.texts.lines import has_title_label
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.mixed import find_mixed, find_unsigned, follows_text, without_feet
from searchapp.ingest.texts.openings import Habits, Opening, find_habits
from searchapp.ingest.texts.plaintitles import plain_title
from searchapp.ingest.texts.unsigned import (
    HEADLINE_WORDS,
    Border,
    find_closed,
    find_datelined,
    find_ruled,
    find_separated,
    find_signed_below,
    find_stamped,
    find_titled,
)

# Shorter ones are labels, and end the head of an article.
_ANNOUNCEMENT = 20
# How far above a heading others are looked for.
_LIST = 12
_NUMBER = re.compile(r"\W{0,2}(\d{1,3})[.)\]]\s")


def find_borders(marks: Sequence[Mark]) -> list[Border]:
    """Find where the articles of a file begin.

    Args:
        marks: the lines of the file.

    Returns:
        The first line and the line of the title of every article, but for one that begins the
        file unsigned.
    """
    signed = align_below_names(marks, align_first(marks, _signed(marks)))
    borders = find_titled(marks) or find_signed_below(marks) or signed
    borders = _with(marks, borders, find_datelined(marks))
    borders = _with(marks, borders, find_separated(marks, borders))
    layout = find_layout(marks, borders)
    borders = _with(marks, layout, borders) if layout else borders
    borders = _with(marks, borders, find_alike(marks, borders))
    borders = _with(marks, borders, find_mixed(marks, borders))
    borders = _with(marks, borders, find_unsigned(marks, borders))
    borders = borders or find_closed(marks) or find_ruled(marks) or find_stamped(marks)
    borders = _with_date_above(marks, without_feet(marks, borders))
    return [(_with_head(marks, start), title) for start, title in borders]


def _with_date_above(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Let a lone article begin with the page's date, where it stands above the title."""
    if len(borders) != 1 or not 0 < borders[0][0] <= LOOK_BACK:
        return borders
    start, title = borders[0]
    dated = any(mark.byline is not None and mark.byline.is_dated for mark in marks[:start])
    own = any(mark.byline is not None and mark.byline.is_dated for mark in marks[title : title + 3])
    return [(0, title)] if dated and not own and not any(map(is_text, marks[:start])) else borders


def _with_address(marks: Sequence[Mark], start: int) -> int:
    """Let an article begin at the address right above it, if that does not end the one before."""
    return _with_lines(marks, start, _is_address)


def _with_head(marks: Sequence[Mark], start: int) -> int:
    """Let an article begin at the address and the date right above it."""
    below = itertools.takewhile(lambda mark: not is_text(mark), marks[start : start + LOOK_BACK])
    dated = any(mark.byline is not None and mark.byline.date is not None for mark in below)

    def may_head(mark: Mark) -> bool:
        date = mark.byline is not None and mark.byline.is_date and mark.byline.day is not None
        return _is_address(mark) or (date and not dated)

    return _with_lines(marks, start, may_head)


def _with_lines(marks: Sequence[Mark], start: int, may_head: Callable[[Mark], bool]) -> int:
    """Let an article begin at such lines right above it, if they stand apart from what is above."""
    above = start
    while above > 0 and marks[above].line.gap == 0 and may_head(marks[above - 1]):
        above -= 1
    apart = above == 0 or marks[above].line.gap > 0 or marks[above - 1].kind is Kind.SEPARATOR
    return above if apart else start


def _is_address(mark: Mark) -> bool:
    url = mark.byline is not None and mark.byline.url is not None
    return mark.kind is Kind.ADDRESS or (mark.kind is Kind.CREDIT and url)


def _with(marks: Sequence[Mark], borders: list[Border], others: list[Border]) -> list[Border]:
    """Add borders with text between them and those that are known."""
    if not others:
        return borders
    texts = [0, *itertools.accumulate(map(is_text, marks))]
    starts = [start for start, _ in borders]
    added = []
    for other in others:
        place = bisect.bisect_right(starts, other[0])
        before = borders[place - 1][1] if place > 0 else 0
        after = starts[place] if place < len(starts) else len(marks)
        apart = before < other[0] and texts[other[0]] > texts[before]
        if (apart or place == 0) and texts[after] > texts[other[0]]:
            added.append(other)
    return sorted([*borders, *added])


def _signed(marks: Sequence[Mark]) -> list[Border]:
    """Find articles by their lines of outlet, date and author."""
    borders: list[Border] = []
    floor = 0
    habits = find_habits(marks)
    for number, mark in enumerate(marks):
        if mark.byline is None or number < floor or mark.kind is Kind.ADDRESS:
            continue
        found = _border_at(marks, number, floor, habits)
        if found is None:
            continue
        start, title = found
        if not borders and not has_body(marks, 0, start):
            start = _first_line(marks, start)
        borders.append((start, title))
        floor = max(number, title) + 1
    return _without_list(marks, _with_own_title(marks, borders))


def _without_list(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Keep an article whole that is a numbered list of others, with its own title before it."""
    numbers = [_NUMBER.match(marks[title].text) for _, title in borders]
    counted = [None if number is None else int(number[1]) for number in numbers]
    listed = counted[:1] == [None] and counted[1:] == list(range(1, len(counted)))
    return borders[:1] if listed and len(borders) > 2 and _is_whole(marks, borders) else borders


def _is_whole(marks: Sequence[Mark], borders: list[Border]) -> bool:
    """Say whether a text stands between the first title and the list."""
    return has_body(marks, borders[0][1], borders[1][0])


def _with_own_title(marks: Sequence[Mark], borders: list[Border]) -> list[Border]:
    """Let the first article begin at a heading of the level that the others have.

    The heading above it is the title of the whole file.
    """
    levels = {_level(marks[title]) for _, title in borders[1:]}
    if len(levels) != 1 or 0 in levels:
        return borders
    (level,) = levels
    _, title = borders[0]
    own = [
        at for at in range(title, min(title + LOOK_BACK, len(marks))) if _level(marks[at]) == level
    ]
    return [(own[0], own[0]), *borders[1:]] if 0 < _level(marks[title]) < level and own else borders


def _level(mark: Mark) -> int:
    """Return the level of a Markdown heading; 0 for another line."""
    return len(mark.text) - len(mark.text.lstrip("#"))


def _border_at(marks: Sequence[Mark], number: int, floor: int, habits: Habits) -> Border | None:
    found = _heading_at(marks, number, floor, habits) if body_follows(marks, number) else None
    inner = found is not None and (
        _is_announced(marks, found[0]) or _is_listed_below(marks, found[0], floor)
    )
    return None if inner else found


def _is_announced(marks: Sequence[Mark], start: int) -> bool:
    """Say whether the text above introduces what follows, as a report quotes another."""
    above = marks[start - 1] if start > 0 else None
    return above is not None and above.text.endswith(":") and len(above.text) > _ANNOUNCEMENT


def _is_listed_below(marks: Sequence[Mark], start: int, floor: int) -> bool:
    """Say whether headings without texts stand between a text and a heading: all are a list."""
    lines = (marks[at] for at in range(start - 1, max(floor, start - _LIST) - 1, -1))
    above = itertools.takewhile(lambda mark: not is_text(mark), lines)
    return floor > 0 and sum(mark.byline is not None and mark.byline.is_dated for mark in above) > 1


def _heading_at(marks: Sequence[Mark], number: int, floor: int, habits: Habits) -> Border | None:
    labelled = number > 0 and words.is_section(marks[number - 1].text)
    bare = labelled or habits.opening is Opening.DATE_FIRST
    if bare or habits.opening is Opening.BYLINE_FIRST:
        below = title_below(marks, number, floor, sure=not bare, bare=bare)
        return below if below is None else (below[0] - labelled, below[1])
    return _border_above(marks, number, floor, habits)


def _border_above(marks: Sequence[Mark], number: int, floor: int, habits: Habits) -> Border | None:
    """Find an article whose title stands above its byline, as most do."""
    block = block_above(marks, number, floor, listed=habits.listed)
    if block is None:
        if number == 0 or marks[number - 1].kind in (Kind.SEPARATOR, Kind.REPEATED):
            return title_below(marks, number, floor, sure=False)
        if _heads_title(marks, number):
            return number, number + 1
        above = plain_title(marks, number, floor, credit=habits.opening is Opening.CREDIT)
        return None if above is None else (above, above)
    title = title_of(marks, block, number)
    if words.is_known(marks[title].text) and not marks[number].text.startswith("By "):
        # What newspapers say, each under its name, is one review of the press.
        return None
    if floor > 0 and _is_comment(marks, number, title):
        return None
    enough = _is_enough(marks, number, block, floor, habits)
    return (_with_names(marks, block, floor), title) if enough else None


def _is_comment(marks: Sequence[Mark], number: int, title: int) -> bool:
    """Say whether a person and the hour stand above a text, and nothing else."""
    byline = marks[number].byline
    named = is_author_line(marks[title].text.removesuffix(" says:").rstrip(":"))
    hour = byline is not None and byline.rule == "stamp-line"
    return hour and title == number - 1 and named


def _heads_title(marks: Sequence[Mark], number: int) -> bool:
    """Say whether outlet and date stand below a text and right above a title with a text."""
    if number + 2 >= len(marks) or not _is_strong(marks[number]):
        return False
    title, below = marks[number + 1], marks[number + 2]
    apart = marks[number].line.gap > 0 and is_text(marks[number - 1])
    return apart and title.line.gap == 0 and is_title(title) and is_text(below)


def _is_strong(mark: Mark) -> bool:
    named = mark.byline is not None and mark.byline.is_strong and mark.byline.outlet is not None
    return named and mark.kind is Kind.BYLINE


def _with_names(marks: Sequence[Mark], block: int, floor: int) -> int:
    """Let an article begin at the lines of outlet and section right above its title."""
    start = block
    while start > floor and marks[start].line.gap == 0 and _is_label(marks[start - 1]):
        start -= 1
    return start if marks[start].line.gap > 0 else block


def _is_label(mark: Mark) -> bool:
    label = words.is_known(mark.text) or words.is_section(mark.text)
    return label and mark.kind in (Kind.OTHER, Kind.REPEATED)


def _is_signed_above(marks: Sequence[Mark], number: int) -> bool:
    """Say whether the author is named right above a date: two signs are as good as one line."""
    above = marks[number - 1].byline if number > 0 else None
    dated = marks[number].byline
    if above is None or dated is None or not dated.is_dated or marks[number].line.gap > 0:
        return False
    return above.rule == "author-line" and above.author is not None


def _is_enough(marks: Sequence[Mark], number: int, block: int, floor: int, habits: Habits) -> bool:
    mark = marks[number]
    byline = mark.byline
    if byline is None:
        return False
    if mark.kind is Kind.BYLINE and (byline.is_strong or byline.rule == "report-line"):
        return True
    if _is_set_off(marks, number, block, floor):
        return True
    if _is_inner(marks, number, block, habits):
        return False
    gap = marks[block].line.gap > 0
    alone = _is_alone(marks, block, floor)
    if mark.kind is Kind.CREDIT:
        credit = habits.opening is Opening.CREDIT
        return byline.day is not None or credit or (gap and alone)
    dated = byline.day is not None and byline.is_dated
    return dated and (gap or (alone and (habits.dense or _is_dense(marks, floor, number))))


def _is_set_off(marks: Sequence[Mark], number: int, block: int, floor: int) -> bool:
    """Say whether something besides the byline tells that its heading begins an article."""
    mark = marks[number]
    stacked = block < number - 1 and names_outlet(marks, number - 1)
    dated = mark.kind is Kind.BYLINE and mark.byline is not None and mark.byline.day is not None
    addressed = dated and _with_address(marks, block) < block
    named = stacked or has_title_label(marks[block].text) or _is_signed_above(marks, number)
    # Behind drawn lines the chapters of one article may be headed "March 3".
    day = mark.byline is None or mark.byline.rule != "moment-line"
    drawn = day and _is_drawn(marks, block)
    return named or addressed or drawn or at_head(marks, block, floor)


def _is_inner(marks: Sequence[Mark], number: int, block: int, habits: Habits) -> bool:
    """Say whether a heading is one inside an article: of a letter, or of the rows of a table."""
    byline = marks[number].byline
    dated = byline is not None and byline.rule == "date-line"
    if dated and not habits.dated and not _is_headline(marks[block]):
        return True
    return sum(is_title(each) for each in _tight(marks, number, block)) > 2


def _is_alone(marks: Sequence[Mark], block: int, floor: int) -> bool:
    """Say whether a headline stands below a text that ended, in a file with articles."""
    return floor > 0 and _is_headline(marks[block]) and follows_text(marks, block)


def _is_dense(marks: Sequence[Mark], floor: int, end: int) -> bool:
    """Say whether no blank line stands between two articles, nor inside of the first."""
    return not any(mark.line.gap for mark in marks[floor + 1 : end])


def _is_headline(mark: Mark) -> bool:
    return len(mark.text.split()) >= HEADLINE_WORDS


def _tight(marks: Sequence[Mark], number: int, block: int) -> Sequence[Mark]:
    """Return the lines above a byline that no blank line sets apart from each other."""
    first = number - 1
    while first > block and marks[first].line.gap == 0:
        first -= 1
    return marks[first:number]


def _is_drawn(marks: Sequence[Mark], block: int) -> bool:
    """Say whether a line is drawn above a block, or something that ends a page stands there."""
    at = block - 1
    while at > max(0, block - LOOK_BACK) and _says_nothing(marks[at]):
        at -= 1
    return at < 0 or marks[at].kind in _DRAWN


def _says_nothing(mark: Mark) -> bool:
    letters = sum(character.isalpha() for character in mark.text[:10])
    return mark.kind is Kind.JUNK or (mark.kind is Kind.OTHER and letters < 2)


def _first_line(marks: Sequence[Mark], start: int) -> int:
    """Return where the first article begins, with a site's name or a label above its title."""
    above = marks[:start]
    if start > LOOK_BACK or any(mark.kind is Kind.SEPARATOR or mark.byline for mark in above):
        return start
    return 0


_DRAWN = (Kind.SEPARATOR, Kind.REPEATED, Kind.COUNTER)
