"""The texts, pages and exports of a file, each sent the way of its kind to become articles."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.containers.addresses import add_address
from searchapp.ingest.contents import read_contents
from searchapp.ingest.decoding import DecodingError, decode
from searchapp.ingest.exports.export import FORMATS, read_export
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.exports.parquet_records import read_parquet
from searchapp.ingest.files import InputFile
from searchapp.ingest.kinds import PAGES
from searchapp.ingest.limits import Limits, TooLargeError
from searchapp.ingest.mojibake import Repair, mend, say_mended
from searchapp.ingest.opening import Leaf, Opener
from searchapp.ingest.pages.html import read_html
from searchapp.ingest.pages.size import problem_of, slimmed
from searchapp.ingest.streams import Consumed
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article, Rejected

_Found = Iterator[Article | Rejected]


def read_file(
    file: InputFile,
    limits: Limits,
    consumed: Consumed | None = None,
    names: FieldNames = BUILT_IN,
    *,
    with_texts: bool = True,
) -> _Found:
    """Read a file of any kind.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far.
        names: what the fields of exports are called.
        with_texts: with the texts of exports, and with what the text of an article tells of itself;
            without them and without ids it is quicker.

    Returns:
        Its articles, and a rejection for whatever is none.
    """
    return _Reader(file, limits, consumed, names, with_texts=with_texts).read()


def decode_text(data: bytes, limits: Limits) -> tuple[str, list[Repair]]:
    """Decode a text file.

    Args:
        data: its bytes.
        limits: how many lines it may have.

    Returns:
        Its text, and what of it was mojibake and is mended.

    Raises:
        DecodingError: it is no text.
        TooLargeError: it has too many lines.
    """
    text = decode(data)
    if max(text.count("\n"), text.count("\r")) > limits.max_lines:
        raise TooLargeError(f"it has more than {limits.max_lines:,} lines")
    # Mended before it is taken apart, for its lines are known by their quotes and dashes.
    return mend(text)


class _Reader(Opener[Article]):
    """Reads one file of the corpus, with everything in it."""

    def __init__(
        self,
        file: InputFile,
        limits: Limits,
        consumed: Consumed | None,
        names: FieldNames,
        *,
        with_texts: bool,
    ) -> None:
        super().__init__(file, limits, consumed)
        self._names = names
        self._latest = limits.latest
        self._with_texts = with_texts

    def take(self, leaf: Leaf) -> _Found:
        """Read the articles of a text, a page or an export (see `Opener.take`)."""
        found = self._export(leaf) if leaf.kind in FORMATS else self._single(leaf)
        if leaf.url is None:
            yield from found
            return
        for each in found:
            yield add_address(each, leaf.url) if isinstance(each, Article) else each

    def _export(self, leaf: Leaf) -> _Found:
        form = FORMATS[leaf.kind]
        largest = self._limits.max_record_bytes
        # The length of its texts is all that says how much comes out of a Parquet file.
        with_texts = self._with_texts or form is read_parquet
        found = read_export(
            leaf.stream,
            form,
            leaf.path,
            largest,
            self._names,
            latest=self._latest,
            with_texts=with_texts,
        )
        for each in found:
            if isinstance(each, Rejected):
                yield each
                continue
            if form is read_parquet:
                # Nothing else has counted what comes out of it.
                self.spend(len(each.body))
            yield self._contents(each, None)

    def _single(self, leaf: Leaf) -> _Found:
        data = leaf.stream.read()
        if leaf.kind in PAGES:
            yield from self._page(slimmed(data), leaf.path)
            return
        try:
            text, repairs = decode_text(data, self._limits)
        except DecodingError as error:
            yield Rejected(leaf.path, error.reason, error.detail)
            return
        except TooLargeError as error:
            yield Rejected(leaf.path, "too-large", str(error))
            return
        for each in read_text(text, leaf.path, self._latest):
            if isinstance(each, Article):
                yield say_mended(self._contents(each, text), repairs)
            else:
                yield each

    def _page(self, data: bytes, path: str) -> _Found:
        problem = problem_of(data, self._limits)
        if problem is not None:
            yield Rejected(path, "too-large", problem)
            return
        for page in read_html(data, path, self._latest):
            yield self._contents(page, None) if isinstance(page, Article) else page

    def _contents(self, article: Article, text: str | None) -> Article:
        return read_contents(article, text, self._latest) if self._with_texts else article
