"""How long it takes to find what a word stands for, in an archive of very many forms.

    python -m benchmarks.expanding --source press.jsonl.gz --out FOLDER [--copies 16] [--seed 5]

copies an export again and again, the first words of each article, and misspells some of the words
in each copy, as scanned news do.  So names keep their company, and a name has more forms a letter
away than in any other archive.  Then it asks what words stand for that were not asked for before:
names of the press, forms of the archive drawn with the seed, and the same misspelt.  Printed are
milliseconds, of the clock and of the processor, p50, p95 and the longest.  An index that is in
FOLDER already is asked again.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers.ours import Ours
from benchmarks.records import Record, read_export
from benchmarks.timing import Took, print_heading, print_times, time_call
from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Level, Wanted
from searchapp.engines.whoosh.view import View

# So many characters of each article are copied.
_COPIED = 700
# One word of so many is misspelt in a copy.
_MISSPELT = 10
# A shorter word stays as it is.
_LEAST = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NAMES = Path(__file__).resolve().parent.parent / "tests/data/names/judged.tsv"


def misspell(word: str, draw: random.Random) -> str:
    """Return a word with one letter changed, left out or doubled, or two swapped.

    Args:
        word: the word, of two letters at least.
        draw: where chance comes from.
    """
    at = draw.randrange(len(word) - 1)
    here, after = word[at], word[at + 1]
    instead = draw.choice([draw.choice(_LETTERS), "", here + here, after + here])
    return word[:at] + instead + word[at + 1 + (instead == after + here) :]


def copy_records(source: Path, copies: int, seed: int) -> Iterator[Record]:
    """Yield the beginnings of an export's articles, some words misspelt.

    Args:
        source: the export.
        copies: of each article.
        seed: of what is misspelt.
    """
    draw = random.Random(seed)
    records = list(read_export(source))
    for number, record in itertools.product(range(copies), records):
        words = record["text"][:_COPIED].split(" ")
        for at, word in enumerate(words):
            if len(word) >= _LEAST and not draw.randrange(_MISSPELT):
                words[at] = misspell(word, draw)
        copied = record.copy()
        copied["id"], copied["text"] = f"{record['id']}-{number}", " ".join(words)
        yield copied


def all_forms(view: View) -> list[str]:
    """Return the forms of an archive, in order."""
    segments = [part.segment for part in view.snapshot.slices]
    known = {form for segment in segments for form in segment.forms}
    return [form.decode("utf-8", "surrogatepass") for form in sorted(known)]


def draw_words(known: Sequence[str], count: int, seed: int) -> dict[str, list[str]]:
    """Return words to ask for, by the name of their kind.

    Args:
        known: the forms of an archive.
        count: how many of each kind, but of the names of the press.
        seed: of the draw.
    """
    draw = random.Random(seed)
    long = [form for form in known if form.isalpha() and len(form) >= _LEAST]
    drawn = draw.sample(long, 2 * count)
    lines = _NAMES.read_text("utf-8").splitlines()
    names = {line.split("\t")[0] for line in lines if not line.startswith("#")}
    return {
        "names": sorted(names),
        "forms": drawn[:count],
        "misspelt": [misspell(word, draw) for word in drawn[count:]],
    }


def time_each(view: View, words: Sequence[str], level: Level) -> list[Took]:
    """Return the milliseconds that each word takes: the clock's, the processor's."""
    lexicon = Lexicon(view.vocabulary)
    return [time_call(functools.partial(lexicon.family, Wanted(word, level))) for word in words]


def main() -> None:
    """Build the archive where there is none, ask, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, help="an export of JSON lines, packed or not")
    parser.add_argument("--out", type=Path, required=True, help="the index")
    parser.add_argument("--copies", type=int, default=16)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    if not given.out.exists():
        Ours.build(given.out, copy_records(given.source, given.copies, given.seed), 2)
    view = View(given.out)
    known = all_forms(view)
    print(f"{view.stats.articles:,} articles, {len(known):,} forms")
    print_heading()
    for name, words in draw_words(known, given.words, given.seed).items():
        for level in (Level.SPELLINGS, Level.WIDE):
            print_times(f"{name}, {level}", time_each(view, words, level))


if __name__ == "__main__":
    main()
