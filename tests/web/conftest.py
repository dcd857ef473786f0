"""What the tests of the pages share: the sample archive behind a test client."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from searchapp.archive import Archive
from searchapp.web import create_app


@pytest.fixture
def client(sample_archive: Archive) -> FlaskClient:
    """A client of the application over the archive built from `corpus/`."""
    return create_app(sample_archive).test_client()
