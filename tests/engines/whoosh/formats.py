"""The index that is kept of each format of a released version, in `tests/data/index/format-N`.

    python -m tests.engines.whoosh.formats

writes that of the present format, which is to be done as long as no version was released with it,
and never again afterwards.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from searchapp.columnar.commits import FORMAT
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.model import Article, Membership
from searchapp.settings import Settings, keep
from tests.articles import make_article
from tests.conftest import ROOT

KEPT = ROOT / "tests" / "data" / "index"
KEPT_SETTINGS = keep(Settings(fields={"title": ("kop",)}), [Path("/files")])


def articles(file: int) -> list[Article]:
    """Return the articles of a file: every kind of date, script and gap."""
    dates = ("2020-01-03", "2020-01", "2019", None)
    titles = ("Kata'ib takes the bridge", "Katāʾib at the river", "المدينة والجسر", "")
    return [
        make_article(
            f"{file}-{number}",
            titles[(file + number) % 4],
            f"The river rose {number} times as of file {file}. " * (number + 1) + "كتائب Kataib",
            outlet=(None, "Harbor Ledger", "Düna Post")[number % 3],
            date=dates[number % 4],
            author="Mira Tal" if number % 2 else None,
            sketch=bytes([file, number]),
        )
        for number in range(5)
    ]


def write(index: Path) -> None:
    """Make the index: three segments, one with deletions, groups and settings."""
    engine = WhooshEngine.create(index)
    for file in range(3):
        with engine.writer() as writer:
            writer.replace(f"/files/{file}", f"print {file}", articles(file))
            writer.kept = KEPT_SETTINGS
            if file == 0:
                writer.replace("/files/gone", "print", articles(9)[:2])
    with engine.writer() as writer:
        writer.drop("/files/gone")
    members = {each: Membership("1-0", each, 0.75) for each in ("1-0", "2-0")}
    engine.group(Groups(engine.generation(), 1, members, {"1-0 2-0": 0.75}))
    engine.close()
    # It is made anew by whoever writes.
    (index / "writer.lock").unlink(missing_ok=True)


if __name__ == "__main__":
    shutil.rmtree(KEPT / f"format-{FORMAT}", ignore_errors=True)
    write(KEPT / f"format-{FORMAT}")
