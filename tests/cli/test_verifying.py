from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Damage = Callable[[Path], object]


@pytest.fixture
def index(tmp_path: Path, sample_index: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "index"))


def test_a_whole_index_is_told(run: Run, index: Path) -> None:
    done = run("verify")
    assert done.returncode == 0
    assert done.stdout.startswith("index is whole: commit 1, 101 articles, 1")
    assert "100%" in done.stderr
    assert "101 articles, checking" in done.stderr
    quiet = run("verify", "--quiet", "--json")
    assert (quiet.returncode, quiet.stderr) == (0, "")
    verified = json.loads(quiet.stdout)
    assert (verified["articles"], verified["deleted"], verified["generation"]) == (101, 0, 1)
    size = sum(path.stat().st_size for path in index.iterdir() if path.name != "report.json")
    assert 0 < verified["bytes"] < size


def test_no_index_is_trouble(run: Run) -> None:
    done = run("verify")
    assert (done.returncode, done.stdout) == (3, "")
    assert "there is no index at index" in done.stderr


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def renumber(path: Path, version: int) -> None:
    content = bytearray(path.read_bytes())
    content[8] = version
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("kind", "damage", "message"),
    [
        ("*.blobs", flip, "is damaged: s1-0.blobs is not what was written"),
        ("*.positions", lambda path: os.truncate(path, 5000), "is damaged: s1-0.positions"),
        ("*.terms", Path.unlink, "is damaged: s1-0.terms is missing"),
        ("files.*", flip, "is damaged: files.1.json is not what was written"),
        ("searchapp.json", flip, "is damaged: searchapp.json"),
        ("*.columns", lambda path: path.write_bytes(b"PK" * 99), "s1-0.columns in the index at"),
        (
            "*.dense",
            lambda path: renumber(path, 0),
            "s1-0.dense in the index at index has format 0",
        ),
        (
            "*.dense",
            lambda path: renumber(path, 9),
            "s1-0.dense in the index at index has format 9",
        ),
    ],
)
def test_what_is_wrong_is_named_and_mended_by_what_is_said(
    run: Run, index: Path, kind: str, damage: Damage, message: str
) -> None:
    (path,) = index.glob(kind)
    damage(path)
    done = run("verify", "--quiet")
    assert (done.returncode, done.stdout) == (3, "")
    assert message in done.stderr
    assert "searchapp index FOLDER --index index --rebuild" in done.stderr
    assert "Traceback" not in done.stderr
    (index.parent / "news.txt").write_text("News\n\nOf the day, at some length, for once.")
    assert run("index", "news.txt", "--index", "index", "--rebuild", "--quiet").returncode == 0
    mended = run("verify", "--quiet", "--json")
    assert json.loads(mended.stdout)["articles"] == 1
