"""Which segments of an index are merged when a commit adds one.

Every commit adds a segment, a search looks into all of them, and merging means writing them
again.  What one commit adds becomes one segment, however many were built at a time: merging is
several times as fast as building.  So does in the end what one writer has added by several
commits.  Beyond that segments are merged by the log-structured policy: those whose numbers of
documents have the same power of `_FACTOR` in them are of one tier, and a tier that has become
`_FACTOR` wide is merged into one segment of a higher tier.  A document is then written again about
once in `_FACTOR` times as many documents, and of n documents there are never more than `_FACTOR`
segments for each power of `_FACTOR` up to n.

A segment in which more documents are deleted than live is written again as well, so that an index
that is read anew file by file does not keep what it has replaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from searchapp.columnar.commits import Entry

_FACTOR = 8


def due(kept: Sequence[Entry], new: Sequence[Entry]) -> list[list[Entry]]:
    """Return the groups of segments that are to be merged into one each.

    Args:
        kept: the segments that the last commit has and the next one keeps, in order.
        new: those that the next one adds, and in the end those that its writer has added before.
    """
    tiers: defaultdict[int, list[list[Entry]]] = defaultdict(list)
    for unit in [*([entry] for entry in kept), *([list(new)] if new else [])]:
        tiers[_tier(sum(entry.documents - entry.deleted for entry in unit))].append(unit)
    groups = []
    for _, units in sorted(tiers.items()):
        if len(units) >= _FACTOR:
            groups.append([entry for unit in units for entry in unit])
            continue
        groups.append([unit[0] for unit in units if len(unit) == 1 and _is_stale(unit[0])])
        groups += [unit for unit in units if len(unit) > 1]
    return [group for group in groups if group]


def _is_stale(entry: Entry) -> bool:
    return 2 * entry.deleted > entry.documents


def _tier(documents: int) -> int:
    tier = 0
    while documents >= _FACTOR:
        documents //= _FACTOR
        tier += 1
    return tier
