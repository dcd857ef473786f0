"""Fixtures for all tests.

Policy: take the smallest input that has what the test needs.  A test of one rule writes its own
file into `tmp_path`; a test of the whole way uses `sample_archive`, which is built once.  Files,
indexes, processes, servers and browsers are real; only where no archive on disk can have what a
page must survive (`web/canned.py`) does an engine made for the test stand in.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

import searchapp

# A law holds however busy the machine is; what must be quick is measured in `benchmarks/`.
hypothesis.settings.register_profile("searchapp", deadline=None)
hypothesis.settings.load_profile("searchapp")

# A run in the background may ignore Ctrl-C, and its children would as well: programs respect that.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test by the argument where its value is bytes.

    A file that is packed for a test holds the second it was packed in, and the processes that
    share the tests have to give each the same name.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of `corpus/`; not to be changed."""
    index = tmp_path_factory.mktemp("sample") / "index"
    report = searchapp.build([ROOT / "corpus"], index)
    assert report.rejected == []
    return index


@pytest.fixture(scope="session")
def sample_archive(sample_index: Path) -> Iterator[searchapp.Archive]:
    """The archive of `corpus/`, open."""
    with searchapp.open(sample_index) as archive:
        yield archive


@pytest.fixture(scope="session")
def test_data() -> Path:
    """A folder of real scraped news that is not part of the project."""
    folder = os.environ.get("SEARCHAPP_TEST_DATA")
    if not folder:
        pytest.skip("SEARCHAPP_TEST_DATA names no folder with real news (see CONTRIBUTING.md)")
    return Path(folder)
