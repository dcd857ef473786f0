"""What a segment keeps of documents, whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of what every document of an index has.

    Args:
        texts: searched by their words.
        labels: one short text each, of which many documents have the same.
        numbers: one whole number each, from −2³¹ to 2³¹−1.
        raw: a few bytes each, not compressed.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: tuple[str, ...]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Args:
        key: what names it; no other document has the same.
        texts: for each of the layout's.
        labels: for each of the layout's.
        numbers: for each of the layout's.
        raw: for each of the layout's.
        blob: what is to be kept whole.
    """

    key: str
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    numbers: Mapping[str, int]
    raw: Mapping[str, bytes]
    blob: bytes
