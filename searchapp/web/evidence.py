"""Why an article's fields have their values, in words."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.model import Article, Evidence
from searchapp.web.words import say_date

# Ingest names its rules; here they are said.  A rule that is not listed is shown by its name.
_RULES = {
    "title-line": "the line above the article",
    "outlet-date-line": "the line of outlet and date under the title",
    "outlet-comma-date-line": "outlet and date side by side under the title",
    "author-outlet-date-line": "the line of author, outlet and date under the title",
    "author-line": "the line of the author",
    "date-line": "a line that holds only a date",
    "dateline": "the dateline that opens the text",
    "dateline-agency": "the agency named in the dateline",
    "source-line": "a line that names the source",
    "source-line-lower": "a line that seems to name the source",
    "line-below-author": "the line below the author",
    "title-end": "the end of the page’s title",
    "site-line": "the name of a site above the title",
    "json-ld": "the description of the page for machines (JSON-LD)",
    "title-element": "the title of the page",
    "canonical": "the address the page gives for itself",
    "time": "the time marked in the page",
    "htmldate": "the likeliest date in the page (found by htmldate)",
    "crawl-record": "the address the crawl found the page at",
    "domain": "the domain of the page’s address",
    "mojibake-mended": "text read in a wrong encoding and saved so, now mended",
    "trafilatura": "the likeliest text in the page (found by trafilatura)",
}
_FIELDS = {"url": "address", "body": "text"}
_FAMILIES = {"field:": "the field “{}”", "meta:": "the page’s metadata “{}”"}


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
    return tuple(
        Row(
            field=_FIELDS.get(evidence.field, evidence.field),
            value=_value(article, evidence.field),
            rule=_rule(evidence.rule),
            text=evidence.text,
            where=_where(evidence),
            confidence=round(100 * evidence.confidence),
        )
        for evidence in article.evidence
    )


def _rule(name: str) -> str:
    for family, words in _FAMILIES.items():
        if name.startswith(family):
            return words.format(name.removeprefix(family))
    return _RULES.get(name, name.replace("-", " "))


def _value(article: Article, field: str) -> str:
    if field == "date":
        return "" if article.date is None else say_date(article.date)
    known = {
        "title": article.title, "outlet": article.outlet, "author": article.author,
        "url": article.url,
    }  # fmt: skip
    # The text itself stands above the table.
    return known.get(field) or ""


def _where(evidence: Evidence) -> str:
    if evidence.rule == "mojibake-mended":
        return "the text"
    if evidence.start is None or evidence.end is None:
        return "the record" if evidence.rule.startswith("field:") else "the page"
    return f"characters {evidence.start:,}–{evidence.end:,}"
