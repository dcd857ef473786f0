"""The peak memory of builds: many files, and one long export, each 1, 4 and 16 times as much.

    python -m benchmarks.memory --articles 500 --processes 2

The input is made with a seed, of words as rare and as common as in news (Zipf's law).  Printed is
the peak of the resident memory of the process that writes, and the sum of the peaks of those that
read (0 for input so small that none is started).  It takes some five minutes, and needs Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import searchapp

_WORDS = 200_000
_LENGTH = 450


def make_articles(count: int, seed: int) -> list[dict[str, str]]:
    """Make articles.

    Args:
        count: how many.
        seed: the same makes the same.

    Returns:
        Records with a title, an outlet, a date and a text.
    """
    rng = random.Random(seed)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    made = []
    for number in range(count):
        ranks = rng.choices(range(_WORDS), cum_weights=weights, k=_LENGTH)
        words = [f"w{rank * 7919 % _WORDS:x}" for rank in ranks]
        lines = [" ".join(words[at : at + 90]) + "." for at in range(0, _LENGTH, 90)]
        made.append(
            {
                "title": f"Report {seed}-{number}",
                "outlet": "Harbor Ledger",
                "date": f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "text": "\n\n".join(lines),
            }
        )
    return made


def write_corpus(folder: Path, count: int, kind: str) -> None:
    """Write articles as many files, or as one export."""
    folder.mkdir()
    batches = (make_articles(min(1_000, count - at), at) for at in range(0, count, 1_000))
    if kind == "export":
        with (folder / "export.jsonl").open("w", encoding="utf-8") as stream:
            for record in itertools.chain.from_iterable(batches):
                stream.write(json.dumps(record) + "\n")
        return
    for number, record in enumerate(itertools.chain.from_iterable(batches)):
        place = folder / f"{number // 1_000:03}"
        place.mkdir(exist_ok=True)
        head = f"{record['title']}\n\n{record['outlet']} | {record['date']}\n\n"
        (place / f"{number:06}.txt").write_text(head + record["text"] + "\n", encoding="utf-8")


def build(corpus: str, index: str, processes: int) -> None:
    """Build, and print what it took as JSON; called in a process of its own."""
    begun = time.perf_counter()
    readers: dict[int, float] = {}

    def weigh(_: searchapp.Progress) -> None:
        for child in multiprocessing.active_children():
            if child.pid is not None:
                readers[child.pid] = max(readers.get(child.pid, 0.0), _peak_mb(child.pid))

    report = searchapp.build([corpus], index, processes=processes, progress=weigh)
    seconds = time.perf_counter() - begun
    print(json.dumps([report.articles, seconds, _peak_mb(os.getpid()), sum(readers.values())]))


def _peak_mb(pid: int) -> float:
    """Return the peak of the resident memory of a process, as Linux tells it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1_024 / 1e6
    return 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500, help="how many are 1 x")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.build[0], options.build[1], options.processes)
        return
    print("input    times  articles  seconds  writer MB readers MB", flush=True)
    for kind in ("files", "export"):
        for times in options.times:
            with tempfile.TemporaryDirectory() as folder:
                corpus, index = Path(folder) / "corpus", Path(folder) / "index"
                write_corpus(corpus, options.articles * times, kind)
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.memory", "--processes",
                     str(options.processes), "--build", str(corpus), str(index)],
                    check=True, capture_output=True, text=True,
                )  # fmt: skip
                articles, seconds, writer, readers = json.loads(done.stdout)
                print(
                    f"{kind:8} {times:>4}x {articles:>9,} {seconds:>8.1f} "
                    f"{writer:>10,.0f} {readers:>10,.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
