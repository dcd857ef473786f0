"""The text an article was made of, read again from its file.

An index does not hold it: it would be as large as the corpus.  What is found is proven by the
article's id, which is a hash of that very text (see `pipeline`), so nothing else can be shown in
its place, whatever has become of the file.  Nothing but the one text, page or export is decoded,
and no article is taken apart, unless the text has moved within its file.
"""

from __future__ import annotations

import math
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import OriginalChanged, OriginalGone, OriginalUnreadable
from searchapp.ingest.containers.members import SEPARATOR
from searchapp.ingest.decoding import DecodingError
from searchapp.ingest.exports.export import FORMATS
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.files import InputFile
from searchapp.ingest.identity import Identities
from searchapp.ingest.kinds import PAGES
from searchapp.ingest.limits import Limits, TooLargeError
from searchapp.ingest.opening import Leaf, Opener
from searchapp.ingest.pages.html import decode_page
from searchapp.ingest.pages.size import slimmed
from searchapp.ingest.readers import decode_text
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article, Original, Rejected, Source

_ESCAPE = re.compile(r"\\x([89a-f][0-9a-f])")


def read_original(
    key: str,
    article_id: str,
    source: Source,
    limits: Limits,
    *,
    names: FieldNames = BUILT_IN,
    deadline: float = math.inf,
) -> Original:
    """Read the text of an article as it stands in its file.

    Args:
        key: the file, as `InputFile.key`.
        article_id: the article.
        source: where it was read.
        limits: what is too large.
        names: what the fields of exports are called.
        deadline: seconds after which a large file is not read on.

    Returns:
        The text.

    Raises:
        OriginalGone: there is no such file any more.
        OriginalChanged: it does not hold this text any more.
        OriginalUnreadable: it cannot be read.
    """
    file = _input_file(key, source.path)
    problem: Rejected | None = None
    for each in _Finder(file, limits, article_id, source, names=names, deadline=deadline).read():
        if isinstance(each, Original):
            return each
        if each.truncates or each.path == source.path:
            problem = each
    if problem is not None:
        raise OriginalUnreadable(problem.path, problem.detail)
    raise OriginalChanged(source.path)


def _input_file(key: str, path: str) -> InputFile:
    """Return the file of a key; `path` says how much of the key its root is."""
    location = Path(key)
    if not os.path.lexists(location):
        # A name that is no UTF-8 is known by its escapes.
        bare = _ESCAPE.sub(lambda byte: os.fsdecode(bytes([int(byte[1], 16)])), key)
        location = Path(bare)
    try:
        status = location.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise OriginalGone(path) from None
    except OSError as error:
        raise OriginalUnreadable(path, f"it cannot be read: {error.strerror}") from error
    if stat.S_ISDIR(status.st_mode):
        raise OriginalGone(path)
    depth = _outermost(key, path).count("/") + 1
    root = location.parents[depth - 1]
    return InputFile(root, location.relative_to(root).as_posix(), status.st_size)


def _outermost(key: str, path: str) -> str:
    """Return what of a path is the file; a folder's name may look like an archive's."""
    end = path.find(SEPARATOR)
    while end >= 0 and not key.endswith(f"/{path[:end]}"):
        end = path.find(SEPARATOR, end + 1)
    return path if end < 0 else path[:end]


class _Finder(Opener[Original]):
    """Looks in one file for the text that gives an id."""

    def __init__(
        self,
        file: InputFile,
        limits: Limits,
        article_id: str,
        source: Source,
        *,
        names: FieldNames,
        deadline: float,
    ) -> None:
        end = time.monotonic() + deadline

        def check(_: int) -> None:
            if time.monotonic() > end:
                detail = f"it is not found in so large a file within {deadline:g} s (deadline)"
                raise TooLargeError(detail)

        super().__init__(file, limits, check)
        self._id = article_id
        self._source = source
        self._names = names

    def wants(self, path: str) -> bool:
        """Say whether something is the place of the article, or holds it."""
        return self._source.path == path or self._source.path.startswith(path + SEPARATOR)

    def take(self, leaf: Leaf) -> Iterator[Original | Rejected]:
        """Find the text in a text, a page or an export (see `Opener.take`)."""
        if leaf.kind in FORMATS:
            yield from self._export(leaf)
            return
        data = leaf.stream.read()
        try:
            text, _ = (
                decode_page(slimmed(data))
                if leaf.kind in PAGES
                else decode_text(data, self._limits)
            )
        except DecodingError as error:
            yield Rejected(leaf.path, error.reason, error.detail)
            return
        if leaf.kind in PAGES:
            if Identities(leaf.path).name(text) == self._id:
                yield Original(leaf.path, 0, len(text), "page", text)
            return
        yield from self._part(text, leaf.path)

    def _export(self, leaf: Leaf) -> Iterator[Original | Rejected]:
        identities = Identities(leaf.path)
        largest = self._limits.max_record_bytes
        for record in FORMATS[leaf.kind](leaf.stream, largest, self._names):
            if record.fields is not None and identities.name(record.raw) == self._id:
                yield Original(leaf.path, 0, len(record.raw), "record", record.raw)

    def _part(self, text: str, path: str) -> Iterator[Original]:
        start, end = self._source.start, self._source.end
        identities = Identities(path)
        # Of parts that are alike, each has another id.
        known = (identities.name(text[start:end]) for _ in range(self._source.part))
        if self._id not in known:
            articles = (
                each
                for each in read_text(text, path, self._limits.latest)
                if isinstance(each, Article)
            )
            place = next((each.source for each in articles if each.id == self._id), None)
            if place is None:
                return
            start, end = place.start, place.end
        yield Original(path, start, end, "text", text[start:end])
