from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.repeated import (
    LineCounter,
    OutletLines,
    RepeatedLines,
    is_kept,
    is_marked,
    line_key,
)
from searchapp.model import Article
from tests.articles import make_article

OFFER = "Sign up for the Ledger Briefing and get it every morning"
SLOGAN = "Ledger House, 4 Quay Street, Port Amber"


def prose(number: int, part: int = 1) -> str:
    """A paragraph that no other article has."""
    return (
        f"In week {'x' * number}, part {'y' * part}, the harbour office counted the boats again and"
        " found, to no one's surprise, that there were fewer of them than the week before."
    )


def told(number: int, *around: str, outlet: str | None = "Harbor Ledger") -> Article:
    """An article whose lines are those given; "*" is a paragraph of its own."""
    lines = [prose(number, at) if each == "*" else each for at, each in enumerate(around)]
    return make_article(
        str(number), title=f"Boats {number}", body="\n\n".join(lines), outlet=outlet
    )


def learned(articles: list[Article]) -> RepeatedLines:
    counter = LineCounter()
    for each in articles:
        counter.add(each)
    return counter.learn()


def bodies(articles: list[Article]) -> list[list[str]]:
    """The lines of the articles once what they repeat is out."""
    lines = learned(articles)
    return [lines.take_out(each).body.split("\n\n") for each in articles]


def test_a_line_by_which_the_page_speaks_goes_wherever_it_stands() -> None:
    articles = [told(n, "*", OFFER, "*") for n in range(6)]
    assert bodies(articles) == [[prose(n, 0), prose(n, 2)] for n in range(6)]


def test_what_is_gone_is_told_with_the_line_as_written() -> None:
    articles = [told(n, "*", f"{n} people follow us on Twitter", "*", SLOGAN) for n in range(6)]
    article = learned(articles).take_out(articles[3])
    gone = [each for each in article.evidence if each.rule == "repeated-line"]
    assert [(each.field, each.text) for each in gone] == [
        ("body", "3 people follow us on Twitter"),
        ("body", SLOGAN),
    ]
    assert gone[0].confidence > gone[1].confidence
    before = dataclasses.replace(article, body=articles[3].body, evidence=articles[3].evidence)
    assert before == articles[3]


def test_of_many_lines_that_are_gone_the_first_are_told_and_the_others_counted() -> None:
    offers = [f"Sign up for our {name} newsletter" for name in "abcdefghijkl"]
    articles = [told(n, "*", *offers) for n in range(6)]
    article = learned(articles).take_out(articles[3])
    assert article.body == prose(3, 0)
    told_of = [(each.rule, each.text) for each in article.evidence if each.field == "body"]
    rules = [*["repeated-line"] * 7, "and-more:4"]
    assert told_of == list(zip(rules, offers, strict=False))


def test_any_line_goes_that_closes_the_articles_of_an_outlet() -> None:
    articles = [told(n, "*", "*", SLOGAN, "All of it, every day.") for n in range(6)]
    assert bodies(articles) == [[prose(n, 0), prose(n, 1)] for n in range(6)]


def test_a_sentence_or_the_outlets_name_goes_that_opens_its_articles() -> None:
    articles = [told(n, "The Harbor Ledger", "All of it, every day.", "*") for n in range(6)]
    assert bodies(articles) == [[prose(n, 2)] for n in range(6)]


@pytest.mark.parametrize(
    "lines",
    [
        ("*", "What happens next", "*"),
        ("What we know", "*", "*"),
        ("*", "Background", "*", "Background", "*"),
        ("*", SLOGAN, "*"),
    ],
)
def test_headings_stay(lines: tuple[str, ...]) -> None:
    articles = [told(n, *lines) for n in range(9)]
    assert bodies(articles) == [each.body.split("\n\n") for each in articles]


@pytest.mark.parametrize(
    "line",
    [
        SLOGAN,
        "News that the harbour can rely on",
        "All of it, every day.",
        "Harbor Ledger",
        "The Harbor Ledger – the day in Port Amber",
    ],
)
def test_a_line_between_paragraphs_goes_that_nearly_all_of_many_articles_have(line: str) -> None:
    articles = [told(n, "*", *[line] * (n > 0), "*", "*") for n in range(30)]
    assert bodies(articles) == [
        [prose(n, at) for at in (0, 1 + (n > 0), 2 + (n > 0))] for n in range(30)
    ]
    article = learned(articles).take_out(articles[7])
    assert [each.text for each in article.evidence if each.rule == "repeated-line"] == [line]


def test_a_line_between_paragraphs_stays_that_few_articles_have_or_not_nearly_all() -> None:
    few = [told(n, "*", SLOGAN, "*") for n in range(14)]
    assert learned(few) == RepeatedLines()
    not_all = [told(n, "*", *[SLOGAN] * (n % 5 > 0), "*") for n in range(100)]
    assert learned(not_all) == RepeatedLines()


@pytest.mark.parametrize(
    "heading",
    ["What we know so far today", "The numbers of the week", "In other news:", "Background",
     "Is the harbour any fuller?", "Reporting by Ana Poe and the desk", "“We count the boats.”"],
)  # fmt: skip
def test_a_heading_that_every_column_of_a_series_has_stays(heading: str) -> None:
    articles = [told(n, "*", heading, "*") for n in range(30)]
    assert learned(articles) == RepeatedLines()


@pytest.mark.parametrize(
    "line",
    [
        "The Delta Wire contributed to this report.",
        "Contributing: Delta Wire",
        "By Ana Poe, newsletter editor",
        "Ana Poe is a columnist. Follow her on Twitter @anapoe",
        "Editor’s note: sign up for our newsletter to read the first part",
        "“Subscribe to the truth,” she said.",
        "Correction: an earlier version left out our newsletter.",
        "PORT AMBER (Delta Wire) –",
        "Source: Delta Wire",
        "Updated at 5:22 p.m.",
        "* * *",
    ],
)
def test_a_line_about_the_article_its_author_or_an_agency_stays(line: str) -> None:
    assert is_kept(line_key(line))
    articles = [told(n, "*", "*", line) for n in range(9)]
    assert bodies(articles) == [each.body.split("\n\n") for each in articles]


@pytest.mark.parametrize(
    "line",
    [
        OFFER,
        "Copyright © 2019 The Harbor Ledger, LLC. Click here for reprint permission.",
        "Advertisement",
        "Story Continued Below",
        "READ MORE:",
        "Slideshow (16 Images)",
        "Send letters to letters@harborledger.example",
        "CLICK HERE TO GET THE LEDGER APP",
        "The opinions expressed by columnists are their own.",
        "7 years ago",
    ],
)
def test_marks_of_a_page(line: str) -> None:
    assert is_marked(line_key(line))
    assert not is_kept(line_key(line))


@pytest.mark.parametrize(
    "line",
    [
        "Background",
        "What happens next?",
        "From the left",
        "Washington",
        "The council met again.",
        "He followed the band on tour.",
        "[laughter]",
        "1.",
    ],
)
def test_no_marks_of_a_page(line: str) -> None:
    assert not is_marked(line_key(line))


def test_copies_of_one_article_count_once() -> None:
    copies = [told(1, "*", OFFER, "*", SLOGAN) for _ in range(20)]
    corrected = dataclasses.replace(copies[0], body=copies[0].body.replace("boats", "ships", 1))
    assert learned([*copies, corrected]) == RepeatedLines()


def test_a_line_in_few_articles_of_many_stays_unless_it_is_marked() -> None:
    some = [told(n, "*", OFFER, "*", SLOGAN) for n in range(6)]
    others = [told(n, "*", "*") for n in range(6, 60)]
    lines = learned([*some, *others]).outlets["Harbor Ledger"]
    assert lines.marked == {OFFER}
    assert lines.trailing == frozenset()


def test_a_digest_tells_what_was_learned() -> None:
    def lines(*outlets: str) -> RepeatedLines:
        known = OutletLines(frozenset("abcdef"), frozenset({"x"}))
        return RepeatedLines(dict.fromkeys(outlets, known))

    assert lines("VKN", "RT").digest() == lines("RT", "VKN").digest()
    swapped = RepeatedLines({"VKN": OutletLines(frozenset({"x"}), frozenset("abcdef"))})
    different = [lines(), lines("VKN"), lines("RT"), lines("RT", "VKN"), swapped]
    assert len({each.digest() for each in different}) == len(different)


def test_outlets_do_not_learn_from_each_other() -> None:
    ours = [told(n, "*", OFFER) for n in range(6)]
    theirs = told(7, "*", OFFER, outlet="Delta Wire")
    assert learned([*ours, theirs]).take_out(theirs) is theirs


def test_without_an_outlet_the_host_counts_and_then_the_folder() -> None:
    at = [
        dataclasses.replace(told(n, "*", OFFER, outlet=None), url=f"https://a.example/{n}")
        for n in range(6)
    ]
    elsewhere = dataclasses.replace(at[0], url="https://b.example/0")
    assert learned([*at, elsewhere]).outlets.keys() == {"//a.example"}
    in_folder = [told(n, "*", OFFER, outlet=None) for n in range(6)]
    assert len(learned(in_folder).outlets) == 1


def test_title_and_author_are_never_taken_out() -> None:
    articles = [
        dataclasses.replace(
            told(n, "Follow us", "*", "Ana Poe"), title="Follow us", author="Ana Poe"
        )
        for n in range(6)
    ]
    assert learned(articles) == RepeatedLines()


def test_an_article_of_nothing_else_is_left_alone() -> None:
    lines = learned([told(n, "*", OFFER) for n in range(6)])
    alone = told(9, OFFER)
    assert lines.take_out(alone) is alone


LINES = st.sampled_from(
    [OFFER, SLOGAN, "Advertisement", "Background", "***", "It rained.", "*", "*", "*"]
)
ARTICLES = st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=12)


@given(ARTICLES)
def test_a_line_that_occurs_in_one_article_only_is_never_taken_out(made: list[list[str]]) -> None:
    articles = [told(n, *lines) for n, lines in enumerate(made)]
    holders = {
        line: sum(line in each.body.split("\n\n") for each in articles)
        for each in articles
        for line in each.body.split("\n\n")
    }
    for article, lines in zip(articles, bodies(articles), strict=True):
        gone = [line for line in article.body.split("\n\n") if line not in lines]
        assert all(holders[line] >= 5 for line in gone)
        kept = [line for line in article.body.split("\n\n") if line in lines]
        assert lines == kept


@given(st.data())
def test_the_order_of_articles_makes_no_difference(data: st.DataObject) -> None:
    articles = [told(n, *lines) for n, lines in enumerate(data.draw(ARTICLES))]
    assert learned(data.draw(st.permutations(articles))) == learned(articles)
