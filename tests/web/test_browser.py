"""The pages in a real browser, served as `searchapp serve` does, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

import searchapp
from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.archive import Archive
from searchapp.engines.usage import Found, Spelling
from searchapp.model import PartialDate
from tests.stories import build_stories

from .browsing import CHROMIUM, fits, served, state, state_of, visit
from .canned import canned_archive, make_article

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenrentenkasse"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Mapping[str, str]]]:
    index, ids = build_stories(tmp_path_factory.mktemp("stories"))
    with searchapp.open(index) as archive, served(archive) as address:
        yield address, ids


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_search_from_the_first_page_to_an_article_and_back(
    browser: Browser, site: str, scripts: bool
) -> None:
    with visit(browser, site, scripts=scripts) as page:
        page.goto("/")
        # With its script the box is a combobox.
        page.get_by_label("Search the archive").fill("kata'ib")
        page.keyboard.press("Enter")
        expect(page).to_have_title("kata'ib · News archive")
        total = first_number(page.get_by_role("heading", level=1))
        boxes = page.get_by_role("group", name="Outlet").get_by_role("checkbox")
        counts = page.locator("input[name=outlet] ~ .count")
        expected = sum(first_number(counts.nth(place)) for place in (0, 1))
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.get_by_role("button", name="Apply filters").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{expected} article")
        assert expected < total
        assert len(state(page)["outlet"]) == 2
        results = page.url
        title = page.get_by_role("article").nth(1).get_by_role("link")
        words = title.text_content() or ""
        title.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
        page.get_by_role("link", name="match").first.click()
        assert page.url.endswith("#m1")
        expect(page.locator("mark#m1")).to_be_in_viewport()
        page.get_by_role("link", name="Back to the results").click()
        assert state(page) == {k: v for k, v in state_of(results).items() if k in state(page)}
        assert urlsplit(page.url).fragment.startswith("a-")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{expected} article")


def first_number(place: Locator) -> int:
    # The text that is there, whether or not it has been drawn yet.
    found = re.search("[0-9]+", place.text_content() or "")
    assert found is not None
    return int(found[0])


def test_matches_lead_to_each_other(browser: Browser, site: str, sample_archive: Archive) -> None:
    found = [hit.article for hit in sample_archive.search("river").hits]
    marks = {a.id: sample_archive.highlight(a, "river")[1] for a in found}
    best = max(found, key=lambda a: sum(len(paragraph.marks) for paragraph in marks[a.id]))
    with visit(browser, site) as page:
        page.goto(f"/article/{best.id}?q=river#m1")
        page.locator("mark#m1 a").click()
        assert page.url.endswith("#m2")
        expect(page.locator("mark#m2")).to_be_in_viewport()
        page.locator("mark").last.locator("a").click()
        assert page.url.endswith("#m1")


def test_dates_are_typed_and_chosen(browser: Browser, site: str) -> None:
    with visit(browser, site) as page:
        page.goto("/search?q=guard")
        page.get_by_label("From").fill("2019-12")
        page.get_by_label("Until").fill("2021")
        page.get_by_role("button", name="Apply filters").click()
        assert state(page) == {"q": ["guard"], "since": ["2019-12"], "until": ["2021"]}
        page.get_by_role("link", name="Remove filter: From").click()
        assert state(page) == {"q": ["guard"], "until": ["2021"]}
        bar = page.locator("a.bar").first
        year, count = (
            first_number(bar.locator(".label .unseen")),
            first_number(bar.locator(".count")),
        )
        bar.click()
        assert state(page) == {"q": ["guard"], "since": [str(year)], "until": [str(year)]}
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} article")
        page.get_by_role("link", name="Clear all").click()
        assert state(page) == {"q": ["guard"]}


def test_articles_without_a_date(browser: Browser, site: str, sample_archive: Archive) -> None:
    undated = sample_archive.search(undated=True).total
    with visit(browser, site) as page:
        page.goto("/search")
        page.get_by_role("checkbox", name="Without a date only").check()
        page.get_by_role("button", name="Apply filters").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{undated} articles")
        assert page.get_by_role("article").filter(has_text="No date").count() == min(undated, 10)


def test_a_new_query_keeps_the_filters_and_starts_at_page_one(browser: Browser, site: str) -> None:
    with visit(browser, site) as page:
        page.goto("/search?q=the&since=2015&sort=oldest")
        page.get_by_role("link", name="Next").click()
        assert state(page)["page"] == ["2"]
        page.get_by_role("searchbox").fill("guard")
        page.get_by_role("button", name="Search", exact=True).click()
        assert state(page) == {"q": ["guard"], "since": ["2015"], "sort": ["oldest"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_form_is_switched_off_and_on_with_the_keyboard(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    with visit(browser, site, width=width, scheme=scheme) as page:
        page.goto("/search?q=kataib&sort=oldest")
        heading = page.get_by_role("heading", level=1)
        whole = first_number(heading)
        panel = page.locator("details.spellings")
        expect(panel.get_by_role("link")).to_have_count(0)
        panel.locator("summary").first.focus()
        page.keyboard.press("Enter")
        switch = panel.get_by_role("link", name="Leave out kata'ib")
        expect(switch).to_be_visible()
        assert fits(page)
        switch.focus()
        page.keyboard.press("Enter")
        # What is off is to be seen without opening anything.
        off = panel.get_by_role("link", name="Search again for kata'ib")
        expect(off).to_be_in_viewport()
        assert state(page) == {"q": ["kataib"], "sort": ["oldest"], "without": ["kata'ib"]}
        assert first_number(heading) < whole
        assert "line-through" in drawn(off.locator("bdi"), "textDecorationLine")
        assert fits(page)
        off.click()
        assert first_number(heading) == whole
        page.get_by_role("navigation", name="Match").get_by_role("link", name="Exact").click()
        assert state(page)["match"] == ["exact"]
        page.get_by_role("article").first.get_by_role("link").first.click()
        assert state(page)["match"] == ["exact"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_a_result_to_who_writes_a_name_how_and_back_to_the_articles(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    with visit(browser, site, width=width, scheme=scheme) as page:
        page.goto("/search?q=shamani")
        page.locator("details.spellings > summary").click()
        page.get_by_role("link", name="By outlet and year for shamani").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Spellings of shamani")
        assert fits(page)
        by_outlet = page.get_by_role("table", name="Who writes it how")
        expect(page.get_by_role("table", name="When it was written how")).to_be_visible()
        expect(by_outlet.locator("rect").first).to_be_visible()
        cell = by_outlet.get_by_role("cell").get_by_role("link").first
        count = first_number(cell)
        cell.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} article")


def test_every_kind_of_match_has_a_line_of_its_own(browser: Browser, site: str) -> None:
    with visit(browser, site, scripts=True) as page:
        page.goto("/search?q=kataeb+OR+bridge")
        lines = {
            kind: drawn(page.locator(f"mark.{kind}").first, "textDecorationStyle")
            for kind in ("spelling", "word", "exact")
        }
        assert lines == {"spelling": "double", "word": "dotted", "exact": "solid"}


def test_light_and_dark_differ_and_marks_show_in_both(browser: Browser, site: str) -> None:
    seen = []
    for scheme in ("light", "dark"):
        with visit(browser, site, scheme=scheme, scripts=True) as page:
            page.goto("/search?q=kataib")
            seen.append(
                page.evaluate(
                    """() => {
                        const mark = getComputedStyle(document.querySelector('mark'));
                        const root = getComputedStyle(document.documentElement);
                        return [root.backgroundColor, root.color, mark.backgroundColor,
                                mark.textDecorationLine];
                    }"""
                )
            )
    light, dark = seen
    assert all(one != other for one, other in zip(light[:3], dark[:3], strict=True))
    for ground, _, mark, line in seen:
        assert mark != ground
        assert line == "underline"


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1600])
def test_nothing_sticks_out(browser: Browser, width: int) -> None:
    articles = [
        make_article(
            number,
            title=f"{LONG} {number}" * 3,
            body=f"{LONG * 4} drone\n\nمرحبا drone",
            outlet=f"{LONG} {number % 40}",
            author=LONG,
            url=f"https://{LONG}.example/{LONG}",
        )
        for number in range(400)
    ]
    forms = [Form(f"{LONG.lower()}{n}", Kind.SPELLING, 0.9) for n in range(30)]
    day = PartialDate(2020, 1, 3)
    spellings = tuple(Spelling(form, 1_234, 56_789, day, day, form.text, False) for form in forms)
    word = Found(Wanted(LONG.lower(), Level.SPELLINGS), spellings, 7)
    with (
        served(canned_archive(articles, words=[word])) as site,
        visit(browser, site, width=width, scripts=True) as page,
    ):
        for address in (
            "/",
            f"/search?q={LONG}&outlet={LONG}&page=20",
            f"/search?q={LONG}&page=999",
            f"/search?q={LONG}&match=wide&without={LONG}",
            f"/spellings?q={LONG}",
            "/article/article7?q=drone#m2",
        ):
            page.goto(address)
            assert fits(page), address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_a_story_to_a_copy_to_what_changed_to_the_original(
    browser: Browser, stories: tuple[str, Mapping[str, str]], width: int, scheme: str
) -> None:
    site, ids = stories
    with visit(browser, site, width=width, scheme=scheme) as page:
        page.goto("/search?q=ferry&outlet=Press+Kite&sort=oldest")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 story (2 articles with")
        page.get_by_role("link", name="Every copy").click()
        assert state(page)["copies"] == ["1"]
        expect(page.get_by_role("article")).to_have_count(2)
        page.get_by_text("Also in Harbor Ledger").first.click()
        assert fits(page)
        page.locator("details.also").first.get_by_role("link", name="Harbor Ledger").click()
        expect(page.get_by_role("heading", name="Copies of this story")).to_be_visible()
        assert fits(page)
        page.get_by_role("link", name="What changed in Harbor Ledger").click()
        assert urlsplit(page.url).path == f"/article/{ids['ledger']}/changes"
        assert "line-through" in drawn(page.locator("del", has_text="night"), "textDecorationLine")
        assert "underline" in drawn(page.locator("ins", has_text="evening"), "textDecorationLine")
        assert fits(page)
        page.get_by_role("link", name="Back to the article").click()
        page.get_by_role("link", name="See the original").click()
        expect(page.get_by_label("Original text")).to_contain_text("Harbor Ledger | January 4")
        assert fits(page)
        page.get_by_role("link", name="Back to the article").click()
        page.get_by_role("link", name="Back to the results").click()
        assert state(page)["copies"] == ["1"]


def drawn(place: Locator, style: str) -> str:
    return str(place.evaluate(f"each => getComputedStyle(each).{style}"))


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_stick_out_of_no_page_of_an_article(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    text = f"{LONG * 3}\n{LONG} | January 3, 2020\n{LONG * 6} of the bridge that was closed.\n"
    (tmp_path / "a.txt").write_text(text)
    searchapp.build([tmp_path / "a.txt"], tmp_path / "index")
    with (
        searchapp.open(tmp_path / "index") as archive,
        served(archive) as site,
        visit(browser, site, width=width, scripts=True) as page,
    ):
        (hit,) = archive.search("bridge").hits
        for part in ("original", "changes"):
            page.goto(f"/article/{hit.id}/{part}")
            assert fits(page), part


def test_filters_fold_on_narrow_pages_only(browser: Browser, site: str) -> None:
    with visit(browser, site, width=375) as page:
        page.goto("/search?q=guard")
        button = page.get_by_role("button", name="Apply filters")
        expect(button).not_to_be_visible()
        page.locator("details.filters > summary").click()
        expect(button).to_be_visible()
    with visit(browser, site, width=1280) as page:
        page.goto("/search?q=guard")
        expect(page.get_by_role("button", name="Apply filters")).to_be_visible()
        expect(page.locator("details.filters > summary")).not_to_be_visible()


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: str) -> None:
    with visit(browser, site) as page:
        page.goto("/search?q=guard")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
