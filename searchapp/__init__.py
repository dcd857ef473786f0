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

if TYPE_CHECKING:
    from searchapp.aliasing.candidates import Candidate, Quote
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
    from searchapp.indexing import Progress, Report, build
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
    from searchapp.search.difference import Change, Difference, Run
    from searchapp.search.page import Bucket, Hit, Marked, MarkedArticle, Page
    from searchapp.search.suggestions import Suggestion
    from searchapp.search.usage import Spellings
    from searchapp.settings import Settings
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


# Where each is imported from when it is first used: a search needs neither the readers of files nor
# Flask, and the command line has something to say before anything is imported.
_HOMES = {
    "Aliases": "analysis.aliases",
    "AliasesNotWritable": "errors",
    "Archive": "archive",
    "Article": "model",
    "ArticleNotFound": "errors",
    "BadCorpusNotes": "errors",
    "BadParameter": "errors",
    "BadQuery": "errors",
    "BadRequest": "errors",
    "BadSettings": "errors",
    "Bucket": "search.page",
    "Candidate": "aliasing.candidates",
    "Change": "search.difference",
    "Copy": "model",
    "CorpusNotFound": "errors",
    "CorpusTrouble": "errors",
    "Correction": "search.corrections",
    "Difference": "search.difference",
    "Evidence": "model",
    "Filters": "query.plan",
    "Found": "engines.usage",
    "Hint": "query.hints",
    "Hit": "search.page",
    "IndexDamaged": "errors",
    "IndexForeign": "errors",
    "IndexLocked": "errors",
    "IndexNotFound": "errors",
    "IndexNotReadable": "errors",
    "IndexNotWritable": "errors",
    "IndexReadOnly": "errors",
    "IndexTooNew": "errors",
    "IndexTooOld": "errors",
    "IndexTrouble": "errors",
    "Marked": "search.page",
    "MarkedArticle": "search.page",
    "Member": "model",
    "Offer": "analysis.aliases",
    "Original": "model",
    "OriginalChanged": "errors",
    "OriginalGone": "errors",
    "OriginalUnreadable": "errors",
    "Page": "search.page",
    "PartialDate": "model",
    "Progress": "indexing",
    "Quote": "aliasing.candidates",
    "Rejected": "model",
    "Relation": "analysis.aliases",
    "Report": "indexing",
    "Run": "search.difference",
    "SearchappError": "errors",
    "Settings": "settings",
    "Sort": "query.plan",
    "Source": "model",
    "Spelling": "engines.usage",
    "Spellings": "search.usage",
    "Stats": "engines.base",
    "Story": "model",
    "Suggestion": "search.suggestions",
    "Usage": "engines.usage",
    "Used": "engines.usage",
    "Verified": "engines.base",
    "blueprint": "web",
    "build": "indexing",
    "create_app": "web",
    "open": "archive:open_archive",
}


def __getattr__(name: str) -> Any:
    """Import a public name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, called = _HOMES[name].partition(":")
    value = getattr(importlib.import_module(f"searchapp.{module}"), called or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return what there is, imported or not."""
    return sorted({*globals(), *__all__})
