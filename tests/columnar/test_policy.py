"""Which segments are merged: few are left, and none is written again and again."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.commits import Entry
from searchapp.columnar.policy import due

sizes = st.integers(1, 60)


def commit(kept: list[Entry], new: list[Entry], written: Counter[str]) -> list[Entry]:
    """The segments after a commit; how often documents were written again is counted."""
    left = [*kept, *new]
    for number, group in enumerate(due(kept, new)):
        for entry in group:
            left.remove(entry)
        merged = sum(entry.documents - entry.deleted for entry in group)
        written["again"] += merged
        left.append(Entry(f"m{written['merges']}-{number}", merged))
    written["merges"] += 1
    return left


@given(commits=st.lists(st.lists(sizes, min_size=1, max_size=3), min_size=1, max_size=300))
def test_segments_stay_few_and_documents_are_seldom_written_again(
    commits: list[list[int]],
) -> None:
    segments: list[Entry] = []
    written = Counter[str]()
    for at, parts in enumerate(commits):
        new = [Entry(f"s{at}-{number}", size) for number, size in enumerate(parts)]
        segments = commit(segments, new, written)
    total = sum(entry.documents for entry in segments)
    assert total == sum(map(sum, commits))
    tiers = len(f"{total:o}")
    assert len(segments) <= 8 * tiers
    assert written["again"] <= total * (tiers + 1)


def test_what_one_commit_adds_becomes_one_segment() -> None:
    new = [Entry("s1-0", 10), Entry("s1-1", 3000), Entry("s1-2", 10)]
    assert due([], new) == [new]
    assert due([], new[:1]) == []
    assert due([Entry("s0-0", 3000)], new) == [new]


def test_eight_of_a_tier_become_one() -> None:
    kept = [Entry(f"s{number}-0", 100 + number) for number in range(7)]
    assert due(kept, []) == due([Entry(f"t{number}-0", 1) for number in range(7)], []) == []
    assert due(kept, [Entry("s8-0", 600)]) == []
    new = [Entry("s9-0", 50), Entry("s9-1", 51)]
    assert due(kept, new) == [[*kept, *new]]


def test_what_is_mostly_deleted_is_written_again() -> None:
    stale = Entry("s1-0", 100, "s1-0.2.deleted", 51)
    fresh = Entry("s2-0", 100, "s2-0.3.deleted", 50)
    assert due([stale, fresh], []) == [[stale]]
