"""Which forms of a segment may spell one name: the keys of each, and the forms that have a key.

Keys are those of `searchapp.analysis.spelling.candidate_keys`.  Nobody reads them again, so what is
kept is a hash of each (`searchapp.columnar.skeletons`): where two have the same, a form more is
weighed and found to be no spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.spelling import candidate_signs
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Numbers
from searchapp.columnar.runs import first_of_each
from searchapp.columnar.skeletons import hash_of, hashes_of

# Each pair is one number: the hash of a key, and behind it, in the lower half, a form.
Pairs = NDArray[np.uint64]

_HALF = np.uint64(32)
# So many forms are looked at in one go; each takes some 800 bytes meanwhile.
_STEP = 1 << 13


def pairs_of(hashes: Numbers, forms: Numbers) -> Pairs:
    """Return pairs of a key and a form.

    Args:
        hashes: of the keys.
        forms: the form of each.
    """
    return hashes.astype(np.uint64) << _HALF | forms


class NamesOfForms:
    """The keys of forms, found once for each."""

    def __init__(self) -> None:
        self._hashes = np.empty(0, np.uint32)
        self._counts = np.empty(0, np.int64)

    def learn(self, forms: Sequence[str]) -> None:
        """Find the keys of forms; a few at a time takes several times as long as all at once.

        Args:
            forms: all that were given before, in the same order, and new ones behind them.
        """
        for first in range(len(self._counts), len(forms), _STEP):
            new = forms[first : first + _STEP]
            signs, of = candidate_signs(new)
            hashes, names = hashes_of(signs)
            places = np.array(of, np.int64)[names]
            # The readings of a form need not stand side by side.
            ordered = hashes[np.argsort(places, kind="stable")]
            self._hashes = np.concatenate([self._hashes, ordered])
            self._counts = np.concatenate([self._counts, np.bincount(places, minlength=len(new))])

    def of(self, forms: Numbers) -> Pairs:
        """Return the keys of some forms, each with the place that the form has among them.

        Args:
            forms: their numbers, in the order in which they were given.
        """
        places = np.full(len(self._counts), -1, np.int64)
        places[forms] = np.arange(len(forms))
        of_each = np.repeat(places, self._counts)
        is_used = of_each >= 0
        return pairs_of(self._hashes[is_used], of_each[is_used].astype(np.uint32))


def write_names(file: BlockWriter, pairs: Pairs) -> None:
    """Write the keys of forms.

    Args:
        file: where to; blocks `names.keys` and `names.forms` are added.
        pairs: each key with each form that has it, in any order.
    """
    ordered = np.sort(pairs)
    # Two keys of a form that have one hash are one.
    ordered = ordered[first_of_each(ordered)]
    file.add("names.keys", (ordered >> _HALF).astype(np.uint32))
    file.add("names.forms", ordered.astype(np.uint32))


class Names:
    """Reads the keys of forms.

    Args:
        file: where from.

    Raises:
        IndexDamaged: the keys are not what was written.
    """

    def __init__(self, file: BlockFile) -> None:
        # All of it is checked now: a search looks at a score of places far apart.
        self._keys = file.array("names.keys")
        self._forms = file.block("names.forms")

    @property
    def pairs(self) -> tuple[Numbers, Numbers]:
        """All keys, by their hashes, and the form that has each."""
        return self._keys, self._forms.slice(0, len(self._forms))

    def forms(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of the forms that have any of some keys, ascending.

        Args:
            keys: as `candidate_keys` returns them.

        Returns:
            The forms, and seldom one that has none of the keys (see the module).

        Raises:
            IndexDamaged: they are not what was written.
        """
        hashes = np.array([*map(hash_of, keys)], np.uint32)
        first = self._keys.searchsorted(hashes).tolist()
        end = self._keys.searchsorted(hashes, "right").tolist()
        found = [self._forms.slice(*bounds).tolist() for bounds in zip(first, end, strict=True)]
        return sorted(set().union(*found))
