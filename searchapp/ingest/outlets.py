"""Other names and domains of outlets → the one name that is shown.

The table is `outlets.toml` beside this module, whose head says how names are compared; users
extend it with a file of the same name and form beside their corpus (see `notes`):

    day_first = ["Harbor Ledger"]         # 03/04/2020 is the third of April there
    month_first = []

    [outlets]
    "Harbor Ledger" = ["The Harbour Ledger", "HL", "harborledger.example"]

A name that is not in the table stays as it was written: two names are never joined for being alike.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.datafiles import read_text
from searchapp.errors import BadCorpusNotes
from searchapp.model import Article, Evidence
from searchapp.toml import read_toml

FILE_NAME = "outlets.toml"

_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?i)the\s+(?=\S+\s+\S)")
_ARTICLE_BEHIND = re.compile(r"(?i),\s*the$")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")
_ADDRESS = re.compile(r"(?i)https?://(?:[^/@?#\s]*@)?([^/:?#\s]+)")
_SECTION = re.compile(r"(.+?)(?:\s+[-–—|]\s+|:\s+|\s+\()([^()]+)\)?")
# Longer than any name, so that the value of a broken field costs nothing.
_LONGEST = 200
_ORDERS = ("day_first", "month_first")


# Compared as the object it is, so that what it says of a path can be kept.
@dataclass(frozen=True, slots=True, eq=False)
class Outlets:
    """A table of outlets; two of them are put together with `under`.

    Args:
        names: the name that is shown, by the key of each form (see `key_of`).
        hosts: the name that is shown, by domain.
        day_first: keys of outlets that write the day before the month.
        month_first: keys of outlets that write the month before the day.
        sections: keys of what may stand behind a name without being part of it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)
    day_first: frozenset[str] = frozenset()
    month_first: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()

    def name_of(self, written: str) -> str | None:
        """Return the name that is shown for an outlet.

        Args:
            written: its name as a text has it, or its host.

        Returns:
            The name; None where the table does not know it.
        """
        written = written[: _LONGEST + 1].strip()
        if len(written) > _LONGEST:
            return None
        if written.lower().startswith(("http://", "https://")):
            return self.name_at(written)
        if _HOST.fullmatch(written) is not None:
            host = written.lower()
            bare = host.removesuffix(".com")
            return self._at(host) or (self.names.get(key_of(bare)) if bare != host else None)
        found = self.names.get(key_of(written))
        if found is None:
            section = _SECTION.fullmatch(written)
            if section is not None and key_of(section[2]) in self.sections:
                found = self.names.get(key_of(section[1]))
        return found

    def name_at(self, url: str) -> str | None:
        """Return the name of the outlet at an address.

        Args:
            url: the address, with its scheme.

        Returns:
            The name; None where the table does not know the host.
        """
        host = host_of(url)
        return None if host is None else self._at(host)

    def is_day_first(self, outlet: str) -> bool | None:
        """Say whether an outlet writes the day before the month; None where it is not known."""
        key = key_of(outlet)
        if key in self.day_first:
            return True
        return False if key in self.month_first else None

    def under(self, other: Outlets) -> Outlets:
        """Return this table with another one laid over it, whose word counts where both speak."""
        shown = {
            name: other.names.get(key_of(name), name)
            for name in {*self.names.values(), *self.hosts.values()}
        }
        return Outlets(
            {form: shown[name] for form, name in self.names.items()} | dict(other.names),
            {host: shown[name] for host, name in self.hosts.items()} | dict(other.hosts),
            (self.day_first - other.month_first) | other.day_first,
            (self.month_first - other.day_first) | other.month_first,
            self.sections | other.sections,
        )

    def _at(self, host: str) -> str | None:
        """Look a host up, then the domains it is part of; the table holds no public suffixes."""
        labels = host[-_LONGEST:].rstrip(".").split(".")
        for first in range(len(labels) - 1):
            found = self.hosts.get(".".join(labels[first:]))
            if found is not None:
                return found
        return None


@functools.lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """Return what is compared of a name: its letters and digits, without marks and "The".

    Args:
        name: as written.

    Returns:
        The key: "newyorktimes" for "The New York Times"; "thehill" for "The Hill", since "Hill"
        may be someone's name.
    """
    if not name.isascii():
        # Compatibility forms before letters: "＆" is "&", and a ligature is two letters.
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(each for each in decomposed if not unicodedata.combining(each))
    plain = name.replace("&", " and ").strip()
    plain = _ARTICLE_BEHIND.sub("", _ARTICLE.sub("", plain, count=1))
    return _NO_LETTER.sub("", plain).casefold()


def host_of(url: str) -> str | None:
    """Return the host of an address that begins with its scheme; None of anything else."""
    address = _ADDRESS.match(url.strip())
    return None if address is None else address[1].lower()


@functools.cache
def built_in() -> Outlets:
    """Return the table that comes with the program."""
    return read_outlets(read_text(f"ingest/{FILE_NAME}"), FILE_NAME)


def read_outlets(text: str, path: str) -> Outlets:
    """Read a table.

    Args:
        text: the TOML file.
        path: what the file is called in errors.

    Returns:
        The table.

    Raises:
        BadCorpusNotes: the file is no TOML, a value is of the wrong kind, or a form is in two
            outlets; the error names the line or the key.
    """
    try:
        plain = read_toml(text)
    except ValueError as error:
        raise BadCorpusNotes(path, str(error)) from error
    for key in plain:
        if key not in ("outlets", "sections", *_ORDERS):
            raise BadCorpusNotes(path, f"{key} is no key of this file", "outlets, day_first, …")
    table = plain.get("outlets", {})
    if not isinstance(table, dict):
        raise BadCorpusNotes(path, "outlets is no table", '[outlets], then "Name" = ["other name"]')
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for name, others in table.items():
        for form in (name, *_texts(others, f"outlets.{name}", path)):
            is_host = _HOST.fullmatch(form) is not None
            key = form.lower().removeprefix("www.") if is_host else key_of(form)
            if not key:
                raise BadCorpusNotes(path, f"outlets.{name} holds {form!r}, which has no letters")
            other = (hosts if is_host else names).setdefault(key, name)
            if other != name:
                raise BadCorpusNotes(path, f"outlets.{name}: {form!r} is also one of {other!r}")
    for key in (*_ORDERS, "sections"):
        if not isinstance(plain.get(key, []), list):
            raise BadCorpusNotes(path, f"{key} is {plain[key]!r}", f'a list: {key} = ["…", "…"]')
    orders = [frozenset(map(key_of, _texts(plain.get(o, []), o, path))) for o in _ORDERS]
    for both in orders[0] & orders[1]:
        raise BadCorpusNotes(path, f"{both!r} is in day_first and in month_first")
    sections = frozenset(map(key_of, _texts(plain.get("sections", []), "sections", path)))
    return Outlets(names, hosts, orders[0], orders[1], sections)


def _texts(value: Any, key: str, path: str) -> Iterator[str]:
    for each in [value] if isinstance(value, str) else value if isinstance(value, list) else [None]:
        if not isinstance(each, str):
            raise BadCorpusNotes(path, f"{key} is {value!r}", 'a list of texts, such as ["RT"]')
        yield each


def name_outlet(article: Article, outlets: Outlets) -> Article:
    """Give an article's outlet the name that is shown; where it is in doubt, ask its address.

    Two outlets may have one name ("The Guardian", "The Standard"); then the address says which is
    meant.  A name that the table does not know, and that was only concluded, yields to the address.

    Args:
        article: as it was read.
        outlets: the table.

    Returns:
        The article; where something changed, with one piece of evidence more, whose text is what
        was written.
    """
    at = None if article.url is None else outlets.name_at(article.url)
    written = article.outlet
    name = None if written is None else outlets.name_of(written)
    if written is not None and (at is None or not _yields(article, name, at)):
        if name is None or name == written:
            return article
        return _with_outlet(article, name, "outlet-name", "outlet", written)
    if at is None or at == written or article.url is None:
        return article
    return _with_outlet(article, at, "outlet-domain", "url", article.url)


def _yields(article: Article, name: str | None, at: str) -> bool:
    """Say whether the outlet at the address is meant, and not the one that is written."""
    if name == at or article.outlet is None:
        return False
    own, other = _words_of(article.outlet), _words_of(at)
    if own and own <= other:
        return True
    # "The Guardian Australia", which was not given but concluded, is the Guardian of its address.
    return (name is None or other < own) and _is_of_page(article)


def _is_of_page(article: Article) -> bool:
    """Say whether the outlet was concluded from what a page says, which names owners as well."""
    return any(
        each.field == "outlet" and each.start is None and each.confidence < 1
        for each in article.evidence
    )


def _words_of(name: str) -> frozenset[str]:
    return frozenset(filter(None, map(key_of, _WORD.findall(name)))) - {"the"}


def _with_outlet(article: Article, name: str, rule: str, seen: str, text: str) -> Article:
    """Set the outlet for what was seen in another piece of evidence."""
    source = next((each for each in article.evidence if each.field == seen), None)
    evidence = (
        Evidence("outlet", rule, text, None, None, 0.8)
        if source is None
        else dataclasses.replace(source, field="outlet", rule=rule)
    )
    return dataclasses.replace(article, outlet=name, evidence=(*article.evidence, evidence))
