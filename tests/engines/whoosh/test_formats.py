"""An index of any released version is read, or told to be too old, for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import zstandard

from searchapp.columnar.commits import FORMAT, read_commit
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexTooOld
from searchapp.query.plan import make_plan
from tests.engines.contract import ids
from tests.engines.whoosh.formats import KEPT, KEPT_SETTINGS, articles, write

# What another version of the library compresses can be read as well, and need not be the same.
ZSTD = (1, 5, 7)


def test_there_is_an_index_of_every_format() -> None:
    found = {entry.name for entry in KEPT.iterdir() if entry.is_dir()}
    assert f"format-{FORMAT}" in found


def test_the_description_is_of_the_present_format() -> None:
    text = (Path(__file__).parents[3] / "docs/index-format.md").read_text("utf-8")
    assert f"the version of all that is described here, now {FORMAT}." in text


@pytest.mark.parametrize("kept", sorted(KEPT.glob("format-*")), ids=lambda path: path.name)
def test_an_index_of_a_released_version_is_read_or_told(kept: Path, tmp_path: Path) -> None:
    index = Path(shutil.copytree(kept, tmp_path / "index"))
    if int(kept.name.partition("-")[2]) < FORMAT:
        with pytest.raises(IndexTooOld, match="--rebuild"):
            WhooshEngine.open(index)
        return
    engine = WhooshEngine.open(index)
    assert engine.verify(lambda *_: None).deleted == read_commit(index).segments[0].deleted > 0
    expected = {each.id: each for file in range(3) for each in articles(file)}
    found = engine.search(make_plan("", limit=100, copies=True))
    assert {each.id: each.article for each in found.matches} == expected
    assert found.outlets == {None: 6, "Harbor Ledger": 6, "Düna Post": 3}
    assert found.dates == {"2020-01": 9, "2019": 3, None: 3}
    bridges = ids(engine.search(make_plan("title:bridge", limit=100)))
    assert set(bridges) == {"0-0", "0-4", "1-3", "2-2"}
    assert engine.search(make_plan("kataib", limit=100, copies=True)).articles == 15
    assert engine.search(make_plan('"river rose 4 times"', limit=100)).total == 3
    assert engine.search(make_plan("date:2020-01-03", limit=100, copies=True)).total == 6
    assert engine.kept() == KEPT_SETTINGS
    story = engine.story("2-0")
    assert story is not None
    assert [member.id for member in story.members] == ["1-0", "2-0"]
    with engine.writer() as writer:
        assert dict(writer.files) == {f"/files/{file}": f"print {file}" for file in range(3)}
        writer.drop("/files/1")
    assert engine.stats().articles == 10
    engine.close()


def test_the_same_articles_make_the_same_files(tmp_path: Path) -> None:
    kept = KEPT / f"format-{FORMAT}"
    write(tmp_path / "index")
    made = {path.name: path.read_bytes() for path in (tmp_path / "index").iterdir()}
    if zstandard.ZSTD_VERSION == ZSTD:
        assert made == {path.name: path.read_bytes() for path in kept.iterdir()}
    else:
        assert sorted(made) == sorted(path.name for path in kept.iterdir())
