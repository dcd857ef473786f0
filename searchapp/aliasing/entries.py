"""The entries that are written into an `aliases.toml`, and how they are found there again.

Only what stands there exactly as it was written is found: what somebody changed by hand is theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TEXT = r'("(?:[^"\\]|\\.)*")'
# An entry line by line; the names are caught, and the last line may be missing where it is said so.
_GROUP = (
    r"\[\[group\]\]",
    rf"name = {_TEXT}",
    rf"source = {_TEXT}",
    r"names = \[",
    rf"    \{{ (?:same|former|part_of) = {_TEXT}(?:, ambiguous = true)? \}},",
    r"\]",
)
_REFUSED = (r"\[\[refused\]\]", rf"names = \[{_TEXT}, {_TEXT}\]", rf"reason = {_TEXT}")
_SHAPES = (
    ("group", _GROUP, (0, 2)),
    ("refused", _REFUSED, (0, 1)),
    ("refused", _REFUSED[:-1], (0, 1)),
)
# What goes on with an entry; a comment or an empty line before does not end it.
_KEY = re.compile(r"\s*[^\s#\[]")
_NOTHING = re.compile(r"\s*(?:#.*)?")


class Entry(NamedTuple):
    """An entry as it was written.

    Args:
        kind: "group" or "refused".
        names: the two names; of a group the one it is called by and the other one.
        lines: where it stands, from 0.
    """

    kind: str
    names: tuple[str, str]
    lines: range


def group_entry(name: str, source: str, relation: str, other: str, *, ambiguous: bool) -> str:
    """Return the entry that says that a name has another one."""
    line = f"{{ {relation} = {_toml(other)}{', ambiguous = true' if ambiguous else ''} }}"
    said = f"name = {_toml(name)}\nsource = {_toml(source)}"
    return f"[[group]]\n{said}\nnames = [\n    {line},\n]\n"


def refused_entry(name: str, other: str, reason: str) -> str:
    """Return the entry that says that a name is not another one."""
    told = f"reason = {_toml(reason)}\n" if reason.strip() else ""
    return f"[[refused]]\nnames = [{_toml(name)}, {_toml(other)}]\n{told}"


def without_entries(text: str, is_meant: Callable[[Entry], bool]) -> str:
    """Return a file without some of its entries, each with the empty line before it.

    Args:
        text: the file.
        is_meant: whether an entry is to go.
    """
    lines = text.split("\n")
    for entry in reversed(list(_entries(lines))):
        if is_meant(entry):
            first = entry.lines.start
            has_room = first > 0 and not lines[first - 1].strip()
            del lines[first - has_room : entry.lines.stop]
    return "\n".join(lines)


def _entries(lines: list[str]) -> Iterator[Entry]:
    at = 0
    while at < len(lines):
        entry = next(filter(None, (_entry_at(lines, at, *shape) for shape in _SHAPES)), None)
        if entry is not None:
            yield entry
        at = at + 1 if entry is None else entry.lines.stop


def _entry_at(
    lines: list[str], first: int, kind: str, shape: tuple[str, ...], names: tuple[int, int]
) -> Entry | None:
    """Return the entry of a shape that begins in a line, None where none does."""
    caught: list[str] = []
    for at, pattern in enumerate(shape, first):
        match = re.fullmatch(pattern, lines[at].rstrip("\r")) if at < len(lines) else None
        if match is None:
            return None
        caught += match.groups()
    end = behind = first + len(shape)
    while behind < len(lines) and _NOTHING.fullmatch(lines[behind]):
        behind += 1
    if behind < len(lines) and _KEY.match(lines[behind]):
        return None
    try:
        one, other = (json.loads(caught[name]) for name in names)
    except ValueError:
        return None
    return Entry(kind, (one, other), range(first, end))


def _toml(text: str) -> str:
    """Return a text as a basic string of TOML, on one line."""
    whole = text.encode("utf-8", "replace").decode()
    # JSON escapes the same, but for one control character.
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
