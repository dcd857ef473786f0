"""An archive with a story that several outlets ran, for the tests of what users see of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import searchapp
from searchapp.engines.base import Groups
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.ingest.duplicates import RULES
from searchapp.model import Membership

SANK = (
    "The ferry sank in the strait of Osmere on Monday night with two hundred people on board, the"
    " coast guard said, and fishing boats brought most of them ashore."
)
TUG = (
    "Its captain asked for a tug that never came, because the only one in service was being"
    " painted, the harbour office said."
)
DOCKERS = "The dockers called for a strike until the tug is back in the water."
TEXTS = {
    "wire": ("Ferry sinks", "Press Kite | January 3, 2020", (SANK, TUG, DOCKERS)),
    "twin": ("Ferry sinks", "Press Kite | January 3, 2020", (SANK, TUG, DOCKERS)),
    "ledger": (
        "Ferry lost",
        "Harbor Ledger | January 4, 2020",
        (SANK.replace("Monday night", "Monday evening"), TUG),
    ),
    "later": ("Ferry sinks", "Press Kite | January 5, 2020", (SANK, TUG, DOCKERS, "It is lost.")),
    "other": ("Ferry bought", "Sluicegate | March 3, 2020", ("A ferry was bought by its crew.",)),
}
SIMILARITY = {"wire": 1.0, "twin": 1.0, "ledger": 0.876, "later": 0.938}


def build_stories(folder: Path) -> tuple[Path, Mapping[str, str]]:
    """Build the archive.

    Args:
        folder: where its files and its index are written.

    Returns:
        The index, and the ids by the names of the texts.
    """
    corpus, index = folder / "news", folder / "index"
    corpus.mkdir()
    for name, (title, line, paragraphs) in TEXTS.items():
        text = "\n\n".join((f"{title}\n{line}\n{paragraphs[0]}", *paragraphs[1:]))
        (corpus / f"{name}.txt").write_text(f"{text}\n", "utf-8")
    searchapp.build([corpus], index)
    engine = WhooshEngine.open(index)
    generation, _ = engine.sketches()
    # Grouped here and not by the build, so that these tests do not depend on how alike is alike.
    engine.group(Groups(generation, RULES, {}, {}))
    with searchapp.open(index) as archive:
        hits = archive.search(copies=True, limit=50).hits
    ids = {Path(hit.article.source.path).stem: hit.id for hit in hits}
    members = {
        ids[name]: Membership(ids["wire"], ids["wire" if name == "twin" else name], similarity)
        for name, similarity in SIMILARITY.items()
    }
    engine.group(Groups(generation, RULES, members, {}))
    engine.close()
    return index, ids
