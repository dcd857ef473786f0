"""Text to sketch: a few bytes by which the copies of an article are found among a million.

What is compared are *runs* of three words that follow one another (shingles: Broder 1997, "On the
resemblance and containment of documents").  Case, punctuation, quotation marks and how accents are
encoded are no part of a word, so that a text set anew has the same runs.  A name that another house
spells otherwise costs the runs it stands in and no others, which is why runs are short: of texts
that differ in one word of twenty, 86 % of the runs of three are still the same, but 77 % of those
of five.

A sketch is, one behind the other,

1. 8 bytes that are the same for exact copies: the digest of outlet, date, title and text, white
   space and the style of quotation marks aside;
2. 8 bytes that are the same for texts that compare alike with any other: the digest of what is
   compared, the words in order and the numbers;
3. band keys of 4 bytes.  Each is made of three minima of the runs' hashes under different
   permutations (MinHash with banding: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets",
   chapter 3).  Texts that share a key may be copies: 24 keys are of the whole text, and 8 of its
   opening, because editors shorten a report from its end.  A text of fewer than three words has
   none.

What the thresholds were measured on is in docs/adr/003-near-copies.md.  A change of anything here
changes what indexes hold, and needs a new format number of theirs.

Words are what blanks and punctuation part.  Scripts that do not part words are compared clause by
clause, which finds copies and misses edited ones.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.analysis.tokens import APOSTROPHES
from searchapp.model import Article

Hashes = npt.NDArray[np.uint64]

RUN = 3
# Below this, a text says too little without its title: "Watch the video above" is under many.
SHORT = 40

# The beginning of a book tells its copies well enough.
_LONGEST = 300_000
_DIGEST = 8
_ROWS, _WHOLE, _OPENING = 3, 24, 8
_OPENING_RUNS = 150
# The permutations are multiplications by odd numbers modulo 2**32 with some bits turned over.
_PERMUTATIONS = _ROWS * (_WHOLE + _OPENING)


def _constants(name: bytes) -> npt.NDArray[np.uint32]:
    """Return a random-looking number for each permutation, the same for ever and everywhere."""
    digests = (
        hashlib.blake2b(b"%s %d" % (name, number), digest_size=4).digest()
        for number in range(_PERMUTATIONS)
    )
    return np.frombuffer(b"".join(digests), dtype="<u4").astype(np.uint32)


_FACTORS = _constants(b"factor") | np.uint32(1)
_TURNED = _constants(b"turned")

# What exact copies may differ in.
_SINGLE_QUOTES = f"{APOSTROPHES}\u201a"
_DOUBLE_QUOTES = ("''", *"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4\uff02")
_BLANKS = "\x85\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u3000"
_ASCII_BLANKS = b" \t\n\r\x0b\x0c"

_DIGITS = re.compile(r"\d+")
# In UTF-8: general punctuation, Latin-1 punctuation, Arabic comma and its like, CJK punctuation.
_PUNCTUATION = re.compile(
    rb"\xe2[\x80\x81][\x80-\xbf]|\xc2[\x80-\xbf]|\xd8[\x8c\x9b\x9f]|\xe3\x80[\x80-\xbf]"
)
# A zero for what is no part of a word.
_LETTERS = bytes(each if each > 127 or chr(each).isalnum() else 0 for each in range(256))

# All arithmetic is modulo 2**64: MurmurHash3's factors, and powers of an odd number for places.
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_SHIFT = np.uint64(33)
_POWERS = np.multiply.accumulate(np.full(64, 0x9E3779B97F4A7C15, dtype=np.uint64))
_IN_RUN = _POWERS[:RUN]


def sketch(article: Article) -> bytes:
    """Return the sketch of an article.

    Args:
        article: the article, with the outlet and the date under which it will be indexed.

    Returns:
        16 bytes, or 144 where the text has three words or more.
    """
    title, body = _plain(article.title), _plain(article.body)
    origin = f"{article.outlet or ''}\0{article.date or ''}".encode("utf-8", "surrogatepass")
    identity = _digest(origin, title, body)
    text = text_of(article.title, article.body)
    words = hash_words(text)
    numbers = " ".join(sorted(numbers_of(text))).encode()
    same_text = _digest(words.astype("<u8").tobytes(), numbers)
    return identity + same_text + band_keys(hash_runs(words))


def text_of(title: str, body: str) -> str:
    """Return what is compared of an article: its text, of a short one with the title."""
    return (f"{title}\n{body}" if _is_short(body) else body)[:_LONGEST]


def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers in a text, as written."""
    return frozenset(_DIGITS.findall(text))


def hash_words(text: str) -> Hashes:
    """Return a hash for each word of a text, in order.

    The hash is a polynomial over the word's letters in UTF-8, modulo 2**64.

    Args:
        text: any text.

    Returns:
        The hashes; equal where words differ only in case or in how accents are encoded.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")
    letters = np.frombuffer(_PUNCTUATION.sub(b"\0", folded).translate(_LETTERS), dtype=np.uint8)
    inside = letters != 0
    starts = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    if not starts.size:
        return np.empty(0, dtype=np.uint64)
    lengths = np.diff(starts, append=letters.size)
    places = np.arange(starts[0], letters.size) - np.repeat(starts, lengths)
    # Not `take` with mode="wrap", which counts its way down to a far place.
    terms = letters[starts[0] :] * _POWERS[places % _POWERS.size]
    return _mixed(np.add.reduceat(terms, starts - starts[0]))


def hash_runs(words: Hashes) -> Hashes:
    """Return a hash for each run of `RUN` words, in order; none where there are fewer words."""
    count = max(0, words.size - RUN + 1)
    runs = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_IN_RUN):
        runs += words[place : place + count] * factor
    return _mixed(runs)


def band_keys(runs: Hashes) -> bytes:
    """Return the band keys of a text.

    Args:
        runs: the hashes of its runs, in order.

    Returns:
        4 bytes for each key, the lowest first; none where there is no run.
    """
    if not runs.size:
        return b""
    whole = _ROWS * _WHOLE
    high = (runs >> np.uint64(32)).astype(np.uint32)
    minima = np.concatenate((_minima(high, 0, whole), _minima(high[:_OPENING_RUNS], whole, None)))
    keys = np.zeros(_WHOLE + _OPENING, dtype=np.uint64)
    for row in minima.reshape(-1, _ROWS).T:
        keys = _mixed(keys + row)
    return (keys >> np.uint64(32)).astype("<u4").tobytes()


def identity_of(sketched: bytes) -> bytes:
    """Return the part of a sketch that is the same for exact copies."""
    return sketched[:_DIGEST]


def text_digest_of(sketched: bytes) -> bytes:
    """Return the part of a sketch that is the same for texts that compare alike."""
    return sketched[_DIGEST : 2 * _DIGEST]


def band_keys_of(sketched: bytes) -> npt.NDArray[np.uint32]:
    """Return the band keys of a sketch; keys of one place can be compared with each other."""
    return np.frombuffer(sketched, dtype="<u4", offset=2 * _DIGEST)


def _minima(runs: npt.NDArray[np.uint32], start: int, end: int | None) -> Any:
    permuted = np.multiply.outer(_FACTORS[start:end], runs)
    permuted ^= _TURNED[start:end, None]
    return permuted.min(axis=1)


def _mixed(hashes: Hashes) -> Hashes:
    """Spread every bit over all others (the finalizer of MurmurHash3)."""
    for factor in _MIX:
        hashes = (hashes ^ (hashes >> _SHIFT)) * factor
    return hashes ^ (hashes >> _SHIFT)


def _is_short(body: str) -> bool:
    return len(body[:_LONGEST].split(None, SHORT)) <= SHORT


def _plain(text: str) -> bytes:
    """Return a text without what may differ between exact copies."""
    # So many replacements are still some twenty times as fast as one pattern.
    for quote in _SINGLE_QUOTES:
        text = text.replace(quote, "'")
    for quote in _DOUBLE_QUOTES:
        text = text.replace(quote, '"')
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BLANKS)


def _digest(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"\0".join(parts), digest_size=_DIGEST).digest()
