from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import searchapp
from searchapp.model import Evidence, PartialDate
from searchapp.web import create_app

from .canned import canned_archive, make_article
from .markup import Markup, take_apart

PAGE = (
    "<!DOCTYPE html><html><head><title>Mill reopens</title><script>alert(1)</script></head><body>"
    "<article><h1>Mill reopens</h1><p>"
    + "The mill on the upper river was opened again by its miller on Monday. " * 4
    + "</p></article></body></html>"
)
DIGEST = (
    "Bridge closed\nNorth Post | May 3, 2020\n"
    "The council agreed that the bridge would stay closed until the spring.\nRead more: the mill\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(DIGEST, "utf-8")
    (folder / "b.html").write_text(PAGE, "utf-8")
    return folder


@pytest.fixture
def archive(corpus: Path, tmp_path: Path) -> Iterator[searchapp.Archive]:
    searchapp.build([corpus], tmp_path / "index")
    with searchapp.open(tmp_path / "index") as archive:
        yield archive


@pytest.fixture
def small(archive: searchapp.Archive) -> FlaskClient:
    return create_app(archive).test_client()


def id_of(archive: searchapp.Archive, query: str) -> str:
    return archive.search(query).hits[0].id


def test_an_article_leads_to_its_original_and_back(
    small: FlaskClient, archive: searchapp.Archive
) -> None:
    article = take_apart(small.get(f"/article/{id_of(archive, 'bridge')}?q=bridge").text)
    (to,) = [link["href"] for link in article.all("a") if link.text == "See the original"]
    page = take_apart(small.get(to).text)
    assert page.one("pre").text.strip() == DIGEST.strip()
    (back,) = [link["href"] for link in page.all("a") if "Back to the article" in link.text]
    assert back == f"/article/{id_of(archive, 'bridge')}?q=bridge"
    assert page.unclosed == []


def test_the_markup_of_a_page_is_shown_and_not_run(
    small: FlaskClient, archive: searchapp.Archive
) -> None:
    response = small.get(f"/article/{id_of(archive, 'mill')}/original")
    page = take_apart(response.text)
    assert page.one("pre").text.strip() == PAGE
    assert [each["src"] for each in page.all("script")] == ["/searchapp-static/suggest.js"]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_an_original_can_be_downloaded_as_text_only(
    small: FlaskClient, archive: searchapp.Archive
) -> None:
    article_id = id_of(archive, "mill")
    response = small.get(f"/article/{article_id}/original.txt")
    assert response.get_data().decode() == PAGE
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == f"attachment; filename={article_id}.txt"


def test_a_long_original_is_cut_on_the_page_only(corpus: Path, tmp_path: Path) -> None:
    long = PAGE.replace("miller", "owner").replace("</body>", f"<!--{'x' * 400_000}--></body>")
    (corpus / "long.html").write_text(long)
    searchapp.build([corpus], tmp_path / "index")
    with searchapp.open(tmp_path / "index") as archive:
        client = create_app(archive).test_client()
        (article,) = archive.search("owner").hits
        page = client.get(f"/article/{article.id}/original").text
        assert "the first 300,000 characters" in take_apart(page).one("p", class_="hint").text
        assert len(page) < 310_000
        assert len(client.get(f"/article/{article.id}/original.txt").get_data()) > 400_000


def test_the_original_as_json(small: FlaskClient, archive: searchapp.Archive) -> None:
    article_id = id_of(archive, "bridge")
    source = archive.get(article_id).source
    assert small.get(f"/api/v1/articles/{article_id}/original").get_json() == {
        "id": article_id,
        "path": "news/a.txt",
        "start": source.start,
        "end": source.end,
        "kind": "text",
        "text": DIGEST[source.start : source.end],
    }
    assert small.get(f"/api/v1/articles/{article_id}/original?q=x").status_code == 400


@pytest.mark.parametrize("address", ["/article/{}/original", "/article/{}/original.txt",
                                     "/api/v1/articles/{}/original"])  # fmt: skip
def test_an_original_that_is_gone_or_changed_is_told(
    small: FlaskClient, archive: searchapp.Archive, corpus: Path, address: str
) -> None:
    address = address.format(id_of(archive, "bridge"))
    (corpus / "a.txt").write_text(DIGEST.replace("spring", "autumn"), "utf-8")
    changed = small.get(address)
    assert (changed.status_code, "has changed" in changed.text) == (409, True)
    (corpus / "a.txt").unlink()
    gone = small.get(address)
    assert (gone.status_code, "news/a.txt" in gone.text) == (404, True)
    assert str(corpus.parent) not in changed.text + gone.text
    assert small.get(address.replace(id_of(archive, "bridge"), "none")).status_code == 404


def canned(**changes: Any) -> FlaskClient:
    return create_app(canned_archive([make_article(**changes)])).test_client()


def facts(page: Markup) -> list[str]:
    """What stands below the title."""
    return [each.text for each in page.all("span") if each.inside[-2:] == ("header", "p")]


def test_place_and_language_are_told() -> None:
    page = take_apart(canned(dateline="BAGHDAD", language="fa").get("/article/article1").text)
    assert facts(page)[-2:] == ["BAGHDAD", "Persian"]
    assert facts(take_apart(canned().get("/article/article1").text))[-1] == "Marjana Ilves"


@pytest.mark.parametrize(
    ("language", "lang", "direction"),
    [("ar", "ar", "rtl"), ("fa", "fa", "rtl"), ("en", "en", "auto"), (None, "", "auto")],
)
def test_a_text_is_set_in_the_direction_of_its_language(
    language: str | None, lang: str, direction: str
) -> None:
    client = canned(language=language, captions=("The bridge.",))
    page = take_apart(client.get("/article/article1").text)
    texts = [page.one("h1"), *(p for p in page.all("p") if p.inside[-2:] == ("article", "div"))]
    texts += [each for each in page.all("ul") if each.inside[-1] == "section"]
    assert len(texts) == 4
    assert {(each["lang"], each["dir"]) for each in texts} == {(lang, direction)}
    results = take_apart(client.get("/search?q=drone").text)
    shown = [a for a in results.all("a") if "h2" in a.inside] + results.all("p", class_="snippet")
    assert {(each["lang"], each["dir"]) for each in shown} == {(lang, direction)}


def test_an_undated_article_says_what_it_cannot_be_before() -> None:
    evidence = Evidence("not_before", "latest-date", "3 January 2020", 10, 24, 0.6)
    client = canned(date=None, not_before=PartialDate(2020, 1, 3), evidence=(evidence,))
    page = take_apart(client.get("/article/article1").text)
    assert facts(page)[1] == "No date; not before 3 January 2020"
    assert [cell.text for cell in page.all("td")][:1] == ["3 January 2020"]
    assert page.one("th", scope="row").text == "Not before"
    results = take_apart(client.get("/search?q=drone").text)
    assert "No date; not before 3 January 2020" in [each.text for each in results.all("span")]


def test_captions_stand_below_the_text() -> None:
    page = take_apart(canned(captions=("The <bridge>.", "Its bell.")).get("/article/article1").text)
    assert "Captions" in [each.text for each in page.all("h2")]
    assert [li.text for li in page.all("li")] == ["The <bridge>.", "Its bell."]


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 passage that is not"), (2, "2 passages that are not")]
)
def test_lines_that_were_left_out_are_told(count: int, words: str) -> None:
    evidence = Evidence("body", "repeated-line", "Follow us", None, None, 0.9)
    page = canned(evidence=(evidence,) * count).get("/article/article1").text
    assert words in " ".join(page.split())
    assert page.count("/article/article1/original") == 2
    assert "left out" not in canned().get("/article/article1").text


def test_passages_that_are_counted_alone_count_as_well() -> None:
    told = [
        Evidence("body", rule, "Follow us", 0, 9, 0.9)
        for rule in ("share-bar", "and-more:5", "mojibake-mended")
    ]
    page = canned(evidence=tuple(told)).get("/article/article1").text
    assert "7 passages that are not" in " ".join(page.split())
    assert "taken out, and 5 more passages with it" in page
