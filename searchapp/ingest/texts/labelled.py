"""Records whose fields all stand under written labels, as feeds and some databases print them.

    Title: Bridge stays closed            Bridge stays closed
    Link: https://north.example/bridge    Author: Ana Poe
    PubDate: Fri, 03 Jan 2020             Date: Jan. 3, 2020
    Description: The council met …        From: North Post

A head is a run of labels with a title among them or right above, and a text below.  One such run
may be an article's own list of facts, so a file needs two, or one with a label for its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.databases import Field, read_label
from searchapp.ingest.texts.lines import is_title_like
from searchapp.ingest.texts.marks import Kind, Mark

_LEAST_LABELS = 3
# Labels right above a title, in a file whose records all begin so.
_SHORT_HEAD = frozenset({"outlet", "date"})
_LOOK_BACK, _LOOK_AHEAD = 4, 3
_DATED = ("date", "kept")
_TELLING = ("title", "outlet", "author", "url")


@dataclass(frozen=True, slots=True)
class _Run:
    """Labels that follow each other, from the first line to the line behind the last."""

    start: int
    end: int
    fields: tuple[tuple[str, Field], ...]

    @property
    def names(self) -> set[str]:
        return {field.name for _, field in self.fields}


def find_labelled(marks: Sequence[Mark]) -> list[int]:
    """Find the first lines of records with labelled fields.

    Args:
        marks: the lines of a file.

    Returns:
        Their numbers; none where the file has no such records.
    """
    runs = _runs(marks)
    heads = [(start, run) for run in runs if (start := _start_of(marks, run)) is not None]
    if not heads:
        short = [run.start for run in runs if _is_short_head(marks, run)]
        return short if len(short) > 1 else []
    common = set.intersection(*({label for label, _ in run.fields} for _, run in heads))
    if len(heads) > 1:
        return [start for start, _ in heads] if len(common) >= 2 else []
    start, run = heads[0]
    return [start] if start == 0 and "text" in run.names else []


def labelled_fields(marks: Sequence[Mark]) -> list[Field]:
    """Read the fields of one such record.

    Args:
        marks: its lines.

    Returns:
        The labels of its head and those behind its text; none where it has no head.
    """
    runs = _runs(marks)
    heads = (run for run in runs if _start_of(marks, run) is not None)
    head = next(heads, None) or next((run for run in runs if _is_short_head(marks, run)), None)
    if head is None:
        return []
    behind = [run for run in runs if run.start >= head.end and not _is_followed(marks, run.end)]
    return [field for run in (head, *behind) for _, field in run.fields]


def _runs(marks: Sequence[Mark]) -> list[_Run]:
    """Find the runs of labels; a value may go on on one line right below its label."""
    runs: list[_Run] = []
    found: list[tuple[str, Field]] = []
    last = 0
    for number, mark in enumerate(marks):
        field = read_label(mark.text, number)
        if field is None:
            continue
        between = marks[last + 1 : number]
        near = len(between) <= 1 and all(
            each.kind is Kind.ADDRESS or (each.line.gap == 0 and each.kind is not Kind.PROSE)
            for each in between
        )
        opens_text = bool(found) and found[-1][1].name == "text"
        if found and (not near or opens_text):
            runs.append(_Run(found[0][1].number, last + 1, tuple(found)))
            found = []
        found.append(field)
        last = number
    if found:
        runs.append(_Run(found[0][1].number, last + 1, tuple(found)))
    return runs


def _start_of(marks: Sequence[Mark], run: _Run) -> int | None:
    """Return where the record of a head begins; None where a run of labels is no head."""
    names = run.names | _placed(marks, run)
    if (
        len(run.fields) < _LEAST_LABELS
        or names.isdisjoint(_DATED)
        or not names.intersection(_TELLING)
    ):
        return None
    if "text" not in run.names and not _is_followed(marks, run.end):
        return None
    if "title" in run.names:
        return run.start
    start = run.start
    while start > max(0, run.start - _LOOK_BACK) and _may_head(marks[start - 1]):
        start -= 1
        if marks[start].kind is Kind.OTHER and _is_apart(marks, start):
            return start
    return start if start < run.start and start == 0 else None


def _is_short_head(marks: Sequence[Mark], run: _Run) -> bool:
    """Say whether labels for outlet and date stand right above a title, and apart from a text."""
    end = run.end
    if not run.names >= _SHORT_HEAD or end + 1 >= len(marks):
        return False
    titled = marks[end].line.gap == 0 and is_title_like(marks[end].text)
    apart = run.start == 0 or marks[run.start].line.gap > 0
    return titled and apart and _is_followed(marks, end)


def _is_apart(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a title stands below a blank or a drawn line."""
    drawn = at > 0 and marks[at - 1].kind is Kind.SEPARATOR
    return (drawn or marks[at].line.gap > 0) and is_title_like(marks[at].text)


def _placed(marks: Sequence[Mark], run: _Run) -> set[str]:
    """Say what stands above the labels, and whether a label for the source tells the date."""
    above = [mark.byline for mark in marks[max(0, run.start - 2) : run.start] if mark.byline]
    inside = [marks[field.number].text for _, field in run.fields if field.name == "outlet"]
    dated = any(byline.day is not None for byline in above) or any(map(_has_date, inside))
    named = any(byline.outlet is not None for byline in above)
    return {name for name, is_there in (("date", dated), ("outlet", named)) if is_there}


def _has_date(text: str) -> bool:
    return find_date(text) is not None


def _may_head(mark: Mark) -> bool:
    return mark.kind in (Kind.OTHER, Kind.BYLINE, Kind.TITLED) and read_label(mark.text, 0) is None


def _is_followed(marks: Sequence[Mark], end: int) -> bool:
    """Say whether a text begins right below a run of labels."""
    return any(mark.kind is Kind.PROSE for mark in marks[end : end + _LOOK_AHEAD])
