"""Values as a reader reads them: dates, counts, places."""

from __future__ import annotations

from urllib.parse import urlsplit

from searchapp.model import Original, PartialDate, Source
from searchapp.search.page import Page

# Not `calendar.month_name`, which follows the locale of the process.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NOT_KNOWN = "Outlet not known"
UNTITLED = "Untitled"
NO_DATE = "No date"


def say_date(date: PartialDate) -> str:
    """Return a date as precisely as it is known: 3 January 2020, January 2020, 2020."""
    parts = [str(date.day)] if date.day else []
    parts += [MONTHS[date.month - 1]] if date.month else []
    return " ".join([*parts, str(date.year)])


def say_count(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: 1 article, 12,345 articles.

    Args:
        count: how many.
        noun: what one is called.
        plural: what several are called, where an s is not enough.
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def say_total(page: Page) -> str:
    """Return how much a search found: 31 articles, or 12 stories (31 articles with copies)."""
    articles = say_count(page.articles, "article")
    if page.articles == page.total:
        return articles
    return f"{say_count(page.total, 'story', 'stories')} ({articles} with copies)"


def say_sentence(text: str) -> str:
    """Return a message with a capital at its beginning and a full stop at its end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def say_part(source: Source) -> str:
    """Return which article of its file this is; empty where the file holds no other."""
    if source.parts == 1:
        return ""
    if source.parts is None:
        return f"article {source.part:,}"
    return f"article {source.part:,} of {source.parts:,}"


def say_original(original: Original) -> str:
    """Return what an original is, as it goes on with the name of its file."""
    return {
        "text": "The text as it stands in",
        "page": "The whole page as it was saved in",
        "record": "The record as it stands in",
    }[original.kind]


def web_address(url: str | None) -> str | None:
    """Return an article's address where following it is safe: over HTTP and with a host.

    Args:
        url: as the archive has it; anyone may have written it.

    Returns:
        The address, or None where it should be shown as text only.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
