"""How many articles have each form of the words of a query, whose they are, and from when."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

import numpy as np
from whoosh.query import ConstantScoreQuery, Or, Query

from searchapp.analysis.lexicon import Form, Wanted, at_level
from searchapp.engines.usage import Found, Spelling, Usage, Used
from searchapp.engines.whoosh.columns import Documents, Flags
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.engines.whoosh.tally import Tally
from searchapp.engines.whoosh.view import View
from searchapp.model import PartialDate
from searchapp.query.plan import Filters, Plan
from searchapp.query.words import sought


def count_spellings(
    view: View, plan: Plan, found: Documents, deadline: Deadline
) -> tuple[Found, ...]:
    """Count what the words that a plan looks for stand for.

    Args:
        view: the commit.
        plan: the plan.
        found: the documents of its result.
        deadline: when to stop; what is not counted then is left out.

    Returns:
        For each word its forms, in the order of the query.
    """
    in_result = np.zeros(view.snapshot.documents, np.bool_)
    in_result[found] = True
    counted: list[Found] = []
    for word, family in view.expansion.families(plan).items():
        fields = _fields(plan, word)
        spellings = []
        for form in family.forms:
            matches, partial = view.run(_query(form, fields), deadline)
            if partial:
                return tuple(counted)
            is_off = form.text in plan.without
            spellings.append(_count(view, form, matches.documents, in_result, is_off))
        counted.append(Found(at_level(word, plan.level), tuple(spellings), family.cut))
    return tuple(counted)


def count_usage(view: View, plan: Plan, deadline: Deadline) -> tuple[Used, ...]:
    """Count in all articles what the words that a plan looks for stand for, by outlet and year.

    Args:
        view: the commit.
        plan: the plan; its filters do not matter.
        deadline: when to stop; what is not counted then is left out.

    Returns:
        For each word its forms, in the order of the query.
    """
    every = dataclasses.replace(plan, filters=Filters(), copies=True, offset=0, limit=0)
    used: list[Used] = []
    for word, family in view.expansion.families(plan).items():
        fields = _fields(plan, word)
        forms, partial = [], False
        for form in family.forms:
            matches, partial = view.run(_query(form, fields), deadline)
            if partial:
                break
            tally = view.tallier.count(matches, every)
            if tally.total:
                forms.append(_usage(view, form, tally))
        used.append(Used(at_level(word, plan.level), tuple(forms), family.cut, partial))
    return tuple(used)


def _usage(view: View, form: Form, tally: Tally) -> Usage:
    years = Counter[str | None]()
    for month, count in tally.dates.items():
        years[None if month is None else month[:4]] += count
    first, last = _range(view, tally.documents)
    return Usage(form, tally.total, first, last, tally.outlets, dict(years))


def _fields(plan: Plan, word: Wanted) -> list[str]:
    """Return the texts that a plan looks for a word in."""
    return list(dict.fromkeys(x.fieldname for x in sought(plan.query) if word in x.words))


def _query(form: Form, fields: Iterable[str]) -> Query:
    words = tuple((word,) for word in form.words)
    each = [
        AnyForm(field, words[0]) if len(words) == 1 else Near(field, words, 1) for field in fields
    ]
    return ConstantScoreQuery(Or(each))


def _count(
    view: View, form: Form, documents: Documents, in_result: Flags, is_off: bool
) -> Spelling:
    here = documents[in_result[documents]]
    first, last = _range(view, here)
    articles, archive = map(view.count_articles, (here, documents))
    return Spelling(form, articles, archive, first, last, is_off)


def _range(view: View, documents: Documents) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the earliest and the latest date of some documents."""
    dated = documents[view.columns.dates[documents] > 0]
    if not len(dated):
        return None, None
    days = view.columns.dates[dated]
    date_of = view.columns.date_of
    return date_of(int(dated[days.argmin()])), date_of(int(dated[days.argmax()]))
