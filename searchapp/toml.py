"""TOML that users write: whatever is wrong with it is told, with the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

# A whole number has 64 bits (TOML 1.0, Integer), which are no more digits than so many.
_BITS, _DIGITS = 64, 16
# Looked for only where a file is wrong, and compiled no sooner.
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'"
_NUMBER = rf"\b(?:0[xob])?[0-9a-fA-F][0-9a-fA-F_]{{{_DIGITS},}}\b"


def read_toml(text: str) -> dict[str, Any]:
    """Read a TOML file.

    Args:
        text: the file.

    Returns:
        What it says.

    Raises:
        ValueError: it is no TOML; the message names the line.
    """
    try:
        plain = tomllib.loads(text)
        is_too_long = any(value.bit_length() > _BITS for value in _numbers(plain))
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        # Python reads no number of thousands of digits.
        is_too_long = True
    except RecursionError as error:
        raise ValueError("It is nested too deeply") from error
    if is_too_long:
        raise ValueError(f"A whole number of more than {_BITS} bits{_place(text)}")
    return plain


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers(each)


def _place(text: str) -> str:
    """Return where the first long number stands, as `tomllib` says it; empty where none is seen."""
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(_NUMBER, re.sub(_QUOTED, "", line).partition("#")[0]):
            return f" (at line {number})"
    return ""
