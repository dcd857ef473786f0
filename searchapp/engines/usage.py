"""Who writes a word how, and when: what an engine counts of its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from searchapp.analysis.lexicon import Form, Wanted
from searchapp.model import PartialDate


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form of a word of the query, and where it is.

    Articles are counted one by one, near copies too, and those that have several forms once for
    each.

    Args:
        form: the form.
        articles: how many articles of the result have it.
        archive: how many articles of the archive have it.
        first: the earliest date of those of the result, or None.
        last: the latest.
        switch: what `without` takes to switch it off: the form, or `~` before a whole name.
        is_off: whether it is switched off, and not searched for.
        source: of another name, who says that it is one, and where; empty for all else.
        also: of a name the other names that are spellings of it, and are counted with it.
    """

    form: Form
    articles: int
    archive: int
    first: PartialDate | None
    last: PartialDate | None
    switch: str
    is_off: bool
    source: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a word of the query stands for, or a name with `~`.

    Args:
        word: the word, or the name with its `~`; `Wanted.level` says how far its forms were looked
            for.
        spellings: its forms, those nearest to it first; of a name itself and its other names.
        cut: how many more there are, which were not searched for.
    """

    word: Wanted
    spellings: tuple[Spelling, ...]
    cut: int

    @property
    def is_name(self) -> bool:
        """Whether it is a name with `~`, and its forms are whole names in any spelling."""
        return self.word.text.startswith("~")


@dataclass(frozen=True, slots=True)
class Usage:
    """Where a form of a word is in the whole archive.

    Articles are counted one by one, near copies too; exact copies are one article.

    Args:
        form: the form.
        articles: how many articles have it.
        first: the earliest of their dates, or None.
        last: the latest.
        outlets: articles by outlet, None for "not known".
        years: articles by year as "2020", None where there is no date.
        also: as in `Spelling`.
    """

    form: Form
    articles: int
    first: PartialDate | None
    last: PartialDate | None
    outlets: Mapping[str | None, int]
    years: Mapping[str | None, int]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """Where the forms of a word, or the names that a name with `~` has, are in the whole archive.

    Args:
        word: as in `Found`.
        forms: those that the archive has, nearest to the word first.
        cut: how many more there may be, which were not looked for.
        partial: whether the deadline came before all were counted.
    """

    word: Wanted
    forms: tuple[Usage, ...]
    cut: int
    partial: bool

    @property
    def is_name(self) -> bool:
        """Whether it is a name with `~`, and its forms are whole names in any spelling."""
        return self.word.text.startswith("~")
