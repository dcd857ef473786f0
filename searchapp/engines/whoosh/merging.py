"""Which segments of an index are merged when a commit adds one.

Every commit adds a segment, a search looks into all of them, and merging means writing them again.
So segments are merged by the log-structured policy: those whose numbers of articles have the same
power of `_FACTOR` in them are of one tier, and a tier that has become `_FACTOR` wide is merged into
one segment of a higher tier.  An article is then written again about once in `_FACTOR` times as
many articles, and of n articles there are never more than `_FACTOR` segments for each power of
`_FACTOR` up to n: what a commit adds is not counted before the next one.

Two more things happen at every commit: a segment whose articles are all deleted goes, and one in
which more are deleted than live is merged, so that an index that is read anew file by file does not
keep what it has replaced.

Whoosh's own policy (`MERGE_SMALL`) merges only segments of a few dozen articles, and keeps deleted
articles for ever in all others.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from typing import Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

_FACTOR = 32


def merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge what is due into the segment that is being written (a policy of Whoosh's).

    Args:
        writer: the one that commits.
        segments: those of the index, in order.

    Returns:
        Those that stay as they are, in order.
    """
    live = [each for each in segments if each.doc_count()]
    due = {id(each) for each in live if each.deleted_count() > each.doc_count()}
    tiers: defaultdict[int, list[Any]] = defaultdict(list)
    for each in live:
        if id(each) not in due:
            tiers[_tier(each.doc_count())].append(each)
    for tier in tiers.values():
        if len(tier) >= _FACTOR:
            due.update(id(each) for each in tier)
    for each in live:
        if id(each) in due:
            with contextlib.closing(SegmentReader(writer.storage, writer.schema, each)) as reader:
                writer.add_reader(reader)
    return [each for each in live if id(each) not in due]


def _tier(articles: int) -> int:
    tier = 0
    while articles >= _FACTOR:
        articles //= _FACTOR
        tier += 1
    return tier
