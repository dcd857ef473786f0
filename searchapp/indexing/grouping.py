"""The last step of a build: bring an index up to date on which articles are copies of which."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from searchapp.engines.base import Engine, Groups
from searchapp.errors import IndexLocked
from searchapp.ingest.duplicates import RULES, group
from searchapp.model import Membership


@dataclass(frozen=True, slots=True)
class Copies:
    """How many copies an index holds.

    Args:
        exact: exact copies, beyond the first of each article.
        near: articles that belong to the story of an earlier one.
    """

    exact: int
    near: int


def find_copies(engine: Engine, check: Callable[[], None] = lambda: None) -> Copies:
    """Group the articles of an index, unless that was done since its newest commit.

    Args:
        engine: the index.  Where another build is writing to it by now, the groups are left to
            that build.
        check: called now and then; what it raises ends this, and the next build does it.

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
        generation, articles = engine.sketches()
        found = group(articles, engine.get, groups.compared, check)
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
