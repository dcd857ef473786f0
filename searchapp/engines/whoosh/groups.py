"""The file that says which articles of an index are copies of which.

Whoosh's documents cannot be changed, and one new article can make an old one a copy, so groups
stand beside the index: `groups.json` for those who search, and `compared.json`, which only a build
reads.  Both are replaced whole.  What they say of articles that have gone since is passed over;
articles they do not know are alone until the next build.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from searchapp.engines.base import Groups
from searchapp.engines.whoosh.manifest import (
    COMPARED,
    GROUPS,
    file_stamp,
    read_json,
    write_json,
)
from searchapp.errors import IndexDamaged
from searchapp.model import Membership


class KnownMembers:
    """What the groups of an index say of each article, read again when they have changed.

    Args:
        path: the index's folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, ...] = ()
        self._members: Mapping[str, Membership] = {}

    def read(self) -> Mapping[str, Membership]:
        """Return it; nothing where there are no groups yet.

        Raises:
            IndexDamaged: the file cannot be read.
        """
        stamp = file_stamp(self._path / GROUPS)
        if stamp != self._stamp:
            self._members = _read(self._path).members
            self._stamp = stamp
        return self._members


def read_groups(path: Path) -> Groups | None:
    """Return the groups of an index with what is needed to bring them up to date.

    Args:
        path: the index's folder.

    Returns:
        The groups; None where there are none yet.

    Raises:
        IndexDamaged: a file cannot be read.
    """
    groups = _read(path)
    if groups is _NONE:
        return None
    compared = read_json(path, COMPARED) if file_stamp(path / COMPARED) else {}
    return dataclasses.replace(groups, compared=compared)


def write_groups(path: Path, groups: Groups) -> None:
    """Put groups in the place of those before.

    Args:
        path: the index's folder.
        groups: what to write.
    """
    write_json(path, COMPARED, dict(sorted(groups.compared.items())))
    members = {
        article_id: [member.story, member.original, member.similarity]
        for article_id, member in sorted(groups.members.items())
    }
    plain = {"generation": groups.generation, "rules": groups.rules, "members": members}
    write_json(path, GROUPS, plain)


_NONE = Groups(-1, 0, {}, {})


def _read(path: Path) -> Groups:
    """Read the groups without what was compared."""
    if not file_stamp(path / GROUPS):
        return _NONE
    plain = read_json(path, GROUPS)
    try:
        members = {
            article_id: Membership(str(story), str(original), float(similarity))
            for article_id, (story, original, similarity) in plain["members"].items()
        }
        return Groups(int(plain["generation"]), int(plain["rules"]), members, {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged(path, f"{GROUPS} is not what it should be") from error
