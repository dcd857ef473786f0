"""The way in for programs that search with Whoosh's classes."""

from __future__ import annotations

from pathlib import Path

from whoosh.index import Index

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex


def open_index(path: str | Path) -> Index:
    """Open an index to be searched with Whoosh's classes.

    Args:
        path: its folder.

    Returns:
        The index; what it opens, and the index itself, can be shared between threads.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be opened.
    """
    engine = WhooshEngine.open(Path(path))
    return ColumnarIndex(engine.newest, whoosh_schema(), stored_fields)
