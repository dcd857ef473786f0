"""A file of named arrays: what goes in comes out, and nothing else ever does."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from searchapp.columnar.blocks import PAGE, VERSION, BlockFile, BlockWriter
from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
)

# What ends a file: see docs/index-format.md.
TRAILER = struct.Struct("<QIIQ8s")

DTYPES = ["u1", "<u2", "<u4", "<i4", "<u8", "<f8"]


def write(path: Path, blocks: dict[str, np.ndarray], facts: dict[str, object]) -> Path:
    path.unlink(missing_ok=True)
    with BlockWriter(path) as file:
        for name, items in blocks.items():
            file.add(name, items)
        assert file.finish(facts) == path.stat().st_size
    return path


@pytest.fixture
def example(tmp_path: Path) -> Path:
    numbers = np.arange(100_000, dtype="<u4")
    return write(tmp_path / "0.columns", {"few": numbers[:7], "many": numbers}, {"documents": 7})


@given(
    items=st.lists(st.sampled_from(DTYPES).flatmap(lambda d: arrays.arrays(d, st.integers(0, 50))))
)
def test_every_array_comes_back_with_its_type(
    items: list[np.ndarray], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "blocks"
    blocks = {str(number): each for number, each in enumerate(items)}
    file = BlockFile(write(path, blocks, {}))
    assert file.names == list(blocks)
    for name, each in blocks.items():
        np.testing.assert_array_equal(file.array(name), each)
        assert file.array(name).dtype == each.dtype
        assert file.length(name) == len(each)


def test_what_was_let_go_is_read_again(example: Path) -> None:
    file = BlockFile(example)
    many = file.array("many")
    file.let_go()
    np.testing.assert_array_equal(many, np.arange(100_000))
    np.testing.assert_array_equal(file.array("many"), many)


def test_facts_come_back(example: Path) -> None:
    assert BlockFile(example).facts == {"documents": 7}


def test_a_block_grows_by_pieces(tmp_path: Path) -> None:
    path = tmp_path / "0.positions"
    with BlockWriter(path) as file:
        file.begin("body", "<u2")
        for start in range(0, 100_000, 33_333):
            file.append(np.arange(start, min(start + 33_333, 100_000)).astype("<u2"))
        file.finish({})
    expected = np.arange(100_000).astype("<u2")
    np.testing.assert_array_equal(BlockFile(path).array("body"), expected)


def test_a_name_is_given_once(tmp_path: Path) -> None:
    with BlockWriter(tmp_path / "x") as file:
        file.add("a", np.zeros(1))
        with pytest.raises(ValueError, match="already"):
            file.add("a", np.zeros(1))


def test_what_would_lose_digits_is_refused(tmp_path: Path) -> None:
    with BlockWriter(tmp_path / "x") as file:
        file.begin("a", "u1")
        with pytest.raises(TypeError):
            file.append(np.array([300], np.uint32))


def test_a_part_of_a_block_can_be_read(example: Path) -> None:
    np.testing.assert_array_equal(
        BlockFile(example).slice("many", 99_990, 99_993), [99_990, 99_991, 99_992]
    )
    assert len(BlockFile(example).slice("many", 5, 5)) == 0


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (0, 8), (5, 4)])
def test_a_place_outside_a_block_is_damage(example: Path, start: int, stop: int) -> None:
    with pytest.raises(IndexDamaged, match=r"0\.columns"):
        BlockFile(example).slice("few", start, stop)


def test_arrays_cannot_be_changed(example: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        BlockFile(example).array("few")[0] = 1


def test_arrays_outlive_the_file_object_and_the_file(example: Path) -> None:
    items = BlockFile(example).array("many")
    example.unlink()
    assert items[-1] == 99_999


def test_every_flipped_bit_is_found_by_verifying(example: Path) -> None:
    whole = example.read_bytes()
    offsets = [*range(16), *range(16, len(whole), 4099), *range(len(whole) - 600, len(whole))]
    for offset in offsets:
        changed = bytearray(whole)
        changed[offset] ^= 1 << (offset % 8)
        example.write_bytes(changed)
        with pytest.raises(IndexTrouble, match=r"0\.columns"):
            BlockFile(example).verify()


def test_a_flipped_bit_never_changes_what_is_read(example: Path) -> None:
    whole = example.read_bytes()
    expected = BlockFile(example).array("many").copy()
    for offset in range(16, len(whole) - 600, 9973):
        changed = bytearray(whole)
        changed[offset] ^= 16
        example.write_bytes(changed)
        file = BlockFile(example)
        try:
            np.testing.assert_array_equal(file.array("many"), expected)
        except IndexDamaged:
            continue


def test_only_the_damaged_page_is_lost(example: Path) -> None:
    whole = bytearray(example.read_bytes())
    whole[3 * PAGE] ^= 1
    example.write_bytes(whole)
    file = BlockFile(example)
    assert file.slice("many", 0, 10)[9] == 9
    with pytest.raises(IndexDamaged, match=f"byte {3 * PAGE:,}"):
        file.array("many")


def test_every_length_cut_short_is_found(example: Path) -> None:
    whole = example.read_bytes()
    for length in [*range(0, 64), *range(64, len(whole), 7919), len(whole) - 1]:
        example.write_bytes(whole[:length])
        with pytest.raises(IndexDamaged, match=r"0\.columns"):
            BlockFile(example)


def test_a_longer_file_is_damaged(example: Path) -> None:
    example.write_bytes(example.read_bytes() + b"\0")
    with pytest.raises(IndexDamaged):
        BlockFile(example)


def test_a_missing_file_is_damage_of_its_folder(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"0\.terms is missing"):
        BlockFile(tmp_path / "0.terms")


def test_a_file_that_was_not_finished_is_not_taken_for_one_that_was(tmp_path: Path) -> None:
    with BlockWriter(tmp_path / "0.terms") as file:
        file.add("a", np.zeros(1000))
    with pytest.raises(IndexDamaged):
        BlockFile(tmp_path / "0.terms")


def test_an_existing_file_is_never_written_over(example: Path) -> None:
    with pytest.raises(FileExistsError):
        BlockWriter(example)


def test_other_programs_files_and_other_versions_are_told_apart(example: Path) -> None:
    whole = example.read_bytes()
    example.write_bytes(b"SQLite format 3\0" + whole[16:])
    with pytest.raises(IndexForeign):
        BlockFile(example)
    for version, error in ((VERSION - 1, IndexTooOld), (VERSION + 1, IndexTooNew)):
        example.write_bytes(whole[:8] + version.to_bytes(4, "little") + whole[12:])
        with pytest.raises(error):
            BlockFile(example)


@pytest.mark.parametrize(
    "contents",
    [
        [],
        {},
        {"blocks": {}},
        {"blocks": [], "facts": {}},
        {"blocks": {}, "facts": []},
        {"blocks": {"a": [64, 1]}, "facts": {}},
        {"blocks": {"a": [64, 1, "O"]}, "facts": {}},
        {"blocks": {"a": [64, 1, ["<u4"]]}, "facts": {}},
        {"blocks": {"a": ["64", 1, "<u4"]}, "facts": {}},
        {"blocks": {"a": [64, 2**62, "<u4"]}, "facts": {}},
        {"blocks": {"a": [2**62, 0, "<u4"]}, "facts": {}},
        {"blocks": {"a": [64, -1, "<u4"]}, "facts": {}},
        {"blocks": {"a": [-64, 1, "<u4"]}, "facts": {}},
        {"blocks": {"a": [64, 9, "<u8"]}, "facts": {}},
    ],
)
def test_a_table_of_contents_that_tells_of_what_is_not_there_is_damage(
    contents: object, tmp_path: Path
) -> None:
    path = write(tmp_path / "0.columns", {"a": np.arange(16, dtype="<u4")}, {})
    whole = path.read_bytes()
    pages, _, _, _, magic = TRAILER.unpack(whole[-TRAILER.size :])
    table = whole[pages : pages + 4] + json.dumps(contents).encode()
    end = TRAILER.pack(pages, len(table), zlib.crc32(table), pages + len(table), magic)
    path.write_bytes(whole[:pages] + table + end)
    with pytest.raises(IndexDamaged, match=r"0\.columns has a table of contents"):
        BlockFile(path)


def test_a_block_that_is_not_there_is_damage(example: Path) -> None:
    with pytest.raises(IndexDamaged, match=r"0\.columns has no none"):
        BlockFile(example).array("none")
    with pytest.raises(IndexDamaged, match=r"0\.columns has no none"):
        BlockFile(example).length("none")


def test_an_error_names_the_file_and_mends_the_folder(example: Path) -> None:
    for place, byte, error in ((0, 0, IndexForeign), (8, 0, IndexTooOld), (8, 9, IndexTooNew)):
        whole = bytearray(example.read_bytes())
        whole[place] = byte
        changed = example.parent / "1.columns"
        changed.write_bytes(whole)
        with pytest.raises(error, match=rf"1\.columns in .*--index {example.parent} --rebuild"):
            BlockFile(changed)
