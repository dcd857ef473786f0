"""How many articles have each form of the words of a query, whose they are, and from when."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from whoosh.query import ConstantScoreQuery, Or, Query

from searchapp.analysis.forms import surface
from searchapp.analysis.lexicon import Form, Kind, Level, Wanted, at_level
from searchapp.columnar.sets import Scored
from searchapp.engines.usage import Found, Spelling, Usage, Used
from searchapp.engines.whoosh.columns import Documents, Flags
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.engines.whoosh.tally import Tally
from searchapp.engines.whoosh.view import View
from searchapp.model import PartialDate
from searchapp.query.plan import Filters, Plan
from searchapp.query.words import WithAliases, named, switch_of, typed


class _Listed(NamedTuple):
    """A form of a word, or a name of what is named.

    Args:
        form: the form.
        switch: what switches it off.
        source: of a name, who says that it is one.
        also: the other spellings of a name that are counted with it.
        find: finds the documents that have it; says as well whether the deadline came before.
    """

    form: Form
    switch: str
    source: str
    also: tuple[str, ...]
    find: Callable[[], tuple[Scored, bool]]


def count_spellings(
    view: View, plan: Plan, found: Documents, executor: Executor
) -> tuple[Found, ...]:
    """Count what the words that a plan looks for stand for.

    Args:
        view: the commit.
        plan: the plan.
        found: the documents of its result.
        executor: that found them; what it cannot count before its deadline is left out.

    Returns:
        For each word its forms, in the order of the query.
    """
    in_result = np.zeros(view.snapshot.documents, np.bool_)
    in_result[found] = True
    counted: list[Found] = []
    for word, listed, cut, is_partial in _list_forms(view, plan, executor):
        if is_partial:
            return tuple(counted)
        spellings = []
        for each in listed:
            matches, partial = each.find()
            if partial:
                return tuple(counted)
            spellings.append(_count(view, each, matches.documents, in_result, plan.without))
        counted.append(Found(word, tuple(spellings), cut))
    return tuple(counted)


def count_levels(view: View, plan: Plan, executor: Executor) -> dict[Level, int]:
    """Count the results that a plan has on the levels beside its own.

    Args:
        view: the commit.
        plan: the plan.
        executor: that ran it; a level that it cannot count before its deadline is left out.
    """
    levels = list(Level)
    at = levels.index(plan.level)
    counted: dict[Level, int] = {}
    for level in levels[max(at - 1, 0) : at + 2]:
        beside = plan._replace(level=level, offset=0, limit=0)
        if level is not plan.level:
            matches, partial, _ = view.find(beside, executor, scored=False)
            if not partial:
                counted[level] = view.tallier.count(matches, beside).total
    return counted


def count_usage(view: View, plan: Plan, deadline: Deadline) -> tuple[Used, ...]:
    """Count in all articles what the words that a plan looks for stand for, by outlet and year.

    Args:
        view: the commit.
        plan: the plan; its filters do not matter.
        deadline: when to stop; what is not counted then is left out.

    Returns:
        For each word its forms, in the order of the query.
    """
    every = plan._replace(filters=Filters(), copies=True, offset=0, limit=0)
    used: list[Used] = []
    for word, listed, cut, is_partial in _list_forms(view, plan, view.executor(deadline)):
        forms, partial = [], is_partial
        for each in listed:
            matches, partial = each.find()
            if partial:
                break
            tally = view.tallier.count(matches, every)
            if tally.total:
                forms.append(_usage(view, each, tally))
        used.append(Used(word, tuple(forms), cut, partial))
    return tuple(used)


def _list_forms(
    view: View, plan: Plan, executor: Executor
) -> Iterator[tuple[Wanted, list[_Listed], int, bool]]:
    """Yield the words that a plan looks for, then its names with `~`.

    Returns:
        For each its forms or names, how many more forms there are, and whether there was no time to
        find them.
    """
    told = {word for node in typed(plan.query, plan.without) for word in node.words}
    for word, family in view.expansion.families(plan).items():
        if word in told:
            fields = _fields(plan, word)
            listed = [
                _Listed(
                    form=form,
                    switch=surface(form.text),
                    source="",
                    also=(),
                    find=functools.partial(executor.run, _query(form, fields)),
                )
                for form in family.forms
            ]
            yield at_level(word, plan.level), listed, family.cut, family.partial
    for node in dict.fromkeys(named(plan.query)):
        if node.others:
            names = _list_names(view, plan, node, executor)
            yield Wanted(node.typed, plan.level), names, 0, False


def _list_names(view: View, plan: Plan, node: WithAliases, executor: Executor) -> list[_Listed]:
    """Return the names of what is named, itself first; spellings of one name are one."""

    def find(clause: Query) -> tuple[Scored, bool]:
        # What is switched off, a name or a form of its words, is counted like the others.
        asked = plan._replace(query=clause, without=frozenset())
        return view.find(asked, executor, scored=False)[:2]

    listed = []
    for head in dict.fromkeys((node.name, *(other.head for other in node.others))):
        spelt = [other for other in node.others if other.head == head]
        also = dict.fromkeys(other.name for other in spelt if other.name != head)
        clauses = [other.clause for other in spelt]
        form, source = Form(head, Kind.ALIAS), spelt[0].source if spelt else ""
        if head == node.name:
            clauses, form, source = [node.clause, *clauses], Form(head, Kind.EXACT), ""
        clause = Or(clauses) if len(clauses) > 1 else clauses[0]
        counted = functools.partial(find, clause)
        listed.append(_Listed(form, switch_of(head), source, tuple(also), counted))
    return listed


def _usage(view: View, listed: _Listed, tally: Tally) -> Usage:
    years = Counter[str | None]()
    for month, count in tally.dates.items():
        years[None if month is None else month[:4]] += count
    first, last = _range(view, tally.documents)
    return Usage(listed.form, tally.total, first, last, tally.outlets, dict(years), listed.also)


def _fields(plan: Plan, word: Wanted) -> list[str]:
    """Return the texts that a plan looks for a word in."""
    nodes = typed(plan.query, plan.without)
    return list(dict.fromkeys(node.fieldname for node in nodes if word in node.words))


def _query(form: Form, fields: Iterable[str]) -> Query:
    words = tuple((word,) for word in form.words)
    each = [
        AnyForm(field, words[0]) if len(words) == 1 else Near(field, words, 1) for field in fields
    ]
    return ConstantScoreQuery(Or(each))


def _count(
    view: View,
    listed: _Listed,
    documents: Documents,
    in_result: Flags,
    without: Container[str],
) -> Spelling:
    here = documents[in_result[documents]]
    first, last = _range(view, here)
    return Spelling(
        form=listed.form,
        articles=view.count_articles(here),
        archive=view.count_articles(documents),
        first=first,
        last=last,
        switch=listed.switch,
        is_off=listed.switch in without,
        source=listed.source,
        also=listed.also,
    )


def _range(view: View, documents: Documents) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the earliest and the latest date of some documents."""
    dated = documents[view.columns.dates[documents] > 0]
    if not len(dated):
        return None, None
    days = view.columns.dates[dated]
    date_of = view.columns.date_of
    return date_of(int(dated[days.argmin()])), date_of(int(dated[days.argmax()]))
