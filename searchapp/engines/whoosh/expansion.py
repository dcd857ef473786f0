"""Words and wildcards as the forms of the index that they stand for, in bounded number."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from whoosh.query import NullQuery, Phrase, Prefix, Query, Term, Wildcard

from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.base import MAX_FORMS
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.query.hints import Hint

_LITERAL = re.compile(r"[^*?]*")
# Words asked for again and again, such as those of one query in two texts.
_REMEMBERED = 4_096
# How many words go by between two looks at the clock.
_STRIDE = 1_024


class Expansion:
    """The forms of one commit.

    Args:
        snapshot: the commit.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._forms = functools.lru_cache(_REMEMBERED)(functools.partial(_find_forms, snapshot))

    def expand(self, query: Query, check: Callable[[], None]) -> tuple[Query, tuple[Hint, ...]]:
        """Put in the place of every word the forms that have its letters.

        Args:
            query: the tree, of folded words.
            check: called now and then; may raise to stop it.

        Returns:
            The tree of forms, and a hint for each wildcard that stands for more than `MAX_FORMS`
            words, of which only those in the most articles are searched for.
        """
        hints: dict[str, Hint] = {}
        return self._expanded(query, hints, check), tuple(hints.values())

    def _expanded(self, node: Query, hints: dict[str, Hint], check: Callable[[], None]) -> Query:
        if isinstance(node, Prefix | Wildcard):
            return self._wildcard(node, hints, check)
        if isinstance(node, Term):
            forms = self._forms(node.text)
            return AnyForm(node.fieldname, forms, node.boost) if forms else NullQuery
        if isinstance(node, Phrase):
            words = tuple(map(self._forms, node.words))
            if not all(words):
                return NullQuery
            return Near(node.fieldname, words, node.slop, node.boost)
        # Whoosh's own way through a tree leaves a circle behind that holds the snapshot.
        return node.apply(lambda child: self._expanded(child, hints, check))

    def _wildcard(
        self, node: Prefix | Wildcard, hints: dict[str, Hint], check: Callable[[], None]
    ) -> Query:
        glob = f"{node.text}*" if isinstance(node, Prefix) else node.text
        found = [
            _matches(part.segment, node.fieldname, glob, check) for part in self._snapshot.slices
        ]
        words = set().union(*found)
        if len(words) > MAX_FORMS:
            message = (
                f"{glob} stands for {len(words):,} words; only the {MAX_FORMS:,} "
                "that are in the most articles were searched for."
            )
            hints[glob] = Hint("wide-wildcard", message)
            words = self._most_frequent(node.fieldname, found)
        forms = {
            part.segment.forms[number]
            for part, numbers_of in zip(self._snapshot.slices, found, strict=True)
            for word in words & numbers_of.keys()
            for number in numbers_of[word]
        }
        texts = tuple(form.decode("utf-8", "surrogatepass") for form in sorted(forms))
        return AnyForm(node.fieldname, texts, node.boost) if texts else NullQuery

    def _most_frequent(self, field: str, found: Sequence[dict[str, list[int]]]) -> set[str]:
        """Return the `MAX_FORMS` words that are in the most documents.

        Args:
            field: the text that counts.
            found: for each segment the words in question, with the forms that each has there.
        """
        frequencies = Counter[str]()
        for part, numbers_of in zip(self._snapshot.slices, found, strict=True):
            read = part.segment.field(field)
            for word, numbers in numbers_of.items():
                terms = read.forms.searchsorted(np.array(numbers, np.uint32))
                frequencies[word] += int(read.postings.lengths[terms].sum())
        return set(sorted(frequencies, key=lambda word: (-frequencies[word], word))[:MAX_FORMS])


def _find_forms(snapshot: Snapshot, word: str) -> tuple[str, ...]:
    """Return the forms that have the letters of a word, in order."""
    segments = [part.segment for part in snapshot.slices]
    found = {
        each.forms[number] for each in segments for number in each.relation("letters").forms(word)
    }
    return tuple(form.decode("utf-8", "surrogatepass") for form in sorted(found))


def _matches(
    segment: Segment, field: str, glob: str, check: Callable[[], None]
) -> dict[str, list[int]]:
    """Return the words of a text that a pattern matches, with the forms that each has there."""
    literal = _LITERAL.match(glob)
    start = literal.group() if literal else ""
    matches = re.compile(fnmatch.translate(glob)).match
    found: dict[str, list[int]] = {}
    is_used = segment.field(field).is_used
    for at, (word, numbers) in enumerate(segment.relation("letters").with_prefix(start)):
        if at % _STRIDE == 0:
            check()
        used = [number for number in numbers if is_used[number]]
        if used and matches(word):
            found.setdefault(word, []).extend(used)
    return found
