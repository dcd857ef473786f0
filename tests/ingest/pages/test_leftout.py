from __future__ import annotations

from pathlib import Path

from searchapp.ingest.junk import count_removed
from searchapp.model import Article
from tests.ingest.reading import BAKER, MET, articles

MORE = MET.replace("nine", "ten")


def page(folder: Path, body: str) -> Article:
    markup = f"<html><head><title>Bridge closed</title></head><body>{body}</body></html>"
    (folder / "a.html").write_text(markup, encoding="utf-8")
    (found,) = articles(folder)
    assert count_removed(found.evidence) == 0
    return found


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def told(article: Article, rule: str) -> list[str]:
    return [each.text for each in article.evidence if each.rule == rule]


def test_another_whole_article_is_told(tmp_path: Path) -> None:
    second = f"<article><h1>Mayor falls</h1>{p(MET.replace('bridge', 'ferry'), BAKER)}</article>"
    found = page(
        tmp_path, f"<article><h1>Bridge closed</h1>{p(MET, BAKER, MORE)}</article>{second}"
    )
    assert found.body.split("\n\n") == [MET, BAKER, MORE]
    (text,) = told(found, "other-article")
    assert text.startswith("Mayor falls\nThe council met")


def test_a_teaser_is_not_told(tmp_path: Path) -> None:
    second = f"<article><h2>Mayor falls</h2>{p(BAKER.replace('bridge', 'ferry'))}</article>"
    found = page(
        tmp_path, f"<article><h1>Bridge closed</h1>{p(MET, BAKER, MORE)}</article>{second}"
    )
    assert told(found, "other-article") == []


def test_a_table_below_a_paragraph_is_told(tmp_path: Path) -> None:
    table = "<table><tr><td>Cost</td><td>5m</td></tr></table>"
    found = page(tmp_path, f"<h1>Bridge closed</h1>{p(MET, BAKER, MORE)}{table}{p(MORE)}")
    assert "Cost" in found.body or told(found, "table-row") == ["Cost | 5m"]


def test_the_day_in_the_foot_of_a_page_is_not_the_articles(tmp_path: Path) -> None:
    for foot in ("<footer>{}</footer>", "<div>{}</div>"):
        note = foot.format("© 2019 North Post. Monday, 4 January 2021. Follow us")
        found = page(tmp_path, f"<h1>Bridge closed</h1>{p(MET, BAKER, MORE)}{note}")
        assert found.date is None
