"""A page of results, free of any surface: the web, the command line and Python all show this."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from searchapp.analysis.lexicon import Form, Level
from searchapp.engines.usage import Found
from searchapp.model import Article, Copy, PartialDate, Source
from searchapp.query.hints import Hint, plain_hints
from searchapp.query.plan import Filters, Sort
from searchapp.search.corrections import Correction
from searchapp.search.marking import Reason
from searchapp.search.othernames import OtherName

# So many copies and sources are listed with a result; `Archive.copies` has all of a story.
LISTED = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text with the places that matched.

    Args:
        text: the text as written; never markup.
        marks: (start, end, kind) of each match in it, in characters, in order and apart; the kinds
            are those of `searchapp.analysis.lexicon.Kind`, and "wildcard".
    """

    text: str
    marks: tuple[tuple[int, int, str], ...] = ()

    def segments(self) -> list[tuple[str, str]]:
        """Return the text cut at the marks: (piece, kind of match or ""), no piece empty."""
        pieces: list[tuple[str, str]] = []
        at = 0
        for start, end, kind in self.marks:
            pieces += [(self.text[at:start], ""), (self.text[start:end], kind)]
            at = end
        pieces.append((self.text[at:], ""))
        return [(piece, kind) for piece, kind in pieces if piece]

    def __str__(self) -> str:
        return self.text

    def to_json(self) -> dict[str, Any]:
        """Return the text and its marks as plain values for `json.dumps`."""
        return {"text": self.text, "marks": [list(mark) for mark in self.marks]}


class MarkedArticle(NamedTuple):
    """A whole article with the places that matched.

    Args:
        title: its title.
        paragraphs: its body.
        captions: what stood under its pictures, in order.
    """

    title: Marked
    paragraphs: tuple[Marked, ...]
    captions: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result.

    Args:
        article: the article, whole.
        score: its BM25F score.
        title: its title with the matches marked; `str(hit.title)` is the title alone.
        snippets: up to three pieces of its body and captions around matches; its beginning where
            none match.
        duplicate_group: the id of the earliest article of its story; None where it is alone.
        copies: the other articles of its story in the whole archive, the earliest first.
        sources: every place the very article was read, its own first.
        reasons: the forms that made it match, each once, in the order they stand in.
    """

    article: Article
    score: float
    title: Marked
    snippets: tuple[Marked, ...]
    duplicate_group: str | None
    copies: tuple[Copy, ...]
    sources: tuple[Source, ...]
    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the hit as plain values for `json.dumps`.

        The article is without its body; of copies and sources there are the first `LISTED`, and
        how many there are.
        """
        plain = self.article.to_json()
        del plain["body"], plain["evidence"]
        marked = {
            "title": self.title.to_json(),
            "snippets": [snippet.to_json() for snippet in self.snippets],
        }
        return plain | {
            "score": round(self.score, 6),
            "highlights": marked,
            "duplicate_group": self.duplicate_group,
            "copies": [copy.to_json() for copy in self.copies[:LISTED]],
            "copies_total": len(self.copies),
            "sources": [dataclasses.asdict(source) for source in self.sources[:LISTED]],
            "sources_total": len(self.sources),
            "reasons": [_plain_reason(reason) for reason in self.reasons],
        }

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def outlet(self) -> str | None:
        """The article's outlet, None where it is not known."""
        return self.article.outlet

    @property
    def date(self) -> PartialDate | None:
        """The article's date, None where it is not known."""
        return self.article.date


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet.

    Args:
        value: the outlet, or the date as "2020-01" or "2020"; None for "not known".
        count: the results that choosing it shows, the other facet's filters applied.
        selected: whether the filters hold it now.
    """

    value: str | None
    count: int
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The answer to a search.

    Args:
        query: what was typed.
        filters: what narrowed it.
        sort: the order of the hits.
        offset: how many results were passed over.
        limit: how many were asked for.
        copies: whether near copies are results of their own.
        total: how many results there are in all: stories, or articles where `copies` is true.
        articles: how many articles they are, near copies included.
        hits: this page of them.
        facets: "outlet" (most results first) and "date" (oldest first, unknown last).
        hints: what to tell the searcher about the query.
        match: how far the forms of a word may be from it.
        without: the forms that are switched off, in order.
        words: what each word of the query stands for, and each name with `~`.
        levels: how many results the next stricter and the next looser level have.
        other_names: of what the query names, with counts.
        corrections: other queries, where this one finds nothing or has a word that the archive does
            not have; each finds more, the likeliest first.
        partial: the deadline ended the search early; counts are lower bounds.
        seconds: how long it took.
    """

    query: str
    filters: Filters
    sort: Sort
    offset: int
    limit: int
    copies: bool
    total: int
    articles: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Bucket, ...]]
    hints: tuple[Hint, ...]
    match: Level
    without: tuple[str, ...]
    words: tuple[Found, ...]
    levels: Mapping[Level, int]
    other_names: tuple[OtherName, ...]
    corrections: tuple[Correction, ...]
    partial: bool
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the page as plain values for `json.dumps`; articles without their bodies."""
        return {
            "query": self.query,
            "filters": {
                "outlets": sorted(
                    self.filters.outlets, key=lambda name: (name is None, name or "")
                ),
                "since": _text(self.filters.since),
                "until": _text(self.filters.until),
                "undated": self.filters.undated,
            },
            "sort": str(self.sort),
            "offset": self.offset,
            "limit": self.limit,
            "copies": self.copies,
            "match": str(self.match),
            "without": list(self.without),
            "total": self.total,
            "articles": self.articles,
            "partial": self.partial,
            "seconds": round(self.seconds, 4),
            "words": [_plain_word(found) for found in self.words],
            "other_names": [each.to_json() for each in self.other_names],
            "levels": {str(level): count for level, count in self.levels.items()},
            "corrections": [each.to_json() for each in self.corrections],
            "hints": plain_hints(self.hints),
            "hits": [hit.to_json() for hit in self.hits],
            "facets": {
                name: [
                    {"value": b.value, "count": b.count, "selected": b.selected} for b in buckets
                ]
                for name, buckets in self.facets.items()
            },
        }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _plain_reason(reason: Reason) -> dict[str, Any]:
    plain = {"form": None, "kind": "wildcard", "score": 1.0}
    return {"word": reason.word} | (plain if reason.form is None else _plain_form(reason.form))


def _plain_form(form: Form) -> dict[str, Any]:
    return {"form": form.text, "kind": str(form.kind), "score": round(form.score, 4)}


def _plain_word(found: Found) -> dict[str, Any]:
    return {
        "word": found.word.text,
        "level": str(found.word.level),
        "edits": found.word.edits,
        "cut": found.cut,
        "spellings": [
            _plain_form(each.form)
            | {
                "articles": each.articles,
                "archive": each.archive,
                "first": _text(each.first),
                "last": _text(each.last),
                "switch": each.switch,
                "off": each.is_off,
                "source": each.source,
                "also": list(each.also),
            }
            for each in found.spellings
        ],
    }
