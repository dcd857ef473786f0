"""Messages of chats and forums: articles are pasted in some of them, and the others are chatter.

    03/01/2020, 14:31 - Ana: *Bridge stays closed*       Re: The bridge
    North Post, 3 January 2020                           by ana_poe » Fri Jan 3, 2020 4:15 pm

A chat program writes day, hour and sender before every message, on its first line or on a line of
its own; a forum writes them below the subject.  What two messages have to say has nothing to do
with each other, so each is split alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.lines import Line
from searchapp.ingest.texts.spots import Spot
from searchapp.model import Evidence

_LEAST = 3
_LONGEST_HEAD = 120
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_HOUR = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]?[APap]\.?[Mm]\.?)?"
# What chat programs write before a message, on the same line.
_INLINE = re.compile(
    rf"\u200e?(?P<edge>\[)?(?P<day>{_DAY}),?\s{_HOUR}(?(edge)\]|\s[-–])\s"
    r"(?:(?P<sender>[^:]{1,60}):\s?)?",
    re.ASCII,
)
_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](?:20)?(\d\d)", re.ASCII)
# On a line of its own; the channel is the outlet, so the line stays with the message.
_ALONE = re.compile(rf"(?P<sender>[^\[\]]{{1,60}}),\s\[{_DAY},?\s{_HOUR}\]", re.ASCII)
# Below the subject, in forums.
_POSTED = re.compile(r"(?i)(?:posted\s)?by\s(?P<sender>\S.{0,39}?)\s(?:[»›>@–-]|on)\s(?=.*\d)")
_AGAIN = re.compile(r"(?i)(?:re|aw|sv)\s?:\s*")
_DATE_LENGTH = 40
_MONTHS = 12
_SURE = 0.3


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a message begins: its first line, and its text in that line or in one below."""

    first: int
    at: int
    start: int
    sender: str
    day: Spot | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Args:
        lines: without what says when and by whom it was sent.
        sent: the day on which it was sent; None where it is not known.
    """

    lines: list[Line]
    sent: Finding | None = None


def find_messages(lines: Sequence[Line]) -> list[Message]:
    """Find the messages of a chat or a forum.

    Args:
        lines: the lines of a file.

    Returns:
        The messages; what stands above the first is the first of them.  None where the file is
        no such thing.
    """
    heads = _inline(lines) or _alone(lines) or _posted(lines)
    if not heads:
        return []
    messages = [Message(list(lines[: heads[0].first]))]
    days_first = _days_first(heads)
    ends = [*(head.first for head in heads[1:]), len(lines)]
    for head, end in zip(heads, ends, strict=True):
        # What nobody sent is a note of the program.
        if head.sender:
            sent = None if head.day is None else _sent(head.day, lines[head.at], days_first)
            messages.append(Message(_message(lines, head, end), sent))
    return [message for message in messages if message.lines]


def _days_first(heads: Sequence[_Head]) -> bool | None:
    """Say whether days stand before months in a chat; None where no day tells it."""
    parts = [_PARTS.fullmatch(head.day.text) for head in heads if head.day is not None]
    pairs = [(int(each[1]), int(each[2])) for each in parts if each is not None]
    orders = {first > second for first, second in pairs if max(first, second) > _MONTHS}
    return orders.pop() if len(orders) == 1 else None


def _sent(day: Spot, line: Line, days_first: bool | None) -> Finding | None:
    """Read the day of a message, for an article that does not say its own."""
    parts = _PARTS.fullmatch(day.text)
    if parts is None or days_first is None:
        return None
    first, second, year = (int(each) for each in parts.groups())
    number, month = (first, second) if days_first else (second, first)
    found = find_date(f"20{year:02}-{month:02}-{number:02}")
    if found is None:
        return None
    start = line.start + day.start
    evidence = Evidence("date", "message-day", day.text, start, start + len(day.text), _SURE)
    return Finding(evidence, found.date)


def _inline(lines: Sequence[Line]) -> list[_Head]:
    # No other file begins like that, so the others need no look at each line.
    if not lines or _INLINE.match(lines[0].text) is None:
        return []
    matches = ((at, _INLINE.match(line.text)) for at, line in enumerate(lines))
    heads = [
        _Head(at, at, match.end(), match["sender"] or "", Spot(match["day"], *match.span("day")))
        for at, match in matches
        if match is not None
    ]
    return heads if sum(bool(head.sender) for head in heads) >= _LEAST else []


def _alone(lines: Sequence[Line]) -> list[_Head]:
    closed = ((at, line.text) for at, line in enumerate(lines) if line.text.endswith("]"))
    matches = ((at, _ALONE.fullmatch(text)) for at, text in closed if len(text) <= _LONGEST_HEAD)
    heads = [_Head(at, at, 0, match["sender"]) for at, match in matches if match is not None]
    return heads if len(heads) >= _LEAST and heads[0].first == 0 else []


def _posted(lines: Sequence[Line]) -> list[_Head]:
    """Find the posts of a thread: the same subject above the line of each sender."""
    below = [at for at in range(1, len(lines)) if _is_posted(lines, at)]
    subjects = Counter(_subject(lines[at - 1]) for at in below)
    subject, count = subjects.most_common(1)[0] if subjects else ("", 0)
    if count < _LEAST:
        return []
    own = [at for at in below if _subject(lines[at - 1]) == subject]
    senders = ((at, _POSTED.match(lines[at].text)) for at in own)
    return [
        _Head(at - 1, at + 1, 0, "" if match is None else match["sender"]) for at, match in senders
    ]


def _is_posted(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    match = _POSTED.match(text) if len(text) <= _LONGEST_HEAD and lines[at].gap == 0 else None
    return match is not None and find_date(text[match.end() :][:_DATE_LENGTH]) is not None


def _subject(line: Line) -> str:
    return _AGAIN.sub("", line.text, count=1)


def _message(lines: Sequence[Line], head: _Head, end: int) -> list[Line]:
    """Return the lines of a message up to where its sender signs it."""
    own = list(lines[head.at : end])
    if head.start > 0:
        text = own[0].text[head.start :].lstrip()
        own[0] = Line(own[0].end - len(text), own[0].end, text, own[0].gap)
    signed = (at for at in range(1, len(own)) if own[at].text == head.sender)
    own = own[: next(signed, None)]
    return own if own and own[0].text else own[1:]
