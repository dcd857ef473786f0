"""The data files of this room, each read once."""

from __future__ import annotations

import functools
from typing import Any

from searchapp.datafiles import read_tables


def table(name: str) -> dict[str, list[str]]:
    """Return a data file: lists of words or patterns by name.

    Args:
        name: its path in this room, without the ending.

    Returns:
        What it holds.
    """
    found: dict[str, list[str]] = _read(name)
    return found


def tables(name: str) -> dict[str, dict[str, list[str]]]:
    """Return a data file of several tables, each of lists by name.

    Args:
        name: its path in this room, without the ending.

    Returns:
        What it holds.
    """
    found: dict[str, dict[str, list[str]]] = _read(name)
    return found


@functools.cache
def _read(name: str) -> Any:
    return read_tables(f"ingest/{name}.toml")
