from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchapp.archive import Archive
from searchapp.model import Article, Evidence, PartialDate, Source
from searchapp.web import create_app

from .canned import canned_archive, make_article
from .markup import Markup, take_apart

HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"


def show(client: FlaskClient, address: str, status: int = 200) -> Markup:
    response = client.get(address)
    assert response.status_code == status
    return take_apart(response.text)


def canned(*articles: Article, partial: bool = False) -> FlaskClient:
    return create_app(canned_archive(articles, partial=partial)).test_client()


def first(archive: Archive, query: str) -> Article:
    return archive.search(query).hits[0].article


def targets(page: Markup, words: str) -> list[str]:
    return [link["href"] for link in page.all("a") if words in link.text]


def test_home_tells_the_archive_in_numbers(client: FlaskClient, sample_archive: Archive) -> None:
    page = show(client, "/")
    stats = sample_archive.stats()
    numbers = [dd.text for dd in page.all("dd") if dd.inside.count("details") == 0]
    named = sum(name is not None for name in stats.outlets)
    assert numbers[:4] == [
        str(each) for each in (stats.articles, stats.stories, named, stats.files)
    ]
    assert "2014" in numbers[4]
    assert any(link["title"].startswith("2021: ") for link in page.all("a"))


def test_home_links_to_every_outlet_and_its_count_holds(
    client: FlaskClient, sample_archive: Archive
) -> None:
    page = show(client, "/")
    links = [a["href"] for a in page.all("a") if a["href"].startswith("/search?outlet=")]
    assert len(links) == len(sample_archive.stats().outlets)
    assert page.one("h1")
    for link, (name, count) in zip(links[:1], sorted_outlets(sample_archive)[:1], strict=True):
        assert quote(name or "") in link.replace("+", "%20")
        assert f"{count} article" in show(client, link).one("h1").text


def sorted_outlets(archive: Archive) -> list[tuple[str | None, int]]:
    return sorted(archive.stats().outlets.items(), key=lambda item: (-item[1], item[0] or ""))


def test_the_examples_on_the_first_page_are_understood(client: FlaskClient) -> None:
    page = show(client, "/")
    examples = [a["href"] for a in page.all("a") if "dt" in a.inside]
    assert len(examples) > 5
    for address in examples:
        assert not show(client, address).all("p", class_="hint")


def test_an_empty_archive_says_how_to_fill_it() -> None:
    client = canned()
    assert "searchapp index FOLDER" in client.get("/").text
    assert "searchapp index FOLDER" in client.get("/search").text


def test_results(client: FlaskClient, sample_archive: Archive) -> None:
    page = show(client, "/search?q=kataib")
    answer = sample_archive.search("kataib")
    assert page.one("title").text.startswith("kataib")
    assert page.one("input", name="q")["value"] == "kataib"
    assert f"{answer.total} articles" in page.one("h1").text
    assert [a.text.strip() for a in page.all("a") if "h2" in a.inside] == [
        hit.title.text for hit in answer.hits
    ]
    assert len(page.all("article")) == len(answer.hits)
    spellings = {mark.text for mark in page.all("mark")}
    assert {"Kataib", "Kata'ib"} <= spellings
    for hit in answer.hits:
        assert hit.article.source.path in page.one("article", id=f"a-{hit.article.id}").text


def test_the_wire_story_is_one_result(client: FlaskClient) -> None:
    page = show(client, "/search?q=%22solvent+had+been+stacked%22")
    assert page.one("h1").text.startswith("1 story (4 articles with copies)")
    assert [each.text for each in page.all("summary") if "li" in each.inside] == [
        "Also in 3 outlets"
    ]


def test_every_filter_is_in_the_form_and_on_a_chip(client: FlaskClient) -> None:
    page = show(
        client, "/search?q=the&outlet=VKN&outlet=&since=2019&until=2021&undated=1&sort=newest"
    )
    ticked = [
        box["value"] for box in page.all("input", name="outlet") if "checked" in box.attributes
    ]
    assert sorted(ticked) == ["", "VKN"]
    assert page.one("input", name="since")["value"] == "2019"
    assert page.one("input", name="until")["value"] == "2021"
    assert "checked" in page.one("input", name="undated").attributes
    assert page.one("input", name="sort")["value"] == "newest"
    assert not page.all("input", name="page")
    chips = page.one("ul", class_="chips").text
    assert all(word in chips for word in ("VKN", "Outlet not known", "2019", "2021", "without"))
    assert targets(page, "Clear all") == ["/search?q=the&sort=newest"]
    assert all(each["form"] == "search" for each in page.all("input") if "form" not in each.inside)


def test_what_words_stand_for_is_kept_by_every_link(client: FlaskClient) -> None:
    state = "match=wide&without=katyb&without=kataeb"
    page = show(client, f"/search?q=kataib&{state}")
    hidden = [(box["name"], box["value"]) for box in page.all("input", type="hidden")]
    assert hidden == [("match", "wide"), ("without", "katyb"), ("without", "kataeb")]
    assert targets(page, "Without katyb") == ["/search?q=kataib&match=wide&without=kataeb"]
    assert targets(page, "Match wide") == ["/search?q=kataib&without=katyb&without=kataeb"]
    kept = [
        *targets(page, "Newest"),
        *(bar["href"] for bar in page.all("a", class_="bar")),
        *(link["href"] for link in page.all("a") if "h2" in link.inside),
        *(link["href"] for link in page.all("a", rel="next")),
        *targets(page, "as JSON"),
    ]
    assert len(kept) > 12
    assert all(state in link for link in kept)


def test_an_article_marks_what_its_search_found(client: FlaskClient) -> None:
    found = show(client, "/search?q=kataib&match=exact")
    for link in [a["href"] for a in found.all("a") if "h2" in a.inside]:
        page = show(client, link)
        assert {mark.text.casefold() for mark in page.all("mark")} == {"kataib"}
        assert page.one("input", name="match")["value"] == "exact"


def test_a_bar_shows_as_many_articles_as_it_says(client: FlaskClient) -> None:
    page = show(client, "/search?q=guard")
    bars = page.all("a", class_="bar")
    assert bars
    for bar in bars:
        count = bar.text.split()[-2]
        assert show(client, bar["href"]).one("h1").text.split()[0] == count


def test_a_year_opens_to_its_months(client: FlaskClient) -> None:
    page = show(client, "/search?q=guard&since=2019&until=2019")
    assert any("December 2019" in bar.text for bar in page.all("a", class_="bar"))
    (current,) = [bar for bar in page.all("a", class_="bar") if bar["aria-current"]]
    assert "2019" in current.text


def test_paging_reaches_everything_once(client: FlaskClient, sample_archive: Archive) -> None:
    address = "/search?q=the&sort=oldest"
    found: list[str] = []
    while True:
        page = show(client, address)
        found += [article["id"] for article in page.all("article")]
        after = [link["href"] for link in page.all("a", rel="next")]
        if not after:
            break
        assert [link["href"] for link in page.all("link", rel="next")] == after
        address = after[0]
    assert len(found) == len(set(found)) == sample_archive.search("the").total


def test_a_page_past_the_end_points_back(client: FlaskClient) -> None:
    page = show(client, "/search?q=guard&page=999")
    assert targets(page, "page 2") == ["/search?q=guard&page=2"]
    assert page.all("a", rel="prev")
    assert not page.all("a", rel="next")


def test_sorting_keeps_the_rest(client: FlaskClient) -> None:
    page = show(client, "/search?q=guard&outlet=VKN&outlet=Kardashan+Courier&page=2")
    assert targets(page, "Oldest") == [
        "/search?q=guard&outlet=VKN&outlet=Kardashan+Courier&sort=oldest"
    ]
    without_words = show(client, "/search")
    assert targets(without_words, "Relevance") == []


def test_nothing_found_offers_what_helps(client: FlaskClient, sample_archive: Archive) -> None:
    page = show(client, "/search?q=%22guard+zebra%22&outlet=VKN")
    assert "No articles" in page.one("h1").text
    assert "guard zebra" in page.one("div", class_="nothing").text
    assert targets(page, "the same words") == ["/search?q=guard+zebra&outlet=VKN"]
    assert "/search?q=guard&outlet=VKN" in targets(page, "guard")
    filtered = show(client, "/search?q=guard&since=1901&until=1902")
    total = sample_archive.search("guard").articles
    assert targets(filtered, f"there are {total} articles") == ["/search?q=guard"]


def test_hints_are_shown(client: FlaskClient) -> None:
    page = show(client, "/search?q=%22guard")
    assert "quotation mark" in page.one("p", class_="hint").text


def test_a_search_cut_short_says_so() -> None:
    page = show(canned(make_article(), partial=True), "/search?q=drone")
    assert page.one("h1").text.startswith("At least 1 article")
    assert "lower bounds" in page.one("p", class_="hint").text


def test_an_article_and_the_way_back(client: FlaskClient, sample_archive: Archive) -> None:
    results = "/search?q=kataib&sort=oldest&page=2"
    opened = next(a["href"] for a in show(client, results).all("a") if "h2" in a.inside)
    page = show(client, opened)
    article_id = opened.partition("?")[0].rpartition("/")[2]
    article = sample_archive.get(article_id)
    assert page.one("h1").text.strip() == article.title
    assert targets(page, "Back to the results") == [f"{results}#a-{article_id}"]
    assert any(each["id"] == f"a-{article_id}" for each in show(client, results).all("article"))
    assert page.one("input", name="sort")["value"] == "oldest"


def test_matches_lead_in_a_ring(client: FlaskClient, sample_archive: Archive) -> None:
    for hit in sample_archive.search("river").hits:
        page = show(client, f"/article/{hit.article.id}?q=river")
        marks = page.all("mark")
        assert [mark["id"] for mark in marks] == [f"m{n + 1}" for n in range(len(marks))]
        if len(marks) > 1:
            assert f"{len(marks)} matches" in page.one("span", class_="matches").text
            ring = [a["href"] for a in page.all("a") if "mark" in a.inside]
            assert ring == [f"#m{n + 2}" for n in range(len(marks) - 1)] + ["#m1"]
            break
    else:
        pytest.fail("no article with several matches")


def test_evidence_points_into_the_file(client: FlaskClient, sample_archive: Archive) -> None:
    article = first(sample_archive, "kataib")
    page = show(client, f"/article/{article.id}")
    rows = page.all("tr")[1:]
    assert len(rows) == len(article.evidence)
    for row, evidence in zip(rows, article.evidence, strict=True):
        assert f"{round(100 * evidence.confidence)} %" in row.text
        assert evidence.text in row.text
    assert article.source.path in page.one("section").text


def test_a_broken_way_back_does_not_hide_the_article(
    client: FlaskClient, sample_archive: Archive
) -> None:
    article = first(sample_archive, "kataib")
    assert show(client, f"/article/{article.id}?q=kataib&since=x&page=0").one("h1")


def test_only_web_addresses_are_links() -> None:
    client = canned(make_article(1), make_article(2, url="javascript:alert(1)"))
    (link,) = [a for a in show(client, "/article/article1").all("a") if a["rel"]]
    assert (link["href"], link["rel"]) == ("https://news.example/drone", "noopener noreferrer")
    page = show(client, "/article/article2")
    assert not any("javascript" in a["href"] for a in page.all("a"))


def test_nothing_from_the_archive_or_the_address_becomes_markup() -> None:
    article = make_article(
        id="evil",
        title=HOSTILE,
        body=HOSTILE,
        outlet=HOSTILE,
        author=HOSTILE,
        url="https://x.example/" + HOSTILE,
        source=Source(HOSTILE, 0, 1, 1, 2),
        evidence=(Evidence("title", HOSTILE, HOSTILE, 0, 1, 1.0),),
    )
    client = canned(article)
    evil = quote(HOSTILE)
    for address in ("/", f"/search?q={evil}&outlet={evil}", f"/article/evil?q={evil}"):
        page = show(client, address)
        assert_no_script_but_ours(page)
        assert not page.all("img")
        assert not [e for e in page.elements if "onerror" in e.attributes]
        assert page.unclosed == []
    assert_no_script_but_ours(show(client, f"/search?since={evil}", 400))


def assert_no_script_but_ours(page: Markup) -> None:
    (script,) = page.all("script")
    assert (script["src"], script.text) == ("/searchapp-static/suggest.js", "")


def test_a_long_list_of_outlets_is_folded() -> None:
    client = canned(*(make_article(n, outlet=f"Outlet {n:03}") for n in range(200)))
    page = show(client, "/search?outlet=Outlet+150")
    boxes = page.all("input", name="outlet")
    assert len(boxes) == 200
    folded = [box for box in boxes if box.inside.count("details") == 2]
    assert len(folded) == 187
    assert "187 more outlets" in page.one("details", class_="more").text


def test_what_is_not_known_is_said() -> None:
    client = canned(
        make_article(title="", outlet=None, date=None, author=None, url=None, evidence=())
    )
    for address in ("/search", "/article/article1"):
        page = show(client, address)
        text = page.one("main").text
        assert all(word in text for word in ("Untitled", "Outlet not known", "No date"))
    assert targets(page, "No date") == ["/search?undated=1"]


def test_dates_are_as_precise_as_known() -> None:
    client = canned(
        make_article(1, date=PartialDate(2020)), make_article(2, date=PartialDate(2020, 1))
    )
    page = show(client, "/search")
    times = {time["datetime"]: time.text for time in page.all("time")}
    assert times == {"2020": "2020", "2020-01": "January 2020"}


def test_huge_numbers_have_separators() -> None:
    client = canned(*(make_article(n) for n in range(1_234)))
    assert show(client, "/search").one("h1").text == "1,234 articles"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=kataib",
        "/search?q=zebra+unicorn",
        "/article/FIRST?q=kataib",
        "/search?page=0",
        "/search?q=katayib+shamani&without=kataib",
        "/spellings?q=kataib+shamani",
        "/spellings?q=zzebra",
        "/spellings",
    ],
)
def test_the_pages_can_be_heard(client: FlaskClient, sample_archive: Archive, address: str) -> None:
    found = address.replace("FIRST", first(sample_archive, "kataib").id)
    page = take_apart(client.get(found).text)
    assert page.unclosed == []
    assert page.one("html")["lang"] == "en"
    assert page.one("title").text.strip()
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("form", role="search")) == 1
    headings = [int(e.tag[1]) for e in page.elements if e.tag in {"h1", "h2", "h3"}]
    assert "Skip" in page.all("a")[0].text
    assert page.all("a")[0]["href"] == "#" + page.one("main")["id"]
    assert max(headings) <= 2
    ids = [element["id"] for element in page.elements if element["id"]]
    assert len(ids) == len(set(ids))
    labelled = {label["for"] for label in page.all("label")}
    for field in page.all("input"):
        assert field["type"] == "hidden" or "label" in field.inside or field["id"] in labelled
    assert all(svg["aria-hidden"] == "true" for svg in page.all("svg"))
    assert all(nav["aria-label"] or nav["aria-labelledby"] in ids for nav in page.all("nav"))
    assert not [e for e in page.elements if "style" in e.attributes or e.tag == "style"]
    assert_no_script_but_ours(page)


def test_texts_of_the_archive_find_their_own_direction(
    client: FlaskClient, sample_archive: Archive
) -> None:
    article = sample_archive.search("خديجة", match="exact").hits[0].article
    page = show(client, f"/article/{article.id}")
    texts = [page.one("h1"), *(p for p in page.all("p") if p.inside[-2:] == ("article", "div"))]
    assert len(texts) > 1
    assert {(each["lang"], each["dir"]) for each in texts} == {("ar", "rtl")}
    assert (article.outlet or "") in [each.text for each in page.all("bdi")]
