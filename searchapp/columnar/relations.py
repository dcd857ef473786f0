"""Which forms of a segment are the same in some respect: a table of keys, each with its forms.

Most forms are their own key and are not listed, so that a table is much shorter than that of the
forms.  Who looks for a key therefore looks for the form of that name as well.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis.folding import fold
from searchapp.analysis.stems import stems
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Numbers
from searchapp.columnar.terms import Terms, write_terms

# What is the same by its letters, and the same English word.
RELATIONS = ("letters", "words")


def _keys(forms: Sequence[str]) -> dict[str, list[str]]:
    """Return the keys of forms, by the name of the relation."""
    # Nine in ten forms are ASCII letters and digits, which folding leaves as they are.
    letters = [form if form.isascii() and form.isalnum() else fold(form) for form in forms]
    return {"letters": letters, "words": stems(letters)}


class Keys(NamedTuple):
    """The keys of forms.

    Args:
        texts: different keys, in UTF-8, in any order.
        of: for each form the number of its key among them, -1 where it is the form itself.
    """

    texts: Sequence[bytes]
    of: NDArray[np.int32]


class KeysOfForms:
    """The keys of forms, found once for each."""

    def __init__(self) -> None:
        self._known = 0
        self._texts: dict[str, list[bytes]] = {name: [] for name in RELATIONS}
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in RELATIONS}
        self._of = {name: array("i") for name in RELATIONS}

    def learn(self, forms: Sequence[str]) -> None:
        """Find the keys of forms.

        Args:
            forms: all that were given before, in the same order, and new ones behind them.
        """
        new = forms[self._known :]
        self._known = len(forms)
        for name, keys in _keys(new).items():
            texts, numbers = self._texts[name], self._numbers[name]
            of = array("i", [-1]) * len(new)
            for at in [at for at, key in enumerate(keys) if key != new[at]]:
                number = of[at] = numbers.setdefault(keys[at], len(texts))
                if number == len(texts):
                    texts.append(keys[at].encode())
            self._of[name] += of

    def of(self, forms: Numbers) -> dict[str, Keys]:
        """Return the keys of some forms, by the name of the relation.

        Args:
            forms: their numbers, in the order in which they were given.
        """
        return {
            name: Keys(self._texts[name], np.array(self._of[name], np.int32)[forms])
            for name in RELATIONS
        }


def write_relation(file: BlockWriter, name: str, keys: Keys) -> None:
    """Write a relation.

    Args:
        file: where to.
        name: of the relation.
        keys: of the forms of the segment, in their order.
    """
    forms = np.flatnonzero(keys.of >= 0).astype(np.uint32)
    used = np.unique(keys.of[forms]).tolist()
    used.sort(key=keys.texts.__getitem__)
    ranks = np.zeros(len(keys.texts), np.int32)
    ranks[used] = np.arange(len(used), dtype=np.int32)
    rank_of_each = ranks[keys.of[forms]]
    write_terms(file, name, [keys.texts[number] for number in used])
    counts = np.bincount(rank_of_each, minlength=len(used))
    file.add(f"{name}.bounds", np.cumsum(counts).astype(np.uint32))
    file.add(f"{name}.forms", forms[np.argsort(rank_of_each, kind="stable")])


class Relation:
    """Reads a relation.

    Args:
        file: where from.
        name: of the relation.
        every: all forms of the segment.

    Raises:
        IndexDamaged: a part of the file is not what was written.
    """

    def __init__(self, file: BlockFile, name: str, every: Terms) -> None:
        self._every = every
        self._keys = Terms(file, name)
        self._bounds = file.array(f"{name}.bounds")
        self._forms = file.array(f"{name}.forms")

    @property
    def keys(self) -> Keys:
        """The keys of all forms of the segment."""
        of = np.full(len(self._every), -1, np.int32)
        counts = np.diff(self._bounds, prepend=np.uint32(0))
        of[self._forms] = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        return Keys(list(self._keys), of)

    def forms(self, key: str) -> list[int]:
        """Return the numbers of the forms that have a key, ascending."""
        encoded = key.encode()
        own = self._every.find(encoded)
        # A form that has another key is listed there, even if it is what others have for a key.
        found = [own] if own is not None and self._is_own[own] else []
        at = self._keys.find(encoded)
        if at is not None:
            found += self._related(at)
        return sorted(found)

    def with_prefix(self, prefix: str) -> Iterator[tuple[str, list[int]]]:
        """Yield every key that begins so, with the numbers of the forms that have it.

        Not in order: the forms that are their own keys come first.
        """
        encoded = prefix.encode()
        for at in self._every.with_prefix(encoded):
            if self._is_own[at]:
                yield self._every[at].decode("utf-8", "surrogatepass"), [at]
        for at in self._keys.with_prefix(encoded):
            yield self._keys[at].decode(), self._related(at)

    def like(self, word: str, edits: int) -> Iterator[tuple[str, list[int]]]:
        """Yield keys that may be so many edits from a word (see `Terms.like`), with their forms."""
        encoded = word.encode()
        for at, text in self._every.like(encoded, edits):
            if self._is_own[at]:
                yield text.decode("utf-8", "surrogatepass"), [at]
        for at, text in self._keys.like(encoded, edits):
            yield text.decode(), self._related(at)

    @cached_property
    def _is_own(self) -> NDArray[np.bool_]:
        """For each form whether it is its own key."""
        is_own = np.ones(len(self._every), np.bool_)
        is_own[self._forms] = False
        return is_own

    def _related(self, at: int) -> list[int]:
        begin = int(self._bounds[at - 1]) if at else 0
        related: list[int] = self._forms[begin : int(self._bounds[at])].tolist()
        return related
