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

A member of an archive is a file of its own: its path is the archive's, "!/" and its path in there
("news/2020.zip!/march/digest.txt"); a page of a crawl stands at its address ("crawl.warc!/https://
…"), the second of the same address with " (2)" behind it.  So neither depends on what else is in
the archive.  Archives are treated as folders: hidden members are passed over, and those that a
`.searchappignore` above the archive names.  One inside an archive has no say, since a tar archive
may hold it behind what it names.

Spans (`Source`, `Evidence`) count characters of the decoded file, without its byte order mark and
zeros; of
a text that was mojibake, characters of the mended text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.files import InputFile, find_files, fingerprint
from searchapp.ingest.kinds import kind_of
from searchapp.ingest.limits import Limits
from searchapp.ingest.notes import FileNotes, Notes
from searchapp.ingest.outlets import built_in
from searchapp.ingest.readers import read_file
from searchapp.ingest.refining import refine
from searchapp.ingest.sketches import sketch
from searchapp.ingest.streams import Consumed
from searchapp.model import Article, Rejected

__all__ = [
    "BUILT_IN",
    "FieldNames",
    "FileNotes",
    "InputFile",
    "Limits",
    "Notes",
    "find_files",
    "fingerprint",
    "is_read",
    "read_articles",
]


def is_read(file: InputFile) -> bool:
    """Return whether a file is of a kind that is read, or a folder that could not be listed."""
    return not file.leads_out and (kind_of(file.path) is not None or file.location.is_dir())


def read_articles(
    file: InputFile,
    limits: Limits,
    consumed: Consumed | None = None,
    names: FieldNames = BUILT_IN,
    notes: FileNotes | None = None,
    *,
    sketched: bool = False,
) -> Iterator[Article | Rejected]:
    """Read the articles of a file.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far, packed as it is, and
            with 0 after each piece that is read a second time for the sake of its dates.
        names: what the fields of exports are called.
        notes: what is said about the file; only what the program itself knows where None.
        sketched: give the articles their sketches, as an index needs them.

    Returns:
        Its articles in order, and a rejection for everything that is none; it never raises for
        what a file holds.
    """

    def again(at: int) -> None:
        del at
        if consumed is not None:
            consumed(0)

    articles = refine(
        lambda: read_file(file, limits, consumed, names),
        lambda: read_file(file, limits, again, names, with_texts=False),
        FileNotes(built_in()) if notes is None else notes,
        limits.latest,
    )
    return map(_sketched, articles) if sketched else articles


def _sketched(each: Article | Rejected) -> Article | Rejected:
    if isinstance(each, Rejected):
        return each
    return dataclasses.replace(each, sketch=sketch(each))
