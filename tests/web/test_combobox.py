"""The search box in a real browser: suggestions by keyboard, mouse and screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

import searchapp
from searchapp.archive import Archive

from .browsing import CHROMIUM, fits, served, state, visit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with visit(browser, site, scripts=True) as page:
        page.goto("/")
        yield page


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the archive")


def type_in(page: Page, typed: str) -> Locator:
    """Type, and return the options that come up."""
    box(page).press_sequentially(typed)
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_be_visible()
    return options


def test_what_is_typed_is_completed(page: Page, sample_archive: Archive) -> None:
    found = sample_archive.suggest("ba")
    options = type_in(page, "ba")
    expect(options).to_have_count(len(found))
    expect(options.first.locator("bdi")).to_have_text(found[0].text)
    expect(options.first).to_contain_text(f"{found[0].articles:,} article")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(f"{len(found)} suggestions")
    assert fits(page)


def test_arrow_keys_walk_through_the_list_and_back_to_what_was_typed(
    page: Page, sample_archive: Archive
) -> None:
    queries = [each.query for each in sample_archive.suggest("ba")]
    options = type_in(page, "ba")
    for place, query in enumerate(queries):
        page.keyboard.press("ArrowDown")
        expect(box(page)).to_have_value(query)
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        active = box(page).get_attribute("aria-activedescendant")
        assert active == options.nth(place).get_attribute("id")
        expect(page.locator("[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_value("ba")
    assert box(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_have_value(queries[-1])


def test_enter_searches_for_what_is_chosen(page: Page, sample_archive: Archive) -> None:
    query = sample_archive.suggest("kat")[0].query
    type_in(page, "kat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_title(f"{query} · News archive")
    assert state(page) == {"q": [query]}


def test_enter_searches_for_what_was_typed_where_nothing_is_chosen(page: Page) -> None:
    type_in(page, "guard")
    page.keyboard.press("Enter")
    expect(page).to_have_title("guard · News archive")


def test_escape_gives_back_what_was_typed(page: Page) -> None:
    options = type_in(page, "kat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box(page)).to_have_value("kat")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()


def test_a_click_chooses_and_keeps_the_filters(browser: Browser, site: str) -> None:
    with visit(browser, site, scripts=True) as page:
        page.goto("/search?since=2014&sort=oldest")
        options = type_in(page, "kat")
        query = options.first.get_attribute("data-query")
        options.first.click()
        expect(page).to_have_title(f"{query} · News archive")
        assert state(page) == {"q": [query], "since": ["2014"], "sort": ["oldest"]}


def test_leaving_the_box_closes_the_list(page: Page) -> None:
    options = type_in(page, "kat")
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()


def test_an_answer_that_comes_late_is_not_shown(page: Page) -> None:
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route("**/api/v1/suggest?q=gu", keep)
    box(page).press_sequentially("gu")
    page.wait_for_timeout(300)
    options = type_in(page, "ard")
    assert len(waiting) == 1
    shown = options.first.text_content()
    page.wait_for_timeout(100)
    assert options.first.text_content() == shown


def test_the_box_works_where_nobody_answers(browser: Browser, site: str) -> None:
    with visit(browser, site, scripts=True) as page:
        page.route(
            "**/api/v1/suggest*", lambda route: route.fulfill(status=200, body="no JSON at all")
        )
        page.goto("/")
        box(page).press_sequentially("guard")
        page.wait_for_timeout(300)
        expect(page.get_by_role("listbox")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page).to_have_title("guard · News archive")


def test_what_an_archive_holds_never_becomes_markup(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("markup")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.jsonl").write_text(
        '{"title": "Mill", "body": "A mill.", "outlet": "Mill <img src=x onerror=alert(1)>"}\n'
    )
    searchapp.build([folder / "corpus"], folder / "index")
    with (
        searchapp.open(folder / "index") as archive,
        served(archive) as address,
        visit(browser, address, scripts=True) as page,
    ):
        page.goto("/")
        options = type_in(page, "mill")
        expect(options.filter(has_text="<img src=x")).to_have_count(1)
        expect(page.locator(".suggestions img")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_fits_and_can_be_read(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    with visit(browser, site, width=width, scheme=scheme, scripts=True) as page:
        for address in ("/", "/search?q=guard"):
            page.goto(address)
            page.locator("#q").fill("")
            options = type_in(page, "ba")
            page.keyboard.press("ArrowDown")
            expect(options.first).to_be_in_viewport(ratio=1)
            assert fits(page)
            ground, ink = options.first.evaluate(
                "each => [getComputedStyle(each).backgroundColor, getComputedStyle(each).color]"
            )
            assert ground != ink


def test_without_scripts_the_box_is_a_plain_one(browser: Browser, site: str) -> None:
    with visit(browser, site) as page:
        page.goto("/")
        expect(page.get_by_role("searchbox", name="Search the archive")).to_be_visible()
        expect(page.get_by_role("combobox")).to_have_count(0)
