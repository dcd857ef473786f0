"""Captions: lines under pictures and who took them, which stand in a text but are not of it.

A line goes only as a whole, and only where it says itself that it belongs to a picture: by a label
in front ("Photo: …") or by a credit at its end ("… (Ana Poe/Reuters)"); `captions.toml` has both.
A text most of which would go tells its story in captions, and is left as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from searchapp.ingest import data

_LONGEST = 600
_LONGEST_CREDIT = 180
_NAME = r"[A-Z][\w.’'-]{0,25}(?: (?:[A-Z][\w.’'-]{0,25}|al|bin|de|der|el|van|von|and|of|the)){0,5}"


def split_captions(body: str) -> tuple[str, tuple[str, ...]]:
    """Part a text from its captions.

    Args:
        body: its paragraphs, apart by an empty line.

    Returns:
        The text without the captions, and the captions in order, each once.
    """
    paragraphs = body.split("\n\n")
    captions = {text for text in paragraphs if is_caption(text)}
    if paragraphs[-1].startswith("©"):
        # Behind an article the sign tells whose text it is.
        captions.discard(paragraphs[-1])
    if not captions:
        return body, ()
    kept = [text for text in paragraphs if text not in captions]
    if sum(map(len, kept)) * 2 < len(body):
        return body, ()
    return "\n\n".join(kept), unique(text for text in paragraphs if text in captions)


# A line is asked about once for each thing that it may be.
@functools.lru_cache(maxsize=4096)
def is_caption(text: str) -> bool:
    """Say whether a line belongs to a picture, a video or a map; it is neither title nor prose.

    Args:
        text: the line.
    """
    if len(text) > _LONGEST:
        return False
    if _whole().fullmatch(text) is not None:
        return True
    end = text[-_LONGEST_CREDIT:]
    # What every credit has, and few paragraphs, is far quicker to see than the patterns.
    may_end = end.endswith((")", "]", ").", "].")) or "/" in end or "©" in end
    may_end = may_end or ((":" in end or "：" in end) and _is_labelled(end.lower()))
    return may_end and _credits().search(text, max(0, len(text) - _LONGEST_CREDIT)) is not None


def unique(captions: Iterable[str]) -> tuple[str, ...]:
    """Return captions in their order, each once."""
    return tuple(dict.fromkeys(captions))


def _is_labelled(end: str) -> bool:
    """Say whether the end of a line, in lower case, may hold a label of a picture ("photo: …")."""
    return any(label in end for label in ("oto", "picture", "image", "credit"))


@functools.cache
def _whole() -> re.Pattern[str]:
    patterns = data.table("captions")["whole"]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


@functools.cache
def _credits() -> re.Pattern[str]:
    table = data.table("captions")
    names = sorted(table["agencies"], key=len, reverse=True)
    agency = "(?:" + "|".join(map(re.escape, names)) + ")"
    patterns = (
        each.replace("AGENCY", agency).replace("NAME", f"(?:{_NAME})") for each in table["credits"]
    )
    return re.compile("(?:" + "|".join(f"(?:{each})" for each in patterns) + r")\s*\Z")
