"""The page as a browser gets it, for the tests of every page: served by the real program.

Its fixtures are those of one test file at a time: a browser that stayed open through the whole
session would keep an event loop running under the other tests.
"""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from index import Index, LiveIndex, open_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
# The browser's own traffic (updates, sync, QUIC) is switched off: every request is the page's.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., "Page"]
needs_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home)
    yield opened
    opened.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def live(shipped_home: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(shipped_home)
    yield live
    live.close()


@pytest.fixture(scope="module")
def address(live: LiveIndex) -> Iterator[str]:
    from ui.page.serve import start

    blocks = start(live, port=free_port())
    yield blocks.local_url
    blocks.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: "Browser", address: str) -> Iterator[OpenPage]:
    """Opens a page of the app by its tab's number; in the end none has asked another host, raised
    an error or a dialog."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def open_(
        tab: int = 0, *, locale: str = "zh-CN", width: int = 1280, height: int = 900
    ) -> "Page":
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": height},
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator(".yj-welcome").first.wait_for()
        if tab:
            page.get_by_role("tab").nth(tab).click()
        return page

    yield open_
    for context in contexts:
        context.close()
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(address).netloc}
    assert wrong == []
