"""The data files of this room, each read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources


@functools.cache
def table(name: str) -> dict[str, list[str]]:
    """Return a data file: lists of words or patterns by name.

    Args:
        name: its path in this room, without the ending.

    Returns:
        What it holds.
    """
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
