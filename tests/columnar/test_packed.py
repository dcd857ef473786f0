"""Numbers in few bits: every run of a stream comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar import packed
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Packed, PackedWriter

numbers = st.one_of(
    st.integers(0, 20),
    st.integers(200, 300),
    st.integers(65_000, 66_000),
    st.integers(0, 2**32 - 1),
)
runs = st.lists(st.lists(numbers, max_size=30), max_size=5)


@pytest.mark.parametrize("few", [0, 3_000])
@given(bits=st.sampled_from([4, 8, 16]), runs=runs, data=st.data())
def test_any_run_of_what_was_written_comes_back(
    few: int,
    bits: int,
    runs: list[list[int]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "_FEW", few)
        check_runs(bits, runs, data, tmp_path_factory.getbasetemp() / "packed")


def check_runs(bits: int, runs: list[list[int]], data: st.DataObject, path: Path) -> None:
    path.unlink(missing_ok=True)
    if bits == 4:
        runs = [run[: len(run) // 2 * 2] for run in runs]
    with BlockWriter(path) as file:
        writer = PackedWriter(file, "gaps", bits)
        for run in runs:
            writer.append(np.array(run, np.uint32))
        writer.finish()
        file.finish({})
    expected = [number for run in runs for number in run]
    stream = Packed(BlockFile(path), "gaps", bits)
    assert len(stream) == len(expected)
    start = data.draw(st.integers(0, len(expected)))
    stop = data.draw(st.integers(start, len(expected)))
    assert stream.slice(start, stop).tolist() == expected[start:stop]
    assert stream.run(start, stop).numbers(np.int64).tolist() == expected[start:stop]
    narrow = stream.run(start, stop).numbers(None)
    assert narrow.tolist() == expected[start:stop]
    assert (narrow.itemsize == 4) == any(number >> bits for number in expected[start:stop])
    if bits > 4 and start < stop:
        some = st.sets(st.integers(0, stop - start - 1), min_size=1)
        places = np.array(sorted(data.draw(some)), np.intp)
        taken = stream.run(start, stop).take(places).tolist()
        assert taken == [expected[start + place] for place in places]
        ends = [data.draw(st.integers(place + 1, stop - start)) for place in places.tolist()]
        found = stream.gather(places + start, np.array(ends) - places).tolist()
        bounds = zip(places.tolist(), ends, strict=True)
        assert found == [expected[start + at] for each in bounds for at in range(*each)]


def test_what_is_read_can_be_changed_without_harm(tmp_path: Path) -> None:
    with BlockWriter(tmp_path / "x") as file:
        writer = PackedWriter(file, "gaps", 16)
        writer.append(np.array([1, 70_000], np.uint32))
        writer.finish()
        file.finish({})
    stream = Packed(BlockFile(tmp_path / "x"), "gaps", 16)
    stream.slice(0, 2)[:] = 0
    stream.run(0, 1).numbers(None)[:] = 0
    assert stream.slice(0, 2).tolist() == [1, 70_000]
