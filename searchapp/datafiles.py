"""The data files that come with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

# `importlib.resources` loads the readers of archives, for which every command would wait.
_ROOT = Path(__file__).parent


def read_text(path: str) -> str:
    """Return the text of a data file.

    Args:
        path: where it is in the package, as `analysis/english.txt`.
    """
    return (_ROOT / path).read_text(encoding="utf-8")


def read_tables(path: str) -> dict[str, Any]:
    """Return what a TOML file holds.

    Args:
        path: as for `read_text`.
    """
    return tomllib.loads(read_text(path))
