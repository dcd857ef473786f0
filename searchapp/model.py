"""The values that travel through the house: articles, their dates and their evidence.

All are frozen.  `Article.to_json` and `Article.from_json` are the one serial form: what an engine
stores, what `extract` prints and what the API answers.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, to the month or to the year (ISO 8601-1:2019, reduced precision).

    Args:
        year: 1 to 9999.
        month: 1 to 12; 0 where only the year is known.
        day: 1 to 31; 0 where only the month is known.

    Raises:
        ValueError: there is no such day in the calendar.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day without a month is no date")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020`, `2020-01` or `2020-01-03`.

        Args:
            text: the date; surrounding white space is allowed.

        Returns:
            The date, as precise as it was written.

        Raises:
            ValueError: the text is not such a date, or there is no such day.
        """
        match = _ISO_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date")
        return cls(*(int(part) for part in match.groups() if part is not None))

    @property
    def precision(self) -> str:
        """How much is known: "day", "month" or "year"."""
        return "day" if self.day else "month" if self.month else "year"

    def first_day(self) -> datetime.date:
        """The earliest day the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> datetime.date:
        """The latest day the date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field of an article has the value it has.

    Args:
        field: "title", "outlet", "date", "author", "url", "dateline", "language" or "not_before";
            "body" where what was done to the text is told: that it was mojibake and is mended, and
            each passage that was taken out of it.
        rule: the name of the rule that found it, such as "outlet-date-line".
        text: what the rule saw, as written; of a long passage the beginning.
        start: where that begins, in characters from the start of the decoded file; None where the
            value comes from a field of an export or the head of a page, which has no such place.
        end: where it ends.
        confidence: how sure the rule is, above 0 and up to 1.
    """

    field: str
    rule: str
    text: str
    start: int | None
    end: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article was read.

    Args:
        path: the file, beginning with the name of the folder that was indexed, with "/"; behind
            "!/" the member of an archive or the address of a page in a crawl.
        start: where the article begins, in characters from the start of the decoded file; in an
            export, from the start of the record.
        end: where it ends.
        part: which article of the file it is, from 1.
        parts: how many the file holds; None while that is not known (a long export is not read
            to its end before its first article is handed on).
    """

    path: str
    start: int
    end: int
    part: int
    parts: int | None


@dataclass(frozen=True, slots=True)
class Original:
    """An article's text exactly as it stands in its file: what its id is made of.

    Args:
        path: where it was read, as in `Source.path`.
        start: where the text begins, in characters from the start of the decoded file; in an
            export, from the start of the record.
        end: where it ends.
        kind: "text" for the part of a text file, "page" for the markup of a whole page, "record"
            for that of an export, as it is written there.
        text: the text, decoded; where it was mojibake, mended.
    """

    path: str
    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of the archive.

    Args:
        id: stable over rebuilds and over the order of files; see `searchapp.ingest.pipeline`.
        title: as written; empty where none was found.
        body: clean text, paragraphs apart by one empty line.
        outlet: who published it; None where the text does not say.
        date: when, as precisely as the text says; None where it does not.
        author: who wrote it; None where the text does not say.
        url: where it stood; None where the text does not say.
        source: the file and the place in it.
        evidence: at least one for every field that is known.
        dateline: the place the report was sent from, as written; None where the text names none.
        language: what the text is written in, as a language code of two letters (ISO 639-1); None
            where that is not clear.
        not_before: the latest full date an undated article's text mentions; it cannot have been
            published earlier. None where it has a date or mentions none.
        captions: lines under pictures and who took them, which stand in the text but are not of it.
        sketch: what near copies of the article are found by (see `searchapp.ingest.duplicates`);
            empty where it was not read for an index.  It is of no use to a reader, and not in the
            serial form.
    """

    id: str
    title: str
    body: str
    outlet: str | None
    date: PartialDate | None
    author: str | None
    url: str | None
    source: Source
    evidence: tuple[Evidence, ...] = ()
    dateline: str | None = None
    language: str | None = None
    not_before: PartialDate | None = None
    captions: tuple[str, ...] = ()
    sketch: bytes = field(default=b"", repr=False, compare=False)

    @property
    def searched(self) -> str:
        """The text that is searched: the body, and behind it what stood under pictures."""
        return "\n\n".join((self.body, *self.captions))

    def to_json(self) -> dict[str, Any]:
        """Return the article as plain values for `json.dumps`; dates are ISO strings."""
        plain = _plain(self)
        del plain["sketch"]
        for name in ("date", "not_before"):
            plain[name] = _text_or_none(plain[name])
        plain["captions"] = list(self.captions)
        plain["source"] = _plain(self.source)
        plain["evidence"] = [_plain(each) for each in self.evidence]
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """Read what `to_json` wrote.

        Args:
            plain: the values.

        Returns:
            The same article.

        Raises:
            KeyError, TypeError, ValueError: the values are not an article's.
        """
        return cls(
            **{
                **plain,
                "date": _date_or_none(plain["date"]),
                "not_before": _date_or_none(plain["not_before"]),
                "captions": tuple(plain["captions"]),
                "source": Source(**plain["source"]),
                "evidence": tuple(Evidence(**each) for each in plain["evidence"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article of the same story.

    Args:
        id: its id.
        outlet: who published it; None where that is not known.
        date: when; None where that is not known.
    """

    id: str
    outlet: str | None
    date: PartialDate | None

    def to_json(self) -> dict[str, Any]:
        """Return the copy as plain values for `json.dumps`."""
        return {"id": self.id, "outlet": self.outlet, "date": _text_or_none(self.date)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One article of a story.

    Args:
        id: its id.
        title: as written.
        outlet: who published it; None where that is not known.
        date: when; None where that is not known.
        similarity: of its text to that of the story's earliest article, from 0 to 1 (see
            `searchapp.ingest.duplicates.compare`).
        ids: the ids under which the very article was read: `id`, then its exact copies.
        sources: where each of them was read.
    """

    id: str
    title: str
    outlet: str | None
    date: PartialDate | None
    similarity: float
    ids: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def percent(self) -> int:
        """The similarity in whole percent; 100 is said of nothing that differs."""
        return math.floor(round(100 * self.similarity, 6))

    def to_json(self) -> dict[str, Any]:
        """Return the member as plain values for `json.dumps`."""
        return dataclasses.asdict(self) | {
            "date": _text_or_none(self.date),
            "similarity": round(self.similarity, 3),
            "ids": list(self.ids),
            "sources": [dataclasses.asdict(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies of one another: in other outlets, edited again, or shortened.

    Args:
        members: the articles, each once however often it was read; the earliest first, those
            without a date last, then by id.
    """

    members: tuple[Member, ...]

    @property
    def duplicate_group(self) -> str | None:
        """The id of the earliest article; None where an article is alone and was read once."""
        alone = len(self.members) == 1 and len(self.members[0].ids) == 1
        return None if alone else self.members[0].id

    def member(self, article_id: str) -> Member:
        """Return the member that an article is, or is an exact copy of.

        Raises:
            KeyError: it is not of this story.
        """
        for member in self.members:
            if article_id in member.ids:
                return member
        raise KeyError(article_id)

    def to_json(self) -> dict[str, Any]:
        """Return the story as plain values for `json.dumps`."""
        return {
            "duplicate_group": self.duplicate_group,
            "members": [member.to_json() for member in self.members],
        }


class Membership(NamedTuple):
    """Which story an article belongs to, as an engine keeps it.

    Args:
        story: the id of the story's earliest article.
        original: the id of the first of its exact copies in the order of a story; its own id
            where it is that one.
        similarity: as in `Member`.
    """

    story: str
    original: str
    similarity: float


class Sketched(NamedTuple):
    """What grouping needs to know of every article.

    Args:
        id: its id.
        date: its date, or None.
        sketch: as in `Article`.
    """

    id: str
    date: PartialDate | None
    sketch: bytes


def story_order(date: PartialDate | None, article_id: str) -> tuple[int, str]:
    """Return what orders the articles of a story: the earliest first, the undated last, then by id.

    A date known to the month or the year counts as the last day it can mean, so that what is only
    perhaps the earliest does not lead.
    """
    return (10**8 if date is None else date.last_day().toordinal()), article_id


def _text_or_none(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _date_or_none(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was read and is no article, with the reason.

    Args:
        path: the file, as in `Source.path`.
        reason: one of a small set of codes: "unreadable", "empty", "binary", "encoding",
            "too-large", "unsupported", "malformed", "no-text", "copy", "crashed",
            "link-outside".
        detail: a sentence for the user.
        line: the line or record of the file, from 1; None where the whole file is meant.
        truncates: the rest of the file was not read either.
    """

    path: str
    reason: str
    detail: str
    line: int | None = None
    truncates: bool = False


def _plain(value: Article | Evidence | Source) -> dict[str, Any]:
    """Return the fields as `dataclasses.asdict` does, which is slow, since it copies them."""
    return {name: getattr(value, name) for name in value.__slots__}
