"""Which files were read into an index, and how far: one small file of each commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from searchapp.columnar.blocks import Sum
from searchapp.columnar.commits import Notes, write_note
from searchapp.errors import IndexDamaged

LEDGER = "ledger"


class Reading(NamedTuple):
    """The reading of a file that a commit caught half-way.

    Args:
        name: tells it from a reading of other contents, or with other notes.
        number: tells its documents from those of earlier readings; it is stored in each.
    """

    name: str
    number: int


@dataclass(slots=True)
class Ledger:
    """What a commit knows of the files.

    Args:
        job: what the caller left for whoever goes on (see `Writer.job`).
        files: each file's fingerprint, by its key; empty for one that is to be read again.
        unfinished: the readings that were caught half-way, by the file's key.
        sharing: the files that hold articles of others, by the file's key (see `Writer.share`).
    """

    job: str = ""
    files: dict[str, str] = field(default_factory=dict)
    unfinished: dict[str, Reading] = field(default_factory=dict)
    sharing: dict[str, list[str]] = field(default_factory=dict)


def read_ledger(folder: Path, notes: Notes) -> Ledger:
    """Read the ledger of a commit.

    Args:
        folder: of the index.
        notes: of the commit.

    Returns:
        The ledger; an empty one where the commit has none.

    Raises:
        IndexDamaged: it cannot be read.
    """
    plain = notes.read(LEDGER)
    if plain is None:
        return Ledger()
    try:
        return Ledger(
            str(plain["job"]),
            {str(key): str(value) for key, value in plain["files"].items()},
            {str(key): _reading(**value) for key, value in plain["unfinished"].items()},
            {str(key): list(map(str, value)) for key, value in plain["sharing"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged(folder, f"{notes.name(LEDGER)} is not what it should be") from error


def write_ledger(folder: Path, generation: int, ledger: Ledger) -> tuple[str, Sum]:
    """Write the ledger of a commit that is to come; return its file, and what tells it."""
    plain: dict[str, Any] = {
        "job": ledger.job,
        "files": dict(sorted(ledger.files.items())),
        "unfinished": {key: each._asdict() for key, each in sorted(ledger.unfinished.items())},
        "sharing": dict(sorted(ledger.sharing.items())),
    }
    name = f"files.{generation}.json"
    return name, write_note(folder, name, plain)


def _reading(name: str, number: int) -> Reading:
    return Reading(str(name), int(number))
