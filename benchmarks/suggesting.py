"""What somebody waits for who types: the time of suggestions, key press by key press.

    python -m benchmarks.suggesting FOLDER [--words 200] [--seed 5]

types words of the titles of an archive, drawn with a seed, up to their fifth letter, alone and
behind another word, and prints the milliseconds a suggestion takes: the very first, which brings
all that the others need, then p50, p95 and the longest of those asked for the first time and again,
by the clock and of the processor.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import searchapp
from searchapp.analysis.tokens import words_in

_LETTERS = 5


def draw_words(archive: searchapp.Archive, count: int, seed: int) -> list[str]:
    """Return different words of titles, none of them short, in an order that the seed gives.

    Args:
        archive: whose titles.
        count: how many.
        seed: of the draw.
    """
    newest = archive.search(sort="newest", limit=4_000).hits
    words = {word.lower() for hit in newest for word in words_in(hit.title.text)}
    return random.Random(seed).sample(sorted(w for w in words if len(w) >= _LETTERS), count)


def time_each(archive: searchapp.Archive, typed: Sequence[str]) -> list[tuple[float, float]]:
    """Return the milliseconds that suggestions take one by one: the clock's, the processor's."""
    times = []
    for text in typed:
        begun, used = time.perf_counter(), time.process_time()
        archive.suggest(text)
        times.append(((time.perf_counter() - begun) * 1_000, (time.process_time() - used) * 1_000))
    return times


def _print(name: str, times: Sequence[tuple[float, float]]) -> None:
    clock, processor = np.percentile(times, [50, 95, 100], axis=0).T.tolist()
    figures = " ".join(f"{each:8.2f}" for each in (*clock, *processor))
    print(f"{name:20} {len(times):6,} {figures}")


def main() -> None:
    """Type, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="an index")
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    with searchapp.open(given.folder) as archive:
        words = draw_words(archive, 2 * given.words, given.seed)
        heads, tails = words[: given.words], words[given.words :]
        alone = [word[:end] for word in tails for end in range(1, _LETTERS + 1)]
        behind = [
            f"{head} {word[:end]}"
            for head, word in zip(heads, tails, strict=True)
            for end in range(1, _LETTERS + 1)
        ]
        columns = "".join(f"{each:>9}" for each in 2 * ("p50", "p95", "longest"))
        print(f"{'ms; behind, CPU ms':20} {'number':>6}{columns}")
        _print("the first", time_each(archive, alone[:1]))
        _print("a word", time_each(archive, alone))
        _print("again", time_each(archive, alone))
        _print("behind another word", time_each(archive, behind))
        _print("again", time_each(archive, behind))


if __name__ == "__main__":
    main()
