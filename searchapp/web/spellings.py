"""What the words of a search stand for, as its page shows it: forms to switch, levels to choose."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from searchapp.analysis.lexicon import Kind, Level, Wanted
from searchapp.engines.usage import Found, Spelling
from searchapp.model import PartialDate
from searchapp.query.words import typeable
from searchapp.search.page import Page
from searchapp.search.spellings import LEVELS, Gist, list_forms, say_kind, sum_up
from searchapp.web.filters import switch
from searchapp.web.params import Params

# More forms of a word are folded away.
_SHOWN = 12
# So many words have their forms listed: each of the links holds the whole query.
_MOST = 20
# So many words are told of where the panel is closed.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A level to choose.

    Args:
        level: its name.
        meaning: what a word stands for then.
        count: the results it has; None where that is not known.
        current: whether it is the level of this search.
        params: the search on this level.
    """

    level: str
    meaning: str
    count: int | None
    current: bool
    params: Params


@dataclass(frozen=True, slots=True)
class Row:
    """A form of a word.

    Args:
        form: the form.
        kind: the name of its kind.
        why: why it is one.
        articles: how many articles of the result have it.
        archive: how many articles of the archive have it.
        first: the earliest date in the result, or None.
        last: the latest.
        is_off: whether it is switched off.
        params: the search with it switched off, or on again.
        source: of another name, who says that it is one; empty for all else.
        also: of a name its other spellings, which are counted and switched off with it.
    """

    form: str
    kind: str
    why: str
    articles: int
    archive: int
    first: PartialDate | None
    last: PartialDate | None
    is_off: bool
    params: Params
    source: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query.

    Args:
        text: the word.
        gist: its forms in short.
        level: the level that it has for itself; empty where it has that of the search.
        rows: the first of the forms that are in the result or switched off.
        folded: the others of these.
        absent: those that only other articles of the archive have.
        cut: how many more there are, which were not searched for.
        whole: the search with all of them; None where none is switched off.
        typed: the search with the typed form alone; None where there is no other.
        usage: what to ask for who writes it how, and when.
    """

    text: str
    gist: Gist
    level: str
    rows: tuple[Row, ...]
    folded: tuple[Row, ...]
    absent: tuple[Row, ...]
    cut: int
    whole: Params | None
    typed: Params | None
    usage: Params


@dataclass(frozen=True, slots=True)
class Panel:
    """What the words of a search stand for.

    Args:
        choices: the levels, from the strictest on.
        words: the words, in the order of the query; the first of very many.
        told: those to tell of where the panel is closed.
        more: how many words there are beyond those.
        is_empty: whether the result is, so that only the archive can be told of.
        is_open: whether there is something to see: a form is switched off, or the archive does not
            have a word as typed.
    """

    choices: tuple[Choice, ...]
    words: tuple[Word, ...]
    told: tuple[Word, ...]
    more: int
    is_empty: bool
    is_open: bool


def make_panel(page: Page, params: Params) -> Panel | None:
    """Prepare the panel of a result.

    Args:
        page: the result.
        params: the search.

    Returns:
        The panel; None where the query has no words that could stand for anything.
    """
    if not page.words:
        return None
    first = dataclasses.replace(params, page=1)
    words = tuple(_word(found, first) for found in page.words[:_MOST])
    is_open = any(word.whole or not word.gist.attested for word in words)
    return Panel(
        choices=_choices(page, first),
        words=words,
        told=words[:_TOLD],
        more=len(page.words) - len(words),
        is_empty=not page.total,
        is_open=is_open,
    )


def _choices(page: Page, params: Params) -> tuple[Choice, ...]:
    counts = {**page.levels, page.match: page.total}
    return tuple(
        Choice(
            level=str(level),
            meaning=LEVELS[level],
            count=counts.get(level),
            current=level is page.match,
            params=dataclasses.replace(params, match=level),
        )
        for level in Level
    )


def _word(found: Found, params: Params) -> Word:
    rows = [_row(each, params) for each in list_forms(found)]
    here = [row for row in rows if row.articles or row.is_off]
    off = {each.switch for each in found.spellings if each.is_off}
    alone = _only_as_typed(found, params.without)
    level = found.word.level
    return Word(
        text=found.word.text,
        gist=sum_up(found),
        level="" if level is None or level is params.match else str(level),
        rows=tuple(row for at, row in enumerate(here) if at < _SHOWN or row.is_off),
        folded=tuple(row for at, row in enumerate(here) if at >= _SHOWN and not row.is_off),
        absent=tuple(row for row in rows if not (row.articles or row.is_off)),
        cut=found.cut,
        whole=_switched(params, tuple(each for each in params.without if each not in off))
        if off
        else None,
        typed=_switched(params, alone) if set(alone) != set(params.without) else None,
        usage=Params(_as_typed(found.word), level or params.match),
    )


def _only_as_typed(found: Found, without: Collection[str]) -> tuple[str, ...]:
    """Return what is to be switched off, so that a word stands for itself alone."""
    typed = {each.switch for each in found.spellings if each.form.kind is Kind.EXACT}
    others = dict.fromkeys(each.switch for each in found.spellings if each.switch not in typed)
    if not others:
        return tuple(without)
    return tuple(dict.fromkeys((*(each for each in without if each not in typed), *others)))


def _as_typed(word: Wanted) -> str:
    text = typeable(word.text)
    return f"{text}~{word.edits}" if word.edits else text


def _switched(params: Params, forms: tuple[str, ...]) -> Params:
    return dataclasses.replace(params, without=forms)


def _row(spelling: Spelling, params: Params) -> Row:
    form = spelling.form
    return Row(
        form=form.text,
        kind=str(form.kind),
        why=say_kind(form),
        articles=spelling.articles,
        archive=spelling.archive,
        first=spelling.first,
        last=spelling.last,
        is_off=spelling.is_off,
        params=switch(params, spelling.switch),
        source=spelling.source,
        also=spelling.also,
    )
