"""Where a page of a crawl stood, and what that says of its article."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import Counter
from urllib.parse import urlsplit

from searchapp.ingest.containers.members import SEPARATOR
from searchapp.ingest.dates import parse_field
from searchapp.ingest.files import printable
from searchapp.model import Article, Evidence

_LONGEST = 1024
# As in /2017/09/10/bridge-closed and /world/2018/jan/05/bridge-closed.
_DAY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[A-Za-z]{3})/(\d{1,2})(?=[/_.-]|$)", re.ASCII)


class Addresses:
    """Gives the pages of one crawl their paths.

    Args:
        path: the crawl, as in `searchapp.model.Source`.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._seen: Counter[bytes] = Counter()

    def name(self, url: str) -> str:
        """Return the path of the next page: a second one of the same address has its number."""
        shown = printable(url)[:_LONGEST]
        key = hashlib.blake2b(shown.encode(), digest_size=12).digest()
        self._seen[key] += 1
        again = self._seen[key]
        return f"{self._path}{SEPARATOR}{shown}" + (f" ({again})" if again > 1 else "")


def add_address(article: Article, url: str) -> Article:
    """Add to an article what the address says that it was found at.

    The day of the crawl is no day of publication and is not used.

    Args:
        article: as its page has it.
        url: the address.

    Returns:
        The article with that address, unless a record of its own names another; and with the
        domain for its outlet and the day in its path for its date, where the page names none.
    """
    address = printable(url)
    evidence = list(article.evidence)
    outlet, known = article.outlet, article.url
    if known is None or not any(each.rule.startswith("field:") for each in evidence):
        known = address
        evidence = [each for each in evidence if each.field != "url"]
        evidence.append(Evidence("url", "crawl-record", address, None, None, 1.0))
    if outlet is None:
        outlet = _host(address)
        if outlet is not None:
            evidence.append(Evidence("outlet", "domain", address, None, None, 0.5))
    return add_day(dataclasses.replace(article, url=known, outlet=outlet, evidence=tuple(evidence)))


def add_day(article: Article) -> Article:
    """Add to an article without a date the day that stands in its address, if one does."""
    day = None if article.date is not None else _DAY.search(article.url or "")
    if day is None:
        return article
    date = parse_field(
        f"{day[3]} {day[2]} {day[1]}" if day[2].isalpha() else "-".join(day.groups())
    )
    if date is None:
        return article
    # In a text file it has its place there.
    places = (
        each.start + each.text.find(day[0])
        for each in article.evidence
        if each.field == "url" and each.start is not None and day[0] in each.text
    )
    start = next(places, None)
    end = None if start is None else start + len(day[0])
    why = Evidence("date", "address-date", day[0], start, end, 0.7)
    return dataclasses.replace(article, date=date, evidence=(*article.evidence, why))


def _host(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None
