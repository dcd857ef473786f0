"""Short pieces, each compressed on its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from searchapp.columnar.blobs import Blobs, Compressor, train, write_blobs
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.columns import run_of

ARTICLES = [
    f"A spokesman said on day {n} that {n * 7919 % 977} people had left No. {n}. ".encode()
    * (1 + n % 9)
    for n in range(3000)
]


def written(path: Path, pieces: list[bytes], dictionary: bytes) -> Blobs:
    with BlockWriter(path) as file:
        frames = Compressor(dictionary).frames(pieces)
        write_blobs(file, "blobs", dictionary, [run_of(frames[:2]), run_of(frames[2:])])
        file.finish({})
    return Blobs(BlockFile(path), "blobs")


@pytest.mark.parametrize("pieces", [[], [b""], [b"one"], [b"", b"two", b""], ARTICLES])
def test_pieces_come_back(pieces: list[bytes], tmp_path: Path) -> None:
    blobs = written(tmp_path / "x", pieces, train(pieces))
    assert [blobs[number] for number in range(len(blobs))] == pieces


def test_a_dictionary_is_worth_its_place(tmp_path: Path) -> None:
    written(tmp_path / "with", ARTICLES, train(ARTICLES))
    written(tmp_path / "without", ARTICLES, b"")
    assert (tmp_path / "with").stat().st_size < 0.8 * (tmp_path / "without").stat().st_size


def test_few_pieces_have_none() -> None:
    assert train([]) == train([b"short"] * 1000) == b""


def test_compressed_pieces_can_be_copied(tmp_path: Path) -> None:
    first = written(tmp_path / "first", ARTICLES, train(ARTICLES))
    with BlockWriter(tmp_path / "second") as file:
        runs = [first.frames(7, 9), first.frames(5, 6), first.frames(0, 0)]
        write_blobs(file, "blobs", first.dictionary, runs)
        file.finish({})
    second = Blobs(BlockFile(tmp_path / "second"), "blobs")
    assert [second[number] for number in range(3)] == [ARTICLES[7], ARTICLES[8], ARTICLES[5]]


def test_threads_read_at_once(tmp_path: Path) -> None:
    blobs = written(tmp_path / "x", ARTICLES, train(ARTICLES))
    wrong: list[int] = []

    def read(first: int) -> None:
        wrong.extend(n for n in range(first, len(ARTICLES), 4) if blobs[n] != ARTICLES[n])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
