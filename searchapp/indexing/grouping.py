"""The last step of a build: bring an index up to date on which articles are copies of which."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from searchapp.engines.base import Engine, Groups
from searchapp.errors import IndexLocked
from searchapp.ingest.duplicates import RULES, group
from searchapp.model import Membership

# How many articles go by between two reports of progress.
_STRIDE = 50


@dataclass(frozen=True, slots=True)
class Copies:
    """How many copies an index holds.

    Args:
        exact: exact copies, beyond the first of each article.
        near: articles that belong to the story of an earlier one.
    """

    exact: int
    near: int


def find_copies(
    engine: Engine,
    check: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Copies:
    """Group the articles of an index, unless that was done since its newest commit.

    Args:
        engine: the index.  Where another build is writing to it by now, the groups are left to
            that build.
        check: called now and then; what it raises ends this, and the next build does it.
        tell: called now and then with what is being done.

    Returns:
        How many copies there are.

    Raises:
        IndexNotWritable: no permission or no space.
        IndexDamaged: a file of the index cannot be read.
    """
    groups = engine.groups()
    if groups is None or groups.rules != RULES:
        groups = Groups(-1, RULES, {}, {})
    if groups.generation != engine.generation():
        tell("looking for copies")
        generation, articles = engine.sketches()
        compared = 0

        def checked() -> None:
            nonlocal compared
            check()
            if compared % _STRIDE == 0:
                tell(f"looking for copies among {len(articles):,} articles, {compared:,} compared")
            compared += 1

        found = group(articles, engine.get, groups.compared, checked)
        groups = Groups(generation, RULES, found.members, found.compared)
        with contextlib.suppress(IndexLocked):
            engine.group(groups)
    return _count(groups.members)


def _count(members: Mapping[str, Membership]) -> Copies:
    exact = sum(member.original != article_id for article_id, member in members.items())
    near = sum(
        member.original == article_id != member.story for article_id, member in members.items()
    )
    return Copies(exact, near)
