"""The forms in which digests write a day."""

from __future__ import annotations

import datetime


def _suffix(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def write_day(day: datetime.date, form: str) -> str:
    """Write a day in one of the forms of `FORMS`."""
    month, short = f"{day:%B}", f"{day:%b}"
    return {
        "long": f"{month} {day.day}, {day.year}",
        "british": f"{day.day} {month} {day.year}",
        "short": f"{day.day} {short} {day.year}",
        "dotted": f"{day:%d.%m.%Y}",
        "iso": day.isoformat(),
        "slashed": f"{day:%Y/%m/%d}",
        "ordinal": f"{short}. {day.day}{_suffix(day.day)}, {day.year}",
        "weekday": f"{day:%A}, {month} {day.day}, {day.year}",
        "timed": f"{day:%A}, {month} {day.day}, {day.year} 10:15 AM",
        "clock": f"{day.day} {month} {day.year}, 10:15 GMT",
        "nexis": f"{month} {day.day}, {day.year} {day:%A}",
    }[form]


FORMS = (
    "long", "british", "short", "dotted", "iso", "slashed", "ordinal", "weekday", "timed", "clock",
)  # fmt: skip
