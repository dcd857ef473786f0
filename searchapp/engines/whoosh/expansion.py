"""Wildcards as the words of the index that they stand for, in bounded number."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from whoosh.query import NullQuery, Or, Prefix, Query, Term, Wildcard
from whoosh.reading import IndexReader

from searchapp.engines.base import MAX_FORMS
from searchapp.query.hints import Hint

_LITERAL = re.compile(r"[^*?]*")


def expand(query: Query, reader: IndexReader) -> tuple[Query, tuple[Hint, ...]]:
    """Put in the place of every wildcard the words that it matches.

    Args:
        query: the tree.
        reader: of the index.

    Returns:
        The tree without wildcards, and a hint for each that stands for more than `MAX_FORMS` words,
        of which only those in the most articles are searched for.
    """
    hints: dict[str, Hint] = {}

    def expanded(node: Query) -> Query:
        if not isinstance(node, Prefix | Wildcard):
            return node
        glob = f"{node.text}*" if isinstance(node, Prefix) else node.text
        forms = sorted(_forms(node.fieldname, glob, reader))
        if len(forms) > MAX_FORMS:
            message = (
                f"{glob} stands for {len(forms):,} words; only the {MAX_FORMS:,} "
                "that are in the most articles were searched for."
            )
            hints[glob] = Hint("wide-wildcard", message)
        terms = [Term(node.fieldname, form) for _, form in forms[:MAX_FORMS]]
        return Or(terms, boost=node.boost) if terms else NullQuery

    return query.accept(expanded).normalize(), tuple(hints.values())


def _forms(field: str, glob: str, reader: IndexReader) -> Iterator[tuple[int, str]]:
    """Yield the words that a pattern matches, with what sorts the most frequent first."""
    literal = _LITERAL.match(glob)
    matches = re.compile(fnmatch.translate(glob)).match
    start = literal.group() if literal else ""
    for text, info in reader.iter_field(field, start):
        form = text.decode("utf-8")
        if not form.startswith(start):
            return
        if matches(form):
            yield -info.doc_frequency(), form
