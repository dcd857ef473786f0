"""A real browser on pages that are served as `searchapp serve` does."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from searchapp.archive import Archive
from searchapp.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served(archive: Archive) -> Iterator[str]:
    """Serve an archive on a free port of this machine."""
    server: Any = create_server(create_app(archive), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # The loop must close its own sockets; it ends when none is left.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser, site: str, *, width: int = 1280, scheme: str = "light", scripts: bool = False
) -> Iterator[Page]:
    """Open a page that may speak only to its own host and may not complain."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
        assert [url for url in requests if not url.startswith(site + "/")] == []
        assert complaints == []
    finally:
        context.close()


def state(page: Page) -> dict[str, list[str]]:
    return state_of(page.url)


def state_of(url: str) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in parse_qs(urlsplit(url).query).items()}


def fits(page: Page) -> bool:
    # Without its style sheet a page is wider.
    page.wait_for_load_state("load")
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )
