"""The public face, pinned: a change here is a change for everybody who embeds searchapp."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

import searchapp
from searchapp.query.plan import Options

NAMES = [
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


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def fields(kind: type) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


def test_these_names_are_public_and_no_others() -> None:
    assert searchapp.__all__ == NAMES


def test_functions_take_these_parameters() -> None:
    assert parameters(searchapp.open) == ["index", "deadline"]
    assert parameters(searchapp.build) == [
        "paths",
        "index",
        "rebuild",
        "prune",
        "processes",
        "settings",
        "progress",
    ]
    assert parameters(searchapp.blueprint) == ["archive", "page_size"]
    assert parameters(searchapp.Archive.spellings) == ["self", "query", "match"]
    assert parameters(searchapp.Archive.search) == ["self", "query", "options"]
    assert [*Options.__annotations__] == [
        "outlets",
        "since",
        "until",
        "undated",
        "sort",
        "offset",
        "limit",
        "copies",
        "match",
        "without",
    ]


def test_other_names_are_asked_for_and_kept_like_this() -> None:
    assert parameters(searchapp.Archive.suggest_aliases) == ["self", "least", "tell"]
    assert parameters(searchapp.Archive.accept_alias) == [
        "self",
        "name",
        "other",
        "relation",
        "ambiguous",
        "source",
    ]
    assert parameters(searchapp.Archive.suggest) == ["self", "typed", "limit"]
    assert parameters(searchapp.Archive.reject_alias) == ["self", "name", "other", "reason"]
    assert fields(searchapp.Offer) == ["name", "relation", "ambiguous", "source", "file", "line"]
    assert fields(searchapp.Quote) == ["article", "outlet", "date", "sentence"]
    assert fields(searchapp.Candidate) == [
        "name",
        "other",
        "former",
        "articles",
        "outlets",
        "quotes",
    ]


def test_an_archive_can_do_this() -> None:
    methods = {name for name in vars(searchapp.Archive) if not name.startswith("_")}
    assert methods == {
        "search",
        "spellings",
        "suggest",
        "get",
        "original",
        "copies",
        "changes",
        "highlight",
        "aliases",
        "suggest_aliases",
        "accept_alias",
        "reject_alias",
        "stats",
        "verify",
        "close",
    }


def test_values_have_these_fields() -> None:
    assert fields(searchapp.Suggestion) == ["text", "kind", "query", "articles", "spellings"]
    assert fields(searchapp.Correction) == ["query", "total", "articles"]
    assert fields(searchapp.Article) == [
        "id",
        "title",
        "body",
        "outlet",
        "date",
        "author",
        "url",
        "source",
        "evidence",
        "dateline",
        "language",
        "not_before",
        "captions",
        "sketch",
    ]
    assert fields(searchapp.Page) == [
        "query",
        "filters",
        "sort",
        "offset",
        "limit",
        "copies",
        "total",
        "articles",
        "hits",
        "facets",
        "hints",
        "match",
        "without",
        "words",
        "levels",
        "other_names",
        "corrections",
        "partial",
        "seconds",
    ]
    assert fields(searchapp.Original) == ["path", "start", "end", "kind", "text"]
    assert fields(searchapp.Hit) == [
        "article",
        "score",
        "title",
        "snippets",
        "duplicate_group",
        "copies",
        "sources",
        "reasons",
    ]
    assert fields(searchapp.Copy) == ["id", "outlet", "date"]
    assert fields(searchapp.Story) == ["members"]
    assert fields(searchapp.Member) == [
        "id",
        "title",
        "outlet",
        "date",
        "similarity",
        "ids",
        "sources",
    ]
    assert fields(searchapp.Verified) == [
        "generation",
        "segments",
        "files",
        "bytes",
        "articles",
        "deleted",
    ]
    assert fields(searchapp.Difference) == ["earlier", "later", "title", "body"]
    assert fields(searchapp.Run) == ["change", "words"]
    assert fields(searchapp.Spellings) == ["query", "match", "words", "hints"]
    assert fields(searchapp.Used) == ["word", "forms", "cut", "partial"]
    assert fields(searchapp.Usage) == [
        "form",
        "articles",
        "first",
        "last",
        "outlets",
        "years",
        "also",
    ]
    assert fields(searchapp.Found) == ["word", "spellings", "cut"]
    assert fields(searchapp.Spelling) == [
        "form",
        "articles",
        "archive",
        "first",
        "last",
        "switch",
        "is_off",
        "source",
        "also",
    ]
    assert fields(searchapp.Bucket) == ["value", "count", "selected"]


def test_every_error_is_of_one_tree() -> None:
    for name in NAMES:
        value = getattr(searchapp, name)
        if isinstance(value, type) and issubclass(value, Exception):
            assert issubclass(value, searchapp.SearchappError)


def test_what_is_used_once_can_be_used_again(tmp_path: object) -> None:
    assert searchapp.build is searchapp.build
    assert searchapp.blueprint is searchapp.blueprint


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        searchapp.nonsense  # noqa: B018
