"""Which forms of a segment are the same in some respect: a table of keys, each with its forms.

Most forms are their own key and are not listed, so that a table is much shorter than that of the
forms.  Who looks for a key therefore looks for the form of that name as well.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.folding import fold
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.terms import Terms, write_terms

# How to find the key of a form, by the name of the relation.
RELATIONS: Mapping[str, Callable[[str], str]] = {"letters": fold}


class KeysOfForms:
    """The keys of forms, found once for each."""

    def __init__(self) -> None:
        self.of: dict[str, dict[bytes, bytes]] = {name: {} for name in RELATIONS}

    def learn(self, form: str) -> None:
        """Find the keys of a form.

        Args:
            form: one that was not given before.
        """
        for name, key_of in RELATIONS.items():
            key = key_of(form)
            if key != form:
                self.of[name][form.encode("utf-8", "surrogatepass")] = key.encode()


def write_relations(
    file: BlockWriter, forms: Sequence[bytes], keys: Mapping[str, Mapping[bytes, bytes]]
) -> None:
    """Write every relation.

    Args:
        file: where to.
        forms: those of the segment, in order.
        keys: for each relation the keys of forms, where they differ from the form.
    """
    for name in RELATIONS:
        related: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            key = keys[name].get(form)
            if key is not None:
                related[key].append(number)
        ordered = sorted(related)
        write_terms(file, name, ordered)
        ends = np.cumsum([len(related[key]) for key in ordered], dtype=np.uint32)
        file.add(f"{name}.bounds", ends)
        numbers = [number for key in ordered for number in related[key]]
        file.add(f"{name}.forms", np.array(numbers, np.uint32))


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

    def forms(self, key: str) -> list[int]:
        """Return the numbers of the forms that have a key, ascending."""
        encoded = key.encode()
        own = self._every.find(encoded)
        found = [] if own is None else [own]
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

    @functools.cached_property
    def _is_own(self) -> NDArray[np.bool_]:
        """For each form whether it is its own key."""
        is_own = np.ones(len(self._every), np.bool_)
        is_own[self._forms] = False
        return is_own

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield each form that is not its own key, with its key."""
        for at, key in enumerate(self._keys):
            for form in self._related(at):
                yield self._every[form], key

    def _related(self, at: int) -> list[int]:
        begin = int(self._bounds[at - 1]) if at else 0
        related: list[int] = self._forms[begin : int(self._bounds[at])].tolist()
        return related
