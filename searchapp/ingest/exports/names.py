"""What the fields of exports are called: `fields.toml`, and before it what the user says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from searchapp.ingest import data

_PLAIN_KEY = re.compile(r"[\W_]+")
_KEPT = 4096


class FieldNames:
    """The names under which an article's fields are looked for.

    Names are compared in lower case and without spaces, underscores and dashes.

    Args:
        own: more names, by the article's field; they go before those that are built in.
    """

    def __init__(self, own: Mapping[str, Iterable[str]] | None = None) -> None:
        table = data.table("exports/fields")
        self._ranks: dict[str, tuple[str, int]] = {
            name: (field, rank) for field, names in table.items() for rank, name in enumerate(names)
        }
        for field, names in (own or {}).items():
            wanted = [_plain(name) for name in names]
            self._ranks |= {name: (field, at - len(wanted)) for at, name in enumerate(wanted)}
        # An export asks for the same few names in every record, a strange one for many.
        self._asked: dict[str, tuple[str, int] | None] = {}

    def field_of(self, name: str) -> tuple[str, int] | None:
        """Say which field of an article a field of an export is.

        Args:
            name: what the export calls it.

        Returns:
            Our name for it and its rank, the lowest the likeliest; None for a field we do not know.
        """
        try:
            return self._asked[name]
        except KeyError:
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            found = self._asked[name] = self._ranks.get(_plain(name))
            return found

    def is_text(self, name: str) -> bool:
        """Say whether a field holds the text of the article."""
        known = self.field_of(name)
        return known is not None and known[0] == "text"


def _plain(name: str) -> str:
    return _PLAIN_KEY.sub("", name).lower()


BUILT_IN = FieldNames()
