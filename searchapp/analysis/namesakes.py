"""The spellings of a name in an archive: what looks like it, but for names that others bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from searchapp.analysis import english
from searchapp.analysis.company import LONG, RARE, Alike, Judge
from searchapp.analysis.folding import fold, without_possessive
from searchapp.analysis.lexicon import Form, Kind, Vocabulary
from searchapp.analysis.spelling import THRESHOLD, WIDE, candidate_keys, same_names, same_read

# What is shorter may be spelt in no other way: nearly everything is like it.
SHORTEST = 3
# What is less alike is a slip of the pen only if it is a letter from the name.
_FAINT = 0.15


def find_spellings(vocabulary: Vocabulary, text: str, *, is_wide: bool) -> Iterator[Form]:
    """Yield the other spellings of a name in one word.

    Args:
        vocabulary: of the archive.
        text: the name.
        is_wide: whether to yield names as well that are but somewhat like it, and those that look
            like it and are others.
    """
    letters = fold(text)
    typed = tuple(vocabulary.with_letters(letters))
    scored = same_read(text, vocabulary.with_names(candidate_keys(text)), _FAINT)
    standing = set(vocabulary.standing([form for form, _ in scored]))
    scored = [each for each in scored if each[0] in standing]
    misspelt = set(_misspelt(vocabulary, letters, typed)).difference(form for form, _ in scored)
    alike = _by_letters([*scored, *same_names(text, [*misspelt], 0.0)], letters)
    judge = Judge(vocabulary, typed, alike)
    for name in alike:
        kind = _kind_of(judge, name, is_alike=not misspelt.issuperset(name.forms))
        if kind is not Kind.WIDE or (is_wide and name.score >= WIDE):
            for form in name.forms:
                yield Form(form, kind, name.score)


def _misspelt(vocabulary: Vocabulary, letters: str, typed: Sequence[str]) -> Iterator[str]:
    """Yield the forms that are one letter from a long name, or have two of its letters swapped."""
    if len(letters) >= LONG and len(vocabulary.articles_with(typed)) >= RARE:
        for form in vocabulary.within(letters, 1):
            if not english.is_word(without_possessive(form)):
                yield form


def _by_letters(found: Iterable[tuple[str, float]], letters: str) -> list[Alike]:
    """Return the names that look like one, but those of its own letters, those most alike first."""
    forms: dict[str, list[str]] = {}
    scores: dict[str, float] = {}
    for form, score in sorted(set(found), key=lambda each: (-each[1], each[0])):
        other = fold(form)
        if other != letters and len(other) >= SHORTEST:
            forms.setdefault(other, []).append(form)
            scores.setdefault(other, score)
    return [Alike(each, tuple(forms[each]), scores[each]) for each in forms]


def _kind_of(judge: Judge, name: Alike, *, is_alike: bool) -> Kind:
    # What is but misspelt is a letter from the name, as Russian is from Russia.
    if name.score < THRESHOLD or not is_alike:
        return Kind.SLIP if judge.is_slip(name) else Kind.WIDE
    return Kind.WIDE if judge.is_other(name) else Kind.SPELLING
