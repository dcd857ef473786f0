"""Bytes → text, for files that do not say what they are written in.

In this order: a byte order mark; UTF-8 without a fault; UTF-16 or UTF-32 without a mark, told by
where their zero bytes fall; UTF-8 with a few broken places; an old 8-bit encoding.  Statistical
detection is poor on short texts, so the two that matter here are told by a plain fact first:
in windows-1252 the high bytes stand among ASCII letters or are punctuation, in windows-1256 they
make whole words of Arabic letters.  Which Latin encoding it is, the letters say: those of one
language (`alphabets.toml`) in the right one, and of no language in the others.  Cyrillic of old
systems fills the same bytes as Arabic, so there it is asked which reading has the letters that its
language is full of.  Only what none of this tells goes to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from searchapp.ingest.data import table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
# Scrapers and damaged disks leave a few zeros in a text; more than one in so many make it none.
_ZEROS = 100
_ASCII = bytes(range(128))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Bytes that are letters in the 8-bit encodings; 0x80-0x9f and 0xa0-0xbf are mostly signs.
_WORD = re.compile(rb"[A-Za-z\x81\x8d-\x90\x98\x9a\x9f\xc0-\xff]+")
# Signs that stand in texts of any language.
_SIGNS = "\xa0“”‘’„‚…–—•«»°§©®€£·™´"
# More of the letters than this must be of one language.
_LEAST_SHARE = 0.97
# Inside a word these are é, è, ê, ä, á, à and â of a Macintosh; capitals or signs anywhere else.
_MACINTOSH = re.compile(rb"[a-z][\x8a\x8d-\x90]|[A-Za-z][\x87-\x8a\x8d-\x90][a-z]")
# The six letters that half of Russian and of Arabic is made of; a Slavic text of any other language
# has at least this share of the first, and one read in a wrong encoding has not.
_CYRILLIC, _ARABIC, _LEAST_COMMON = "оеаинт", "اليونم", 0.35
# The Ukrainian variant has the Russian letters in the same places.
_CYRILLIC_ENCODINGS = ("koi8-u", "iso8859-5", "cp866")
# Signs of windows-1252 that never stand inside a word; when they do, it is another encoding.
_MISREAD = re.compile(
    r"(?<=[^\W\d_])[¡¢£¤¥¦§¨©¬±²³´µ¶¸¹º¼½¾¿×÷‡†‰ƒ˜ˆ][^\W\d_]|(?<![^\W\d_])[³¹¿¼¾][^\W\d_]{2}"
)


class DecodingError(Exception):
    """The bytes are not text that can be read.

    Args:
        reason: "empty", "binary" or "encoding", as in `searchapp.model.Rejected`.
        detail: a sentence for the user.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def decode(data: bytes) -> str:
    """Read bytes as text.

    Args:
        data: all bytes of a file or record.

    Returns:
        The text without a byte order mark and without the few zeros that can be in it; line ends as
        they are.

    Raises:
        DecodingError: there is nothing in it, it is not text, or its encoding is not known.
    """
    text = _decode(data)
    if not text or text.isspace():
        raise DecodingError("empty", "there is no text in it")
    return text


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names and the mark's length, or None."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def _decode(data: bytes) -> str:
    marked = marked_encoding(data)
    if marked is not None:
        return _strict(data[marked[1] :], marked[0])
    has_zeros = b"\0" in data
    if has_zeros:
        text = _wide(data)
        if text is not None:
            return text
        if data.count(b"\0") * _ZEROS > len(data):
            raise DecodingError("binary", "it holds many zero bytes, as no text file does")
    elif (text := _utf8(data)) is not None:
        return text
    if len(_CONTROL.findall(data, 0, _SAMPLE)) * 100 > min(len(data), _SAMPLE):
        raise DecodingError("binary", "it holds control characters, as no text file does")
    if has_zeros:
        data = data.replace(b"\0", b"")
        if (text := _utf8(data)) is not None:
            return text
    return _broken_utf8(data) or _eight_bit(data)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(
            "encoding", f"its first bytes say {encoding}, but byte {error.start} is no such text"
        ) from error
    if text.count("\0") * _ZEROS > len(text):
        raise DecodingError("binary", "it holds many zero characters, as no text file does")
    return text.replace("\0", "")


def _wide(data: bytes) -> str | None:
    """Read UTF-16 or UTF-32 without a mark, where it is plainly that."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text[:_SAMPLE]) and "\0" not in text:
            return text
    return None


def _is_plausible(text: str) -> bool:
    """Say whether a text is written in few scripts, with spaces and without odd characters."""
    if not any(character in " \n" for character in text):
        return False
    odd = sum(
        unicodedata.category(character)[0] == "C"
        and character not in "\t\r\n\u200c\u200d\u200f\u200e"
        for character in text
    )
    blocks = {ord(character) >> 8 for character in text if character.isalpha()}
    return odd == 0 and len(blocks) <= 3 + len(text) // 200


def _broken_utf8(data: bytes) -> str | None:
    """Read UTF-8 with a few broken places: far more whole characters than broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(_MULTIBYTE.findall(data))
    return text if whole > 4 * broken else None


def _eight_bit(data: bytes) -> str:
    latin = _latin(data)
    if latin is not None:
        return latin
    cyrillic = _cyrillic_encoding(data)
    if cyrillic is None and _is_arabic(data):
        return data.decode("cp1256")
    guess = _guess(data) if cyrillic is None else data.decode(cyrillic, "replace")
    if guess is None:
        raise DecodingError("encoding", "its encoding is not known; save it as UTF-8")
    return guess


def _latin(data: bytes) -> str | None:
    """Read windows-1252 where most accented letters have ASCII letters beside them."""
    alone = beside = 0
    for word in _WORD.findall(data, 0, _SAMPLE):
        high = len(_HIGH.findall(word))
        if high == len(word) and high > 1:
            alone += high
        else:
            beside += high
    if alone > beside:
        return None
    try:
        text = data.decode(_latin_encoding(data) or "cp1252")
    except UnicodeDecodeError:
        return None
    return None if _MISREAD.search(text) else text


def _latin_encoding(data: bytes) -> str | None:
    """Return the first encoding in which most high bytes are letters of one language."""
    high = Counter(data[:_SAMPLE].translate(None, _ASCII))
    best, most = None, _LEAST_SHARE
    is_macintosh = _MACINTOSH.search(data, 0, _SAMPLE) is not None
    for encoding, alphabets in table("alphabets").items():
        if encoding == "mac_roman" and not is_macintosh:
            continue
        letters: Counter[str] = Counter()
        for byte, count in high.items():
            letter = bytes((byte,)).decode(encoding, "replace")
            # Not `lower`, which makes two characters of a Turkish capital.
            letters[letter.lower() if letter != "İ" else "ı"] += count
        for sign in _SIGNS:
            letters.pop(sign, None)
        for alphabet in alphabets if letters else ():
            share = sum(letters[letter] for letter in alphabet) / letters.total()
            if share > most:
                best, most = encoding, share
    return best


def _cyrillic_encoding(data: bytes) -> str | None:
    """Return the encoding of an old system in which most of a text is common Cyrillic letters."""
    high = b"".join(_HIGH.findall(data, 0, _SAMPLE))
    shares = {each: _share(high, each, _CYRILLIC) for each in ("cp1251", *_CYRILLIC_ENCODINGS)}
    best = max(shares, key=lambda each: shares[each])
    least = max(_LEAST_COMMON, _share(high, "cp1256", _ARABIC), _share(high, "iso8859-6", _ARABIC))
    return best if best in _CYRILLIC_ENCODINGS and shares[best] > least else None


def _share(high: bytes, encoding: str, letters: str) -> float:
    text = high.decode(encoding, "replace")
    return sum(map(text.count, letters)) / max(1, len(text))


def _is_arabic(data: bytes) -> bool:
    high = b"".join(_HIGH.findall(data, 0, _SAMPLE)).decode("cp1256")
    arabic = sum("\u0600" <= character <= "\u06ff" for character in high)
    signs = sum(character in "\u200c\u200d\u200e\u200f\u00a0«»–—‘’“”…•" for character in high)
    return arabic > 0 and arabic + signs >= 0.95 * len(high)


def _guess(data: bytes) -> str | None:
    # Imported here: it costs 40 ms, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
