"""From paths to articles: the door of this room.

    find_files(paths)            which files there are
    fingerprint(file)            whether one has changed
    read_articles(file, limits)  what is in it: articles, and rejections for what is none

An article's id is the first 80 bits of BLAKE2b over the file's path (as in `Source.path`), a zero
byte, and the article's text exactly as it stands in the file (the part of a digest, the record of
an export, the whole page), in lower-case base32: 16 characters.  Of parts of one file that are
alike, the second and later ones hash their number too.  So an id does not depend on other files,
on the order of files, or on where in its file an article stands; it changes when the file is
renamed or the article's own text changes.

Spans (`Source`, `Evidence`) count characters of the decoded file, without its byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.files import InputFile, find_files, fingerprint
from searchapp.ingest.limits import Limits
from searchapp.ingest.readers import kind_of, read_file
from searchapp.ingest.streams import Consumed
from searchapp.model import Article, Rejected

__all__ = ["InputFile", "Limits", "find_files", "fingerprint", "is_read", "read_articles"]


def is_read(file: InputFile) -> bool:
    """Return whether a file is of a kind that is read, or a folder that could not be listed."""
    return kind_of(file.path) is not None or file.location.is_dir()


def read_articles(
    file: InputFile, limits: Limits, consumed: Consumed | None = None
) -> Iterator[Article | Rejected]:
    """Read the articles of a file.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far, packed as it is.

    Returns:
        Its articles in order, and a rejection for everything that is none; it never raises for
        what a file holds.
    """
    return read_file(file, limits, consumed)
