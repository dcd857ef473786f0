"""The place of a dateline, where that is plain: rather none than a word that is no place.

A place that the tables know (`words.toml`, `places.toml`) is taken in every shape of a dateline.
Any other must stand in a shape that only datelines have: with an agency or a date behind it, with
a state or country, or in capitals before a dash; and it must hold no word of those that stand there
as well ("UPDATE", "ANALYSIS"), and be neither an outlet nor a person.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from searchapp.ingest import words
from searchapp.ingest.dates import find_date
from searchapp.ingest.outlets import built_in
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.eastern import may_be_eastern
from searchapp.ingest.texts.gazetteer import is_known_place, place_list, words_of

_HEAD = 140
_WORD = r"(?:[a-z]{1,3}-)?[A-Z](?:[\w’'-]{1,25}|(?:\.[A-Z]){1,3}\.?)|W\.\s?Va\.|St\."
_WORDS = rf"(?:{_WORD})(?:\s(?:{_WORD}|de|of|el|al|and)){{0,4}}"
_PLACE = rf"(?P<place>{_WORDS}(?:[,/]\s?(?:the\s)?{_WORDS}\.?){{0,2}})"
_NAMED = re.compile(
    rf"{_PLACE}(?:\s?:(?=\s)|,?\s?[-–—]{{1,2}}(?=\s)|[—–](?=[A-Z“\"])"
    r"|\s?\((?P<agency>[^()]{2,40})\)(?=\s))"
)
_BRACKETED = re.compile(rf"\({_PLACE}\)(?=\s?[-–—:]|\s+[A-Z“\"])")
_DATED = re.compile(rf"{_PLACE}[,.]?\s{{1,2}}\(?(?=\w)")
_TIGHT = re.compile(
    rf"(?P<place>[A-Z][A-Z’'. /-]{{1,40}}[A-Z](?:,\s{_WORDS}\.?)?)(?:[—–]|--)\s?(?=[A-Z“\"][\w’'])"
)
# Words with capitals up to a sign or a figure, as every dateline has and few other paragraphs.
_OPENING = re.compile(
    r"\(?[A-Z][\w.’'-]{0,30}(?:[\s,/]{1,3}(?:(?:[a-z]{1,3}-)?[A-Z][\w.’'-]{0,30}|de|of|el|al|and|the)){0,9}[\s,.]{0,3}"
    r"[-–—:()\[\d]"
)
_ABBREVIATED = re.compile(r"\.(?=\s?[,(\[:–—-])")
_REMEMBERED = 1024
_KNOWN, _SHAPED, _BARE = 0.9, 0.8, 0.7
_MOST_WORDS, _MOST_SHAPED = 3, 6
# Shorter words in capitals are signs of agencies and parties as a rule.
_LONGEST_SIGN = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and where it stands.

    Args:
        text: the place, as written.
        start: in characters from the start of the line.
        confidence: how sure it is that it is one.
        is_shaped: an agency or a date stands behind it.
    """

    text: str
    start: int
    confidence: float
    is_shaped: bool = False

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def find_place(text: str) -> FoundPlace | None:
    """Find the place in the dateline of a paragraph.

    Args:
        text: the paragraph, or a line that is nothing but a dateline.

    Returns:
        The place; None where the paragraph begins otherwise, or what stands there may be none.
    """
    head = text[:_HEAD]
    opens = _OPENING.match(head) is not None or may_be_eastern(head)
    return _find_opening(head) if opens else None


# The fields of exports say the same in every record.
@functools.lru_cache(maxsize=_REMEMBERED)
def _find_opening(head: str) -> FoundPlace | None:
    bracketed = _BRACKETED.match(head)
    found = None if bracketed is None else _if_known(bracketed)
    if found is not None:
        return found
    # A line that is only a dateline ends where the shapes have a text.
    dateline = read_dateline(f"{head} ")
    if dateline is not None and dateline.place is not None:
        start, at = dateline.place.start, dateline.place.end
        dot = _ABBREVIATED.match(head, at) if "," in dateline.place.text else None
        place = head[start : at if dot is None else at + 1]
        agency = dateline.agency
        # "House Committee (HC) — the oldest —" has the shape as well.
        is_sent = agency is not None and (
            place.isupper() or "," in place or _is_outlet(agency.text)
        )
        found = _judged(place, is_shaped=is_sent or dateline.date is not None)
        return None if found is None else replace(found, start=start)
    return _otherwise(head)


def _otherwise(head: str) -> FoundPlace | None:
    tight = _TIGHT.match(head)
    if tight is not None:
        return _judged(tight["place"], is_shaped=False)
    named = _NAMED.match(head)
    if named is not None:
        agency = named["agency"]
        if agency is None:
            return _if_known(named)
        return _judged(named["place"], is_shaped=True) if _is_outlet(agency) else None
    dated = _DATED.match(head)
    if dated is not None:
        date = find_date(head, dated.end())
        if date is not None and date.start == dated.end() and not head[date.end :].strip(" .)"):
            return _if_known(dated, is_shaped=True)
    return None


def _if_known(match: re.Match[str], *, is_shaped: bool = False) -> FoundPlace | None:
    place = match["place"]
    if not is_known_place(place) or (place.lower() in place_list("countries") and not is_shaped):
        return None
    return FoundPlace(place, match.start("place"), _KNOWN, is_shaped)


def _judged(place: str, *, is_shaped: bool) -> FoundPlace | None:
    if is_known_place(place):
        return FoundPlace(place, 0, _KNOWN, is_shaped)
    plain = words_of(place)
    most = _MOST_SHAPED if is_shaped else _MOST_WORDS
    if len(plain) > most or not place_list("no_places").isdisjoint(plain):
        return None
    if plain[0] in place_list("first_names") or _is_outlet(place):
        return None
    if plain[0] == "the" or not (is_shaped or (place.isupper() and len(place) > _LONGEST_SIGN)):
        return None
    return FoundPlace(place, 0, _SHAPED if is_shaped else _BARE, is_shaped)


def _is_outlet(name: str) -> bool:
    return built_in().name_of(name) is not None or words.is_outlet_name(name)
