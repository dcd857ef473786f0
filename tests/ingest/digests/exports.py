"""Digests as the exports of news databases write them."""

from __future__ import annotations

from tests.ingest.digests.dates import write_day
from tests.ingest.digests.plain import Style
from tests.ingest.digests.sheet import Sheet, Story


def _words(story: Story) -> int:
    return sum(len(each.split()) for each in story.body)


def lexis_classic(sheet: Sheet, stories: list[Story]) -> None:
    """LexisNexis with "3 of 12 DOCUMENTS", everything in the middle, text cut at 72 columns."""
    sheet.width = 72
    for number, story in enumerate(stories, 1):
        sheet.open(story)
        sheet.head(" " * 31 + f"{number} of {len(stories)} DOCUMENTS")
        sheet.line()
        sheet.line()
        sheet.line(f"{story.outlet} (Oldtown)".center(72).rstrip())
        sheet.line()
        sheet.line(write_day(story.day, "nexis").center(72).rstrip())
        sheet.line("Final Edition".center(72).rstrip())
        sheet.line()
        sheet.line(story.title)
        sheet.line()
        sheet.line(f"BYLINE: {story.author}")
        sheet.line()
        sheet.line("SECTION: NEWS; Pg. 3")
        sheet.line()
        sheet.line(f"LENGTH: {_words(story)} words")
        sheet.line()
        sheet.line("DATELINE: OLDTOWN")
        sheet.line()
        sheet.body(story.body)
        sheet.line(f"LOAD-DATE: {write_day(story.day, 'long')}")
        sheet.line()
        sheet.line("LANGUAGE: ENGLISH")
        sheet.line()
        sheet.line("PUBLICATION-TYPE: Newspaper")
        sheet.line()
        sheet.line(f"Copyright {story.day.year} {story.outlet} Limited".center(72).rstrip())
        sheet.line("All Rights Reserved".center(72).rstrip())
        sheet.line()
        sheet.line()


def lexis_headline(sheet: Sheet, stories: list[Story]) -> None:
    """LexisNexis with "Document 3 of 12", and labels for headline and body."""
    for number, story in enumerate(stories, 1):
        sheet.open(story)
        sheet.head(f"Document {number} of {len(stories)}")
        sheet.line(f"Copyright {story.day.year} {story.outlet} Ltd.")
        sheet.line("All Rights Reserved")
        sheet.line(story.outlet)
        sheet.line(f"{write_day(story.day, 'nexis')} 10:15 AM GMT")
        sheet.line("SECTION: WORLD NEWS")
        sheet.line(f"LENGTH: {_words(story)} words")
        sheet.line(f"HEADLINE: {story.title}")
        sheet.line(f"BYLINE: By {story.author}")
        sheet.line("BODY:")
        sheet.body(story.body, blank=False)
        sheet.line("SUBJECT: BRIDGES (90%); RIVERS (78%); SMALL TOWNS (65%)")
        sheet.line(f"LOAD-DATE: {write_day(story.day, 'long')}")
        sheet.line()


def nexis_uni(sheet: Sheet, stories: list[Story]) -> None:
    """The newer form: title, outlet, date, mixed-case labels, "End of Document"."""
    for story in stories:
        sheet.open(story)
        sheet.head(story.title)
        sheet.line(story.outlet)
        sheet.line(write_day(story.day, "nexis"))
        sheet.line()
        sheet.line(f"Copyright {story.day.year} {story.outlet} All Rights Reserved")
        sheet.line()
        sheet.line("Section: NEWS; Pg. 3")
        sheet.line(f"Length: {_words(story)} words")
        sheet.line(f"Byline: {story.author}")
        sheet.line()
        sheet.line("Body")
        sheet.line()
        sheet.body(story.body)
        sheet.line("Classification")
        sheet.line("Language: ENGLISH")
        sheet.line("Publication-Type: Newspaper")
        sheet.line("Subject: BRIDGES (90%)")
        sheet.line(f"Load-Date: {write_day(story.day, 'long')}")
        sheet.line()
        sheet.line("End of Document")
        sheet.line()


def factiva_fields(sheet: Sheet, stories: list[Story]) -> None:
    """Factiva's field blocks, code and value on one line."""
    for number, story in enumerate(stories):
        code = f"OUTL{number:02}"
        sheet.open(story)
        sheet.head(f"HD   {story.title}")
        sheet.line(f"BY   By {story.author}")
        sheet.line(f"WC   {_words(story)} words")
        sheet.line(f"PD   {write_day(story.day, 'british')}")
        sheet.line("ET   10:15")
        sheet.line(f"SN   {story.outlet}")
        sheet.line(f"SC   {code}")
        sheet.line("LA   English")
        sheet.line(f"CY   (c) {story.day.year} {story.outlet} Ltd")
        sheet.line("LP   ")
        sheet.body(story.body[:1])
        sheet.line("TD   ")
        sheet.body(story.body[1:])
        sheet.line("NS   gcat : Political/General News")
        sheet.line("RE   oldt : Oldtown")
        sheet.line(f"PUB  {story.outlet} Ltd")
        sheet.line(f"AN   Document {code}0020{story.day:%Y%m%d}eg13000b{number}")
        sheet.line()


def factiva_blocks(sheet: Sheet, stories: list[Story]) -> None:
    """Factiva's field blocks, every code on a line of its own."""
    for number, story in enumerate(stories):
        code = f"OUTL{number:02}"
        sheet.open(story)
        sheet.head("SE")
        sheet.line("News")
        sheet.line("HD")
        sheet.line(story.title)
        sheet.line("BY")
        sheet.line(story.author)
        sheet.line("WC")
        sheet.line(f"{_words(story)} words")
        sheet.line("PD")
        sheet.line(write_day(story.day, "british"))
        sheet.line("SN")
        sheet.line(story.outlet)
        sheet.line("SC")
        sheet.line(code)
        sheet.line("LP")
        sheet.body(story.body[:1], blank=False)
        sheet.line("TD")
        sheet.body(story.body[1:], blank=False)
        sheet.line("PUB")
        sheet.line(f"{story.outlet} Ltd")
        sheet.line("AN")
        sheet.line(f"Document {code}0020{story.day:%Y%m%d}eg13000b{number}")
        sheet.line()


def factiva_plain(sheet: Sheet, stories: list[Story]) -> None:
    """Factiva's full articles without codes, each closed by its accession number."""
    for number, story in enumerate(stories):
        code = f"OUTL{number:02}"
        sheet.open(story)
        sheet.head(story.title)
        sheet.line(f"By {story.author}")
        sheet.line(f"{_words(story)} words")
        sheet.line(write_day(story.day, "british"))
        sheet.line(story.outlet)
        sheet.line(code)
        sheet.line("English")
        sheet.line(f"(c) {story.day.year} {story.outlet} Ltd")
        sheet.line()
        sheet.body(story.body)
        sheet.line(f"Document {code}0020{story.day:%Y%m%d}eg13000b{number}")
        sheet.line()


def proquest(sheet: Sheet, stories: list[Story]) -> None:
    """ProQuest: lines of underscores, the text in the middle of its labels."""
    for number, story in enumerate(stories, 1):
        sheet.line("_" * 60)
        sheet.line()
        sheet.open(story)
        sheet.head(f"Document {number} of {len(stories)}")
        sheet.line()
        sheet.line(story.title)
        sheet.line()
        sheet.line(f"Author: {story.author}")
        sheet.line()
        sheet.line(f"Abstract: {story.body[0]}")
        sheet.line()
        sheet.line("Links: Linking Service")
        sheet.line()
        sheet.body(story.body, prefix="Full text: ")
        sheet.line("Subject: Bridges; Rivers")
        sheet.line()
        sheet.line(f"Title: {story.title}")
        sheet.line()
        sheet.line(f"Publication title: {story.outlet}")
        sheet.line()
        sheet.line("Pages: 12")
        sheet.line()
        sheet.line(f"Publication year: {story.day.year}")
        sheet.line()
        sheet.line(f"Publication date: {write_day(story.day, 'short')}")
        sheet.line()
        sheet.line("Country of publication: Sahran")
        sheet.line()
        sheet.line("ISSN: 00000000")
        sheet.line()
        sheet.line(f"Copyright: Copyright {story.outlet} {write_day(story.day, 'short')}")
        sheet.line()
        sheet.line("Last updated: 2023-11-20")
        sheet.line()
        sheet.line("Database: Newspapers of the Delta")
        sheet.line()


EXPORTS: tuple[Style, ...] = (
    lexis_classic, lexis_headline, nexis_uni, factiva_fields, factiva_blocks, factiva_plain,
    proquest,
)  # fmt: skip
