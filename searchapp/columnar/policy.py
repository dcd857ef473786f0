"""Which segments of an index are merged when a commit adds one.

Every commit adds a segment, a search looks into all of them, and merging means writing them again.
So segments are merged by the log-structured policy: those whose numbers of documents have the same
power of `_FACTOR` in them are of one tier, and a tier that has become `_FACTOR` wide is merged into
one segment of a higher tier.  A document is then written again about once in `_FACTOR` times as
many documents, and of n documents there are never more than `_FACTOR` segments for each power of
`_FACTOR` up to n.

A segment in which more documents are deleted than live is written again as well, so that an index
that is read anew file by file does not keep what it has replaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from searchapp.columnar.commits import Entry

_FACTOR = 8


def due(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the groups of segments that are to be merged into one each.

    Args:
        entries: the segments of a commit, in order.
    """
    tiers: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        tiers[_tier(entry.documents - entry.deleted)].append(entry)
    groups = []
    for _, tier in sorted(tiers.items()):
        stale = [entry for entry in tier if 2 * entry.deleted > entry.documents]
        if len(tier) >= _FACTOR:
            groups.append(tier)
        elif stale:
            groups.append(stale)
    return groups


def _tier(documents: int) -> int:
    tier = 0
    while documents >= _FACTOR:
        documents //= _FACTOR
        tier += 1
    return tier
