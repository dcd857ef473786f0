"""The spellings of a name in an archive: what looks like it, but for names that others bear."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from searchapp.analysis import english
from searchapp.analysis.affixes import without_affix
from searchapp.analysis.folding import BEHIND_LATIN, fold, without_possessive
from searchapp.analysis.judge import LONG, RARE, Alike, Judge
from searchapp.analysis.lexicon import Form, Kind, Vocabulary, same_letters
from searchapp.analysis.spelling import (
    THRESHOLD,
    WIDE,
    candidate_keys,
    same_name_score,
    same_names,
    same_read,
)
from searchapp.analysis.wellknown import Line, are_same, line_of

# What is shorter may be spelt in no other way: nearly everything is like it.
SHORTEST = 3
# A shorter name has no plural, nor has one that is less alike;
_SHORTEST_OF_MANY, _CERTAIN = 4, 0.85
# that of a name of but so many letters is no more frequent than the name and stands behind this:
# the Shias are those of Shia, and Hamas is not that of Hama.
_SHORT, _BEFORE_MANY = 4, "the"
# What is less alike is a slip of the pen only if it is a letter from the name.
_FAINT = 0.15


def find_spellings(vocabulary: Vocabulary, text: str) -> Iterator[Form]:
    """Yield the other spellings of a name in one word.

    Args:
        vocabulary: of the archive.
        text: the name.

    Returns:
        The forms, and as `Kind.WIDE` names that are but somewhat like it, and those that look like
        it and are others.
    """
    own, line = same_letters(vocabulary, text), line_of(text)
    known = [*_well_known(vocabulary, line, own)] if line else []
    typed = (*own, *(form for name in known for form in name.forms))
    scored = _scored(vocabulary, text, typed)
    misspelt = set(_misspelt(vocabulary, fold(text), own)).difference(scored, typed)
    alike = _by_letters([*scored.items(), *same_names(text, [*misspelt], 0.0)])
    judge = Judge(vocabulary, typed, alike)
    kinds = {
        name: _kind_of(judge, name, is_alike=not misspelt.issuperset(name.forms)) for name in alike
    }
    kinds |= {name: Kind.WIDE for name in alike if _is_off_line(text, line, name, kinds[name])}
    spellings = [*known, *(name for name in alike if kinds[name] is Kind.SPELLING)]
    plurals = [*_plurals(vocabulary, spellings, {*typed, *scored, *misspelt})]
    for name in [*spellings, *plurals]:
        yield from (Form(form, Kind.SPELLING, name.score) for form in name.forms)
    for name, kind in kinds.items():
        if kind is Kind.SLIP or (kind is Kind.WIDE and name.score >= WIDE):
            yield from (Form(form, kind, name.score) for form in name.forms)


def _well_known(vocabulary: Vocabulary, line: Line, own: Collection[str]) -> Iterator[Alike]:
    """Yield the well-known spellings of a name that the archive has, also with something joined."""
    for other in line.forms:
        letters = fold(other)
        forms = (form for form in vocabulary.with_letters(letters) if form not in own)
        # In another script other words may have the same letters.
        here = tuple(form for form in forms if other.isascii() or are_same(form, other))
        if here:
            yield Alike(letters, here, 1.0)


def _is_off_line(text: str, line: Line | None, name: Alike, kind: Kind) -> bool:
    """Return whether a name that looks like another is known as none of its spellings.

    What is like one spelling of a line may be little like the others, as Korean is like Koran.

    Args:
        text: the name that was asked for.
        line: it is on, if any.
        name: the other.
        kind: what that is taken for.
    """
    other = line_of(name.forms[0])
    if line is not None and other is not None:
        return True
    known = line or other
    if kind is not Kind.SPELLING or known is None:
        return False
    # What letters another script folds to tells nothing of its sounds.
    found = name.letters if name.forms[0] < BEHIND_LATIN else name.forms[0]
    one = text if line is None else found
    return bool(np.median([same_name_score(each, one) for each in known.spellings]) < THRESHOLD)


def _scored(vocabulary: Vocabulary, text: str, known: Iterable[str]) -> dict[str, float]:
    """Return the forms that are somewhat like a name but are none of those known, by rules.

    What may have something joined to it is taken for the name without it if that is in far more
    articles: Путина for Путин, but not לבנון, which is Lebanon, for Bannon.
    """
    found = _looking_like(vocabulary, text, known, whole=False)
    if not without_affix(text):
        return found
    own = _looking_like(vocabulary, text, known, whole=True)
    # What is more like the name is another case of it, and no other name.
    sure = {form for form, score in own.items() if score >= max(_CERTAIN, found.get(form, 0.0))}
    others = {form for form, score in found.items() if score >= THRESHOLD > own.get(form, 0.0)}
    count, count_of_others = (sum(map(vocabulary.articles, each)) for each in (sure, others))
    return own if RARE * count >= count_of_others else found


def _looking_like(
    vocabulary: Vocabulary, text: str, known: Iterable[str], *, whole: bool
) -> dict[str, float]:
    candidates = vocabulary.with_names(candidate_keys(text, whole=whole))
    scored = same_read(text, candidates, _FAINT, whole=whole)
    standing = set(vocabulary.standing([form for form, _ in scored])).difference(known)
    return {form: score for form, score in scored if form in standing}


def are_singular_and_plural(vocabulary: Vocabulary, first: str, second: str) -> bool:
    """Return whether one of two names is the plural of the other, as Houthis is that of Houthi.

    Args:
        vocabulary: of the archive.
        first: the letters of one.
        second: those of the other.
    """
    one, many = sorted((first, second), key=len)
    # Rogers is more often a name of its own than several men called Roger.
    if many != f"{one}s" or len(one) < _SHORTEST_OF_MANY or english.is_common_name(many):
        return False
    if len(one) > _SHORT:
        return True
    forms = [tuple(vocabulary.with_letters(letters)) for letters in (one, many)]
    return not english.is_common_name(one) and _looks_plural(vocabulary, one, *forms)


def _looks_plural(
    vocabulary: Vocabulary, letters: str, one: Sequence[str], many: Sequence[str]
) -> bool:
    """Return whether forms are in an archive as the plural of others would be.

    Args:
        vocabulary: of the archive.
        letters: of the name.
        one: its forms.
        many: those that may be its plural.
    """
    count, plurals = map(len, vocabulary.articles_with_each([one, many]))
    if len(letters) > _SHORT and plurals * RARE <= count:
        return True
    is_common = max(plurals, RARE) <= count
    return is_common and any(True for _ in vocabulary.side_by_side([[_BEFORE_MANY], many], 1))


def _plurals(
    vocabulary: Vocabulary, names: Iterable[Alike], known: Collection[str]
) -> Iterator[Alike]:
    """Yield the plurals of names; Peters is more often a name of its own."""
    for name in names:
        letters = f"{name.letters}s"
        if (
            name.score < _CERTAIN
            or len(name.letters) < _SHORTEST_OF_MANY
            or any(map(english.is_common_name, (name.letters, letters)))
            or english.is_word(letters)
        ):
            continue
        forms = tuple(x for x in vocabulary.with_letters(letters) if x not in known)
        if forms and _looks_plural(vocabulary, name.letters, name.forms, forms):
            yield Alike(letters, forms, name.score)


def _misspelt(vocabulary: Vocabulary, letters: str, typed: Sequence[str]) -> Iterator[str]:
    """Yield the forms that are one letter from a long name, or have two of its letters swapped."""
    if len(letters) >= LONG and len(vocabulary.articles_with(typed)) >= RARE:
        around = map(vocabulary.with_letters, _swapped_around(letters))
        for form in itertools.chain(vocabulary.within(letters, 1), *around):
            if not english.is_word(without_possessive(form)):
                yield form


def _swapped_around(letters: str) -> Iterator[str]:
    """Yield letters with two of them swapped around another one: ergodan for erdogan."""
    for at in range(1, len(letters) - 2):
        signs = list(letters)
        signs[at], signs[at + 2] = signs[at + 2], signs[at]
        yield "".join(signs)


def _by_letters(found: Iterable[tuple[str, float]]) -> list[Alike]:
    """Return the names that look like one, those most alike first."""
    forms: dict[str, list[str]] = {}
    scores: dict[str, float] = {}
    for form, score in sorted(set(found), key=lambda each: (-each[1], each[0])):
        other = fold(form)
        if len(other) >= SHORTEST:
            forms.setdefault(other, []).append(form)
            scores.setdefault(other, score)
    return [Alike(each, tuple(forms[each]), scores[each]) for each in forms]


def _kind_of(judge: Judge, name: Alike, *, is_alike: bool) -> Kind:
    # What is but misspelt is a letter from the name, as Russian is from Russia.
    if name.score < THRESHOLD or not is_alike:
        return Kind.SLIP if judge.is_slip(name) else Kind.WIDE
    return Kind.WIDE if judge.is_other(name) else Kind.SPELLING
