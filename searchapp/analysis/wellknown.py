"""Well-known spellings: what the press makes of names that no rule can vouch for.

Yousef and Yusuf are too little alike for one name, and Hassan and Hasan are borne by so many that
what stands beside them tells nothing.  `wellknown.toml` has such names.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources

from searchapp.analysis.folding import BEHIND_LATIN, fold
from searchapp.analysis.forms import surface


def well_known(form: str) -> tuple[str, ...]:
    """Return the well-known other spellings of a name.

    Args:
        form: a word, as written or as an index keeps it.

    Returns:
        The letters of those in Latin letters, in the order of the table, and the form of the one in
        the script of the name; empty where none are known.
    """
    # In another script many words share their letters.
    key = fold(form) if form < BEHIND_LATIN else surface(form)
    return tuple(other for other in _groups().get(key, ()) if other != key)


@functools.cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """Return for each spelling all those of its name."""
    text = resources.files(__package__).joinpath("wellknown.toml").read_text(encoding="utf-8")
    groups: dict[str, tuple[str, ...]] = {}
    for table in tomllib.loads(text).values():
        for native, spellings in table.items():
            group = (*spellings.split(), surface(native))
            groups.update(dict.fromkeys(group, group))
    return groups
