"""Flip bits in the files of an index, and cut the files short: no wrong answer, only named errors.

    python -m benchmarks.flips --seed 1 --small 0 --large 3000
    python -m benchmarks.flips --seed 2 --small 10 --large 50

Every file of two indexes is damaged at many places, one at a time: of the small index (segments,
deletions, groups and settings) at every byte, or at as many of each file as --small says; of the
large one (the sample archive) at the first and last bytes of each file, its table of contents, and
--large places more, drawn at random.  A byte has a bit flipped, or is replaced by a space, a zero
or 255; a file is cut there, or made longer.

Then the index is opened, asked, read and verified.  Either everything is as before (nothing reads
the byte) and `verify` tells all the same, or an error of ours names the file.  Prints the figures
and each case that is otherwise; the exit code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import dataclasses
import faulthandler
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import searchapp
from searchapp.columnar.commits import read_commit
from searchapp.columnar.folders import MANIFEST
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexTooNew, IndexTooOld, IndexTrouble
from searchapp.model import Membership
from searchapp.query.plan import make_plan
from searchapp.settings import Settings, keep
from tests.articles import make_article

QUERIES = ("kata'ib", "river bridge", '"drone strike"', "kat*", "-river", "harbour OR silo", "")
CORPUS = Path(__file__).parent.parent / "corpus"
_SECONDS = 60


def small_index(path: Path) -> Path:
    """Make an index of several segments, with deletions, groups and settings."""
    engine = WhooshEngine.create(path)
    for number in range(3):
        with engine.writer() as writer:
            for file in (str(number), "again"):
                body = f"The river, the bridge and Kata'ib as of {number}: a drone strike. " * 3
                date = f"2020-0{number + 1}"
                articles = [
                    make_article(f"{file}-{each}", f"River {each}", body, date=date)
                    for each in range(3)
                ]
                writer.replace(f"/files/{file}", str(number), articles)
            writer.kept = keep(Settings(fields={"title": ("headline",)}), [Path("/files")])
    members = {each: Membership("0-0", each, 0.9) for each in ("0-0", "1-0")}
    engine.group(Groups(engine.generation(), 1, members, {"a b": 0.25}))
    engine.close()
    return path


def answers(index: Path) -> list[Any]:
    """Ask an index everything: searches, articles, stories, numbers, and what a build asks."""
    engine = WhooshEngine.open(index)
    try:
        said: list[Any] = []
        for query in QUERIES:
            result = engine.search(make_plan(query, limit=50))
            hits = [(each.id, round(each.score, 9), each.article) for each in result.matches]
            said += [query, result.total, hits, result.outlets, result.dates]
        generation, sketches = engine.sketches()
        ids = [each.id for each in sketches[:5]]
        said += [generation, sketches, engine.groups(), engine.kept()]
        said += [(engine.get(each), engine.story(each), engine.file_of(each)) for each in ids]
        # What the index takes on disk is no answer of it.
        said.append(dataclasses.replace(engine.stats(), bytes=0))
        return said
    finally:
        engine.close()


def verify(index: Path) -> None:
    """Verify an index."""
    engine = WhooshEngine.open(index)
    try:
        engine.verify(lambda *_: None)
    finally:
        engine.close()


def judge(index: Path, name: str, expected: list[Any]) -> str:
    """Return what became of a damage: "told", "unread", or what is wrong."""
    try:
        found = answers(index)
    except IndexTrouble as error:
        return _named(error, name)
    except BaseException as error:  # noqa: BLE001 - every kind is what is looked for
        return f"raises {error!r}"
    if found != expected:
        return "answers otherwise"
    try:
        verify(index)
    except IndexTrouble as error:
        return "unread" if _named(error, name) == "told" else f"verify: {error}"
    except BaseException as error:  # noqa: BLE001
        return f"verify raises {error!r}"
    return "passes verify"


def _named(error: IndexTrouble, name: str) -> str:
    # Of the manifest alone the format says nothing of a file: it is that of the index.
    is_format = name == MANIFEST and isinstance(error, IndexTooOld | IndexTooNew)
    is_named = (name in str(error) or is_format) and "--rebuild" in str(error)
    return "told" if is_named else f"is not named: {error!r}"


def damages(content: bytes, places: list[int], rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield what is to be written in the place of a file, with a word for it."""
    for at in places:
        flipped = content[at] ^ (1 << rng.randrange(8))
        others = [each for each in (0, 32, 255) if each != content[at]]
        put = rng.choice([flipped, flipped, *others])
        yield f"byte {at} {content[at]} to {put}", content[:at] + bytes([put]) + content[at + 1 :]
        if rng.random() < 0.1:
            yield f"cut at {at}", content[:at]
    yield "longer", content + b"\0"
    yield "twice", content * 2
    yield "zeros", bytes(len(content))
    yield "empty", b""


def run(index: Path, places: int, *, every_end: bool, seed: int) -> tuple[Counter[str], list[str]]:
    """Damage each file of an index, one place at a time.

    Args:
        index: the index; it is whole again afterwards.
        places: how many of each file are drawn, or of all together with `every_end`; 0 for all.
        every_end: take the ends and the tables of contents of all files as well.
        seed: of the places.

    Returns:
        How often each thing became of a damage, and the cases that are bad.
    """
    expected, outcomes, bad = answers(index), Counter[str](), []
    names = [MANIFEST, *sorted(read_commit(index).sums)]
    total = sum((index / name).stat().st_size for name in names)
    for name in names:
        content, rng = (index / name).read_bytes(), random.Random(f"{seed} {name}")
        drawn = -(-places * len(content) // total) if every_end else places or len(content)
        chosen = set(rng.sample(range(len(content)), min(drawn, len(content))))
        if every_end:
            chosen |= set(range(min(16, len(content))))
            chosen |= set(range(max(len(content) - 48, 0), len(content)))
            chosen |= set(range(max(len(content) - 1500, 0), len(content), 7))
        for what, damaged in damages(content, sorted(chosen), rng):
            (index / name).write_bytes(damaged)
            faulthandler.dump_traceback_later(_SECONDS, exit=True)
            verdict = judge(index, name, expected)
            faulthandler.cancel_dump_traceback_later()
            if verdict not in ("told", "unread"):
                bad.append(f"{name}, {what}: {verdict}")
                print(bad[-1], flush=True)
                verdict = "bad"
            outcomes[verdict] += 1
        (index / name).write_bytes(content)
    if answers(index) != expected:
        raise AssertionError("the index is not what it was")
    verify(index)
    return outcomes, bad


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", type=int, default=0, help="places of each file; 0 for all")
    parser.add_argument("--large", type=int, default=3000, help="places of all files")
    options = parser.parse_args()
    begun, failed = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        small, large = small_index(Path(folder, "small")), Path(folder, "large")
        if options.large:
            searchapp.build([CORPUS], large)
        for index, places in ((small, options.small), (large, options.large)):
            if index is small or places:
                outcomes, bad = run(index, places, every_end=index is large, seed=options.seed)
                failed += len(bad)
                print(f"{index.name}: {outcomes.total():,} damages, {dict(outcomes)}", flush=True)
    print(f"{failed} bad, seed {options.seed}, {time.perf_counter() - begun:.0f} s")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
