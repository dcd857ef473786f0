from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.columnar.commits import FORMAT
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexNotFound,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
)
from searchapp.query.plan import make_plan
from tests.engines.contract import ARCHIVE
from tests.engines.whoosh.conftest import index_files


def test_nothing_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "tracked").mkdir()
    (tmp_path / "tracked" / "README.md").write_text("The index lives here.")
    for name in ("missing", "empty", "tracked"):
        with pytest.raises(IndexNotFound, match="searchapp index"):
            WhooshEngine.open(tmp_path / name)


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Chapter one")
    for attempt in (WhooshEngine.open, WhooshEngine.create):
        with pytest.raises(IndexForeign):
            attempt(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    for attempt in (WhooshEngine.open, WhooshEngine.create):
        with pytest.raises(IndexTrouble):
            attempt(tmp_path / "index")


@pytest.mark.parametrize(("found", "error"), [(0, IndexTooOld), (99, IndexTooNew)])
def test_another_format_is_told(index: Path, found: int, error: type[IndexTrouble]) -> None:
    manifest = json.loads((index / "searchapp.json").read_text())
    (index / "searchapp.json").write_text(json.dumps(manifest | {"format": found}))
    with pytest.raises(error, match=f"format {found}"):
        WhooshEngine.open(index)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", "[" * 9**5),
        *(f'{{"format": {each}}}' for each in (FORMAT, f'"{FORMAT}"', f"{FORMAT}.0", "true")),
    ],
)
def test_a_broken_manifest_is_damage(index: Path, text: str) -> None:
    (index / "searchapp.json").write_text(text)
    with pytest.raises(IndexDamaged, match=r"searchapp\.json"):
        WhooshEngine.open(index)


def read_all(index: Path) -> None:
    """Read everything that a search, a page and a build read of an index."""
    engine = WhooshEngine.open(index)
    try:
        for query in ("river", "kata*", '"drone strike"', "-river", ""):
            engine.search(make_plan(query))
        assert engine.stats().articles == 5
        assert engine.groups() is not None
        assert len(engine.sketches()[1]) == 5
        with engine.writer() as writer:
            assert writer.files == {"/files/all": "1"}
    finally:
        engine.close()


def test_every_file_is_missed_by_name(index: Path, tmp_path: Path) -> None:
    assert len(index_files(index)) == 12
    for name in index_files(index):
        copy = shutil.copytree(index, tmp_path / f"without-{name}")
        (copy / name).unlink()
        with pytest.raises(IndexDamaged, match=rf"{re.escape(name)}.*rebuild"):
            read_all(copy)


def test_a_file_cut_short_is_named(index: Path, tmp_path: Path) -> None:
    for name in index_files(index):
        size = (index / name).stat().st_size
        for length in (0, 1, size // 2, size - 1):
            copy = shutil.copytree(index, tmp_path / f"{name}-{length}", dirs_exist_ok=True)
            os.truncate(copy / name, length)
            with pytest.raises(IndexDamaged, match=rf"{re.escape(name)}.*--rebuild"):
                read_all(copy)


def test_a_damaged_index_can_be_made_anew(index: Path) -> None:
    for name in index_files(index):
        os.truncate(index / name, 0)
    (index / "README.md").write_text("stays")
    engine = WhooshEngine.create(index)
    assert engine.stats().articles == 0
    engine.close()
    assert (index / "README.md").exists()


def test_a_build_that_died_before_its_first_commit_can_go_on(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    engine.close()
    engine = WhooshEngine.open(tmp_path / "index")
    with engine.writer() as writer:
        writer.replace("/files/all", "1", ARCHIVE)
    assert engine.stats().articles == 5
    engine.close()


def test_a_folder_in_which_making_an_index_died_is_still_free(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from searchapp.engines.whoosh import engine\n"
        "engine.write_commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "engine.WhooshEngine.create(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "index")], check=False)
    with pytest.raises(IndexNotFound):
        WhooshEngine.open(tmp_path / "index")
    engine = WhooshEngine.create(tmp_path / "index")
    engine.close()


def test_a_file_of_something_else_in_an_index_is_named_and_mended(index: Path) -> None:
    (terms,) = index.glob("*.terms")
    terms.write_text("Chapter one\n" * 100)
    with pytest.raises(IndexForeign, match=f"{terms.name} in the index at .*--rebuild"):
        WhooshEngine.open(index)
    engine = WhooshEngine.create(index)
    assert engine.stats().articles == 0
    engine.close()


def test_an_index_without_its_manifest_can_be_made_anew(index: Path) -> None:
    (index / "searchapp.json").unlink()
    with pytest.raises(IndexDamaged, match=r"searchapp\.json is missing.*--rebuild"):
        WhooshEngine.open(index)
    engine = WhooshEngine.create(index)
    assert engine.stats().articles == 0
    engine.close()


def test_an_index_that_was_mended_meanwhile_is_not_emptied(index: Path) -> None:
    engine = WhooshEngine.create(index)
    assert engine.stats().articles == 5
    engine.close()
    for name in index_files(index)[1:]:
        os.truncate(index / name, 0)
    engine = WhooshEngine.create(index)
    assert engine.stats().articles == 0
    engine.close()
