"""Who writes a name how, and when, free of any surface."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from searchapp.analysis.lexicon import Kind, Level
from searchapp.engines.base import Engine
from searchapp.engines.usage import Usage, Used
from searchapp.query.hints import Hint, plain_hints
from searchapp.query.plan import Plan


@dataclass(frozen=True, slots=True)
class Spellings:
    """What words stand for in a whole archive.

    Args:
        query: the words, as typed.
        match: how far their forms were looked for, where the query does not say.
        words: each word with its forms: the nearest kinds first, then those in the most articles.
        hints: what to tell who asked.
    """

    query: str
    match: Level
    words: tuple[Used, ...]
    hints: tuple[Hint, ...] = ()

    def __bool__(self) -> bool:
        return any(word.forms for word in self.words)

    def to_json(self) -> dict[str, Any]:
        """Return them as plain values for `json.dumps`."""
        return {
            "query": self.query,
            "match": str(self.match),
            "words": [_plain_word(word) for word in self.words],
            "hints": plain_hints(self.hints),
        }


def list_usage(engine: Engine, query: str, plan: Plan) -> Spellings:
    """Ask an engine who writes the words of a query how, and when.

    Args:
        engine: whose articles to count.
        query: the words, as typed.
        plan: the plan that was made of them.
    """
    words = tuple(
        dataclasses.replace(used, forms=tuple(sorted(used.forms, key=_order)))
        for used in engine.usage(plan)
    )
    return Spellings(query, plan.level, words, plan.hints)


def order_counts(counts: Mapping[str | None, int]) -> list[tuple[str | None, int]]:
    """Put outlets in order: those with the most articles first, "not known" last."""
    return sorted(counts.items(), key=lambda each: (each[0] is None, -each[1], each[0] or ""))


def order_years(counts: Mapping[str | None, int]) -> list[tuple[str | None, int]]:
    """Put years in order, the earliest first, "no date" last."""
    return sorted(counts.items(), key=lambda each: (each[0] is None, each[0] or ""))


def _order(usage: Usage) -> tuple[int, int, str]:
    return list(Kind).index(usage.form.kind), -usage.articles, usage.form.text


def _plain_word(used: Used) -> dict[str, Any]:
    return {
        "word": used.word.text,
        "level": str(used.word.level),
        "edits": used.word.edits,
        "cut": used.cut,
        "partial": used.partial,
        "spellings": [_plain_usage(usage) for usage in used.forms],
    }


def _plain_usage(usage: Usage) -> dict[str, Any]:
    return {
        "form": usage.form.text,
        "kind": str(usage.form.kind),
        "score": round(usage.form.score, 4),
        "also": list(usage.also),
        "articles": usage.articles,
        "first": None if usage.first is None else str(usage.first),
        "last": None if usage.last is None else str(usage.last),
        "outlets": _plain_counts(order_counts(usage.outlets)),
        "years": _plain_counts(order_years(usage.years)),
    }


def _plain_counts(counts: list[tuple[str | None, int]]) -> list[dict[str, Any]]:
    return [{"value": value, "count": count} for value, count in counts]
