"""The copies of a story, and the places where an article was read, as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.model import Copy, PartialDate, Source, Story
from searchapp.search.page import Hit
from searchapp.web.words import NOT_KNOWN

# So many articles of a story, and so many places of an article, are listed on an article's page.
_LISTED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a story.

    Args:
        id: the article.
        title: its title.
        outlet: its outlet as shown.
        date: when; None where that is not known.
        percent: how alike its text is to the earliest one's (see `Member.percent`).
        earliest: it is the earliest.
        here: it is the article that is shown.
        places: the other articles in which the very same text was read: id and place; the first
            of them.
        more_places: how many there are beyond those.
    """

    id: str
    title: str
    outlet: str
    date: PartialDate | None
    percent: int
    earliest: bool
    here: bool
    places: tuple[tuple[str, Source], ...]
    more_places: int


def list_copies(story: Story, article_id: str) -> tuple[Row, ...]:
    """List the first articles of a story, and the one that is shown.

    Args:
        story: the story.
        article_id: the article that is shown.

    Returns:
        The articles, the earliest first.
    """
    rows = []
    for place, member in enumerate(story.members):
        here = article_id in member.ids
        if place >= _LISTED and not here:
            continue
        shown = article_id if here else member.id
        read = zip(member.ids, member.sources, strict=True)
        places = tuple(each for each in read if each[0] != shown)
        rows.append(
            Row(
                id=shown,
                title=member.title,
                outlet=member.outlet or NOT_KNOWN,
                date=member.date,
                percent=member.percent,
                earliest=place == 0,
                here=here,
                places=places[:_LISTED],
                more_places=max(0, len(places) - _LISTED),
            )
        )
    return tuple(rows)


def say_copies(hit: Hit) -> str:
    """Say in a few words where else a story stands; empty where it stands nowhere else."""
    outlets = {copy.outlet for copy in hit.copies} - {None, hit.outlet}
    again = _count(hit.copies, hit.outlet) if hit.outlet is not None else 0
    unknown = _count(hit.copies, None)
    parts = []
    if outlets:
        known = next(iter(outlets)) if len(outlets) == 1 else f"{len(outlets):,} outlets"
        parts.append(f"in {known}")
    if again:
        parts.append(f"{_times(again)} more in the same outlet")
    if unknown:
        parts.append(f"{_times(unknown)} in an outlet not known")
    if not parts:
        return ""
    return "Also " + " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def say_places(sources: Sequence[Source]) -> str:
    """Say in a few words that an article was read more than once; empty where it was not."""
    if len(sources) < 2:
        return ""
    files = len({source.path for source in sources})
    return f"Read from {files:,} files" if files == len(sources) else f"Read {len(sources):,} times"


def _count(copies: Sequence[Copy], outlet: str | None) -> int:
    return sum(copy.outlet == outlet for copy in copies)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")
