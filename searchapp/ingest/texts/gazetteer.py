"""Places that are known: cities, countries, and what stands behind a city (`places.toml`)."""

from __future__ import annotations

import functools
import re

from searchapp.ingest import data, words

_PARTS = re.compile("[,/،]")
_GAPS = re.compile(r"[\s,/،]+")


def is_known_place(place: str) -> bool:
    """Say whether the tables know a place, or the state or country that stands behind it.

    Args:
        place: as written, with a comma or "/" between its parts.
    """
    parts = [" ".join(words_of(part)) for part in _PARTS.split(place)]
    with_region = "," in place or "،" in place
    if with_region and (parts[-1] in place_list("regions") or _is_city(parts[-1])):
        return True
    return all(map(_is_city, parts))


def words_of(place: str) -> list[str]:
    """Return the words of a place as the tables hold them: in small letters, without full stops."""
    return [word for word in _GAPS.split(place.replace(".", "").lower()) if word]


@functools.cache
def place_list(name: str) -> frozenset[str]:
    """Return one list of the data file."""
    return frozenset(data.table("places")[name])


def _is_city(part: str) -> bool:
    lists = (words.word_list("places"), place_list("cities"), place_list("eastern"))
    return any(part in each for each in lists)
