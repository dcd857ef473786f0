"""All figures of the way in, in one run: how right, how quick, how much memory.

    SEARCHAPP_TEST_DATA=FOLDER python -m benchmarks.ingest
    python -m benchmarks.ingest digests memory fuzz --fuzz 20000 --json

    seeds     scraped text files held against what a careful reader finds (`seeds.py`)
    pages     saved pages beside plain trafilatura (`pages.py`), and by the folder's own measure
    digests   the digests of the tests: borders, outlet, date (`digests.py`)
    press     a large export: MB of text a second, read and cleaned, nothing indexed
    html      saved pages a second beside plain trafilatura (`pages.py`)
    memory    the peak of `extract` over 1, 4 and 16 times as many files, all its processes
    fuzz      files broken at random (`fuzz.py`)

Without names all are run.  Where data are missing, a section says so and is skipped: seeds, pages,
press and html need the folder that SEARCHAPP_TEST_DATA names (see CONTRIBUTING.md).
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import itertools
import json
import logging
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from benchmarks import digests, fuzz, pages, seeds
from searchapp.ingest.pipeline import (
    BUILT_IN,
    FileNotes,
    InputFile,
    Limits,
    Notes,
    find_files,
    read_articles,
)
from searchapp.ingest.survey import survey
from searchapp.model import Article
from tests.ingest import samples
from tests.ingest.digests.collection import Score, make_digests

PROCESSES = 2
_ROUNDS = 3
# One part of a large export is read while another is; more than processes, so that none waits.
_PARTS = 8
_SIZES = (1, 4, 16)
_FILES = 60
_POLL = 0.02
_ROOT = Path(__file__).resolve().parent.parent

Row = dict[str, str | int | float]


class Skipped(Exception):
    """A section cannot be run; the message says why."""


def measure_seeds(options: argparse.Namespace) -> list[Row]:
    """Count what is right in the scraped text files."""
    del options
    counts, _ = seeds.measure(_data("seeds"))
    names = ("all right", *seeds.FIELDS)
    right: list[Row] = [{"what": n, "figure": counts[n], "of": counts["wanted"]} for n in names]
    return [
        *right,
        {"what": "junk lines in bodies", "figure": counts["junk lines"]},
        {"what": "words left over", "figure": counts["words left over"], "of": counts["words"]},
    ]


def measure_pages(options: argparse.Namespace) -> list[Row]:
    """Hold saved pages against their gold: both readers, then the folder's own measure of ours."""
    del options
    folder = _data("pages")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    loaded = list(pages.load(folder))
    rows: list[Row] = []
    for name, scores in pages.measure(loaded).items():
        rows.append({"reader": name, "pages": len(loaded), **_rounded(pages.mean(scores))})
    script = folder / "evaluate.py"
    if script.exists():
        command = [sys.executable, str(script), "--json"]
        done = subprocess.run(
            command, cwd=_ROOT, env=_environment(), capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        figures = {name: found.get(name, found.get(f"{name} F1")) for name in pages.FIELDS}
        rows.append({"reader": "extract", "pages": found["pages"], **_rounded(figures)})
    return rows


def measure_digests(options: argparse.Namespace) -> list[Row]:
    """Hold the digests of the tests against what is in them."""
    del options
    made = make_digests()
    styles = digests.measure(made)
    total = sum(styles.values(), Score())
    shares = {
        "borders F1": total.f1,
        "title": total.share(total.titles),
        "outlet": total.share(total.outlets),
        "date": total.share(total.dates),
        "author": total.share(total.authors),
    }
    head: Row = {"digests": len(made), "styles": len(styles), "articles": total.articles}
    return [head | _rounded(shares)]


def measure_press(options: argparse.Namespace) -> list[Row]:
    """Read a large export in parts on several processes; the lines it repeats are learned first."""
    del options
    whole = _data("articles/press.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        _split(whole, Path(folder))
        files = find_files([Path(folder)])
        notes = Notes(files)
        begun = time.perf_counter()
        notes.add_lines(survey(files, notes, Limits(), BUILT_IN))
        surveyed = time.perf_counter() - begun
        tasks = [(file, notes.of(file)) for file in files]
        rows: list[Row] = []
        for processes in (1, PROCESSES):
            rates, count = [], 0
            with multiprocessing.get_context("spawn").Pool(processes) as pool:
                pool.map(_read, tasks[:processes], chunksize=1)
                for _ in range(_ROUNDS):
                    begun = time.perf_counter()
                    read = pool.map(_read, tasks, chunksize=1)
                    rates.append(
                        sum(size for _, size in read) / 1e6 / (time.perf_counter() - begun)
                    )
                    count = sum(articles for articles, _ in read)
            rate = round(statistics.median(rates), 1)
            rows.append({"processes": processes, "articles": count, "MB of text a second": rate})
    return [*rows, {"seconds to find lines that repeat": round(surveyed, 2)}]


def _split(whole: Path, folder: Path) -> None:
    """Write an export as parts of the same number of lines, in turn."""
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(gzip.open(whole, "rb"))
        parts = [
            stack.enter_context(gzip.open(folder / f"{number}.jsonl.gz", "wb", 1))
            for number in range(_PARTS)
        ]
        for line, part in zip(stream, itertools.cycle(parts), strict=False):
            part.write(line)


def _read(task: tuple[InputFile, FileNotes]) -> tuple[int, int]:
    """Return how many articles a file has, and the bytes of their text."""
    file, notes = task
    found = read_articles(file, Limits(), notes=notes)
    sizes = [len(each.body.encode()) for each in found if isinstance(each, Article)]
    return len(sizes), sum(sizes)


def measure_html(options: argparse.Namespace) -> list[Row]:
    """Time saved pages beside plain trafilatura."""
    del options
    rates = pages.measure_speed(list(pages.load(_data("pages"))), _ROUNDS)
    plain = rates["trafilatura"]
    return [
        {"reader": name, "pages a second": round(rate, 1), "times": round(rate / plain, 2)}
        for name, rate in rates.items()
    ]


def measure_memory(options: argparse.Namespace) -> list[Row]:
    """Run `extract` over more and more files; its peak must not follow."""
    del options
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        made = 0
        for times in _SIZES:
            while made < times * _FILES:
                _write_file(Path(folder), made)
                made += 1
            size = sum(path.stat().st_size for path in Path(folder).iterdir())
            seconds, peak = _peak_of([sys.executable, "manage.py", "extract", folder])
            rows.append(
                {
                    "times": times,
                    "files": made,
                    "MB": round(size / 1e6),
                    "seconds": round(seconds, 1),
                    "peak MB": round(peak),
                }
            )
    return rows


def _write_file(folder: Path, number: int) -> None:
    """Write a digest, a packed export or a page; the same for the same number."""
    rng = random.Random(number)
    words = [word for word in samples.DIGEST.split() if word.isalpha()]

    def paragraph() -> str:
        return " ".join(rng.choices(words, k=60)).capitalize() + "."

    def article(at: int) -> str:
        day = f"May {at % 28 + 1}, 2020"
        return f"Bridge {number} {at}\nNorth Post | {day}\n\n{paragraph()}\n\n{paragraph()}\n\n"

    if number % 6 < 3:
        (folder / f"{number}.txt").write_text("".join(map(article, range(80))))
    elif number % 6 < 5:
        rows = [{"title": f"Mill {at}", "text": paragraph()} for at in range(400)]
        lines = "\n".join(map(json.dumps, rows))
        (folder / f"{number}.jsonl.gz").write_bytes(gzip.compress(lines.encode(), 1))
    else:
        body = "".join(f"<p>{paragraph()}</p>" for _ in range(40))
        head = f'<title>Mill {number}</title><meta name="date" content="2020-05-03">'
        page = f"<html><head>{head}</head><body>{body}</body></html>"
        (folder / f"{number}.html").write_text(page)


def _peak_of(command: list[str]) -> tuple[float, float]:
    """Run a command; return seconds, and the most MB that it and its children had at once."""
    begun = time.perf_counter()
    peak = 0
    with subprocess.Popen(
        command, cwd=_ROOT, env=_environment(), stdout=subprocess.DEVNULL
    ) as running:
        while running.poll() is None:
            peak = max(peak, _memory_of(running.pid))
            time.sleep(_POLL)
    if running.returncode != 0:
        raise RuntimeError(f"{command} ended with {running.returncode}")
    return time.perf_counter() - begun, peak / 1e6


def _memory_of(number: int) -> int:
    try:
        first = psutil.Process(number)
        return sum(each.memory_info().rss for each in (first, *first.children(recursive=True)))
    except psutil.Error:
        return 0


def measure_fuzz(options: argparse.Namespace) -> list[Row]:
    """Fuzz the readers, and show the slowest input."""
    figures = fuzz.run(options.fuzz, options.seed, PROCESSES)
    slowest = figures["slowest"][0]
    return [
        {
            "inputs": figures["inputs"],
            "failed": len(figures["failed"]),
            "slowest, s": slowest["wall"],
            "it was": f"{slowest['number']} {slowest['name']}",
            "most MB": figures["most_mb"],
        }
    ]


SECTIONS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "seeds": measure_seeds,
    "pages": measure_pages,
    "digests": measure_digests,
    "press": measure_press,
    "html": measure_html,
    "memory": measure_memory,
    "fuzz": measure_fuzz,
}


def _data(name: str) -> Path:
    folder = os.environ.get("SEARCHAPP_TEST_DATA")
    if not folder:
        raise Skipped("SEARCHAPP_TEST_DATA names no folder")
    path = Path(folder).resolve() / name
    if not path.exists():
        raise Skipped(f"{path} is missing")
    return path


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHAPP_")}
    return kept | {"PYTHONPATH": str(_ROOT)}


def _rounded(figures: dict[str, float]) -> Row:
    return {name: round(figure, 3) for name, figure in figures.items()}


def print_rows(rows: list[Row]) -> None:
    """Print rows as a table; one with a first column of another name begins a new table."""
    for _, group in itertools.groupby(rows, key=lambda row: next(iter(row))):
        table = list(group)
        heads = max((list(row) for row in table), key=len)
        cells = [heads, *([str(row.get(head, "")) for head in heads] for row in table)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
        for row in cells:
            print("  " + "  ".join(map(str.rjust, row, widths)))


def main() -> None:
    """Run the sections that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--fuzz", type=int, default=2_000, metavar="N", help="how many inputs")
    parser.add_argument("--seed", type=int, default=1, help="of the inputs")
    parser.add_argument("--json", action="store_true", help="one object, by section")
    options = parser.parse_args()
    unknown = sorted(set(options.sections) - set(SECTIONS))
    if unknown:
        parser.error(f"there is no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    report: dict[str, Any] = {}
    for name in options.sections or SECTIONS:
        try:
            report[name] = SECTIONS[name](options)
        except Skipped as reason:
            report[name] = {"skipped": str(reason)}
        if options.json:
            continue
        print(f"{name}", flush=True)
        if isinstance(report[name], list):
            print_rows(report[name])
        else:
            print(f"  skipped: {report[name]['skipped']}")
    if options.json:
        print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
