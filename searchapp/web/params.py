"""The query string of a search, and the values in it.

`Params` holds the whole state of the result page.  `Params.parse` reads it from an address,
`Params.pairs` writes it back, and the two are each other's inverse.  What an address may hold:

    q        what to search for
    match    what a word stands for: exact, letters, words, spellings or wide
    without  a form that no word shall stand for, as often as wanted
    outlet   an outlet to keep, as often as wanted; empty for "not known"
    since    the earliest date, as 2019, 2019-12 or 2019-12-31
    until    the latest date
    undated  1 to keep articles without a date
    copies   1 to show every copy of a story in a row of its own
    sort     relevance, newest or oldest
    page     which page of results, from 1
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Level
from searchapp.errors import BadParameter, BadRequest
from searchapp.model import PartialDate
from searchapp.query.plan import Sort
from searchapp.query.repair import MAX_CHARACTERS

NAMES = (
    *("q", "match", "without", "outlet", "since", "until", "undated", "copies", "sort", "page"),
)
# These may be given as often as wanted.
_REPEATED = frozenset({"outlet", "without"})
# One more than is searched for, so that the searcher is told of the cut, and as much as a page can
# hold in each of its links.
LONGEST_QUERY = MAX_CHARACTERS + 1
_MOST_FIELDS = 1_000
_LARGEST_NUMBER = 999_999_999
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_SWITCH = {"": False, "0": False, "1": True}

Values = Mapping[str, Sequence[str]]
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Params:
    """The state of the result page.

    Args:
        query: what to search for.
        match: how far the forms of a word may be from it.
        without: the forms that are switched off, each once, as an index keeps them.
        outlets: the outlets to keep, each once, None for "not known"; empty keeps all.
        since: the earliest date.
        until: the latest date.
        undated: whether to keep articles without a date.
        copies: whether every copy of a story has a row of its own.
        sort: the order of the results.
        page: which page of them, from 1.
    """

    query: str = ""
    match: Level = Level.SPELLINGS
    without: tuple[str, ...] = ()
    outlets: tuple[str | None, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    undated: bool = False
    copies: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    @classmethod
    def parse(cls, values: Values) -> Self:
        """Read the state from the values of a query string.

        Args:
            values: what `read` returned; a value given more than once counts the first time, and
                names that mean nothing here are passed over.

        Returns:
            The state.

        Raises:
            BadRequest: a value cannot be what it should be.
        """
        return cls(
            query=_first(values, "q")[:LONGEST_QUERY],
            match=read_choice(values, "match", Level.SPELLINGS),
            without=tuple(dict.fromkeys(filter(None, map(_form, values.get("without", ()))))),
            outlets=tuple(dict.fromkeys(name or None for name in values.get("outlet", ()))),
            since=_date(values, "since"),
            until=_date(values, "until"),
            undated=_switch(values, "undated"),
            copies=_switch(values, "copies"),
            sort=read_choice(values, "sort", Sort.RELEVANCE),
            page=read_number(values, "page", 1, least=1),
        )

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        filtered = self.outlets or self.since or self.until or self.undated
        return bool(filtered or self.without or self.match is not Level.SPELLINGS)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the state as name and value, in a fixed order, without what is at its default."""
        pairs = [("q", self.query)] if self.query else []
        if self.match is not Level.SPELLINGS:
            pairs.append(("match", str(self.match)))
        pairs += [("without", form) for form in self.without]
        pairs += [("outlet", name or "") for name in self.outlets]
        pairs += [
            (name, str(date))
            for name, date in (("since", self.since), ("until", self.until))
            if date is not None
        ]
        if self.undated:
            pairs.append(("undated", "1"))
        if self.copies:
            pairs.append(("copies", "1"))
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", str(self.sort)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def arguments(self) -> dict[str, Any]:
        """Return the state as keyword arguments of `Archive.search`, without offset and limit."""
        return {
            **self.matching(),
            "outlets": self.outlets,
            "since": self.since,
            "until": self.until,
            "undated": self.undated,
            "copies": self.copies,
            "sort": self.sort,
        }

    def naming(self) -> Self:
        """Return the words alone, and how far their forms may be from them."""
        return type(self)(self.query, self.match)

    def matching(self) -> dict[str, Any]:
        """Return what words stand for as keyword arguments of `Archive.highlight`."""
        return {"match": self.match, "without": self.without}


def read(query_string: bytes) -> dict[str, list[str]]:
    """Take a query string apart.

    Bytes that are no UTF-8 become U+FFFD, control characters become spaces: an address is typed and
    mangled by all kinds of programs, and none of them shall cause more than a search without hits.

    Args:
        query_string: what follows the question mark.

    Returns:
        The values of each name, in their order.

    Raises:
        BadRequest: there are too many of them.
    """
    try:
        pairs = parse_qsl(
            query_string.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise BadRequest(
            f"the address holds more than {_MOST_FIELDS:,} values", "Choose fewer outlets"
        ) from error
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(_CONTROL.sub(" ", value).strip())
    return values


def encode(pairs: Sequence[tuple[str, str]]) -> str:
    """Return names and values as a query string with its question mark; nothing where none are."""
    return "?" + urlencode(pairs) if pairs else ""


def without(values: Values, name: str) -> str:
    """Return the query string of all values but those of one name."""
    return encode([(key, each) for key, found in values.items() if key != name for each in found])


def check_names(values: Values, known: Collection[str]) -> None:
    """Hold the names of a query string against those that mean something.

    Args:
        values: what `read` returned.
        known: the names that may be there; all but "outlet" and "without" at most once.

    Raises:
        BadRequest: a name is unknown, or a value is given twice.
    """
    for name, given in values.items():
        if name not in known:
            there_are = f"The parameters are {', '.join(known)}" if known else "It takes none"
            raise BadRequest(f"there is no parameter {name[:80]!r}", there_are)
        if name not in _REPEATED and len(given) > 1:
            raise BadRequest(f"{name} is given {len(given)} times", "Give it once")


def read_number(
    values: Values, name: str, default: int, *, least: int = 0, most: int = _LARGEST_NUMBER
) -> int:
    """Return a whole number.

    Args:
        values: what `read` returned.
        name: which of them.
        default: the number where none is given.
        least: the smallest that is allowed.
        most: the largest that is allowed.

    Returns:
        The number.

    Raises:
        BadParameter: it is no number, or not within the bounds.
    """
    text = _first(values, name)
    if not text:
        return default
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise BadParameter(name, text, f"a whole number from {least} to {most}")
    return int(text)


def read_choice(values: Values, name: str, default: _Choice) -> _Choice:
    """Return one of several values.

    Args:
        values: what `read` returned.
        name: which of them.
        default: what is returned where none is given; its kind says what there is.

    Raises:
        BadParameter: there is no such.
    """
    text, kind = _first(values, name), type(default)
    if not text:
        return default
    try:
        return kind(text)
    except ValueError as error:
        raise BadParameter(name, text, " or ".join(kind)) from error


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _date(values: Values, name: str) -> PartialDate | None:
    text = _first(values, name)
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise BadParameter(name, text, "a date such as 2019, 2019-12 or 2019-12-31") from error


def _switch(values: Values, name: str) -> bool:
    text = _first(values, name)
    if text not in _SWITCH:
        raise BadParameter(name, text, "1, or 0 or nothing")
    return _SWITCH[text]


def _form(text: str) -> str:
    return surface(text).strip()
