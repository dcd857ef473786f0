"""Which forms of a segment are the same in some respect: a table of keys, each with its forms.

Most forms are their own key and are not listed, so that a table is much shorter than that of the
forms.  Who looks for a key therefore looks for the form of that name as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from searchapp.analysis.folding import fold
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.terms import Terms, write_terms

# How to find the key of a form, by the name of the relation.
RELATIONS = {"letters": fold}


def write_relations(file: BlockWriter, forms: Sequence[str]) -> None:
    """Write every relation.

    Args:
        file: where to.
        forms: those of the segment, in order.
    """
    for name, key_of in RELATIONS.items():
        related: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, form in enumerate(forms):
            key = key_of(form)
            if key != form:
                related[key.encode()].append(number)
        keys = sorted(related)
        write_terms(file, name, keys)
        file.add(f"{name}.bounds", np.cumsum([len(related[key]) for key in keys], dtype=np.uint32))
        numbers = [number for key in keys for number in related[key]]
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
            begin = int(self._bounds[at - 1]) if at else 0
            found += self._forms[begin : int(self._bounds[at])].tolist()
        return sorted(found)
