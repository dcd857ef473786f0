"""Where a page stood: the parts of its address that are names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.ingest import data

_HOST = re.compile(r"(?i)https?://([a-z0-9.-]+)(?=[:/?#]|$)")


@dataclass(frozen=True, slots=True)
class Address:
    """The names in the address of a page.

    Args:
        name: the one under which the domain is registered, as "riverpost" of www.riverpost.co.uk.
        labels: that and the names below it, letters and figures only.
    """

    name: str
    labels: frozenset[str]


def read_address(url: str | None) -> Address | None:
    """Take the names from the address of a page.

    Args:
        url: the address; None where it is not known.

    Returns:
        Its names; None where there are none, as in a number.
    """
    match = _HOST.match(url or "")
    parts = [] if match is None else [part for part in match[1].lower().split(".") if part]
    if len(parts) < 2 or parts[-1].isdigit():
        return None
    parts.pop()
    table = data.table("pages/names")
    if len(parts) > 1 and parts[-1] in table["second_levels"]:
        parts.pop()
    names = [parts[-1], *(part for part in parts[:-1] if part not in table["hosts"])]
    return Address(parts[-1], frozenset(name.replace("-", "") for name in names))
