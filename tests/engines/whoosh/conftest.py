from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan
from tests.engines.contract import ARCHIVE


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The folder of an index that holds `ARCHIVE`, closed."""
    engine = WhooshEngine.create(tmp_path / "index")
    with engine.writer() as writer:
        writer.replace("/files/all", "1", ARCHIVE)
    engine.close()
    return tmp_path / "index"


def search_it(index: Path) -> int:
    engine = WhooshEngine.open(index)
    try:
        assert engine.get("a1") is not None
        return engine.search(make_plan("river")).total
    finally:
        engine.close()


def whoosh_files(index: Path) -> list[str]:
    names = (entry.name for entry in index.iterdir())
    return sorted(name for name in names if "MAIN_" in name and "LOCK" not in name)
