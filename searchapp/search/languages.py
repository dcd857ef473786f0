"""What languages are called, and which are written from right to left."""

from __future__ import annotations

import functools
from typing import Any

from searchapp.datafiles import read_tables


def name_language(code: str) -> str:
    """Return the English name of a language.

    Args:
        code: its code (ISO 639-1).

    Returns:
        The name; the code itself where the table has no name for it.
    """
    name: str = _table()["names"].get(code, code)
    return name


def reads_right_to_left(code: str | None) -> bool:
    """Say whether a language is written from right to left.

    Args:
        code: its code (ISO 639-1); None where the language is not known.
    """
    return code in _table()["written"]["right_to_left"]


@functools.cache
def _table() -> dict[str, Any]:
    return read_tables("search/languages.toml")
