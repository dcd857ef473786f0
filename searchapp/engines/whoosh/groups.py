"""The files of a commit that say which of its articles are copies of which.

Segments cannot be changed, and one new article can make an old one a copy, so groups stand in files
of their own: `groups` for those who search, and `compared`, which only a build reads.  Both are
replaced whole.  What they say of articles that have gone since is passed over; articles they do not
know are alone until the next build.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from searchapp.columnar.commits import (
    Commit,
    Notes,
    undone_if_not_committed,
    write_commit,
    write_note,
)
from searchapp.columnar.folders import drop_leftovers
from searchapp.engines.base import Groups
from searchapp.errors import IndexDamaged
from searchapp.model import Membership

GROUPS = "groups"
COMPARED = "compared"


def read_members(folder: Path, notes: Notes) -> Mapping[str, Membership]:
    """Return what the groups of a commit say of each article; nothing where there are none yet.

    Raises:
        IndexDamaged: the file cannot be read.
    """
    groups = _read(folder, notes)
    return {} if groups is None else groups.members


def read_groups(folder: Path, notes: Notes) -> Groups | None:
    """Return the groups of a commit with what is needed to bring them up to date.

    Args:
        folder: of the index.
        notes: of the commit.

    Returns:
        The groups; None where there are none yet.

    Raises:
        IndexDamaged: a file cannot be read.
    """
    groups = _read(folder, notes)
    if groups is None:
        return None
    return groups._replace(compared=notes.read(COMPARED) or {})


def write_groups(folder: Path, commit: Commit, groups: Groups) -> None:
    """Put groups in the place of those that a commit has.

    Args:
        folder: of the index.
        commit: the commit; it stays what it is but for its groups.
        groups: what to write.
    """
    members = {
        article_id: [member.story, member.original, member.similarity]
        for article_id, member in sorted(groups.members.items())
    }
    plain: dict[str, object] = {
        "generation": groups.generation,
        "rules": groups.rules,
        "members": members,
    }
    compared: dict[str, object] = dict(sorted(groups.compared.items()))
    contents = {GROUPS: plain, COMPARED: compared}
    notes, sums = dict(commit.notes), dict(commit.sums)
    with undone_if_not_committed(folder):
        for kind, content in contents.items():
            former = notes.get(kind, f"{kind}.0.json")
            sums.pop(former, None)
            # Never under the name of a file that the commit has: it stands until it is replaced.
            notes[kind] = f"{kind}.{int(former.split('.')[1]) + 1}.json"
            sums[notes[kind]] = write_note(folder, notes[kind], content)
        write_commit(folder, dataclasses.replace(commit, notes=notes, sums=sums))
    drop_leftovers(folder, sums)


def _read(folder: Path, notes: Notes) -> Groups | None:
    """Read the groups without what was compared."""
    plain = notes.read(GROUPS)
    if plain is None:
        return None
    try:
        members = {
            article_id: Membership(str(story), str(original), float(similarity))
            for article_id, (story, original, similarity) in plain["members"].items()
        }
        return Groups(int(plain["generation"]), int(plain["rules"]), members, {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged(folder, f"{notes.name(GROUPS)} is not what it should be") from error
