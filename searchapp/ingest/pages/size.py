"""What makes a saved page large without being its article.

Browsers that save a page whole write its pictures and fonts into it, as data URLs (RFC 2397), which
are longer than everything else together.  An element with thousands of attributes takes a parser
time by the square of their number.
"""

from __future__ import annotations

import re

from searchapp.ingest.limits import Limits

_DATA_URL = re.compile(
    rb"(?i)data:[a-z0-9.+/-]{0,100}(?:;[a-z0-9=.+-]{1,60}){1,4},[a-z0-9+/=%_-]{100,}"
)
_NO_DATA = b"data:,"
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9]{0,20})\s[^<>]{5000,}")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 300


def slimmed(data: bytes) -> bytes:
    """Take out of a page the files that were put inside it, and heaps of attributes.

    Args:
        data: its bytes, in any encoding that holds ASCII as it is.

    Returns:
        The same elements and texts.
    """
    return _LONG_TAG.sub(_without_attributes, _DATA_URL.sub(_NO_DATA, data))


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    number = len(_QUOTED.sub(b"", tag[0]).split())
    return b"<" + tag[1] + b" " if number > _MOST_ATTRIBUTES else tag[0]


def problem_of(data: bytes, limits: Limits) -> str | None:
    """Say what makes a page too large to be looked at closely.

    Args:
        data: its bytes, slimmed.
        limits: what is too large.

    Returns:
        A sentence; None where it is not too large.
    """
    if len(data) > limits.max_page_bytes:
        return f"it has more than {limits.max_page_bytes:,} bytes beside the pictures inside it"
    if data.count(b"<") > limits.max_tags:
        return f"it has more than {limits.max_tags:,} tags"
    return None
