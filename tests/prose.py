"""Invented prose of any length, the same for the same seed, and what editors do to it."""

from __future__ import annotations

import random


def _words(text: str) -> list[str]:
    return text.split()


_NAMES = _words(
    "Rashdan Qamarani Tawfiqi Jawhari Ghuwayri Khairandish Azarmehr Zarrinkamar Vyrubskyi "
    "Shchukov Tzifroni Rechavit Baghran Kardashan Tannour Khojastan Chernavia Brackwater Zarruq"
)
_NOUNS = _words(
    "harbour council ferry bridge river minister brigade engine court judge witness letter border "
    "garden quarry market bakery tunnel island orchard school archive museum factory pipeline "
    "strike vote budget storm flood drought harvest festival trial verdict treaty embassy convoy"
)
_VERBS = _words(
    "opened closed reached crossed signed refused praised blamed rebuilt counted guarded painted "
    "left joined split feared awaited described delayed measured funded doubled lost found"
)
_REST = _words(
    "slowly again yesterday quietly without notice before dawn after months under pressure near "
    "the old new northern southern wooden long last first public empty crowded promised local"
)


def sentence(random_: random.Random) -> str:
    """A sentence of some fifteen words that means next to nothing."""
    words = []
    for _ in range(random_.randint(4, 6)):
        words += [
            random_.choice(_REST),
            random_.choice(_NOUNS if random_.random() < 0.7 else _NAMES),
            random_.choice(_VERBS),
        ]
    return " ".join(words).capitalize() + "."


def prose(seed: int, paragraphs: int = 8) -> str:
    """A text of so many paragraphs, each of some fifty words."""
    random_ = random.Random(seed)  # noqa: S311
    return "\n\n".join(
        " ".join(sentence(random_) for _ in range(random_.randint(3, 4))) for _ in range(paragraphs)
    )


def shortened(text: str, share: float) -> str:
    """The text without its last paragraphs; at least the first is left."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: max(1, round(len(paragraphs) * share))])


def spelled(text: str, names: int) -> str:
    """The text in another house's spelling of so many names."""
    for name in _NAMES[:names]:
        other = name.replace("a", "aa", 1).replace("i", "ee", 1).replace("u", "ou", 1)
        text = text.replace(name, other).replace(name.lower(), other.lower())
    return text


def typeset(text: str) -> str:
    """The text with other quotation marks, dashes and line breaks."""
    return text.replace(". ", ".\n").replace(" the ", "  the ").replace(",", ";").upper()
