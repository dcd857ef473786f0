"""Whoosh's and the system's exceptions as searchapp's own, named once."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import IndexDamaged, IndexNotReadable, IndexNotWritable, SearchappError

_UNWRITABLE = frozenset(
    {
        errno.EACCES,
        errno.EDQUOT,
        errno.EEXIST,
        errno.EFBIG,
        errno.ENOENT,
        errno.ENOSPC,
        errno.ENOTDIR,
        errno.EPERM,
        errno.EROFS,
    }
)


# Nothing is wrong with the index itself.
_UNREADABLE = frozenset({errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


@contextlib.contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn what Whoosh raises on broken files into `IndexDamaged`.

    Stock Whoosh has no exception of its own for it: a file cut short or overwritten shows as
    struct.error, EOFError, KeyError, an unpickling error and a dozen more (docs/adr/001 lists
    them), so anything that is not ours is taken for damage.

    Args:
        path: the index's folder.
    """
    try:
        yield
    except (SearchappError, MemoryError):
        raise
    except OSError as error:
        if error.errno in _UNREADABLE:
            raise IndexNotReadable(path, str(error)) from error
        raise IndexDamaged(path, str(error)) from error
    except Exception as error:
        detail = f"{type(error).__name__} while reading ({error})"
        raise IndexDamaged(path, detail) from error


@contextlib.contextmanager
def refusal_named(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write into `IndexNotWritable`.

    Args:
        path: the index's folder.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _UNWRITABLE:
            raise IndexNotWritable(path, str(error)) from error
        raise
