"""Full-text search for news archives that finds a name however it was spelled.

    import searchapp

    searchapp.build(["corpus"], "index")
    with searchapp.open("index") as archive:
        page = archive.search("kata'ib", since="2019-12")

Everything public is here; what other modules hold can change without notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchapp.archive import Archive
from searchapp.archive import open_archive as open
from searchapp.errors import (
    ArticleNotFound,
    BadCorpusNotes,
    BadParameter,
    BadRequest,
    BadSettings,
    CorpusNotFound,
    CorpusTrouble,
    IndexDamaged,
    IndexForeign,
    IndexLocked,
    IndexNotFound,
    IndexNotWritable,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
    SearchappError,
)
from searchapp.model import Article, Evidence, PartialDate, Rejected, Source
from searchapp.search.page import Bucket, Hit, Marked, Page

if TYPE_CHECKING:
    from searchapp.indexing import build
    from searchapp.web import blueprint

__all__ = [
    "Archive",
    "Article",
    "ArticleNotFound",
    "BadCorpusNotes",
    "BadParameter",
    "BadRequest",
    "BadSettings",
    "Bucket",
    "CorpusNotFound",
    "CorpusTrouble",
    "Evidence",
    "Hit",
    "IndexDamaged",
    "IndexForeign",
    "IndexLocked",
    "IndexNotFound",
    "IndexNotWritable",
    "IndexTooNew",
    "IndexTooOld",
    "IndexTrouble",
    "Marked",
    "Page",
    "PartialDate",
    "Rejected",
    "SearchappError",
    "Source",
    "blueprint",
    "build",
    "open",
]


def __getattr__(name: str) -> Any:
    """Import `build` and `blueprint` when first used: a search needs neither ingest nor Flask."""
    if name == "build":
        from searchapp.indexing import build  # noqa: PLC0415

        return build
    if name == "blueprint":
        from searchapp.web import blueprint  # noqa: PLC0415

        return blueprint
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
