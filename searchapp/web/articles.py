"""The pages of one article: its text with the evidence, and as it stands in its file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from searchapp.archive import Archive
from searchapp.errors import BadRequest
from searchapp.model import PartialDate
from searchapp.search.difference import Change, lay_out
from searchapp.web import words
from searchapp.web.copies import list_copies
from searchapp.web.evidence import count_left_out, list_evidence
from searchapp.web.params import Params, read
from searchapp.web.reading import number_matches
from searchapp.web.rendering import render

# More than this in one element makes browsers slow; the whole can be downloaded.
_SHOWN = 300_000


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """The pages of each article.

    Args:
        archive: what they show.
    """

    archive: Archive

    def article(self, article_id: str) -> Response:
        """Show one article with its matches and its evidence.

        Args:
            article_id: which one.
        """
        params = _params()
        article = self.archive.get(article_id)
        story = self.archive.copies(article_id)
        reading = number_matches(self.archive.highlight(article, params.query, **params.matching()))
        return render(
            "article.html",
            article=article,
            params=params,
            reading=reading,
            evidence=list_evidence(article),
            left_out=count_left_out(article),
            copies=list_copies(story, article_id),
            copies_total=len(story.members),
            address=words.web_address(article.url),
            same_outlet=Params(outlets=(article.outlet,)),
            same_date=_on(article.date),
        )

    def changes(self, article_id: str) -> Response:
        """Show what changed to an article from the earliest of its story.

        Args:
            article_id: which one.
        """
        article = self.archive.get(article_id)
        difference = self.archive.changes(article_id)
        return render(
            "changes.html",
            article=article,
            earliest=self.archive.get(difference.earlier),
            params=_params(),
            title=lay_out(difference.title),
            body=lay_out(difference.body),
            same=difference.count(Change.SAME),
            gone=difference.count(Change.GONE),
            new=difference.count(Change.NEW),
        )

    def original(self, article_id: str) -> Response:
        """Show the text of an article as it stands in its file: as text, whatever it is.

        Args:
            article_id: which one.
        """
        article = self.archive.get(article_id)
        original = self.archive.original(article_id)
        return render(
            "original.html",
            article=article,
            params=_params(),
            original=original,
            text=original.text[:_SHOWN],
        )

    def download(self, article_id: str) -> Response:
        """Answer with the text of an article as it stands in its file, as a file of plain text.

        Args:
            article_id: which one.
        """
        text = self.archive.original(article_id).text
        response = Response(text.encode("utf-8", "replace"), mimetype="text/plain")
        response.headers.set("Content-Disposition", "attachment", filename=f"{article_id}.txt")
        return response


def _params() -> Params:
    try:
        return Params.parse(read(request.query_string))
    except BadRequest:
        # The article is what was asked for; a broken way back to a search does not matter.
        return Params()


def _on(date: PartialDate | None) -> Params:
    return Params(since=date, until=date, undated=date is None)
