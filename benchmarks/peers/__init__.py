"""The engines that are compared, by name; each is imported only when it is asked for."""

from __future__ import annotations

import importlib

from benchmarks.peers.base import Peer

# The module and the class of each, and what brings its library.
_PEERS = {
    "ours": ("benchmarks.peers.ours", "Ours", ""),
    "tantivy": ("benchmarks.peers.by_tantivy", "Tantivy", "pip install 'searchapp[bench]'"),
    "tantivy-stem": ("benchmarks.peers.by_tantivy", "Stemming", "pip install 'searchapp[bench]'"),
    "fts5": ("benchmarks.peers.by_fts5", "Fts5", "a Python whose SQLite has FTS5"),
    "whoosh": ("benchmarks.peers.by_whoosh", "StockWhoosh", ""),
    "bm25s": ("benchmarks.peers.by_bm25s", "Bm25s", "pip install 'searchapp[bench]'"),
    "xapian": (
        "benchmarks.peers.by_xapian",
        "Xapian",
        "pip install 'searchapp[bench-xapian]', or apt-get install python3-xapian",
    ),
}
NAMES = tuple(_PEERS)


class PeerMissing(Exception):
    """An engine's library is not installed; the message says what brings it."""


def load_peer(name: str) -> type[Peer]:
    """Return an engine's adapter.

    Args:
        name: one of `NAMES`.

    Raises:
        PeerMissing: its library is not installed.
    """
    module, adapter, remedy = _PEERS[name]
    try:
        found: type[Peer] = getattr(importlib.import_module(module), adapter)
    except ImportError as error:
        raise PeerMissing(f"{name} is left out: {error}.  It comes with: {remedy}") from error
    return found
