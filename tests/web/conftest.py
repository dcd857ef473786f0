"""What the tests of the pages share: the sample archive behind a test client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from searchapp.archive import Archive
from searchapp.web import create_app

from .browsing import chromium, served


@pytest.fixture
def client(sample_archive: Archive) -> FlaskClient:
    """A client of the application over the archive built from `corpus/`."""
    return create_app(sample_archive).test_client()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(sample_archive: Archive) -> Iterator[str]:
    """The address of the sample archive, served."""
    with served(sample_archive) as address:
        yield address
