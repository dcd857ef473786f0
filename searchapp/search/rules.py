"""The rules of the evidence in words: how a value was found, and what was done to a text."""

from __future__ import annotations

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
    "title-outlet-line": "one line of title and outlet",
    "group-heading": "the outlet above a group of articles",
    "outlet-line": "a line that holds only an outlet",
    "name-line": "a line that holds only a name",
    "address-line": "a line that holds only an address",
    "source-address": "the address the source is named with",
    "report-line": "the line by which a report introduces what it quotes",
    "reporting-line": "the line at the foot that says who reported",
    "message-line": "the line of sender and time above a message",
    "moment-line": "a line that says when, but on no day of the calendar",
    "stamp-line": "a line that holds only a date and an hour",
    "site-behind-title": "the name of a site behind the title",
    "site-notice": "the notice of a site in the text",
    "message-day": "the day on which the message was sent",
    "own-notice": "what the outlet says of itself in the text",
    "closing-name": "the name of an outlet alone below the text",
    "year-of-file": "a day without a year, and the year of the whole file",
    "address-date": "the date in the article’s address",
    "mail-header": "the head of a mail or a note",
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
    "share-bar": "taken out: links for sharing",
    "read-more": "taken out: a link to another article",
    "related-links": "taken out: the headlines of other articles",
    "newsletter": "taken out: the offer of a newsletter or a channel",
    "subscription": "taken out: a note for subscribers",
    "chat-note": "taken out: a note of a chat program",
    "web-archive": "taken out: what an archive of the web writes around a copy",
    "cookie-note": "taken out: a note about cookies",
    "comments": "taken out: what belongs to the comments of readers",
    "rating": "taken out: ratings and votes",
    "reading-time": "taken out: how long it takes to read",
    "navigation": "taken out: buttons and links of the page",
    "tags": "taken out: the tags of the article",
    "advertisement": "taken out: the place of an advertisement",
    "legal-note": "taken out: a legal note",
    "about-author": "taken out: a box about the author",
    "doubled-line": "taken out, because the line above says the same",
    "behind-end": "taken out, because it stands behind the end of the article",
    "about-article": "taken out: a line about the article that is not of its text",
    "other-article": "left out: another article of the page",
    "table-row": "left out: a table of the page",
    "title-again": "taken out: the title once more",
    "byline-again": "taken out: the author once more",
    "date-again": "taken out: the date once more",
}
# What stands behind these is part of the rule.
_FAMILIES = {
    "field:": "the field “{}”",
    "meta:": "the page’s metadata “{}”",
    "and-more:": "taken out, and {} more passages with it",
}


def say_rule(name: str) -> str:
    """Say a rule in words.

    Args:
        name: what evidence calls it.

    Returns:
        The words.
    """
    for family, words in _FAMILIES.items():
        if name.startswith(family):
            return words.format(name.removeprefix(family))
    return RULES.get(name, name.replace("-", " "))
