"""Which of the names on a page is its outlet's.

A page names its outlet many times: for search engines, for other sites, for a phone's screen, at
the end of its title, in its footer, in its address; and not every time alike, for one name may be
the owner's, another a section's or a slogan.  So each name is cleaned, names of the same letters
are counted together, an acronym with the words it stands for, and the address decides between what
is left: whoever owns the domain is the publisher.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from searchapp.ingest import data
from searchapp.ingest.pages.address import Address
from searchapp.ingest.pages.linked_data import HeadValue

# How much a source says: what is made for machines to name the publisher says most.
_WEIGHTS = {
    "json-ld": 3.0,
    "meta:og:site_name": 3.0,
    "json-ld:part-of": 2.0,
    "json-ld:site": 2.0,
    "meta:application-name": 2.0,
    "meta:apple-mobile-web-app-title": 2.0,
    "meta:dc.publisher": 2.0,
    "meta:publisher": 2.0,
    "title-end": 2.0,
    "title-front": 2.0,
    "microdata": 2.0,
    "shown": 2.0,
}
_OTHER_WEIGHT = 1.0
_IS_ADDRESS, _IN_ADDRESS = 6.0, 2.0
_SLOGAN = re.compile(r"\s+[|–—»·:-]\s+|\s*[|｜]\s*|:\s")
_DOMAIN_END = re.compile(r"(?i)(?<=\w)(?:\.(?:com?|org|net|gov|ac|edu))?\.[a-z]{2,6}$")
_DAY_END = re.compile(r",\s\d{1,2}[./]\d{1,2}[./]\d{4}$")
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"}
)
_LONGEST = 60
_MOST_VALUES = 40


@dataclass(slots=True)
class _Name:
    """One name, with everything that says it."""

    key: str
    sources: dict[str, HeadValue] = field(default_factory=dict)
    spellings: dict[str, float] = field(default_factory=dict)
    address: float = 0.0

    @property
    def votes(self) -> float:
        return sum(_WEIGHTS.get(rule, _OTHER_WEIGHT) for rule in self.sources)

    @property
    def score(self) -> float:
        return self.votes + self.address

    def spelling(self, labels: Container[str]) -> str:
        """The way most sources write it; first of all as its address does, and with capitals."""
        return max(
            self.spellings,
            key=lambda text: (
                letters(text) in labels,
                text != text.lower(),
                self.spellings[text],
                len(text),
            ),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The outlet of a page.

    Args:
        name: as it is shown.
        sources: the values that give this name, the best first; empty where it is the domain's.
        confidence: above 0 and up to 1.
    """

    name: str
    sources: tuple[HeadValue, ...]
    confidence: float


def choose_outlet(
    values: Iterable[HeadValue], address: Address | None, shown: Iterable[str] = ()
) -> Choice | None:
    """Choose the outlet of a page.

    Args:
        values: what the page says; those that are no outlets are passed over.
        address: where the page stood, if that is known.
        shown: short texts of the page, such as its links and the names of its pictures, among which
            the domain may stand spelled out.

    Returns:
        The outlet; None where the page gives none and its address is not known.
    """
    names = _gather(values, address)
    if address is not None and not any(name.address for name in names.values()):
        spelled = next((text for text in shown if is_name_of(text, address)), None)
        if spelled is not None:
            _add(names, HeadValue("outlet", "shown", spelled), spelled, address)
    usable = [
        name
        for name in names.values()
        if name.address or set(name.sources) - _WEAK or len(name.sources) > 1
    ]
    if not usable:
        return None if address is None else Choice(_capitalised(address.name), (), 0.5)
    score = _scores(usable)
    best = max(usable, key=lambda name: (score[name.key], name.address, name.key))
    best = _in_letters_of_address(best, usable, address)
    best = _short_form(best, usable)
    sources = sorted(best.sources.values(), key=lambda each: -_WEIGHTS.get(each.rule, 1.0))
    agreed = len(best.sources) > 1
    labels = frozenset[str]() if address is None else address.labels
    confidence = 0.95 if agreed and best.address else 0.85 if agreed or best.address else 0.7
    return Choice(best.spelling(labels), tuple(sources), confidence)


def outlet_values(values: Iterable[HeadValue]) -> list[HeadValue]:
    """Return those values that may be the name of an outlet.

    Args:
        values: what a page says.

    Returns:
        Its names of outlets, without addresses and without its own title: some pages say that the
        article is part of itself.
    """
    values = list(values)
    # A heading of the page may be its own name.
    titles = {value.text for value in values if value.field == "title" and value.rule != "h1"}
    named = [
        value
        for value in values
        if value.field == "outlet"
        and value.text not in titles
        and not value.text.startswith(("http:", "https:"))
    ]
    return named[:_MOST_VALUES]


# A handle or a footer names an agency, an owner or a designer as often as the outlet, a logo a
# partner, and a title begins with anything: none is believed without the address or another one.
_WEAK = frozenset({"meta:twitter:site", "copyright", "logo", "title-start"})


def letters(text: str) -> str:
    """Return the letters and figures of a text, folded, without "the" before them."""
    return "".join(_WORD.findall(text.casefold())).removeprefix("the") or text.casefold()


def is_name_of(text: str, address: Address) -> bool:
    """Say whether a text is the name of a domain, spelled out.

    Args:
        text: a short text of the page.
        address: the address.

    Returns:
        True for "The River Post" and riverpost.example.
    """
    if not 2 < len(text) <= _LONGEST or "." in text or "/" in text:
        return False
    return _agreement(letters(text), address) == _IS_ADDRESS


def _folded(key: str) -> str:
    """Return letters without the marks on them, so that "Público" and "Publico" are one name."""
    decomposed = unicodedata.normalize("NFKD", key)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _gather(values: Iterable[HeadValue], address: Address | None) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for value in outlet_values(values):
        for text in _cleaned(value, address):
            _add(names, value, text, address)
    return names


def _add(names: dict[str, _Name], value: HeadValue, text: str, address: Address | None) -> None:
    key = _folded(letters(text))
    if not key or len(text) > _LONGEST or text.casefold() in _words("nameless"):
        return
    name = names.setdefault(key, _Name(key))
    name.sources.setdefault(value.rule, value)
    weight = _WEIGHTS.get(value.rule, _OTHER_WEIGHT)
    name.spellings[text] = name.spellings.get(text, 0.0) + weight
    name.address = max(name.address, _agreement(letters(text), address))


def _cleaned(value: HeadValue, address: Address | None) -> list[str]:
    """Return the name in a value, without slogan, company form and domain ending."""
    text = value.text.strip(" ©\"'")
    if value.rule == "meta:twitter:site":
        handle = text.removeprefix("@").replace("_", " ")
        return [_capitalised(handle)] if text.startswith("@") else []
    parts = [part for part in _SLOGAN.split(text) if part]
    if len(parts) > 1:
        text = max(parts, key=lambda part: (_agreement(letters(part), address), -len(part)))
    text = _DOMAIN_END.sub("", _BRACKET.sub("", _DAY_END.sub("", text)))
    if _agreement(letters(text), address) == _IS_ADDRESS:
        return [text.strip()]
    text = _without_end(text, "companies")
    for words in ("media", "editions"):
        shorter = _without_end(text, words)
        # "Post Online" is the Post, where the address says so; else it may be a paper of that name.
        # So is "Post Italia" where the address is the Post's and no other one's of that country.
        is_address = _agreement(letters(shorter), address) == _IS_ADDRESS
        borne_out = is_address or (words == "media" and address is None)
        if borne_out or (words == "media" and not _is_latin(shorter)):
            text = shorter
    return [text.strip()]


def _capitalised(text: str) -> str:
    """Write a handle or a domain, in which capitals are not kept, as a name."""
    if text != text.lower():
        return text
    return text.upper() if len(text) <= 3 else text.title()


def _is_latin(text: str) -> bool:
    return any(each.isascii() and each.isalpha() for each in text)


def _without_end(text: str, words: str) -> str:
    lowered = text.casefold()
    for word in _words(words):
        start = len(text) - len(word)
        if start < 2 or not lowered.endswith(word):
            continue
        if text[start - 1] in " ,-" or not (word.isascii() and text[start - 1].isascii()):
            return text[:start].rstrip(" ,-")
    return text


def _agreement(key: str, address: Address | None) -> float:
    """Say how far the address bears a name out."""
    if address is None or len(key) < 2:
        return 0.0
    plain = _plain(key)
    # The article may be left out of the name, of the domain, or of neither.
    if (plain | {f"the{form}" for form in plain}) & address.labels:
        return _IS_ADDRESS
    pairs = [(each, label) for each in plain for label in address.labels]
    within = any(
        (len(label) > 2 and label in each) or (len(each) > 2 and each in label)
        for each, label in pairs
    )
    return _IN_ADDRESS if within else 0.0


def _plain(key: str) -> set[str]:
    """Return the forms in which letters stand in a domain: "börse" as "borse" and "boerse"."""
    written_out = unicodedata.normalize("NFC", key).translate(_UMLAUTS)
    return {form for form in (key, _folded(key), written_out) if form.isascii()}


def _is_short_for(short: _Name, long: _Name) -> bool:
    """Say whether a name abbreviates another, and write it as an abbreviation if it does."""
    if len(short.key) >= len(long.key):
        return False
    # What a company adds to its name may be a letter of its sign, as in "Corporation".
    written_out = (value.text for value in long.sources.values())
    for text in dict.fromkeys((*long.spellings, *written_out)):
        written = _abbreviation(short.key, text)
        if written is not None:
            short.spellings.setdefault(written, short.votes)
            return True
    return False


def _abbreviation(key: str, text: str) -> str | None:
    """Write letters as an abbreviation of a name: "nzherald" of New Zealand Herald, "NZ Herald"."""
    words = [word for word in _WORD.findall(text) if word.casefold() != "the"]
    plain = [_folded(word.casefold()) for word in words]
    if not 2 <= len(words) <= 7 or key == "".join(plain):
        return None
    match = re.fullmatch("".join(f"({word}|{word[0]})" for word in plain), key)
    if match is None:
        return None
    whole = [len(part) > 1 for part in match.groups()]
    if whole.count(False) < 2:
        return None
    return "".join(
        f" {word} " if is_whole else word[0].upper()
        for word, is_whole in zip(words, whole, strict=True)
    ).strip()


def _scores(names: list[_Name]) -> dict[str, float]:
    """Score names, an acronym and the words it stands for sharing what speaks for either."""
    score = {name.key: name.score for name in names}
    for short in names:
        for long in names:
            if _is_short_for(short, long):
                both = short.votes + long.votes + max(short.address, long.address)
                score[short.key] = score[long.key] = both
    return score


def _short_form(best: _Name, names: list[_Name]) -> _Name:
    """Of an acronym and its words, take what the page uses more, or what its address is."""
    pair = [each for each in names if _is_short_for(each, best) or _is_short_for(best, each)]
    is_address = [name for name in (best, *pair) if name.address == _IS_ADDRESS]
    return max(is_address or [best, *pair], key=lambda name: (name.score, -len(name.key)))


def _in_letters_of_address(best: _Name, names: list[_Name], address: Address | None) -> _Name:
    """Prefer a name in the letters of the address to one that cannot be held against it.

    A page in another script often gives its outlet in both.  Outlets are listed and compared over
    all languages, so that the one form every page of the site has in common is the better name.
    """
    if address is None or _is_latin(best.key):
        return best
    latin = [name for name in names if name.address and set(name.sources) - {"meta:twitter:site"}]
    return max(latin, key=lambda name: name.score) if latin else best


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    """Return a list of `names.toml`, longer words before those they end in."""
    return tuple(sorted(data.table("pages/names")[name], key=len, reverse=True))
