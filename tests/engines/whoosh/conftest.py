from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.columnar.commits import read_commit
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.model import Membership
from searchapp.query.plan import make_plan
from tests.articles import make_article
from tests.engines.contract import ARCHIVE


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The folder of an index that holds `ARCHIVE`, with deletions and groups, closed."""
    engine = WhooshEngine.create(tmp_path / "index")
    with engine.writer() as writer:
        writer.replace("/files/gone", "1", [make_article("g1")])
        writer.replace("/files/all", "1", ARCHIVE)
    with engine.writer() as writer:
        writer.drop("/files/gone")
    members = {each: Membership("a1", each, 0.9) for each in ("a1", "a9")}
    engine.group(Groups(engine.generation(), 1, members, {}))
    engine.close()
    return tmp_path / "index"


def search_it(index: Path) -> int:
    engine = WhooshEngine.open(index)
    try:
        assert engine.get("a1") is not None
        return engine.search(make_plan("river")).total
    finally:
        engine.close()


def index_files(index: Path) -> list[str]:
    """The names of all files that the last commit is made of, itself included."""
    return ["searchapp.json", *read_commit(index).sums]
