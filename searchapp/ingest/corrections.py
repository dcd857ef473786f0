"""What a user says an article's fields are: `corrections.toml`.

    [[correct]]
    file = "texts/old-*.txt"      # rules of .gitignore, from the folder that holds corrections.toml
    part = 3                      # which article of the file; all of them where it is left out
    outlet = "Harbor Ledger"
    date = "2019-03"
    author = ""                   # empty: not known
    language = "en"               # or a dateline
    reason = "masthead of the printed issue"

    [[correct]]
    article = "h2tqhcb4sv46lzjn"  # one article by its id, in place of `file`
    title = "Ferry runs again"

They are applied after everything else, in the order of the file, the later one over the earlier;
one that names an article outdoes those that name its file.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pathspec import GitIgnoreSpec

from searchapp.errors import BadCorpusNotes
from searchapp.ingest.languages import read_language
from searchapp.model import Article, Evidence, PartialDate
from searchapp.toml import read_toml

FILE_NAME = "corrections.toml"
RULE = "correction"

_FIELDS = ("title", "outlet", "date", "author", "url", "dateline", "language")
_KEYS = ("article", "file", "part", *_FIELDS, "reason")

_ADDRESS = re.compile(r"(?i)https?://[^/\s]")


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file.

    Args:
        path: the file it stands in.
        number: which entry it is, from 1.
        article: the id of the article that is meant; None where files are meant.
        files: patterns of files, from the folder of the file it stands in.
        part: which article of those files is meant; None for all.
        values: the fields that are set, as they stand in an article.
        reason: why, in the user's words.
    """

    path: str
    number: int
    article: str | None
    files: tuple[str, ...]
    part: int | None
    values: tuple[tuple[str, str | PartialDate | None], ...]
    reason: str

    @property
    def said(self) -> str:
        """The entry in words, for messages."""
        if self.article is not None:
            return f"entry {self.number}: article {self.article!r}"
        part = "" if self.part is None else f", part {self.part}"
        return f"entry {self.number}: file {', '.join(map(repr, self.files))}{part}"

    def told(self, value: str | PartialDate | None) -> str:
        """Return one of its values as evidence shows it, with the reason."""
        written = str(value or "not known")
        return f"{written} ({self.reason})" if self.reason else written

    def fits_file(self, name: str) -> bool:
        """Say whether a file is meant.

        Args:
            name: the file from the folder of `corrections.toml`, with "/".
        """
        # A name with brackets is no pattern to whoever wrote it.
        return name in self.files or _patterns(self.files).match_file(name)

    def fits_part(self, article: Article) -> bool:
        """Say whether an article of a file that is meant is meant itself."""
        return self.part is None or article.source.part == self.part


@functools.lru_cache(maxsize=1024)
def _patterns(files: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(files)


def correct(article: Article, corrections: tuple[Correction, ...]) -> Article:
    """Apply corrections to an article.

    Args:
        article: as it was read.
        corrections: those that mean it, the weightiest last.

    Returns:
        The article, with what was found kept as evidence and the correction behind it.
    """
    values: dict[str, Any] = {}
    evidence: dict[str, Evidence] = {}
    for correction in corrections:
        for field, value in correction.values:
            values[field] = value
            evidence[field] = Evidence(field, RULE, correction.told(value), None, None, 1.0)
    if not values:
        return article
    found = (*article.evidence, *evidence.values())
    return dataclasses.replace(article, **values, evidence=found)


def read_corrections(text: str, path: str) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Args:
        text: the TOML file.
        path: what it is called in errors.

    Returns:
        Its entries in order.

    Raises:
        BadCorpusNotes: the file is no TOML, or an entry is not as it must be; the error names the
            line or the entry and its key.
    """
    try:
        plain = read_toml(text)
    except ValueError as error:
        raise BadCorpusNotes(path, str(error)) from error
    for key in plain:
        if key != "correct":
            raise BadCorpusNotes(path, f"{key} is no key of this file", "only [[correct]] entries")
    entries = plain.get("correct", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise BadCorpusNotes(
            path, "correct is no list of entries", "[[correct]], with two brackets"
        )
    return tuple(_read(entry, number, path) for number, entry in enumerate(entries, 1))


def _read(entry: Mapping[str, Any], number: int, path: str) -> Correction:
    def wrong(detail: str, expected: str = "") -> BadCorpusNotes:
        return BadCorpusNotes(path, f"entry {number}: {detail}", expected)

    for key, value in entry.items():
        if key not in _KEYS:
            raise wrong(f"{key} is no key of a correction", f"one of {', '.join(_KEYS)}")
        if key not in ("file", "part", "date") and not isinstance(value, str):
            raise wrong(f"{key} is {value!r}", "a text")
    if ("article" in entry) == ("file" in entry):
        raise wrong("it must name an article or a file, and not both", "article = … or file = …")
    files = entry.get("file", [])
    files = [files] if isinstance(files, str) else files
    is_list = isinstance(files, list) and all(isinstance(f, str) and f.strip() for f in files)
    if not is_list or ("file" in entry and not files):
        raise wrong(f"file is {entry['file']!r}", "a pattern, or a list of patterns")
    try:
        GitIgnoreSpec.from_lines(files)
    except ValueError as error:
        raise wrong(f"file is {entry['file']!r}, which is no pattern: {error}") from error
    part = entry.get("part")
    if part is not None and (type(part) is not int or part < 1 or "article" in entry):
        raise wrong(f"part is {part!r}", "a number from 1, beside a file")
    values = tuple((name, _value(entry, name, wrong)) for name in _FIELDS if name in entry)
    if not values:
        raise wrong("it corrects nothing", f"one of {', '.join(_FIELDS)}")
    reason = " ".join(entry.get("reason", "").split())
    return Correction(path, number, entry.get("article"), tuple(files), part, values, reason)


def _value(entry: Mapping[str, Any], name: str, wrong: Any) -> str | PartialDate | None:
    """Return the value of a field as an article holds it."""
    value = entry[name]
    if name != "date":
        text = " ".join(str(value).split())
        if name == "language" and text:
            return _language(text, wrong)
        if name == "url" and text and not _ADDRESS.match(text):
            # It becomes a link, and a browser runs what some others hold.
            raise wrong(f"url is {text[:80]!r}", 'an address with http:// or https://; "" for none')
        return text if text or name == "title" else None
    if isinstance(value, datetime.date | int) and not isinstance(value, bool):
        # A day or a year that was written without quotation marks is as clear.
        value = str(value)[:10]
    if value == "":
        return None
    try:
        return PartialDate.parse(value)
    except (ValueError, AttributeError) as error:
        expected = 'a date such as "2020-01-03", "2020-01" or "2020"; "" for not known'
        raise wrong(f"date is {value!r}", expected) from error


def _language(text: str, wrong: Any) -> str:
    code = read_language(text)
    if code is None:
        raise wrong(f"language is {text!r}", 'a code such as "en"; "" for not known')
    return code
