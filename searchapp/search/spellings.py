"""What the words of a query stand for, in words: which forms are there, and why."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Container, Iterable
from typing import NamedTuple

from searchapp.analysis.folding import without_possessive
from searchapp.analysis.lexicon import Form, Kind, Level
from searchapp.engines.usage import Found, Spelling
from searchapp.search.marking import Reason

LEVELS = {
    Level.EXACT: "only as typed",
    Level.LETTERS: "also with other accents, apostrophes and hyphens, or with 's",
    Level.WORDS: "also other forms of the same English word",
    Level.SPELLINGS: "also other spellings of the same name",
    Level.WIDE: "also names a little less alike or that others bear, and one wrong letter",
}
KINDS = {
    Kind.EXACT: "as typed",
    Kind.LETTERS: "same letters",
    Kind.WORD: "same word",
    Kind.SPELLING: "spelling",
    Kind.SLIP: "slip of the pen",
    Kind.WIDE: "wide",
    Kind.FUZZY: "wrong letters",
    Kind.ALIAS: "other name",
}
_MARKS = {
    Kind.LETTERS: "the same letters",
    Kind.WORD: "another form of the word",
    Kind.SPELLING: "another spelling of the name",
    Kind.SLIP: "a slip of the pen",
    Kind.WIDE: "perhaps the same name",
    Kind.FUZZY: "with wrong letters",
    Kind.ALIAS: "another name",
}
_RELATIONS = {
    Kind.LETTERS: "same letters as",
    Kind.WORD: "same word as",
    Kind.SPELLING: "spelling of",
    Kind.SLIP: "slip of the pen for",
    Kind.WIDE: "somewhat like",
    Kind.FUZZY: "a wrong letter from",
    Kind.ALIAS: "other name of",
}
_SCORED = frozenset({Kind.SPELLING, Kind.WIDE})
_LEADING = 4
# As Unicode's names of letters begin; half rings and raised commas are modifiers.
_LATIN = ("LATIN", "MODIFIER")


class Gist(NamedTuple):
    """The forms of a word in short.

    Args:
        attested: whether the archive has the word as it was typed; true of a fused one, of which
            that is not asked.
        foreign: whether it was typed in other letters than Latin ones.
        in_result: whether articles of the result are counted, else those of the archive: where the
            word is not attested, or the result has no form of it.
        leading: the forms in the most articles, with how many.
        more: how many other forms there are.
        fused: whether it is of words typed each on its own, which are searched for so as well; its
            forms are what else the words are written as.
    """

    attested: bool
    foreign: bool
    in_result: bool
    leading: tuple[tuple[str, int], ...]
    more: int
    fused: bool


class Because(NamedTuple):
    """Why a result has a form that was not typed.

    Args:
        form: the form.
        relation: what it is to the word, as in "spelling of".
        word: the word of the query.
        score: how sure that is, as in "0.99"; empty where it is certain.
    """

    form: str
    relation: str
    word: str
    score: str


def list_forms(found: Found) -> list[Spelling]:
    """List the forms that the archive has, the nearest kinds first, then those in most articles.

    Args:
        found: the word.
    """
    kinds = list(Kind)
    return sorted(
        (each for each in found.spellings if each.archive),
        key=lambda each: (
            kinds.index(each.form.kind),
            -each.articles,
            -each.archive,
            each.form.text,
        ),
    )


def say_kind(form: Form) -> str:
    """Return why a form is one of a word's: as typed, same letters, spelling 0.92."""
    return f"{KINDS[form.kind]} {_say_score(form)}".strip()


def say_mark(kind: str) -> str:
    """Return why a place is marked (`Marked.marks`); empty where it has what was typed."""
    return _MARKS.get(Kind(kind), "") if kind in set(Kind) else ""


def sum_up(found: Found) -> Gist:
    """Return the forms of a word in short; those that are switched off are not among them.

    A possessive is not told beside the form that it is of.
    """
    fused = found.word.fused
    exact = (each for each in found.spellings if each.form.kind is Kind.EXACT)
    # Words as they were typed are none of the forms of what they are together.
    attested = fused or any(each.archive for each in exact)
    searched = [each for each in found.spellings if not each.is_off]
    in_result = attested and any(each.articles for each in searched)
    counts = {each.form.text: each.articles if in_result else each.archive for each in searched}
    present = {form: count for form, count in counts.items() if count}
    ordered = sorted(present, key=lambda form: (-present[form], form))
    told = [form for form in ordered if not _is_told_with(form, present)][:_LEADING]
    foreign = any(_is_foreign(letter) for letter in found.word.text)
    leading = tuple((form, present[form]) for form in told)
    return Gist(attested, foreign, in_result, leading, len(ordered) - len(told), fused)


def list_unlike(reasons: Iterable[Reason]) -> tuple[Because, ...]:
    """List what else than the typed words made a result match.

    Args:
        reasons: of the result.

    Returns:
        Each form once, and no possessive beside the form that it is of; the same letters are told
        only where the word as typed is not there.
    """
    forms = [(each.word, each.form) for each in reasons if each.form is not None]
    typed = {word for word, form in forms if form.kind is Kind.EXACT}
    present = {form.text for _, form in forms}
    return tuple(
        Because(form.text, _RELATIONS[form.kind], word, _say_score(form))
        for word, form in forms
        if form.kind is not Kind.EXACT
        and not (form.kind is Kind.LETTERS and word in typed)
        and not _is_told_with(form.text, present)
    )


def _is_told_with(form: str, others: Container[str]) -> bool:
    """Return whether a form is the possessive of another."""
    base = without_possessive(form)
    return base != form and base in others


def _say_score(form: Form) -> str:
    # Cut, not rounded: 1.00 is said of nothing that is less than certain.
    return f"{math.floor(form.score * 100) / 100:.2f}" if form.kind in _SCORED else ""


def _is_foreign(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "").startswith(_LATIN)
