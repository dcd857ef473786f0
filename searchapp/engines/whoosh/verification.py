"""Whether all of a commit can be read and fits together: every byte, every list, every article."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Slice
from searchapp.columnar.verification import named, verify_structure
from searchapp.engines.base import Verified
from searchapp.engines.whoosh.documents import LAYOUT, days_of, read_article
from searchapp.engines.whoosh.groups import read_groups
from searchapp.engines.whoosh.keeping import read_kept
from searchapp.engines.whoosh.ledger import read_ledger
from searchapp.engines.whoosh.view import View
from searchapp.errors import IndexDamaged

# So many articles are read between two words of how far it is.
_STEP = 500


def verify(folder: Path, view: View, tell: Callable[[int, int, int], None]) -> Verified:
    """Check a commit.

    Args:
        folder: of the index.
        view: the commit.
        tell: called now and then (see `Engine.verify`).

    Returns:
        What was checked.

    Raises:
        IndexDamaged: something is not what was written, or does not fit; the file is named.
    """
    commit = view.commit
    sizes = {name: found.size for name, found in commit.sums.items()}
    # The texts are gone through twice, and the second time is what takes long.
    total = sum(sizes.values()) + sum(sizes[f"{each.name}.blobs"] for each in commit.segments)
    done = articles = 0
    files = read_ledger(folder, view.notes).files
    read_groups(folder, view.notes)
    read_kept(folder, view.notes)
    done += sum(sizes[name] for name in commit.notes.values())
    for part in view.snapshot.slices:
        segment = part.segment
        for file, found in zip(segment.files.values(), segment.sums.values(), strict=True):
            file.verify()
            done += found.size
            tell(done, total, articles)
        verify_structure(segment, LAYOUT)
        _check_files(part, files)
        share = segment.sums[f"{segment.name}.blobs"].size / max(segment.documents, 1)
        for document in range(segment.documents):
            _check_article(segment, document)
            if document % _STEP == 0:
                tell(done + int(share * document), total, articles + document)
        done += int(share * segment.documents)
        articles += segment.documents
    _check_keys(view)
    tell(total, total, articles)
    return Verified(
        generation=commit.generation,
        segments=len(commit.segments),
        files=len(commit.sums) + 1,
        bytes=sum(sizes.values()),
        articles=articles,
        deleted=sum(each.deleted for each in commit.segments),
    )


def _check_article(segment: Segment, document: int) -> None:
    """Check that an article can be read, and is of the days by which it is found."""
    with named(segment.files["blobs"]):
        date = read_article(segment, document).date
    columns = segment.files["columns"]
    with named(columns):
        found = tuple(int(segment.numbers(name)[document]) for name in ("date", "date_end"))
        if (*found, segment.labels("month")[document]) != days_of(date):
            raise columns.damage(f"has days of document {document} that do not go together")


def _check_files(part: Slice, known: dict[str, str]) -> None:
    """Check that the ledger knows the files of all articles that count."""
    labels, columns = part.segment.labels("file"), part.segment.files["columns"]
    codes = labels.codes if part.live is None else labels.codes[part.live]
    for code in np.unique(codes).tolist():
        file = labels.values[code].decode("utf-8", "surrogatepass")
        if file not in known:
            raise columns.damage(f"has articles of {file}, of which the ledger knows nothing")


def _check_keys(view: View) -> None:
    """Check that no two documents that count have one key."""
    keys = heapq.merge(*map(_live_keys, view.snapshot.slices))
    for (key, one), (next_key, other) in itertools.pairwise(keys):
        if key == next_key:
            text = key.decode("utf-8", "surrogatepass")
            raise IndexDamaged(view.folder, f"{one} and {other} both have the article {text}")


def _live_keys(part: Slice) -> Iterator[tuple[bytes, str]]:
    """Yield the keys of a segment's documents that count, in order, with the segment."""
    labels, name = part.segment.labels("key"), part.segment.name
    live = np.ones(part.segment.documents, np.bool_)
    if part.live is not None:
        live[labels.codes] = part.live
    for key, is_live in zip(labels.values, live.tolist(), strict=True):
        if is_live:
            yield key, f"{name}.columns"
