from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.engines.whoosh.engine import WhooshEngine
from tests.articles import make_article
from tests.conftest import ROOT

OPEN = """
import sys
from pathlib import Path

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

engine = WhooshEngine.open(Path(sys.argv[1]))
before = peak()
assert engine.search(make_plan("w7")).total == 200
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux for the memory of a process")
def test_an_open_index_is_not_held_in_memory(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    with engine.writer() as writer:
        for part in range(2):
            articles = [
                make_article(
                    f"{part}-{number:03}",
                    body="w7 " + " ".join(f"{part}x{number}x{word}" for word in range(500)),
                )
                for number in range(100)
            ]
            writer.replace(f"/files/{part}", "1", articles)
            writer.checkpoint()
    size = engine.stats().bytes
    engine.close()
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path / "index")],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert int(done.stdout) < size / 2
