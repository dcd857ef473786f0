"""Full-text search for news archives that finds a name however it was spelled.

    import searchapp

    searchapp.build(["corpus"], "index")
    with searchapp.open("index") as archive:
        page = archive.search("kata'ib", since="2019-12")

Everything public is here; what other modules hold can change without notice.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from searchapp.analysis.aliases import Aliases, Offer, Relation
from searchapp.archive import Archive
from searchapp.archive import open_archive as open
from searchapp.engines.base import Stats, Verified
from searchapp.engines.usage import Found, Spelling, Usage, Used
from searchapp.errors import (
    AliasesNotWritable,
    ArticleNotFound,
    BadCorpusNotes,
    BadParameter,
    BadQuery,
    BadRequest,
    BadSettings,
    CorpusNotFound,
    CorpusTrouble,
    IndexDamaged,
    IndexForeign,
    IndexLocked,
    IndexNotFound,
    IndexNotReadable,
    IndexNotWritable,
    IndexReadOnly,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
    OriginalChanged,
    OriginalGone,
    OriginalUnreadable,
    SearchappError,
)
from searchapp.model import (
    Article,
    Copy,
    Evidence,
    Member,
    Original,
    PartialDate,
    Rejected,
    Source,
    Story,
)
from searchapp.query.hints import Hint
from searchapp.query.plan import Filters, Sort
from searchapp.search.corrections import Correction
from searchapp.search.page import Bucket, Hit, Marked, MarkedArticle, Page
from searchapp.search.usage import Spellings
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.aliasing.candidates import Candidate, Quote
    from searchapp.indexing import Progress, Report, build
    from searchapp.search.difference import Change, Difference, Run
    from searchapp.search.suggestions import Suggestion
    from searchapp.web import blueprint, create_app

__all__ = [
    "Aliases",
    "AliasesNotWritable",
    "Archive",
    "Article",
    "ArticleNotFound",
    "BadCorpusNotes",
    "BadParameter",
    "BadQuery",
    "BadRequest",
    "BadSettings",
    "Bucket",
    "Candidate",
    "Change",
    "Copy",
    "CorpusNotFound",
    "CorpusTrouble",
    "Correction",
    "Difference",
    "Evidence",
    "Filters",
    "Found",
    "Hint",
    "Hit",
    "IndexDamaged",
    "IndexForeign",
    "IndexLocked",
    "IndexNotFound",
    "IndexNotReadable",
    "IndexNotWritable",
    "IndexReadOnly",
    "IndexTooNew",
    "IndexTooOld",
    "IndexTrouble",
    "Marked",
    "MarkedArticle",
    "Member",
    "Offer",
    "Original",
    "OriginalChanged",
    "OriginalGone",
    "OriginalUnreadable",
    "Page",
    "PartialDate",
    "Progress",
    "Quote",
    "Rejected",
    "Relation",
    "Report",
    "Run",
    "SearchappError",
    "Settings",
    "Sort",
    "Source",
    "Spelling",
    "Spellings",
    "Stats",
    "Story",
    "Suggestion",
    "Usage",
    "Used",
    "Verified",
    "blueprint",
    "build",
    "create_app",
    "open",
]


# Imported when first used: a search needs neither the readers of files nor Flask, nor what compares
# articles, completes words or reads them all.
_LATER = {
    "Candidate": "aliasing.candidates",
    "Quote": "aliasing.candidates",
    "Change": "search.difference",
    "Difference": "search.difference",
    "Run": "search.difference",
    "Suggestion": "search.suggestions",
    "Progress": "indexing",
    "Report": "indexing",
    "build": "indexing",
    "blueprint": "web",
    "create_app": "web",
}


def __getattr__(name: str) -> Any:
    """Import one of the names that are imported when first used (PEP 562)."""
    if name in _LATER:
        return getattr(importlib.import_module(f"searchapp.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
