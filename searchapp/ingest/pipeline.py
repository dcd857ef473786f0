"""From paths to articles: the door of this room.

    find_files(paths)            which files there are
    fingerprint(file)            whether one has changed
    Notes(files)                 what the user says about them (`outlets.toml`, `corrections.toml`)
    read_articles(file, limits, notes=notes.of(file))
                                 what is in it: articles, and rejections for what is none

An article's id is the first 80 bits of BLAKE2b over the file's path (as in `Source.path`), a zero
byte, and the article's text exactly as it stands in the file (the part of a digest, the record of
an export, the whole page), in lower-case base32: 16 characters.  Of parts of one file that are
alike, the second and later ones hash their number too.  So an id does not depend on other files,
on the order of files, or on where in its file an article stands; it changes when the file is
renamed or the article's own text changes.

Spans (`Source`, `Evidence`) count characters of the decoded file, without its byte order mark.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from searchapp.ingest.files import InputFile, find_files, fingerprint
from searchapp.ingest.limits import Limits
from searchapp.ingest.notes import FileNotes, Notes
from searchapp.ingest.outlets import built_in
from searchapp.ingest.readers import read_file
from searchapp.ingest.refining import refine
from searchapp.ingest.streams import Consumed
from searchapp.model import Article, Rejected

__all__ = [
    "FileNotes",
    "InputFile",
    "Limits",
    "Notes",
    "find_files",
    "fingerprint",
    "read_articles",
]


def read_articles(
    file: InputFile,
    limits: Limits,
    consumed: Consumed | None = None,
    notes: FileNotes | None = None,
) -> Iterator[Article | Rejected]:
    """Read the articles of a file.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far, packed as it is.
        notes: what is said about the file; only what the program itself knows where None.

    Returns:
        Its articles in order, and a rejection for everything that is none; it never raises for
        what a file holds.
    """
    return refine(
        lambda: read_file(file, limits, consumed),
        lambda: read_file(file, limits),
        FileNotes(built_in()) if notes is None else notes,
        limits.today or datetime.datetime.now(datetime.UTC).date(),
    )
