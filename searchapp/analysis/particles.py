"""Which English words only serve others: no reader looks for one, and no name begins or ends so."""

from __future__ import annotations

import functools

from searchapp.analysis.folding import fold
from searchapp.datafiles import read_text


@functools.cache
def particles() -> frozenset[str]:
    """Return the letters of all these words."""
    lines = read_text("analysis/particles.txt").splitlines()
    words = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(fold(word) for each in words for word in each)
