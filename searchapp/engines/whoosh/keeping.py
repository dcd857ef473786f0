"""The settings that a commit keeps: how its files were read, and where they are."""

from __future__ import annotations

from pathlib import Path

from searchapp.columnar.blocks import Sum
from searchapp.columnar.commits import Notes, write_note
from searchapp.errors import BadSettings, IndexDamaged
from searchapp.settings import Kept

SETTINGS = "settings"


def read_kept(folder: Path, notes: Notes) -> Kept:
    """Read the settings that a commit keeps.

    Args:
        folder: of the index.
        notes: of the commit.

    Returns:
        The settings; the defaults where the commit keeps none.

    Raises:
        IndexDamaged: they cannot be read.
    """
    plain = notes.read(SETTINGS)
    if plain is None:
        return Kept()
    try:
        return Kept.from_plain(plain)
    except BadSettings as error:
        detail = f"{notes.name(SETTINGS)} is not what it should be ({error})"
        raise IndexDamaged(folder, detail) from error


def write_kept(folder: Path, generation: int, kept: Kept) -> tuple[str, Sum]:
    """Write the settings of a commit that is to come; return their file, and what tells it."""
    name = f"settings.{generation}.json"
    return name, write_note(folder, name, kept.to_plain())
