"""The hash table against a dict."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from searchapp.columnar import hashing
from searchapp.columnar.hashing import WIDTH, HashTable

strings = st.sets(st.binary(min_size=1, max_size=WIDTH).filter(lambda s: s[-1]), max_size=40)


def halves(texts: list[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    together = b"".join(text.ljust(WIDTH, b"\0") for text in texts)
    low, high = np.frombuffer(together, "<u8").reshape(-1, 2).T
    return low, high


@given(batches=st.lists(strings, max_size=4), sought=strings)
def test_what_was_added_is_found_and_nothing_else(
    batches: list[set[bytes]], sought: set[bytes]
) -> None:
    table, known = HashTable(), dict[bytes, int]()
    for batch in batches:
        new = sorted(batch - known.keys())
        numbers = np.arange(len(known), len(known) + len(new), dtype=np.int32)
        known.update(zip(new, numbers.tolist(), strict=True))
        table.add(*halves(new), numbers)
    asked = [*known, *sought, *known]
    assert table.get(*halves(asked)).tolist() == [known.get(text, -1) for text in asked]
    assert len(table) == len(known)


def test_it_grows() -> None:
    texts = [str(number).encode() for number in range(100_000)]
    table = HashTable()
    for start in range(0, len(texts), 10_000):
        numbers = np.arange(start, start + 10_000, dtype=np.int32)
        table.add(*halves(texts[start : start + 10_000]), numbers)
    assert table.get(*halves(texts)).tolist() == list(range(100_000))
    assert table.get(*halves([b"x" + text for text in texts])).max() == -1


def test_strings_that_want_one_slot_all_find_a_place() -> None:
    class Colliding(HashTable):
        def _slots(self, low: NDArray[np.uint64], high: NDArray[np.uint64]) -> NDArray[np.int64]:
            return np.full(len(low), self._mask - 3, np.int64)

    texts = [str(number).encode() for number in range(300)]
    table = Colliding()
    table.add(*halves(texts), np.arange(300, dtype=np.int32))
    assert table.get(*halves([*texts[::-1], b"x"])).tolist() == [*range(300)[::-1], -1]


def test_the_hash_is_not_to_be_foreseen() -> None:
    assert len(set(hashing._SEEDS)) == 3
    assert all(seed % 2 for seed in hashing._SEEDS)
