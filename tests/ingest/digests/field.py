"""Files as people keep them, each written down whole with what a careful reader finds in it.

Unlike the digests that are made, no two of these share a layout.  `gold.json` names for every
article its values and the first and last words of its body; a list of values means that any of
them is right.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.ingest.digests.sheet import Digest, Wanted

_VALUES = ("title", "outlet", "date", "author")
FIELD = Path(__file__).resolve().parents[2] / "data/field"
# Written by someone who knew none of the rules, and read for the first time when they stood; the
# third set by yet another, after the rules had been changed for the second.
SECOND, THIRD = FIELD / "second", FIELD / "third"


def read_field(folder: Path = FIELD) -> list[Digest]:
    """Read the files of a folder with their gold."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    digests = []
    for name, known in gold.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            text = file.read()
        wanted: list[Wanted] = []
        for article in known["articles"]:
            earliest = wanted[-1].body_end if wanted else 0
            shown = article["title"]
            at, _ = _find(text, shown[0] if isinstance(shown, list) else shown, earliest)
            start, _ = _find(text, article["first"], at)
            _, end = _find(text, article["last"], start)
            title, outlet, date, author = (article[name] for name in _VALUES)
            begins = min(at, start)
            wanted.append(Wanted(earliest, title, outlet, date, author, begins, start, end))
        digests.append(Digest(known["style"], name, text, tuple(wanted), folder / name))
    return digests


def _find(text: str, words: str, start: int) -> tuple[int, int]:
    """Find words in a text whose lines may break between them."""
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    assert match is not None, words
    return match.span()
