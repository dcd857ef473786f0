"""No page costs more than seconds; `benchmarks/fuzz.py --hostile` holds the same at the limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.pages.hostile import hostile_pages
from tests.ingest.reading import read

# A twentieth of what is let in, in as much of the time.
PAGES = dict(hostile_pages(400_000, 3_000))


@pytest.fixture(scope="module", autouse=True)
def _imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = tmp_path_factory.mktemp("first") / "a.html"
    page.write_text("<p>Readers import libraries when they read the first page.</p>")
    read(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_soon_whatever_it_holds(tmp_path: Path, name: str) -> None:
    make: Callable[[], bytes] = PAGES[name]
    (tmp_path / "page.html").write_bytes(make())
    begun = time.process_time()
    found = read(tmp_path / "page.html")
    assert time.process_time() - begun < 5
    assert len(found) == 1
