"""What the process that writes and those that read say to one another, as JSON.

A process that reads has to do with bytes from anywhere, and so nothing that it answers is taken for
more than text and numbers.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from searchapp.indexing.reader import Found
from searchapp.ingest.files import Rules
from searchapp.ingest.pipeline import InputFile
from searchapp.model import Article, Rejected

# The folders that hold what the user named, each with the rules that hold for some of its files.
Places = tuple[tuple[Path, Rules], ...]

# A file is read to its end, or the process is ready for its first one.
DONE = b""


def encode_file(file: InputFile, place: int) -> bytes:
    """Return what to read.

    Args:
        file: the file.
        place: the number of its root and its rules among the places.
    """
    return _encode([place, file.path, file.size])


def decode_file(message: bytes, places: Places) -> InputFile:
    """Return the file that `encode_file` named."""
    place, path, size = _decode(message)
    root, rules = places[place]
    return InputFile(root, path, size, rules)


def encode_found(found: Found) -> bytes:
    """Return what was found in a file."""
    position, each = found
    if isinstance(each, Article):
        return _encode([position, "article", each.to_json() | {"sketch": each.sketch.hex()}])
    return _encode([position, "rejected", dataclasses.asdict(each)])


def decode_found(message: bytes) -> Found:
    """Return what `encode_found` was given."""
    position, kind, plain = _decode(message)
    if kind == "rejected":
        return position, Rejected(**plain)
    return position, Article.from_json(plain | {"sketch": bytes.fromhex(plain["sketch"])})


def _encode(plain: list[Any]) -> bytes:
    # Half a surrogate pair, of a text or of the name of a file, arrives as it is.
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decode(message: bytes) -> Any:
    return json.loads(message.decode("utf-8", "surrogatepass"))
