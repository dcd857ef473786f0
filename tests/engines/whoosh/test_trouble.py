from __future__ import annotations

import errno
from pathlib import Path

import pytest

from searchapp.engines.whoosh.deadline import OutOfTime
from searchapp.engines.whoosh.trouble import bad_query_named, damage_named, refusal_named
from searchapp.errors import (
    BadQuery,
    IndexDamaged,
    IndexLocked,
    IndexNotReadable,
    IndexNotWritable,
)

HERE = Path("index")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO])
def test_a_refusal_to_write_is_named(number: int) -> None:
    with pytest.raises(IndexNotWritable, match="index"), refusal_named(HERE):
        raise OSError(number, "refused")


def test_another_failure_of_the_system_is_not_taken_for_a_refusal() -> None:
    with pytest.raises(BrokenPipeError), refusal_named(HERE):
        raise BrokenPipeError(errno.EPIPE, "broken")


def test_whatever_reading_raises_is_damage() -> None:
    with pytest.raises(IndexDamaged, match="EOFError"), damage_named(HERE):
        raise EOFError("no more")


def test_an_error_of_ours_stays_what_it_is() -> None:
    with pytest.raises(IndexLocked), damage_named(HERE):
        raise IndexLocked(HERE, "process 1")


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.EACCES])
def test_what_the_system_refuses_to_read_is_no_damage(number: int) -> None:
    with pytest.raises(IndexNotReadable), damage_named(HERE):
        raise OSError(number, "refused")


def test_what_a_query_raises_is_its_own_fault() -> None:
    with pytest.raises(BadQuery, match=r"'q'.*KeyError: 'nofield'"), bad_query_named("q"):
        raise KeyError("nofield")


@pytest.mark.parametrize(
    "error", [IndexDamaged(HERE, "cut short"), OutOfTime(), OSError(errno.EIO, "broken")]
)
def test_what_is_none_of_a_querys_fault_stays_what_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, bad_query_named("q"):
        raise error
    assert caught.value is error
