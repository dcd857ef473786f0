"""What somebody waits for who types: the time of suggestions, key press by key press.

    python -m benchmarks.suggesting FOLDER [--words 200] [--seed 5]

types words of the titles of an archive, drawn with a seed, up to their fifth letter, alone and
behind another word, and prints the milliseconds a suggestion takes: the very first, which brings
all that the others need, then p50, p95 and the longest of those asked for the first time and again,
by the clock and of the processor.
"""

from __future__ import annotations

import argparse
import functools
import random
from collections.abc import Sequence
from pathlib import Path

import searchapp
from benchmarks.timing import Took, print_heading, print_times, time_call
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


def time_each(archive: searchapp.Archive, typed: Sequence[str]) -> list[Took]:
    """Return the milliseconds that suggestions take one by one: the clock's, the processor's."""
    return [time_call(functools.partial(archive.suggest, text)) for text in typed]


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
        print_heading()
        print_times("the first", time_each(archive, alone[:1]))
        print_times("a word", time_each(archive, alone))
        print_times("again", time_each(archive, alone))
        print_times("behind another word", time_each(archive, behind))
        print_times("again", time_each(archive, behind))


if __name__ == "__main__":
    main()
