"""Groups of names that mean one thing, as a file holds them: `aliases.toml`.

    [[group]]
    name = "Popular Guard Units"
    source = "Kardashan Courier, 1 March 2018"
    names = [
        { same = "al-Hirasa al-Sha'biyya" },
        { same = "PGU", ambiguous = true },
        { former = "Volunteer Guard", source = "Tannour Dispatch, 1 December 2016" },
    ]

    [[refused]]
    names = ["Popular Guard Units", "Popular Guard"]

The format is described in full in `docs/aliases.md`.
"""

from __future__ import annotations

import bisect
import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import words_in
from searchapp.datafiles import read_text
from searchapp.errors import BadCorpusNotes
from searchapp.toml import read_toml

FILE_NAME = "aliases.toml"

# Longer than any name, so that a lookup tries no longer ones.
MAX_WORDS = 16
MAX_LETTERS = 200
# Articles, in the shapes that the letter behind them gives the Arabic one.
_ARTICLES = frozenset(
    ["the", "al", "el", "ul", "il", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az"]
)
# The keys of a line that say what its name is to the group.
RELATIONS = ("same", "former", "part_of")
_KEYS = {
    "group": ("name", "source", "ambiguous", "names"),
    "line": (*RELATIONS, "source", "ambiguous"),
    "refused": ("names", "reason"),
}
# Of a longer line only the beginning is looked at for names.
_LINE = 1_000
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]")

Words = tuple[str, ...]


class Name(NamedTuple):
    """One name of a group.

    Args:
        written: the name, as the file has it.
        former: whether it was given up for another one of the group.
        ambiguous: whether it means other things as well.
        source: who says so.
        file: the file it stands in.
        line: the line there, from 1; of a name that is not written in one piece, its group's.
    """

    written: str
    former: bool
    ambiguous: bool
    source: str
    file: str
    line: int

    @property
    def words(self) -> Words:
        """What is compared of it (see `name_words`)."""
        return name_words(self.written)

    @property
    def script(self) -> str:
        """What it is written in: "latin", "arabic", "cyrillic" …"""
        letter = next(filter(str.isalpha, self.written), "")
        return unicodedata.name(letter, "unknown").split()[0].lower() if letter else "unknown"


class Whole(NamedTuple):
    """What a group is part of.

    Args:
        name: a name of the whole, which is a group of its own.
        source: who says so.
        file: the file that says it.
        line: the line there, from 1.
    """

    name: str
    source: str
    file: str
    line: int


class Group(NamedTuple):
    """Names that mean one thing.

    Args:
        names: all of them, the one it is called by first.
        wholes: what it is part of.
    """

    names: tuple[Name, ...]
    wholes: tuple[Whole, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the group as plain values for `json.dumps`."""
        return {
            "names": [
                {
                    "name": each.written,
                    "former": each.former,
                    "ambiguous": each.ambiguous,
                    "script": each.script,
                    "source": each.source,
                    "file": each.file,
                    "line": each.line,
                }
                for each in self.names
            ],
            "part_of": [each._asdict() for each in self.wholes],
        }


class Refused(NamedTuple):
    """Two names of which the user says that they are not to be offered for one another.

    Args:
        names: the two.
        reason: why, in the user's words; may be empty.
        file: the file that says it.
        line: the line there, from 1.
    """

    names: tuple[str, str]
    reason: str
    file: str
    line: int


class Table(NamedTuple):
    """What one file says."""

    groups: tuple[Group, ...] = ()
    refused: tuple[Refused, ...] = ()


@functools.lru_cache(maxsize=1 << 14)
def name_words(name: str) -> Words:
    """Return what is compared of a name: its words as `fold` makes them, without articles.

    Args:
        name: as written.

    Returns:
        ("hashd", "shaabi") for "al-Hashd al-Sha’abi"; articles alone are kept.
    """
    return without_articles(tuple(filter(None, map(fold, words_in(name)))))


def without_articles(words: Words) -> Words:
    """Return folded words without articles, or as they are where there is nothing else."""
    return tuple(word for word in words if word not in _ARTICLES) or words


def is_article(word: str) -> bool:
    """Return whether a folded word is an article, which a name may have or lack."""
    return word in _ARTICLES


@functools.cache
def built_in() -> Table:
    """Return the groups that come with the program."""
    return read_table(read_text(f"analysis/{FILE_NAME}"), FILE_NAME)


def read_table(text: str, path: str) -> Table:
    """Read a file of groups.

    Args:
        text: the TOML file.
        path: what it is called in errors, and where a name of it stands.

    Returns:
        What it says, in its order.

    Raises:
        BadCorpusNotes: the file is no TOML, an entry is not as it must be, or a name that is not
            marked ambiguous is in two groups; the error names the line.
    """
    try:
        plain = read_toml(text)
    except ValueError as error:
        raise BadCorpusNotes(path, str(error)) from error
    for key in plain:
        if key not in ("group", "refused"):
            raise BadCorpusNotes(path, f"{key} is no key of it", "[[group]] and [[refused]] only")
    reader = _Reader(text, path)
    groups = tuple(reader.group(*each) for each in reader.entries(plain, "group"))
    refused = tuple(reader.refused(*each) for each in reader.entries(plain, "refused"))
    _check_apart(groups, path)
    return Table(groups, refused)


def _check_apart(groups: tuple[Group, ...], path: str) -> None:
    """See to it that no name is in two groups, unless it is marked ambiguous in both.

    A group that is called by a name of one before it goes on with that one.
    """
    found: dict[Words, tuple[Words, Name]] = {}
    for group in groups:
        called = group.names[0]
        head, known = found.get(called.words, (called.words, called))
        if known.ambiguous or called.ambiguous:
            head = called.words
        for name in group.names:
            other_head, other = found.setdefault(name.words, (head, name))
            if other_head != head and not (name.ambiguous and other.ambiguous):
                raise BadCorpusNotes(
                    path,
                    f"line {name.line}: {name.written!r} is also in the group of line {other.line}",
                    "a name in one group only, or `ambiguous = true` behind it in both",
                )


class _Reader:
    """Reads the entries of one file, and knows in which lines they stand.

    Args:
        text: the file.
        path: what it is called.
    """

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._headers: dict[str, list[int]] = {"group": [], "refused": []}
        self._starts: list[int] = []
        for number, line in enumerate(self._lines):
            header = _HEADER.match(line)
            if header is not None and header[1] in self._headers:
                self._headers[header[1]].append(number)
                self._starts.append(number)
        self._starts.append(len(self._lines))
        # The lines of the names of one entry.
        self._placed = range(0)
        self._places: dict[str, int] = {}

    def entries(self, plain: dict[str, Any], kind: str) -> Iterator[tuple[dict[str, Any], range]]:
        """Return the entries of a kind, each with the lines it stands in, from 0."""
        entries = plain.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise BadCorpusNotes(self._path, f"{kind} is no list of entries", f"[[{kind}]]")
        headers = self._headers[kind]
        # Entries can be written without a header of their own: then nobody knows where.
        has_lines = len(headers) == len(entries)
        for number, entry in enumerate(entries):
            if has_lines:
                end = self._starts[bisect.bisect(self._starts, headers[number])]
            yield entry, range(headers[number], end) if has_lines else range(0)

    def group(self, entry: dict[str, Any], lines: range) -> Group:
        """Read a group."""
        self._check_keys(entry, "group", lines)
        called = self._name(entry.get("name"), "name", lines)
        source = self._source(entry, "", called, lines)
        listed = entry.get("names", [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            self._refuse(lines, f"names of {called!r} is no list", 'names = [{ same = "…" }]')
        names = [self._named(called, False, self._is_ambiguous(entry, lines), source, lines)]
        wholes = []
        for line in listed:
            self._check_keys(line, "line", lines)
            relations = [each for each in RELATIONS if each in line]
            if len(relations) != 1:
                expected = "one of them with a name: " + ", ".join(RELATIONS)
                self._refuse(
                    lines, f"a line of {called!r} has {len(relations)} relations", expected
                )
            (relation,) = relations
            written = self._name(line[relation], relation, lines)
            said = self._source(line, source, written, lines)
            if relation == "part_of":
                wholes.append(Whole(written, said, self._path, self._line_of(written, lines)))
                continue
            ambiguous = self._is_ambiguous(line, lines)
            names.append(self._named(written, relation == "former", ambiguous, said, lines))
        return Group(tuple(names), tuple(wholes))

    def refused(self, entry: dict[str, Any], lines: range) -> Refused:
        """Read a refusal."""
        self._check_keys(entry, "refused", lines)
        names = entry.get("names")
        if not isinstance(names, list) or len(names) != 2:
            self._refuse(lines, f"names is {names!r}", 'two names: names = ["…", "…"]')
        one, other = (self._name(each, "names", lines) for each in names)
        reason = entry.get("reason", "")
        if not isinstance(reason, str):
            self._refuse(lines, f"reason is {reason!r}", "a text")
        return Refused((one, other), reason, self._path, self._line_of(one, lines))

    def _named(self, name: str, former: bool, ambiguous: bool, source: str, lines: range) -> Name:
        return Name(name, former, ambiguous, source, self._path, self._line_of(name, lines))

    def _name(self, value: Any, key: str, lines: range) -> str:
        if not isinstance(value, str) or not name_words(value):
            self._refuse(lines, f"{key} is {value!r}", "a name, between quotation marks")
        if len(value) > MAX_LETTERS or len(name_words(value)) > MAX_WORDS:
            expected = f"at most {MAX_WORDS} words and {MAX_LETTERS} letters"
            self._refuse(lines, f"{key} is too long: {value[:80]!r}", expected)
        return value

    def _source(self, entry: dict[str, Any], default: str, name: str, lines: range) -> str:
        source = entry.get("source", default)
        if not isinstance(source, str) or not source.strip():
            self._refuse(lines, f"{name!r} has no source", 'who says so: source = "…"')
        return source

    def _is_ambiguous(self, entry: dict[str, Any], lines: range) -> bool:
        value = entry.get("ambiguous", False)
        if not isinstance(value, bool):
            self._refuse(lines, f"ambiguous is {value!r}", "true or false")
        return value

    def _check_keys(self, entry: dict[str, Any], kind: str, lines: range) -> None:
        for key in entry:
            if key not in _KEYS[kind]:
                self._refuse(lines, f"{key} is no key here", "one of " + ", ".join(_KEYS[kind]))

    def _line_of(self, written: str, lines: range) -> int:
        """Return the line in which a name stands, that of its entry where it is not found."""
        if lines != self._placed:
            self._placed, self._places = lines, {}
            for number in lines:
                for quoted in _QUOTED.finditer(self._lines[number][:_LINE]):
                    self._places.setdefault(quoted[1] or quoted[2] or "", number + 1)
        if written in self._places:
            return self._places[written]
        as_escaped = json.dumps(written, ensure_ascii=False)[1:-1]
        return self._places.get(as_escaped, lines.start + 1 if lines else 0)

    def _refuse(self, lines: range, detail: str, expected: str) -> NoReturn:
        place = f"line {lines.start + 1}: " if lines else ""
        raise BadCorpusNotes(self._path, f"{place}{detail}", expected)
