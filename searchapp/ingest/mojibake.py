"""Text that was read in a wrong encoding and saved so: found cheaply, mended line by line.

"donâ€™t" is UTF-8 that somebody took for windows-1252.  ftfy knows such places and is careful not
to touch what only looks odd, but it is slow.  So a text is first asked for what every such place
has: two characters side by side that, in one of the encodings such accidents happen with, are the
first and a following byte of UTF-8; or one of the control characters that nobody types.  Nearly
every text has none, which its set of characters says.

Arabic that was taken for windows-1256, which ftfy does not know, begins every letter with one of
two Arabic letters, and a sign follows that never stands inside a word.  A run of such a text is
mended where all of it is UTF-8 of Arabic letters, as nothing that was written so is.

Whoever saved such a text may have lost bytes that windows-1252 has no character for, and written
"�" for each or nothing at all.  The one that closes a quotation is known by what opened it; any
other letter is lost, which is told, and stays a "�" where the others of its line are mended.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

from searchapp.model import Article, Evidence

RULE, LOST_RULE = "mojibake-mended", "letters-lost"
_CONFIDENCE = 0.9
_LONGEST_WORD = 80
_ENCODINGS = (
    "latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859-2",
    "mac-roman", "cp437",
)  # fmt: skip
_ASCII_AS_SPACE = b" " * 128 + bytes(range(128, 256))
_RUN = re.compile(r"[^\x00-\x7f]+")
# What is looked at in one go: a text may be long, and its runs take thirty times its memory.
_PIECE = 1 << 18
_SHORT_RUN = 40
_CONTROLS = frozenset(map(chr, range(0x80, 0xA0)))
# Only the encoding is mended.  Where a "?" stands for a byte, what was written is left.
_CONFIG = TextFixerConfig(replace_lossy_sequences=False, explain=False)
# Alef and lam, without which there is no Arabic text, as windows-1256 shows their two bytes.
_ALEF, _LAM = "ط§", "ظ„"
_ARABIC = re.compile("[\u00a0\u00ab\u00bb\u0600-\u06ff\u200c-\u200f\u2010-\u2026]+")
_LOST = "\ufffd"
# Without this, "\ufffd" beside letters that are mended becomes a control character.
_LOSSY = _CONFIG._replace(replace_lossy_sequences=True)
_BROKEN_LOST = re.compile("[\u00c2-\u00f4][^\x00-\x7f]?\ufffd")
_OPENED = re.compile("â€œ|“")
# A closing quotation mark is E2 80 9D, and windows-1252 has no character for 9D.
_CLOSED = re.compile(r"(?<=[^\s(])â€(?:\ufffd|(?=[ \t.,;:!)]|$))")


@dataclass(frozen=True, slots=True)
class Repair:
    """A line that was mended, or one with letters that nobody can mend.

    Args:
        start: where it begins in the mended text.
        end: where it ends.
        written: its first word that was broken, as it was; or that has a letter lost.
        is_lost: whether letters are lost.
    """

    start: int
    end: int
    written: str
    is_lost: bool = False


def mend(text: str) -> tuple[str, list[Repair]]:
    """Mend the lines of a text that are mojibake.

    Args:
        text: any text.

    Returns:
        The text, every other line as it was, and what was mended or is lost.
    """
    has_lost = not text.isascii() and _LOST in text
    if not has_lost and not _may_be_broken(text):
        return text, []
    # Not `splitlines`: what it takes for the end of a line is often half a letter here.
    lines = text.split("\n")
    broken = (line for line in lines if _may_be_broken_line(line))
    if not has_lost and not any(_fixed(line) != line for line in broken):
        return text, []
    mended: list[str] = []
    repairs: list[Repair] = []
    at = 0
    for line in lines:
        fixed = line if line.isascii() else _fixed(line)
        if fixed != line:
            repairs.append(Repair(at, at + len(fixed), _first_difference(line, fixed)))
        if _LOST in fixed:
            word = next(word for word in fixed.split() if _LOST in word)
            repairs.append(Repair(at, at + len(fixed), word[:_LONGEST_WORD], is_lost=True))
        mended.append(fixed)
        at += len(fixed) + 1
    return "\n".join(mended), repairs


def say_mended(article: Article, repairs: list[Repair]) -> Article:
    """Add to an article that its text was mended, or that letters of it are lost.

    Args:
        article: an article of a text that `mend` gave back.
        repairs: what was mended in that text.

    Returns:
        The article, with evidence where a line of its own was mended or has letters lost.
    """
    source = article.source
    own = [each for each in repairs if each.start < source.end and source.start < each.end]
    # Of a page, most of what has letters lost may be no part of the article.
    has_lost = _LOST in article.body or _LOST in article.title
    told = evidence_of("body", [each for each in own if has_lost or not each.is_lost])
    return dataclasses.replace(article, evidence=(*article.evidence, *told)) if told else article


def evidence_of(field: str, repairs: list[Repair]) -> list[Evidence]:
    """Return what an article says of a field that was mended, by the first words that were broken.

    Args:
        field: the field.
        repairs: what was mended of it, or is lost.

    Returns:
        A piece of evidence for what was mended and one for what is lost, each if there is such.
    """
    mended = next((each for each in repairs if not each.is_lost), None)
    lost = next((each for each in repairs if each.is_lost), None)
    found: list[Evidence] = []
    if mended is not None:
        # What was written does not stand in the mended text, so it has no place there.
        found.append(Evidence(field, RULE, mended.written, None, None, _CONFIDENCE))
    if lost is not None:
        found.append(Evidence(field, LOST_RULE, lost.written, None, None, 1.0))
    return found


def _fixed(line: str) -> str:
    if "ط" in line or "ظ" in line:
        line = _RUN.sub(_fixed_arabic, line)
    # ftfy leaves a line that does not look bad, and what does so has no more than this around it.
    # A page may be a single line, and to look at all of it takes a while.
    around = (line[max(0, run.start() - 3) : run.end() + 3] for run in _RUN.finditer(line))
    is_broken = is_bad("\n".join(around)) or _BROKEN_LOST.search(line) is not None
    if not is_broken:
        return line
    return fix_encoding(_closed(line), _LOSSY if _LOST in line else _CONFIG)


def _fixed_arabic(run: re.Match[str]) -> str:
    try:
        fixed = run[0].encode("cp1256").decode("utf-8")
    except UnicodeError:
        return run[0]
    return fixed if _ARABIC.fullmatch(fixed) is not None else run[0]


def _closed(line: str) -> str:
    """Give quotations that are opened in a line their closing marks back."""
    opened = _OPENED.search(line)
    if opened is None:
        return line
    return line[: opened.end()] + _CLOSED.sub("â€\x9d", line[opened.end() :])


def _first_difference(line: str, fixed: str) -> str:
    kept = set(fixed.split())
    return next((word for word in line.split() if word not in kept), line.strip())[:_LONGEST_WORD]


def _may_be_broken(text: str) -> bool:
    if _has_broken_arabic(text):
        return True
    # One character more, so that no pair is cut in two.
    pieces = (text[at : at + _PIECE + 1] for at in range(0, len(text), _PIECE))
    return any(_has_pairs(piece) for piece in pieces if not piece.isascii())


def _may_be_broken_line(line: str) -> bool:
    if line.isascii():
        return False
    runs = (run[0] for run in _RUN.finditer(line))
    return _has_broken_arabic(line) or any(
        (_has_pairs_again if len(run) < _SHORT_RUN else _has_pairs)(run) for run in runs
    )


def _has_broken_arabic(text: str) -> bool:
    # To look for one sign is many times quicker than for two, and few texts have the first.
    return any(sign[0] in text and sign in text for sign in (_ALEF, _LAM))


def _has_pairs(text: str) -> bool:
    """Say whether a text has two characters side by side, or one, as mojibake has them."""
    # Both characters of a pair are none of ASCII, which is most of a text; its runs are few.
    runs = set(text.encode("utf-8", "surrogatepass").translate(_ASCII_AS_SPACE).split())
    high = b" ".join(runs).decode("utf-8", "surrogatepass")
    characters = set(high)
    if not characters.isdisjoint(_CONTROLS):
        return True
    return any(
        not characters.isdisjoint(first)
        and not characters.isdisjoint(following)
        and pair.search(high) is not None
        for first, following, pair in _pairs()
    )


# Most of the runs of a line are single quotes and dashes, or letters of a few words.
_has_pairs_again = functools.lru_cache(maxsize=4096)(_has_pairs)


@functools.cache
def _pairs() -> list[tuple[frozenset[str], frozenset[str], re.Pattern[str]]]:
    found = []
    for encoding in _ENCODINGS:
        first = _characters(encoding, 0xC2, 0xF4)
        following = _characters(encoding, 0x80, 0xBF)
        pattern = f"[{_escaped(first)}][{_escaped(following)}]"
        found.append((first, following, re.compile(pattern)))
    return found


def _characters(encoding: str, low: int, high: int) -> frozenset[str]:
    return frozenset("".join(bytes([b]).decode(encoding, "ignore") for b in range(low, high + 1)))


def _escaped(characters: frozenset[str]) -> str:
    return "".join(re.escape(character) for character in sorted(characters))
