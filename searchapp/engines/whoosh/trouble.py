"""The system's exceptions, and those of broken files, as searchapp's own, named once."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from searchapp.engines.whoosh.deadline import OutOfTime
from searchapp.errors import (
    BadQuery,
    IndexDamaged,
    IndexNotReadable,
    IndexNotWritable,
    SearchappError,
)

_UNWRITABLE = frozenset(
    {
        errno.EACCES,
        errno.EBUSY,
        errno.EDQUOT,
        errno.EEXIST,
        errno.EFBIG,
        errno.EIO,
        errno.EISDIR,
        errno.ELOOP,
        errno.EMFILE,
        errno.ENAMETOOLONG,
        errno.ENFILE,
        errno.ENODEV,
        errno.ENOENT,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.ENOTDIR,
        errno.ENXIO,
        errno.EPERM,
        errno.EROFS,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)


# Nothing is wrong with the index itself.
_UNREADABLE = frozenset({errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


@contextlib.contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn what reading a broken index raises into `IndexDamaged`.

    What is wrong with a file is told by whoever reads it, by its name.  This is the net below:
    files that are each what was written, but do not fit together, show as a KeyError, an IndexError
    and a dozen more, so anything that is not ours is taken for damage.

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
def bad_query_named(query: object) -> Iterator[None]:
    """Turn what Whoosh raises at a query that it cannot answer into `BadQuery`.

    It tells nothing of queries beforehand: that there is no such field, or that a value is none of
    its field, shows as a KeyError, a TypeError and more, and so does what a query calls itself.

    Args:
        query: the query.
    """
    try:
        yield
    except (SearchappError, OutOfTime, OSError, MemoryError):
        raise
    except Exception as error:
        raise BadQuery(query, f"{type(error).__name__}: {error}") from error


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
