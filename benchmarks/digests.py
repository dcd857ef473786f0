"""How well digests are taken apart: borders, titles, outlets, dates and authors by style.

Run it from the root of the project: `python -m benchmarks.digests`, with `--wrong` for every
digest in which something is wrong, `--field` for the files that no program made, `--second` and
`--third` for those of them that were first read when the rules stood.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from tests.ingest.digests.collection import Score, make_digests, read, score
from tests.ingest.digests.field import FIELD, SECOND, THIRD, read_field
from tests.ingest.digests.sheet import Digest


def main() -> None:
    """Print the table."""
    digests = make_digests()
    folders = {"--field": FIELD, "--second": SECOND, "--third": THIRD}
    for folder in [folders[each] for each in sys.argv if each in folders]:
        digests = read_field(folder)
    for digest in digests if "--wrong" in sys.argv else ():
        result = score(digest)
        whole = (result.right, result.found) == (result.wanted, result.wanted)
        good = {result.titles, result.outlets, result.dates} == {result.articles}
        if not (whole and good):
            _print_differences(digest, result)
    styles = measure(digests)
    _print_table([*styles.items(), ("all", sum(styles.values(), Score()))])
    print(f"{len(digests)} digests")


def measure(digests: list[Digest]) -> dict[str, Score]:
    """Return how well digests are read, by style."""
    styles: dict[str, Score] = defaultdict(Score)
    for digest in digests:
        styles[digest.style] += score(digest)
    return styles


def _print_differences(digest: Digest, result: Score) -> None:
    print(f"== {digest.name}: {result}")
    wanted = [(each.title, each.outlet, each.date) for each in digest.wanted]
    found = [
        (each.title, each.outlet, str(each.date) if each.date else None) for each in read(digest)
    ]
    for line in wanted:
        print("  wanted" if line not in found else "        ", line)
    for line in found:
        if line not in wanted:
            print("  found ", line)


def _print_table(rows: list[tuple[str, Score]]) -> None:
    heads = ("P", "R", "F1", "title", "outlet", "date", "author")
    print(f"{'':16}{'borders':>8}" + "".join(f"{head:>7}" for head in heads))
    for name, each in rows:
        precision = each.right / each.found if each.found else float(each.wanted == 0)
        recall = each.right / each.wanted if each.wanted else 1.0
        shares = [each.share(n) for n in (each.titles, each.outlets, each.dates, each.authors)]
        figures = (precision, recall, each.f1, *shares)
        print(f"{name:16}{each.wanted:8}" + "".join(f"{figure:7.3f}" for figure in figures))


if __name__ == "__main__":
    main()
