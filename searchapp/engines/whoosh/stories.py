"""Which documents of a commit are one story and which are one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.runs import distinct
from searchapp.model import Membership, PartialDate, story_order

_ALONE = -1


@dataclass(frozen=True, slots=True)
class Stories:
    """The documents that have copies, by their numbers in a snapshot.

    Args:
        story: for each document, the earliest of its story; -1 where it is alone.
        original: for each document, the first of it and its exact copies; -1 where it has none.
        rank: for each document of a story, its place among all such in the order of their ids.
        documents: those of a story, the earliest first, by the earliest.
        similarity: of a document to the earliest of its story.
    """

    story: NDArray[np.int32]
    original: NDArray[np.int32]
    rank: NDArray[np.int32]
    documents: dict[int, list[int]] = field(default_factory=dict)
    similarity: dict[int, float] = field(default_factory=dict)

    def story_of(self, document: int) -> int | None:
        """Return the earliest document of a document's story, None where it is alone."""
        story = int(self.story[document])
        return None if story == _ALONE else story

    def articles_of(self, document: int) -> list[tuple[int, ...]]:
        """Return the articles of a document's story, the earliest first.

        Args:
            document: any document.

        Returns:
            For each article its document, then those of its exact copies.
        """
        articles: dict[int, list[int]] = {}
        for each in self.documents.get(int(self.story[document]), [document]):
            original = int(self.original[each])
            articles.setdefault(each if original == _ALONE else original, []).append(each)
        return [tuple(each) for each in articles.values()]

    def count_articles(self, documents: NDArray[Any]) -> int:
        """Return how many articles some documents are, exact copies being one."""
        originals = self.original[documents]
        copied = originals[originals != _ALONE]
        return len(originals) - len(copied) + len(distinct(copied))

    def surplus(self) -> int:
        """Return how many documents there are more than stories."""
        return int(np.count_nonzero(self.story != _ALONE)) - len(self.documents)


def find_stories(
    count: int,
    members: Mapping[str, Membership],
    find: Callable[[str], int | None],
    date_of: Callable[[int], PartialDate | None],
) -> Stories:
    """Bring groups, which name articles, and the documents of a snapshot together.

    Args:
        count: how many documents there are.
        members: the groups.
        find: returns the document of an article, None where it is not there.
        date_of: returns a document's date.

    Returns:
        The stories of which two documents or more are there.
    """
    story, original, rank_of = (np.full(count, _ALONE, np.int32) for _ in range(3))
    stories = Stories(story, original, rank_of)
    present: dict[str, list[tuple[tuple[int, str], int]]] = defaultdict(list)
    found = ((article_id, find(article_id)) for article_id in sorted(members))
    for rank, (article_id, document) in enumerate(found):
        if document is not None:
            stories.rank[document] = rank
            order = story_order(date_of(document), article_id)
            present[members[article_id].story].append((order, document))
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
            stories.original[alike] = alike[0]
