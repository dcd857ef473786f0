"""Why an article's fields have their values, in words."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.ingest.junk import count_removed
from searchapp.model import Article, Evidence
from searchapp.search.languages import name_language
from searchapp.search.rules import say_rule
from searchapp.web.words import say_date

_FIELDS = {"url": "address", "body": "text", "dateline": "place", "not_before": "not before"}
# These look at the text as a whole, wherever it was read.
_OF_THE_TEXT = ("mojibake-mended", "letters-lost", "text-language")
_OF_THE_PATH = ("file-name", "folder-name", "path-domain", "path-date")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of evidence.

    Args:
        field: which field of the article.
        value: its value.
        rule: how it was found.
        text: what was seen, as written.
        where: the place in the file.
        confidence: how sure the rule is, in percent.
    """

    field: str
    value: str
    rule: str
    text: str
    where: str
    confidence: int


def list_evidence(article: Article) -> tuple[Row, ...]:
    """List the evidence of an article, in the order it was gathered."""
    corrected = {each.field for each in article.evidence if each.rule == "correction"}
    is_record = any(each.rule.startswith("field:") for each in article.evidence)
    return tuple(
        Row(
            field=_FIELDS.get(evidence.field, evidence.field),
            # What was found before a correction does not bear out the value that is shown.
            value=""
            if evidence.rule == "outweighed"
            or (evidence.field in corrected and evidence.rule != "correction")
            else _value(article, evidence.field),
            rule=say_rule(evidence.rule),
            text=evidence.text,
            where=_where(evidence, is_record),
            confidence=round(100 * evidence.confidence),
        )
        for evidence in article.evidence
    )


def count_left_out(article: Article) -> int:
    """Return how many passages are known to have been taken out of an article's text."""
    told = [each for each in article.evidence if each.field == "body"]
    return sum(each.rule not in _OF_THE_TEXT for each in told) + count_removed(told)


def _value(article: Article, field: str) -> str:
    if field in ("date", "not_before"):
        day = article.date if field == "date" else article.not_before
        return "" if day is None else say_date(day)
    if field == "language":
        return name_language(article.language or "")
    known = {
        "title": article.title, "outlet": article.outlet, "author": article.author,
        "url": article.url, "dateline": article.dateline,
    }  # fmt: skip
    # The text itself stands above the table.
    return known.get(field) or ""


def _where(evidence: Evidence, is_record: bool) -> str:
    if evidence.rule == "correction":
        return "corrections.toml"
    if evidence.start is None or evidence.end is None:
        if evidence.rule in _OF_THE_PATH:
            return "the path"
        if evidence.rule in _OF_THE_TEXT or evidence.field == "body":
            return "the text"
        return "the record" if is_record else "the page"
    return f"characters {evidence.start:,}–{evidence.end:,}"
