"""Which forms of a segment may spell one name: the keys of each, and the forms that have a key.

Keys are those of `searchapp.analysis.spelling.candidate_keys`.  Nobody reads them again, so what is
kept is a hash of each (`searchapp.columnar.skeletons`): where two have the same, a form more is
weighed and found to be no spelling.  What is weighed is how the forms are read, which takes longer
to find out than all the rest, and is therefore kept as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.analysis.alignment import NUMBER_OF, Strings
from searchapp.analysis.graphemes import SIGNS, is_unvowelled
from searchapp.analysis.readings import Readings
from searchapp.analysis.spelling import candidate_signs
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Numbers, Packed, PackedWriter
from searchapp.columnar.runs import begins_of, columns_of, distinct, first_of_each, together
from searchapp.columnar.skeletons import hash_of, hashes_of
from searchapp.columnar.terms import Terms

# Each pair is one number: the hash of a key, and behind it, in the lower half, a form.
Pairs = NDArray[np.uint64]

_HALF = np.uint64(32)
# So many forms are looked at in one go; each takes some 800 bytes meanwhile.
_STEP = 1 << 13
# Behind the signs of a reading.
_END = "\0"
# The number of the sign that a byte is as a letter: of any byte but an ASCII letter, none.
_LETTERS = np.zeros(256, np.int64)
_LETTERS[:128] = NUMBER_OF[:128]
_NUMBERED = {ord(sign): chr(NUMBER_OF[ord(sign)]) for sign in SIGNS}
_APOSTROPHE = ord("'")
_NO_FORM = np.array([-1])
# The first bytes of letters of scripts that leave out vowels, and of some others, in UTF-8.
_MAY_BE_UNVOWELLED = np.zeros(256, np.bool_)
_MAY_BE_UNVOWELLED[[*range(0xD6, 0xDC), 0xEF]] = True

Integers = NDArray[np.int64]


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
        self._readings: list[bytes] = []

    def learn(self, forms: Sequence[str]) -> None:
        """Find the keys of forms; a few at a time takes several times as long as all at once.

        Args:
            forms: all that were given before, in the same order, and new ones behind them.
        """
        for first in range(len(self._counts), len(forms), _STEP):
            new = forms[first : first + _STEP]
            signs, of, own = candidate_signs(new)
            self._readings += _readings(new, signs[:own], of)
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

    def readings(self, forms: Numbers) -> list[bytes]:
        """Return how some forms are read.

        Args:
            forms: their numbers, in the order in which they were given.

        Returns:
            The numbers of the signs of each reading (`NUMBER_OF`), and behind them a 0; nothing
            where they are the ASCII letters of the form but for its ending 's, or it is no name.
        """
        return [self._readings[number] for number in forms.tolist()]


def _readings(forms: Sequence[str], signs: Sequence[str], of: Sequence[int]) -> list[bytes]:
    found: dict[int, str] = {}
    # Nearly all have one reading, which is their letters: these are but noted.
    own = bytearray(len(forms))
    for each, place in zip(signs, of, strict=False):
        form = forms[place]
        if place not in found and not own[place] and form.isascii():
            own[place] = form in (each, f"{each}'s")
            if own[place]:
                continue
        before = found.get(place, form.removesuffix("'s") + _END if own[place] else "")
        found[place] = before + each + _END
    readings = [b""] * len(forms)
    for place, text in found.items():
        readings[place] = _numbered(text)
    return readings


def _numbered(text: str) -> bytes:
    """Return the numbers of signs (`NUMBER_OF`), a 0 for what ends a reading."""
    return text.translate(_NUMBERED).encode("latin-1")


def write_names(file: BlockWriter, pairs: Pairs, readings: Sequence[bytes]) -> None:
    """Write the keys of forms.

    Args:
        file: where to; blocks called `names` are added.
        pairs: each key with each form that has it, in any order.
        readings: of each form, as `NamesOfForms.readings` returns them.
    """
    ordered = np.sort(pairs)
    # Two keys of a form that have one hash are one.
    ordered = ordered[first_of_each(ordered)]
    hashes = (ordered >> _HALF).astype(np.uint32)
    is_first = first_of_each(hashes)
    file.add("names.keys", hashes[is_first])
    _write_lengths(file, "names.counts", np.diff(np.append(is_first.nonzero()[0], len(hashes))))
    file.add("names.forms", ordered.astype(np.uint32))
    written = [text for text in readings if text]
    file.add("names.read", np.packbits(np.fromiter(map(bool, readings), np.bool_, len(readings))))
    file.add("names.signs", np.frombuffer(b"".join(written), np.uint8))
    _write_lengths(file, "names.lengths", np.fromiter(map(len, written), np.int64, len(written)))


def _write_lengths(file: BlockWriter, name: str, lengths: NDArray[np.int64]) -> None:
    stream = PackedWriter(file, name, 8)
    stream.append(lengths)
    stream.finish()


class Names:
    """Reads the keys of forms.

    Args:
        file: where from.

    Raises:
        IndexDamaged: the keys are not what was written.
    """

    def __init__(self, file: BlockFile) -> None:
        self._file = file
        # All of it is checked now: a search looks at a score of places far apart.
        self._keys = file.array("names.keys")
        self._bounds = begins_of(_all_of(file, "names.counts"))
        self._forms = file.block("names.forms")

    @property
    def pairs(self) -> tuple[Numbers, Numbers]:
        """All keys, by their hashes, and the form that has each."""
        keys = np.repeat(self._keys, np.diff(self._bounds))
        return keys, self._forms.slice(0, len(self._forms))

    def forms(self, keys: Iterable[str]) -> NDArray[np.int64]:
        """Return the numbers of the forms that have any of some keys, ascending.

        Args:
            keys: as `candidate_keys` returns them.

        Returns:
            The forms, and seldom one that has none of the keys (see the module).

        Raises:
            IndexDamaged: they are not what was written.
        """
        if not len(self._keys):
            return np.empty(0, np.int64)
        hashes = np.array([*map(hash_of, keys)], np.uint32)
        places = self._keys.searchsorted(hashes)
        is_here = self._keys.take(places, mode="clip") == hashes
        bounds = zip(self._bounds[places[is_here]], self._bounds[places[is_here] + 1], strict=True)
        found = [self._forms.slice(int(first), int(end)) for first, end in bounds]
        return distinct(together(found, np.uint32)).astype(np.int64)

    def readings(self, forms: NDArray[np.int64], every: Terms) -> Readings:
        """Return how some forms are read that have keys.

        Args:
            forms: their numbers, ascending.
            every: all forms of the segment.

        Raises:
            IndexDamaged: their signs are not what was written.
        """
        others, bounds, numbers = self._written
        places = others.searchsorted(forms)
        is_other = (others if len(others) else _NO_FORM).take(places, mode="clip") == forms
        other, own = is_other.nonzero()[0], (~is_other).nonzero()[0]
        letters, begins, lengths = every.runs(forms)
        lengths[own] -= 2 * _is_possessive(letters, (begins + lengths)[own])
        alone = _LETTERS[columns_of(letters, begins[own], lengths[own])]
        first, end = bounds[places[other]], bounds[places[other] + 1]
        parted, of = _parted(columns_of(numbers, first, end - first))

        def form(number: int) -> str:
            return every[int(forms[number])].decode("utf-8", "surrogatepass")

        unvowelled = np.zeros(len(forms), np.bool_)
        may_be = other[
            _MAY_BE_UNVOWELLED[columns_of(letters, begins[other], lengths[other])].any(0)
        ]
        unvowelled[may_be] = [is_unvowelled(form(number)) for number in may_be.tolist()]
        signs = Strings.join([Strings(alone), Strings(parted)])
        return Readings(form, unvowelled, signs, np.append(own, other[of]))

    def fits(self, forms: int) -> bool:
        """Return whether what is here fits together, and so many forms."""
        others, bounds, numbers = self._written
        return (
            len(self._bounds) == len(self._keys) + 1
            and bool(np.all(np.diff(self._bounds) > 0))
            and int(self._bounds[-1]) == len(self._forms)
            and self._file.length("names.read") == -(-forms // 8)
            and int(others[-1:].sum()) < max(forms, 1)
            and len(bounds) == len(others) + 1
            and int(bounds[-1]) == len(numbers)
            and not numbers[bounds[1:] - 1].any()
            and int(numbers.max(initial=0)) <= len(SIGNS)
        )

    @property
    def written(self) -> Iterator[tuple[int, bytes]]:
        """The forms whose signs are not their letters, with these (see `NamesOfForms.readings`)."""
        others, bounds, numbers = self._written
        every = bytes(numbers)
        ends = bounds.tolist()
        for number, begin, end in zip(others.tolist(), ends, ends[1:], strict=False):
            yield number, every[begin:end]

    @cached_property
    def _written(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        """These forms, where the signs of each begin, the end of all, and the numbers of all."""
        others = np.unpackbits(self._file.array("names.read")).nonzero()[0]
        bounds = begins_of(_all_of(self._file, "names.lengths"))
        return others, bounds, self._file.array("names.signs")


def _is_possessive(letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of some forms, known by their ends, are with the ending of a possessive."""
    is_so: NDArray[np.bool_] = letters.take(ends - 2, mode="clip") == _APOSTROPHE
    return is_so


def _parted(readings: NDArray[np.uint8]) -> tuple[Integers, NDArray[np.intp]]:
    """Return each of several readings that stand in one column in a column of its own.

    Returns:
        These columns, and in which one each stood.
    """
    flat = readings.T.ravel()
    is_sign = np.append(flat > 0, False)
    starts = (is_sign[:-1] & ~np.append(False, is_sign[:-2])).nonzero()[0]
    stops = (is_sign[:-1] & ~is_sign[1:]).nonzero()[0] + 1
    parted = columns_of(flat, starts, stops - starts).astype(np.int64)
    return parted, starts // max(len(readings), 1)


def _all_of(file: BlockFile, name: str) -> Numbers:
    lengths = Packed(file, name, 8)
    return lengths.slice(0, len(lengths))
