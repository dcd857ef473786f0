"""Whatever a file holds, reading it gives articles or rejections, and soon.

`benchmarks/fuzz.py` does the same at length.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.inputs import PIECES
from searchapp.ingest import kinds
from searchapp.model import Article, Rejected
from tests.ingest.reading import read
from tests.ingest.samples import files

FILES = files()
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 60), st.binary(max_size=20) | st.sampled_from(PIECES)
    ),
    min_size=1,
    max_size=5,
)


def test_a_sample_is_the_same_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1e9)
    assert files() == FILES


def test_there_is_a_sample_of_every_kind() -> None:
    known = {kinds.kind_of(name) for name in FILES}
    wanted = {*kinds.EXPORTS, *kinds.ARCHIVES, *kinds.CRAWLS, ".txt", ".md", ".html", ".xhtml"}
    missing = wanted - known
    assert missing <= {".parquet"}, "pyarrow writes the sample of Parquet"


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_sample_is_read_whole(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert any(isinstance(each, Article) for each in read(tmp_path / name))


@pytest.mark.parametrize("name", sorted(FILES))
@settings(
    max_examples=25,
    deadline=5000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_a_file_broken_anywhere_is_read_or_rejected(
    tmp_path: Path, name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    data = FILES[name]
    for place, dropped, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + dropped :]
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name)
    assert found
    for each in found:
        assert isinstance(each, Article | Rejected)
        if isinstance(each, Article):
            json.dumps(each.to_json(), ensure_ascii=False).encode("utf-8")
