"""The order of the forms of a word: which of them is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.analysis.lexicon import Form, Kind, Level

_PLACE = {kind: place for place, kind in enumerate(Kind)}


def nearest_first(forms: Iterable[Form]) -> list[Form]:
    """Return forms, each once, as the nearest kind that it is and as sure as it can be."""
    found: dict[str, Form] = {}
    for form in sorted(forms, key=_nearness):
        found.setdefault(form.text, form)
    return list(found.values())


def _nearness(form: Form) -> tuple[int, float, str]:
    return _PLACE[form.kind], -form.score, form.text


def without_needless(forms: Iterable[Form]) -> list[Form]:
    """Return forms without other spellings in several words that find what one word does."""
    forms = list(forms)
    alone = {form.text for form in forms if form.is_one_word}
    return [
        form
        for form in forms
        if form.is_one_word or _PLACE[form.kind] < _PLACE[Kind.WORD] or alone.isdisjoint(form.words)
    ]


def up_to(level: Level | None, strictest: Level) -> list[Level]:
    """Return the levels from the strictest to another; none where that is stricter, or is None."""
    levels = list(Level)
    return levels[levels.index(strictest) : levels.index(level) + 1] if level else []


def farthest(kinds: Iterable[Kind]) -> Kind:
    """Return the kind that is farthest from a word."""
    return max(kinds, key=_PLACE.__getitem__)


def at_least(kind: Kind, form: Form) -> Form:
    """Return a form as one that is no nearer than a kind."""
    return form._replace(kind=farthest((form.kind, kind)))
