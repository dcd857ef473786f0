"""What is found out about an article: findings with evidence, of which the surest win."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.model import Evidence, PartialDate


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about an article, and which of its lines say nothing else.

    Args:
        title: empty where there is none.
        outlet: None where the text does not say.
        date: None where the text does not say.
        author: None where the text does not say.
        url: None where the text does not say.
        evidence: one for every field that is known.
        used: the numbers of the part's lines that are no part of the body.
    """

    title: str
    outlet: str | None
    date: PartialDate | None
    author: str | None
    url: str | None
    evidence: tuple[Evidence, ...]
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A value of a field.

    Args:
        evidence: why it has that value.
        value: the value.
    """

    evidence: Evidence
    value: str | PartialDate

    def is_after(self, day: datetime.date) -> bool:
        """Say whether it is a date, and a later one for certain."""
        return isinstance(self.value, PartialDate) and self.value.first_day() > day


def settle(
    findings: Sequence[Finding], used: frozenset[int], latest: datetime.date = datetime.date.max
) -> Description:
    """Choose the surest finding of every field.

    Args:
        findings: all of them, in the order of the text.
        used: the numbers of the lines that are no part of the body.
        latest: the last day that is not in the future.

    Returns:
        The description; its date is in the future only where no finding gives another.
    """
    best: dict[str, Finding] = {}
    believed = [each for each in findings if not each.is_after(latest)]
    dated = any(each.evidence.field == "date" for each in believed)
    for finding in believed if dated else findings:
        field = finding.evidence.field
        # Strictly surer, so that of equals the first in the text stays.
        if field not in best or finding.evidence.confidence > best[field].evidence.confidence:
            best[field] = finding
    date = best["date"].value if "date" in best else None
    return Description(
        title=_value(best, "title") or "",
        outlet=_value(best, "outlet"),
        date=date if isinstance(date, PartialDate) else None,
        author=_value(best, "author"),
        url=_value(best, "url"),
        evidence=tuple(best[name].evidence for name in sorted(best)),
        used=used,
    )


def _value(best: dict[str, Finding], name: str) -> str | None:
    return str(best[name].value) if name in best else None
