from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.junk import Removed, count_removed, rule_of, tell_removed
from searchapp.model import Article, Evidence
from tests.ingest.reading import BAKER, MET, articles, text_articles


def told(article: Article) -> list[tuple[str, str]]:
    """What was taken out of a body, by rule."""
    return [(each.rule, each.text) for each in article.evidence if each.field == "body"]


@pytest.mark.parametrize(
    ("rule", "passage"),
    [
        ("share-bar", "Facebook\nTwitter\nPrint"),
        ("share-bar", "Share this:\nFacebook | Twitter | Email"),
        ("read-more", "Read more:\nMill reopens after the long winter"),
        ("read-more", "See also: Mill reopens after the long winter"),
        ("related-links", "Related:\nMill reopens after the long winter"),
        ("newsletter", "Subscribe to our weekly newsletter"),
        ("cookie-note", "We use cookies to make this page better."),
        ("comments", "3 comments\n\nLeave a Reply"),
        ("rating", "Rating: 4.5/5 (12 votes cast)"),
        ("reading-time", "4 min read"),
        ("advertisement", "Advertisement"),
        ("legal-note", "All rights reserved."),
        ("navigation", "Back to top"),
        ("tags", "Posted in News, Rivers | Tagged bridge, mill"),
    ],
)
def test_what_a_rule_takes_out_of_a_text_is_told_as_written(
    tmp_path: Path, rule: str, passage: str
) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n\n{MET}\n\n{passage}\n\n{BAKER}")
    assert article.body == f"{MET}\n\n{BAKER}"
    assert told(article) == [(rule, passage)]


def test_what_stands_around_a_text_is_told(tmp_path: Path) -> None:
    votes = "Glad\nGlad\n0 %\nGloomy\nGloomy\n0 %"
    text = f"Bridge closed\n\ntop-news\n\n{MET}\n\n{BAKER}\n\nRelated tags: mill\n\n{votes}"
    (article,) = text_articles(tmp_path, text)
    assert told(article) == [
        ("navigation", "top-news"),
        ("tags", "Related tags: mill"),
        ("rating", "Glad\nGlad"),
        ("behind-end", "0 %\nGloomy\nGloomy\n0 %"),
    ]


def test_a_line_about_the_article_that_bears_out_nothing_is_told(tmp_path: Path) -> None:
    head = "Document 1 of 1\n\nBridge closed\n\nNorth Post\n\nMay 3, 2020\n\nLENGTH: 54 words"
    record = f"{head}\n\n{MET}"
    (article,) = text_articles(tmp_path, record)
    lines = "\n".join((article.title, article.body, *(each.text for each in article.evidence)))
    assert all(line in lines for line in record.split("\n\n"))


def test_what_is_taken_out_of_a_page_is_told(tmp_path: Path) -> None:
    lines = (MET, "Advertisement", BAKER, MET.replace("nine", "ten"), "Related stories", "Fish!")
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = tmp_path / "page.html"
    page.write_text(f"<article><h1>Bridge closed</h1>{body}</article>", encoding="utf-8")
    (article,) = articles(page)
    assert told(article)[-2:] == [
        ("advertisement", "Advertisement"),
        ("related-links", "Related stories\nFish!"),
    ]


def test_what_is_taken_out_of_a_record_is_told(tmp_path: Path) -> None:
    bar = ["Facebook", "Twitter", "Print"]
    lines = [MET, *bar, "Facebook said nothing.", "Read more:", "Mill reopens", BAKER, "4 min read"]
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"title": "Bridge closed", "text": "\n".join(lines)}), "utf-8")
    (article,) = articles(export)
    assert article.body.split("\n\n") == [MET, "Facebook said nothing.", BAKER]
    assert told(article) == [
        ("share-bar", "Facebook\nTwitter\nPrint"),
        ("read-more", "Read more:\nMill reopens"),
        ("reading-time", "4 min read"),
    ]


def test_a_record_of_nothing_but_junk_is_left_alone(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"title": "A", "text": "Advertisement"}), "utf-8")
    (article,) = articles(export)
    assert (article.body, told(article)) == ("Advertisement", [])


def test_what_is_told_has_bounds_and_the_rest_is_counted(tmp_path: Path) -> None:
    junk = [f"Read more: the {'very ' * 20}long story of mill number {n}" for n in range(12)]
    mixed = "\n\n".join(f"{MET}\n\n{line}" for line in junk)
    (article,) = text_articles(tmp_path, f"Bridge closed\n\n{mixed}\n\n{BAKER}")
    evidence = [each for each in article.evidence if each.field == "body"]
    assert [each.rule for each in evidence] == ["read-more"] * 7 + ["and-more:4"]
    assert all(len(each.text) <= 120 for each in evidence)
    assert len(evidence) + count_removed(evidence) == len(junk)


def test_the_same_passage_is_told_once(tmp_path: Path) -> None:
    text = f"Bridge closed\n\n{MET}\n\nAdvertisement\n\n{BAKER}\n\nAdvertisement\n\n{MET}"
    (article,) = text_articles(tmp_path, text)
    assert told(article) == [("advertisement", "Advertisement")]


def test_captions_are_no_junk(tmp_path: Path) -> None:
    (article,) = text_articles(tmp_path, f"Bridge closed\n\n{MET}\n\nPhoto: AFP\n\n{BAKER}")
    assert article.captions == ("Photo: AFP",)
    assert told(article) == []


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=200), st.integers(0, 30))))
def test_nothing_is_left_untold(made: list[tuple[str, str, int]]) -> None:
    removed = [Removed(*each) for each in sorted(made, key=lambda each: each[2])]
    evidence: tuple[Evidence, ...] = tell_removed(removed, None)
    assert len(evidence) <= 8
    assert bool(evidence) == bool(removed)
    passages = len(evidence) + count_removed(evidence)
    assert passages <= len(removed)


@pytest.mark.parametrize("where", ["anywhere", "edges", "ends", "pairs"])
@given(text=st.text("read moe:tags 0%|.", max_size=300))
def test_any_line_is_judged(where: str, text: str) -> None:
    assert rule_of("texts/boilerplate", where, text) in (None, *_rules(where))


def _rules(where: str) -> set[str]:
    from searchapp.ingest import data

    return set(data.tables("texts/boilerplate")[where])
