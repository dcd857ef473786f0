"""How fast near copies are found and how many are missed, beside other libraries.

Run it from the root of the project: `python -m benchmarks.copies`, or with `--articles FILE` on the
texts of JSON lines (`text`, packed or not).  Some of the articles are edited as other papers do;
which pairs are copies is found by comparing all with all.  Every method makes keys of the same
shape of the same runs of words, 24 of the whole text and 8 of its opening; libraries that are not
installed (`pip install datasketch rensa`) are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.metadata
import itertools
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from searchapp.ingest.duplicates import Text, compare, prepare
from searchapp.ingest.sketches import band_keys, band_keys_of, hash_runs, hash_words, sketch
from tests.articles import make_article
from tests.prose import prose

ROWS, WHOLE, OPENING, OPENING_RUNS = 3, 24, 8, 150
Keys = Sequence[Any]
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
_LEAD = "A new opening, which no other paper had, was written for our readers in the capital. " * 3


def own(text: str) -> Keys:
    """What searchapp does."""
    return list(np.frombuffer(band_keys(hash_runs(hash_words(text))), dtype="<u4"))


def own_sketch(text: str) -> Keys:
    """The same with the digests that tell exact copies."""
    return list(band_keys_of(sketch(make_article("x", "", text))))


def by_datasketch(library: Any) -> Callable[[str], Keys]:
    """MinHash of datasketch, on runs as text."""
    minhash = library.MinHash
    whole, opening = minhash(ROWS * WHOLE, seed=1), minhash(ROWS * OPENING, seed=2)

    def keys(text: str) -> Keys:
        runs = [run.encode() for run in _runs(text)]
        made = []
        for empty, part in ((whole, runs), (opening, runs[:OPENING_RUNS])):
            one = empty.copy()
            one.update_batch(part)
            made += one.hashvalues.tolist()
        return _banded(made)

    return keys


def by_rensa(library: Any) -> Callable[[str], Keys]:
    """RMinHash of rensa, on runs as text."""

    def keys(text: str) -> Keys:
        runs = _runs(text)
        made = []
        for size, part in ((WHOLE, runs), (OPENING, runs[:OPENING_RUNS])):
            one = library.RMinHash(ROWS * size, size)
            one.update(part)
            made += one.digest()
        return _banded(made)

    return keys


def by_rensa_hashed(library: Any) -> Callable[[str], Keys]:
    """RMinHash of rensa, on searchapp's hashes of runs."""
    digest = library.RMinHash.digest_matrix_from_token_hash_sets

    def keys(text: str) -> Keys:
        runs = hash_runs(hash_words(text))
        made = []
        for size, part in ((WHOLE, runs), (OPENING, runs[:OPENING_RUNS])):
            made += digest([part.tolist()], ROWS * size, size).to_rows()[0]
        return _banded(made)

    return keys


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)]


def _banded(minima: Sequence[int]) -> Keys:
    return [tuple(minima[at : at + ROWS]) for at in range(0, len(minima), ROWS)]


def methods() -> Iterator[tuple[str, Callable[[str], Keys]]]:
    """The methods whose libraries are installed."""
    yield "searchapp", own
    yield "searchapp, all of it", own_sketch
    for name, module, make in (
        ("datasketch", "datasketch", by_datasketch),
        ("rensa", "rensa", by_rensa),
        ("rensa, our hashes", "rensa", by_rensa_hashed),
    ):
        try:
            library = importlib.import_module(module)
        except ImportError:
            print(f"{name}: not installed")
        else:
            yield f"{name} {importlib.metadata.version(module)}", make(library)


def respell(text: str, random_: random.Random) -> str:
    """Write a third of the names otherwise, wherever they stand."""
    names = sorted(set(_NAME.findall(text)))
    chosen = {name for name in names if random_.random() < 1 / 3}
    return _NAME.sub(lambda name: name[0][:-1] + "ee" if name[0] in chosen else name[0], text)


def cut(text: str, share: float) -> str:
    """Leave the first paragraphs, so much of the text."""
    paragraphs = text.split("\n\n")
    sizes = itertools.accumulate(map(len, paragraphs))
    kept = sum(size <= share * len(text) for size in sizes)
    return "\n\n".join(paragraphs[: max(1, kept)])


def thin(text: str, random_: random.Random) -> str:
    """Leave seven paragraphs of ten."""
    kept = [each for each in text.split("\n\n") if random_.random() < 0.7]
    return "\n\n".join(kept) or text


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "names respelled": respell,
    "cut to 50 %": lambda text, _: cut(text, 0.5),
    "cut to 40 %": lambda text, _: cut(text, 0.4),
    "paragraphs left out": thin,
    "cut, names respelled": lambda text, random_: respell(cut(text, 0.6), random_),
    "new lead, cut to 70 %": lambda text, _: _LEAD + cut(text, 0.7).partition("\n\n")[2],
}


def edit(texts: list[str], seed: int) -> dict[tuple[int, int], str]:
    """Append an edited copy of half of the texts; say by which edit each pair came about."""
    random_ = random.Random(seed)
    made = {}
    originals = random_.sample(range(len(texts)), len(texts) // 2)
    for number, (name, change) in zip(originals, itertools.cycle(EDITS.items()), strict=False):
        made[number, len(texts)] = name
        texts.append(change(texts[number], random_))
    return made


def all_copies(prepared: Sequence[Text]) -> set[tuple[int, int]]:
    """Compare all texts that share runs with each other."""
    sizes = np.array([text.runs.size for text in prepared])
    runs = np.concatenate([text.runs for text in prepared])
    documents = np.repeat(np.arange(len(prepared)), sizes)
    order = np.argsort(runs, kind="stable")
    runs, documents = runs[order], documents[order]
    found = set()
    for number, text in enumerate(prepared):
        starts = np.searchsorted(runs, text.runs, side="left")
        ends = np.searchsorted(runs, text.runs, side="right")
        shared = Counter[int]()
        for start, end in zip(starts, ends, strict=True):
            if end - start > 1:
                shared.update(documents[start:end].tolist())
        found |= {
            (number, other)
            for other, count in shared.items()
            if other > number
            and count > 0.5 * min(sizes[number], sizes[other])
            and compare(text, prepared[other]) > 0
        }
    return found


def candidates(keys: Sequence[Keys]) -> set[tuple[int, int]]:
    """Pairs of texts that share a key in the same place."""
    buckets: defaultdict[tuple[int, Any], list[int]] = defaultdict(list)
    for number, each in enumerate(keys):
        for place, key in enumerate(each):
            buckets[place, key].append(number)
    return {pair for bucket in buckets.values() for pair in itertools.combinations(bucket[:200], 2)}


def read_texts(path: Path | None, count: int, seed: int) -> list[str]:
    """Invented texts, or a sample of those in a file."""
    if path is None:
        return [prose(seed + number, 4 + number % 14) for number in range(count)]
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return random.Random(seed).sample(texts, min(count, len(texts)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, help="JSON lines with a text each")
    parser.add_argument("--count", type=int, default=1_000, help="articles  [1000]")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = read_texts(options.articles, options.count, options.seed)
    made = edit(texts, options.seed)
    print(f"{len(texts):,} texts of {sum(map(len, texts)) / len(texts):,.0f} characters")
    copies = all_copies([prepare("", text) for text in texts])
    print(f"{len(copies):,} pairs of copies, {len(copies & set(made)):,} of them made here\n")
    print(f"{'':24}{'ms a text':>10}{'pairs':>8}{'recall':>8}{'precision':>11}")
    for name, method in methods():
        print_row(name, method, texts, copies, made)


def print_row(
    name: str,
    method: Callable[[str], Keys],
    texts: Sequence[str],
    copies: set[tuple[int, int]],
    made: dict[tuple[int, int], str],
) -> None:
    """Measure a method and print what came out."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        keys = [method(text) for text in texts]
        times.append((time.process_time() - begun) / len(texts) * 1000)
    pairs = candidates(keys)
    right = len(pairs & copies)
    print(
        f"{name:24}{min(times):10.3f}{len(pairs):8,}{right / len(copies):8.3f}"
        f"{right / max(1, len(pairs)):11.3f}"
    )
    for kind in EDITS:
        wanted = {pair for pair in copies if made.get(pair) == kind}
        share = len(wanted & pairs) / max(1, len(wanted))
        print(f"  {kind:22}{'':18}{share:8.3f}  of {len(wanted):,}")


if __name__ == "__main__":
    main()
