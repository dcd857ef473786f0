"""Digests as people, feeds and mailing lists put them together."""

from __future__ import annotations

from collections.abc import Callable

from tests.ingest.digests.dates import FORMS, write_day
from tests.ingest.digests.sheet import Sheet, Story

Style = Callable[[Sheet, list[Story]], None]


def bar_lines(sheet: Sheet, stories: list[Story]) -> None:
    """Title, outlet and date; no blank line anywhere."""
    form = sheet.rng.choice(FORMS)
    mark = sheet.rng.choice([" | ", " – ", " - ", " • ", " / ", " — ", ", "])
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line(f"{story.outlet}{mark}{write_day(story.day, form)}")
        sheet.body(story.body, blank=False)


def mixed_lines(sheet: Sheet, stories: list[Story]) -> None:
    """Every article with its own form of head, as where many hands have pasted."""
    for story in stories:
        date = write_day(story.day, sheet.rng.choice(FORMS))
        signed = sheet.rng.random() < 0.5
        sheet.open(story, author=signed)
        sheet.head(story.title)
        if story.subtitle:
            sheet.line(story.subtitle)
        if sheet.rng.random() < 0.5:
            sheet.line()
        if story.caption:
            sheet.line(story.caption)
        outlet = f"{story.outlet}{sheet.rng.choice([' | ', ' – ', ' - '])}{date}"
        sheet.line(f"By {story.author} | {outlet}" if signed else outlet)
        sheet.body(story.body, blank=sheet.rng.random() < 0.5)


def byline_first(sheet: Sheet, stories: list[Story]) -> None:
    """Outlet and date above the title."""
    form = sheet.rng.choice(FORMS)
    signed = sheet.rng.random() < 0.5
    for story in stories:
        sheet.open(story, author=signed)
        sheet.head(f"{story.outlet} | {write_day(story.day, form)}")
        sheet.line(story.title)
        if signed:
            sheet.line(f"By {story.author}")
        sheet.body(story.body, blank=False)
        sheet.line()


def stacked_first(sheet: Sheet, stories: list[Story]) -> None:
    """Outlet, date and author on lines of their own; the title last, before the dateline."""
    form = sheet.rng.choice(FORMS)
    for story in stories:
        sheet.open(story)
        sheet.head(story.outlet)
        sheet.line(write_day(story.day, form))
        sheet.line(f"By {story.author}")
        sheet.line()
        sheet.line(story.title)
        sheet.line()
        sheet.body(story.body, prefix=f"{story.place} ({story.agency}) – ")
        sheet.line()


def stacked_below(sheet: Sheet, stories: list[Story]) -> None:
    """Author, outlet and date on lines of their own below the title."""
    form = sheet.rng.choice(FORMS)
    for story in stories:
        sheet.open(story)
        sheet.head(story.title)
        sheet.line()
        sheet.line(f"By {story.author}")
        sheet.line(story.outlet)
        sheet.line(write_day(story.day, form))
        sheet.line()
        sheet.body(story.body)


def source_under(sheet: Sheet, stories: list[Story]) -> None:
    """A "Source:" line under the title."""
    form = sheet.rng.choice(FORMS)
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line()
        sheet.line(f"Source: {story.outlet}, {write_day(story.day, form)}")
        sheet.body(story.body, blank=False)
        sheet.line()
        sheet.line()


def source_end(sheet: Sheet, stories: list[Story]) -> None:
    """A "Source:" line at the end of every article."""
    form = sheet.rng.choice(FORMS)
    label = sheet.rng.choice(["Source: ", "Via ", "Culled from "])
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line()
        sheet.body(story.body)
        sheet.tail(f"{label}{story.outlet}, {write_day(story.day, form)}")
        sheet.line()


def date_and_source(sheet: Sheet, stories: list[Story]) -> None:
    """The date under the title, the source at the end, a drawn line between."""
    form = sheet.rng.choice(FORMS)
    rule = sheet.rng.choice(["***", "* * *", "————————", "=====", "-----"])
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line(write_day(story.day, form))
        sheet.line()
        sheet.body(story.body)
        sheet.tail(f"Source: {story.outlet}")
        sheet.line()
        sheet.line(rule)
        sheet.line()


def caps_wrapped(sheet: Sheet, stories: list[Story]) -> None:
    """Titles in capitals, text cut at 72 columns."""
    sheet.width = 72
    for story in stories:
        sheet.open(story, author=False)
        sheet.wanted[-1].title = story.title.upper()
        sheet.head(story.title.upper())
        sheet.line(f"{story.outlet}, {write_day(story.day, 'british')}")
        sheet.line()
        sheet.body(story.body)
        sheet.line()


def numbered(sheet: Sheet, stories: list[Story]) -> None:
    """ "1. Title", with outlet and date in brackets below."""
    form = sheet.rng.choice(FORMS)
    dot = sheet.rng.choice([". ", ") "])
    for number, story in enumerate(stories, 1):
        sheet.open(story, author=False)
        sheet.head(f"{number}{dot}{story.title}")
        sheet.line(f"{story.outlet} ({write_day(story.day, form)})")
        sheet.line()
        sheet.body(story.body)


def counted(sheet: Sheet, stories: list[Story]) -> None:
    """ "Article 3 of 12" above every title."""
    form = sheet.rng.choice(FORMS)
    shape = sheet.rng.choice(["Article {} of {}", "Story {}/{}", "[{} of {}]", "Item {} of {}:"])
    for number, story in enumerate(stories, 1):
        sheet.open(story)
        sheet.head(shape.format(number, len(stories)))
        sheet.line(story.title)
        sheet.line(f"{story.outlet} | {write_day(story.day, form)}")
        sheet.line(f"By {story.author}")
        sheet.line()
        sheet.body(story.body)


def markdown(sheet: Sheet, stories: list[Story]) -> None:
    """Markdown: a heading of the second level for every article, emphasis for the outlet."""
    form = sheet.rng.choice(FORMS)
    sheet.line("# Cuttings of the week")
    sheet.line()
    shape = sheet.rng.choice(["*{} | {}*", "**{}** | {}", "_{}, {}_"])
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(f"## {story.title}")
        sheet.line()
        sheet.line(shape.format(story.outlet, write_day(story.day, form)))
        sheet.line()
        body = [text if len(text) > 60 else f"### {text}" for text in story.body]
        sheet.body(tuple(body))


def newsletter(sheet: Sheet, stories: list[Story]) -> None:
    """A newsletter with greeting, contents and closing words."""
    form = sheet.rng.choice(FORMS)
    sheet.line("The Monday Parcel")
    sheet.line("Good morning! Here is what we have read for you this week.")
    sheet.line()
    sheet.line("In this issue:")
    for story in stories:
        sheet.line(f"- {story.title}")
    sheet.line()
    for story in stories:
        sheet.line("----------------------------------------")
        sheet.open(story, author=False)
        sheet.head(story.title.upper())
        sheet.wanted[-1].title = story.title.upper()
        sheet.line(f"{story.outlet} • {write_day(story.day, form)} • 4 min read")
        sheet.line()
        sheet.body(story.body)
        sheet.line("Read the full story: https://parcel.example/read")
        sheet.line()
    sheet.line("----------------------------------------")
    sheet.line("You receive this letter because you asked for it. Unsubscribe here.")


def ruled(sheet: Sheet, stories: list[Story]) -> None:
    """Drawn lines between articles with an author and no outlet; some are unsigned."""
    rule = sheet.rng.choice(["***", "———", "=====", "- - -", "~~~~~~~~", "________________"])
    for number, story in enumerate(stories):
        signed = number % 3 != 2
        sheet.open(story, outlet=False, date=False, author=signed)
        sheet.head(story.title)
        if signed:
            sheet.line(f"By {story.author}")
        sheet.line()
        sheet.body(story.body)
        sheet.line(rule)
        sheet.line()


def agency_lines(sheet: Sheet, stories: list[Story]) -> None:
    """Titles, and paragraphs that begin with a dateline and an agency."""
    dated = sheet.rng.random() < 0.5
    for story in stories:
        sheet.open(story, date=dated, author=False)
        sheet.wanted[-1].outlet = story.agency
        sheet.head(story.title)
        sheet.line()
        day = f", {write_day(story.day, 'long')}" if dated else ""
        sheet.body(story.body, prefix=f"{story.place}{day} ({story.agency}) – ")


def labelled(sheet: Sheet, stories: list[Story]) -> None:
    """Label and value on every line of the head."""
    form = sheet.rng.choice(FORMS)
    for story in stories:
        sheet.open(story)
        sheet.head(f"Title: {story.title}")
        sheet.line(f"Publication: {story.outlet}")
        sheet.line(f"Date: {write_day(story.day, form)}")
        sheet.line(f"Author: {story.author}")
        sheet.line("URL: https://cuttings.example/a/12")
        sheet.line()
        sheet.body(story.body)
        sheet.line()


def mailed(sheet: Sheet, stories: list[Story]) -> None:
    """Messages of a mailing list."""
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(f"From: {story.outlet} <news@list.example>")
        sheet.line(f"Date: {story.day:%a, %d %b %Y} 10:15:00 +0000")
        sheet.line(f"Subject: {story.title}")
        sheet.line()
        sheet.body(story.body)


def site_pages(sheet: Sheet, stories: list[Story]) -> None:
    """A header above and a footer below every article, always the same but for a number."""
    form = sheet.rng.choice(FORMS)
    for number, story in enumerate(stories, 1):
        sheet.line("Riverbend Library Press Cuttings")
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line(f"{story.outlet} | {write_day(story.day, form)}")
        sheet.line()
        sheet.body(story.body)
        sheet.line("Printed in the reading room")
        sheet.line(f"Page {number}")


def blog_posts(sheet: Sheet, stories: list[Story]) -> None:
    """Posts of a blog with the furniture of its pages."""
    for story in stories:
        sheet.open(story, outlet=False)
        sheet.head(story.title)
        sheet.line(f"Posted on {write_day(story.day, 'long')} by {story.author}")
        sheet.line()
        sheet.body(story.body)
        sheet.line("Share this:")
        sheet.line("Facebook Twitter WhatsApp")
        sheet.line("Filed under: Rivers, Bridges")
        sheet.line()


def monitoring(sheet: Sheet, stories: list[Story]) -> None:
    """The style of a monitoring service: "Text of report by …", a closing source line."""
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        day = write_day(story.day, "british")
        sheet.line()
        sheet.line(f"Text of report in English by {story.outlet} website on {day}")
        sheet.line()
        sheet.body(story.body)
        short = f"{story.day.day} {story.day:%b %y}"
        sheet.tail(f"Source: {story.outlet}, Oldtown, in English 0815 gmt {short}")
        sheet.line()


def in_brackets(sheet: Sheet, stories: list[Story]) -> None:
    """A press review: bullets, and the outlet and date in brackets behind the title."""
    form = sheet.rng.choice(FORMS)
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(f"{story.title} ({story.outlet}, {write_day(story.day, form)})")
        sheet.line()
        sheet.body(story.body)


def bulleted(sheet: Sheet, stories: list[Story]) -> None:
    """A bullet before every title."""
    form = sheet.rng.choice(FORMS)
    mark = sheet.rng.choice(["• ", "* ", "■ ", "► ", "- "])
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(f"{mark}{story.title}")
        sheet.line(f"{story.outlet} | {write_day(story.day, form)}")
        sheet.body(story.body, blank=False)
        sheet.line()


def windows_posted(sheet: Sheet, stories: list[Story]) -> None:
    """Windows line ends; address and date of publication below the title."""
    sheet.newline = "\r\n"
    for story in stories:
        sheet.open(story, author=False)
        sheet.head(story.title)
        sheet.line(story.outlet)
        sheet.line(f"Published: {write_day(story.day, 'timed')}")
        sheet.line()
        sheet.body(story.body)
        sheet.line()


def some_unsigned(sheet: Sheet, stories: list[Story]) -> None:
    """A drawn line between all articles, outlet and date in most."""
    form = sheet.rng.choice(FORMS)
    rule = sheet.rng.choice(["***", "=====", "--------"])
    for number, story in enumerate(stories):
        signed = number != 2
        sheet.open(story, outlet=signed, date=signed, author=False)
        sheet.head(story.title)
        if signed:
            sheet.line(f"{story.outlet}, {write_day(story.day, form)}")
        sheet.line()
        sheet.body(story.body)
        sheet.line(rule)


STYLES: tuple[Style, ...] = (
    bar_lines, mixed_lines, byline_first, stacked_first, stacked_below, source_under, source_end,
    date_and_source, caps_wrapped, numbered, counted, markdown, newsletter, ruled, agency_lines,
    labelled, mailed, site_pages, blog_posts, monitoring, in_brackets, bulleted, windows_posted,
    some_unsigned,
)  # fmt: skip
