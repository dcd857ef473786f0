"""Text that was read in a wrong encoding and saved so: found cheaply, mended line by line.

"donâ€™t" is UTF-8 that somebody took for windows-1252.  ftfy knows such places and is careful not
to touch what only looks odd, but it is slow.  So a text is first asked for what every such place
has: two characters side by side that, in one of the encodings such accidents happen with, are the
first and a following byte of UTF-8; or one of the control characters that nobody types.  Nearly
every text has none, which its set of characters says.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

from searchapp.model import Article, Evidence

RULE = "mojibake-mended"
_CONFIDENCE = 0.9
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
# Only the encoding is mended.  Where a byte is lost for good, what was written is left.
_CONFIG = TextFixerConfig(replace_lossy_sequences=False, explain=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """A line that was mended.

    Args:
        start: where it begins in the mended text.
        end: where it ends.
        written: its first word that was broken, as it was.
    """

    start: int
    end: int
    written: str


def mend(text: str) -> tuple[str, list[Repair]]:
    """Mend the lines of a text that are mojibake.

    Args:
        text: any text.

    Returns:
        The text, every other line as it was, and what was mended.
    """
    if not _may_be_broken(text):
        return text, []
    # Not `splitlines`: what it takes for the end of a line is often half a letter here.
    lines = text.split("\n")
    if not any(_fixed(line) != line for line in lines if _may_be_broken_line(line)):
        return text, []
    mended: list[str] = []
    repairs: list[Repair] = []
    at = 0
    for line in lines:
        fixed = line if line.isascii() else _fixed(line)
        if fixed != line:
            repairs.append(Repair(at, at + len(fixed), _first_difference(line, fixed)))
        mended.append(fixed)
        at += len(fixed) + 1
    return "\n".join(mended), repairs


def say_mended(article: Article, repairs: list[Repair]) -> Article:
    """Add to an article that its text was mended.

    Args:
        article: an article of a text that `mend` gave back.
        repairs: what was mended in that text.

    Returns:
        The article, with evidence where a line of its own was mended.
    """
    source = article.source
    own = [each for each in repairs if each.start < source.end and source.start < each.end]
    if not own:
        return article
    return dataclasses.replace(
        article, evidence=(*article.evidence, evidence_of("body", own[0].written))
    )


def evidence_of(field: str, written: str) -> Evidence:
    """Return what an article says of a field that was mended, by a word that was broken."""
    # What was written does not stand in the mended text, so it has no place there.
    return Evidence(field, RULE, written, None, None, _CONFIDENCE)


def _fixed(line: str) -> str:
    # ftfy leaves a line that does not look bad, and what does so has no more than this around it.
    # A page may be a single line, and to look at all of it takes a while.
    around = (line[max(0, run.start() - 3) : run.end() + 3] for run in _RUN.finditer(line))
    return fix_encoding(line, _CONFIG) if is_bad("\n".join(around)) else line


def _first_difference(line: str, fixed: str) -> str:
    kept = set(fixed.split())
    return next((word for word in line.split() if word not in kept), line.strip())[:80]


def _may_be_broken(text: str) -> bool:
    # One character more, so that no pair is cut in two.
    pieces = (text[at : at + _PIECE + 1] for at in range(0, len(text), _PIECE))
    return any(_has_pairs(piece) for piece in pieces if not piece.isascii())


def _may_be_broken_line(line: str) -> bool:
    if line.isascii():
        return False
    runs = (run[0] for run in _RUN.finditer(line))
    return any((_has_pairs_again if len(run) < _SHORT_RUN else _has_pairs)(run) for run in runs)


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
