"""How scraped text files are read, held against what a careful reader finds in them.

The folder holds text files and `gold.json`: by file its "articles" with title, outlet, date and
author (a list where several are right, null where the text does not say) and its "junk", the lines
that belong to no body.  Every line of a file has to be somewhere: in a body, in a title, under a
piece of evidence for a field, or among the junk; what is left over is counted as words nobody
accounts for, and `python -m benchmarks.seeds FOLDER` lists it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.model import Article

FIELDS = ("title", "outlet", "date", "author")


def main() -> None:
    """Print the counts, then the lines that are left over."""
    counts, left = measure(Path(sys.argv[1]))
    print(dict(counts))
    print(*left, sep="\n")


def measure(folder: Path) -> tuple[Counter[str], list[str]]:
    """Read the files of a folder.

    Args:
        folder: where they are, with their gold.

    Returns:
        Counts ("articles", those right by field and "all right", "junk lines", "words",
        "words left over"), and the lines left over.
    """
    counts: Counter[str] = Counter()
    left: list[str] = []
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, known in gold.items():
        if name == "note":
            continue
        (file,) = find_files([folder / name])
        found = [each for each in read_articles(file, Limits()) if isinstance(each, Article)]
        text = file.location.read_text(encoding="utf-8")
        counts["wanted"] += len(known["articles"])
        counts["found"] += len(found)
        for article, wanted in zip(found, known["articles"], strict=False):
            right = {field: _is_right(article, field, wanted[field]) for field in FIELDS}
            counts.update(field for field, is_right in right.items() if is_right)
            counts["all right"] += all(right.values())
        body = {line for each in found for line in each.body.split("\n\n")}
        counts["junk lines"] += sum(line in body for line in known["junk"])
        lines = _left_over(text, found, set(known["junk"]))
        counts["words"] += len(text.split())
        counts["words left over"] += sum(len(line.split()) for line in lines)
        left += lines
    return counts, left


def _is_right(article: Article, field: str, wanted: Any) -> bool:
    value = getattr(article, field)
    found = None if value is None else str(value)
    return found in (wanted if isinstance(wanted, list) else [wanted])


def _left_over(text: str, found: list[Article], junk: set[str]) -> list[str]:
    """Return the lines of a file that no one accounts for."""
    bodies = "\n".join(each.body for each in found)
    titles = {each.title for each in found}
    captions = {caption for each in found for caption in each.captions}
    evidence = [e for each in found for e in each.evidence if e.field != "body"]
    spans = [(e.start, e.end) for e in evidence if e.start is not None]
    left = []
    at = 0
    for raw in text.splitlines(keepends=True):
        line, start, at = " ".join(raw.split()), at, at + len(raw)
        is_told = any(start <= begin < at for begin, _ in spans)
        if line and not (line in bodies or line in titles | captions | junk or is_told):
            left.append(line)
    return left


if __name__ == "__main__":
    main()
