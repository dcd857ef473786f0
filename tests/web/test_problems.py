from __future__ import annotations

import logging

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound, RequestEntityTooLarge

from searchapp.errors import (
    ArticleNotFound,
    BadParameter,
    BadRequest,
    BadSettings,
    IndexDamaged,
    IndexNotFound,
    OriginalChanged,
    OriginalGone,
    OriginalUnreadable,
)
from searchapp.web.problems import Problem, explain


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (BadParameter("since", "x", "a date"), 400, "bad-parameter"),
        (BadRequest("no"), 400, "bad-request"),
        (ArticleNotFound("x"), 404, "article-not-found"),
        (IndexDamaged("index", "gone"), 503, "index-damaged"),
        (IndexNotFound("index"), 503, "index-not-found"),
        (OriginalGone("a.txt"), 404, "original-gone"),
        (OriginalChanged("a.txt"), 409, "original-changed"),
        (OriginalUnreadable("a.txt", "it cannot be read"), 503, "original-unreadable"),
        (NotFound(), 404, "not-found"),
        (MethodNotAllowed(), 405, "method-not-allowed"),
        (RequestEntityTooLarge(), 413, "bad-request"),
        (BadSettings("no"), 500, "internal-error"),
        (ZeroDivisionError("secret"), 500, "internal-error"),
    ],
)
def test_every_error_has_a_status_and_a_name(error: Exception, status: int, code: str) -> None:
    problem = explain(error)
    assert (problem.status, problem.code) == (status, code)
    assert problem.message
    assert "secret" not in problem.message + problem.mend


def test_a_wrong_parameter_is_named() -> None:
    assert explain(BadParameter("since", "x", "a date")) == Problem(
        400, "bad-parameter", "since is 'x'", "Expected a date", "since"
    )


def test_what_the_asker_cannot_mend_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    explain(BadParameter("since", "x", "a date"))
    assert caplog.records == []
    explain(IndexDamaged("index", "gone"))
    explain(ZeroDivisionError("secret"))
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR]
    assert "secret" in caplog.text
