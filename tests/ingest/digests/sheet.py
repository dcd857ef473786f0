"""A digest under construction, with what a careful reader finds in it."""

from __future__ import annotations

import datetime
import random
import textwrap
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data/digests"


Value = str | list[str | None] | None


@dataclass(frozen=True)
class Story:
    """An invented article."""

    title: str
    outlet: str
    day: datetime.date
    author: str
    place: str
    agency: str
    subtitle: str
    caption: str
    body: tuple[str, ...]


@dataclass
class Wanted:
    """What is right for one article: its values, and between which places it may begin.

    A list of values means that any of them is right.
    """

    earliest: int
    title: Value
    outlet: Value
    date: Value
    author: Value
    latest: int = -1
    body_start: int = -1
    body_end: int = -1


@dataclass(frozen=True)
class Digest:
    """A text with its gold, and the file it stands in, if it was not made."""

    style: str
    name: str
    text: str
    wanted: tuple[Wanted, ...]
    path: Path | None = None


@dataclass
class Sheet:
    """Where a style writes its lines; every call adds one line."""

    rng: random.Random
    width: int | None = None
    newline: str = "\n"
    text: str = ""
    wanted: list[Wanted] = field(default_factory=list)

    def line(self, text: str = "") -> None:
        """Write a line that belongs to no article."""
        self.text += text + self.newline

    def open(
        self, story: Story, *, outlet: bool = True, date: bool = True, author: bool = True
    ) -> None:
        """Begin an article; say what the style tells of it."""
        earliest = self.wanted[-1].body_end if self.wanted else 0
        self.wanted.append(
            Wanted(
                earliest,
                story.title,
                story.outlet if outlet else None,
                story.day.isoformat() if date else None,
                story.author if author else None,
            )
        )

    def head(self, text: str) -> None:
        """Write a line of an article's head; the first is the last place at which it may begin."""
        wanted = self.wanted[-1]
        if wanted.latest < 0:
            wanted.latest = len(self.text) + len(text) - len(text.lstrip())
        self.line(text)

    def body(self, paragraphs: tuple[str, ...], *, blank: bool = True, prefix: str = "") -> None:
        """Write the body, wrapped where the sheet has a width."""
        wanted = self.wanted[-1]
        for number, paragraph in enumerate(paragraphs):
            text = prefix + paragraph if number == 0 else paragraph
            lines = [text] if self.width is None else textwrap.wrap(text, self.width)
            if wanted.body_start < 0:
                wanted.body_start = len(self.text)
                wanted.latest = wanted.latest if wanted.latest >= 0 else len(self.text)
            for line in lines:
                self.line(line)
            wanted.body_end = len(self.text) - len(self.newline)
            if blank:
                self.line()

    def tail(self, text: str) -> None:
        """Write a line that still belongs to the article."""
        self.line(text)
        self.wanted[-1].body_end = len(self.text) - len(self.newline)

    def done(self, style: str, name: str) -> Digest:
        """Return the finished digest."""
        return Digest(style, name, self.text, tuple(self.wanted))


def stories() -> list[Story]:
    """Return the invented articles."""
    tables = tomllib.loads((DATA / "articles.toml").read_text(encoding="utf-8"))["article"]
    return [
        Story(
            each["title"], each["outlet"], each["date"], each["author"], each["place"],
            each["agency"], each.get("subtitle", ""), each.get("caption", ""),
            tuple(each["body"].strip().splitlines()),
        )
        for each in tables
    ]  # fmt: skip
