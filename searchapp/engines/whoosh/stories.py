"""Which documents of a reader are one story and which are one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from searchapp.model import Membership, PartialDate, story_order


@dataclass(frozen=True, slots=True)
class Stories:
    """The documents that have copies, by their numbers in a reader; no other document is in here.

    Args:
        story: the story's earliest document, by document.
        original: the first of a document and its exact copies, by document; only where it has any.
        documents: those of a story, the earliest first, by the earliest.
        similarity: of a document to the earliest of its story.
    """

    story: dict[int, int]
    original: dict[int, int]
    documents: dict[int, list[int]]
    similarity: dict[int, float]

    def articles_of(self, document: int) -> list[tuple[int, ...]]:
        """Return the articles of a document's story, the earliest first.

        Args:
            document: any document of the reader.

        Returns:
            For each article its document, then those of its exact copies.
        """
        articles: dict[int, list[int]] = {}
        for each in self.documents.get(self.story.get(document, document), [document]):
            articles.setdefault(self.original.get(each, each), []).append(each)
        return [tuple(each) for each in articles.values()]

    def surplus(self) -> int:
        """Return how many documents there are more than stories."""
        return len(self.story) - len(self.documents)


def find_stories(
    documents: Iterable[tuple[int, str, str]], members: Mapping[str, Membership]
) -> Stories:
    """Bring groups, which name articles, and the documents of a reader together.

    Args:
        documents: number, article id and date of every document that is not deleted.
        members: the groups.

    Returns:
        The stories of which two documents or more are there.
    """
    present: dict[str, list[tuple[tuple[int, str], int]]] = defaultdict(list)
    for document, article_id, text in documents:
        member = members.get(article_id)
        if member is not None:
            date = PartialDate.parse(text) if text else None
            present[member.story].append((story_order(date, article_id), document))
    stories = Stories({}, {}, {}, {})
    for ordered in map(sorted, present.values()):
        if len(ordered) > 1:
            _add(stories, [(document, members[key[1]]) for key, document in ordered])
    return stories


def _add(stories: Stories, ordered: list[tuple[int, Membership]]) -> None:
    """Add a story, whose documents are given in order."""
    exact: dict[str, list[int]] = defaultdict(list)
    for document, member in ordered:
        stories.story[document] = ordered[0][0]
        stories.similarity[document] = member.similarity
        exact[member.original].append(document)
    stories.documents[ordered[0][0]] = [document for document, _ in ordered]
    for alike in exact.values():
        if len(alike) > 1:
            stories.original.update(dict.fromkeys(alike, alike[0]))
