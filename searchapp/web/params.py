"""The query string of a search, and the values in it.

`Params` holds the whole state of the result page.  `Params.parse` reads it from an address,
`Params.pairs` writes it back, and the two are each other's inverse.  What an address may hold:

    q        what to search for
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
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from searchapp.errors import BadParameter, BadRequest
from searchapp.model import PartialDate
from searchapp.query.plan import Sort
from searchapp.query.repair import MAX_CHARACTERS

NAMES = ("q", "outlet", "since", "until", "undated", "copies", "sort", "page")
# One more than is searched for, so that the searcher is told of the cut.
LONGEST_QUERY = MAX_CHARACTERS + 1
_MOST_FIELDS = 1_000
_LARGEST_NUMBER = 999_999_999
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_SWITCH = {"": False, "0": False, "1": True}

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Params:
    """The state of the result page.

    Args:
        query: what to search for.
        outlets: the outlets to keep, each once, None for "not known"; empty keeps all.
        since: the earliest date.
        until: the latest date.
        undated: whether to keep articles without a date.
        copies: whether every copy of a story has a row of its own.
        sort: the order of the results.
        page: which page of them, from 1.
    """

    query: str = ""
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
            query=read_query(values),
            outlets=tuple(dict.fromkeys(name or None for name in values.get("outlet", ()))),
            since=_date(values, "since"),
            until=_date(values, "until"),
            undated=_switch(values, "undated"),
            copies=_switch(values, "copies"),
            sort=_sort(values),
            page=read_number(values, "page", 1, least=1),
        )

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.outlets or self.since or self.until or self.undated)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the state as name and value, in a fixed order, without what is at its default."""
        pairs = [("q", self.query)] if self.query else []
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
            "outlets": self.outlets,
            "since": self.since,
            "until": self.until,
            "undated": self.undated,
            "copies": self.copies,
            "sort": self.sort,
        }


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
        known: the names that may be there; all but "outlet" at most once.

    Raises:
        BadRequest: a name is unknown, or a value is given twice.
    """
    for name, given in values.items():
        if name not in known:
            there_are = f"The parameters are {', '.join(known)}" if known else "It takes none"
            raise BadRequest(f"there is no parameter {name[:80]!r}", there_are)
        if name != "outlet" and len(given) > 1:
            raise BadRequest(f"{name} is given {len(given)} times", "Give it once")


def read_query(values: Values) -> str:
    """Return what to search for, as much of it as a page can hold in each of its links."""
    return _first(values, "q")[:LONGEST_QUERY]


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


def _sort(values: Values) -> Sort:
    text = _first(values, "sort")
    if not text:
        return Sort.RELEVANCE
    try:
        return Sort(text)
    except ValueError as error:
        raise BadParameter("sort", text, ", ".join(Sort)) from error
