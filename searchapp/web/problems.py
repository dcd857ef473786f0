"""What went wrong, as HTTP tells it: the one place where errors become status codes."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from searchapp.errors import (
    ArticleNotFound,
    BadRequest,
    IndexTrouble,
    OriginalChanged,
    OriginalGone,
    OriginalUnreadable,
    SearchappError,
)

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[SearchappError], int], ...] = (
    (ArticleNotFound, 404),
    (BadRequest, 400),
    (OriginalGone, 404),
    (OriginalChanged, 409),
    (OriginalUnreadable, 503),
    (IndexTrouble, 503),
)
_WORDS = {
    400: ("bad-request", "the address cannot be understood", "Search again from the first page"),
    404: ("not-found", "there is no such page", "Check the address, or search for what you need"),
    405: ("method-not-allowed", "this address can only be read", "Ask for it with GET"),
    414: ("too-long", "the address is too long", "Search for fewer words"),
}
_UNEXPECTED = (
    "internal-error",
    "something went wrong here, and not on your side",
    "Try again; if it happens again, the log of the server says what it was",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong, ready to be shown.

    Args:
        status: the HTTP status code.
        code: a stable name, such as "bad-parameter".
        message: what was wrong, one sentence without a full stop.
        mend: what to do about it, one sentence without a full stop; empty where there is nothing.
        parameter: the parameter that was wrong; None where it was none, or not one alone.
    """

    status: int
    code: str
    message: str
    mend: str
    parameter: str | None = None


def explain(error: Exception) -> Problem:
    """Say what an error means to whoever asked, and log it where it is not theirs to mend.

    Args:
        error: anything that was raised while a request was answered.

    Returns:
        What to show; of an unexpected error, only that it happened.
    """
    if isinstance(error, SearchappError):
        for kind, status in _STATUS:
            if isinstance(error, kind):
                return _from_searchapp(error, status)
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        code, message, mend = _WORDS.get(error.code, _WORDS[400])
        return Problem(error.code, code, message, mend)
    _log.error("a request failed unexpectedly", exc_info=error)
    return Problem(500, *_UNEXPECTED)


def _from_searchapp(error: SearchappError, status: int) -> Problem:
    if status >= 500:
        _log.error("%s", error)
    code = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    return Problem(status, code, error.message, error.mend, getattr(error, "name", None))
