"""Small articles for tests."""

from __future__ import annotations

from searchapp.model import Article, Evidence, PartialDate, Source


def make_article(
    article_id: str,
    title: str = "",
    body: str = "",
    *,
    outlet: str | None = None,
    date: str | None = None,
    author: str | None = None,
    url: str | None = None,
    sketch: bytes = b"",
) -> Article:
    """An article with evidence for what is known of it."""
    known = {"title": title or None, "outlet": outlet, "date": date, "author": author, "url": url}
    return Article(
        id=article_id,
        title=title,
        body=body,
        outlet=outlet,
        date=None if date is None else PartialDate.parse(date),
        author=author,
        url=url,
        sketch=sketch,
        source=Source("made/up.txt", 0, len(body), 1, 1),
        evidence=tuple(
            Evidence(field, "made-up", value, None, None, 1.0)
            for field, value in known.items()
            if value is not None
        ),
    )
