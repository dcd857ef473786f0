"""Why an article's fields have their values, in words."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.model import Article, Evidence
from searchapp.search.languages import name_language
from searchapp.web.words import say_date

# Ingest names its rules; here they are said.  A rule that is not listed is shown by its name.
RULES = {
    "title-line": "the line above the article",
    "outlet-date-line": "the line of outlet and date under the title",
    "outlet-comma-date-line": "outlet and date side by side under the title",
    "author-outlet-date-line": "the line of author, outlet and date under the title",
    "author-line": "the line of the author",
    "date-line": "a line that holds only a date",
    "dateline": "the dateline that opens the text",
    "dateline-agency": "the agency named in the dateline",
    "dateline-author": "the author named before the dateline",
    "source-line": "a line that names the source",
    "title-outlet-date-line": "one line of title, outlet and date",
    "outlet-line": "a line that holds only an outlet",
    "name-line": "a line that holds only a name",
    "address-line": "a line that holds only an address",
    "source-address": "the address the source is named with",
    "report-line": "the line by which a report introduces what it quotes",
    "message-line": "the line of sender and time above a message",
    "stamp-line": "a line that holds only a date and an hour",
    "site-behind-title": "the name of a site behind the title",
    "site-notice": "the notice of a site in the text",
    "address-date": "the date in the article’s address",
    "mail-header": "the sender of a mail",
    "database-field": "the field of a news database’s export",
    "record-place": "its place in a news database’s export",
    "title-end": "the end of the page’s title",
    "title-front": "what stands before the headline in the page’s title",
    "title-start": "the beginning of the page’s title",
    "h1": "the headline of the page",
    "logo": "the logo of the page",
    "copyright": "the copyright line of the page",
    "shown": "the name as the page writes it",
    "marked-author": "the author marked in the page",
    "byline-class": "the byline of the page",
    "microdata": "the publisher marked in the page",
    "shown-date": "the date shown beside the headline",
    "saved-from": "the address a browser saved the page from",
    "site-line": "the name of a site above the title",
    "front-matter": "the front matter above the text",
    "front-matter-rest": "an entry of the front matter, which is none of the article’s fields",
    "file-name": "the name of the file",
    "folder-name": "the folder, named after the outlet",
    "path-domain": "the folder, named after the domain of a site",
    "path-date": "the folders of year, month and day",
    "outlet-name": "the outlet as it is written there, known by this name",
    "outlet-domain": "the outlet at the article’s address",
    "date-order": "the order of day and month in the outlet’s other dates",
    "outlet-date-order": "the order of day and month that outlets.toml gives for the outlet",
    "future-date": "refused, because it is in the future",
    "text-language": "the language of the text itself",
    "outweighed": "what was said of the language, outweighed by the text",
    "html-lang": "the language the page gives for itself",
    "latest-mention": "the latest day that the text looks back on",
    "correction": "your correction (corrections.toml)",
    "json-ld": "the description of the page for machines (JSON-LD)",
    "json-ld:site": "the site in the page’s description for machines (JSON-LD)",
    "json-ld:alternate": "the site’s other name in the page’s description for machines (JSON-LD)",
    "json-ld:part-of": "what the page’s description for machines says it is part of (JSON-LD)",
    "title-element": "the title of the page",
    "canonical": "the address the page gives for itself",
    "time": "the time marked in the page",
    "htmldate": "the likeliest date in the page (found by htmldate)",
    "crawl-record": "the address the crawl found the page at",
    "domain": "the domain of the page’s address",
    "mojibake-mended": "text read in a wrong encoding and saved so, now mended",
    "letters-lost": "a word with letters that were lost before the file was saved",
    "repeated-line": "taken out, because the outlet repeats it in its articles",
}
_FIELDS = {"url": "address", "body": "text", "dateline": "place", "not_before": "not before"}
# What these rules saw does not stand in the text that is shown.
_TAKEN_OUT = ("repeated-line", "front-matter-rest")
# These look at the text as a whole, wherever it was read.
_OF_THE_TEXT = ("mojibake-mended", "letters-lost", "text-language")
_OF_THE_PATH = ("file-name", "folder-name", "path-domain", "path-date")
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
            rule=_rule(evidence.rule),
            text=evidence.text,
            where=_where(evidence, is_record),
            confidence=round(100 * evidence.confidence),
        )
        for evidence in article.evidence
    )


def count_left_out(article: Article) -> int:
    """Return how many lines are known to have been taken out of an article's text."""
    return sum(each.rule in _TAKEN_OUT for each in article.evidence)


def _rule(name: str) -> str:
    for family, words in _FAMILIES.items():
        if name.startswith(family):
            return words.format(name.removeprefix(family))
    return RULES.get(name, name.replace("-", " "))


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
