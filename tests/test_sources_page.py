"""From a file dropped on the page to the quoted words boxed on its printed page, in a browser."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from pypdf import PdfReader

from corpus import all_sources
from corpus.library.library import add_file
from index import LiveIndex, build_index, local_embedding
from tests.printed_pages import BOOK, FEATURE, REPORT, TRENDS
from tests.printed_pdfs import article_html, letters, page_html
from tests.served_page import OpenPage, free_port, needs_browser
from ui.page.intake import Intake
from ui.page.serve import start

pytestmark = needs_browser

QUESTION = "荒滩改造累计投入资金多少？"
SHOWN = 20_000  # ms: a build and an answer on a busy machine


@pytest.fixture(scope="module")
def printed(browser: Browser) -> bytes:
    """Two printed pages, two articles on each."""
    sheet = browser.new_page()
    turn = "<div style='break-before: page'></div>"
    sheet.set_content(
        page_html(article_html(FEATURE, 3), article_html(TRENDS, 3))
        + turn
        + article_html(REPORT, 3)
        + article_html(BOOK, 3)
    )
    data = sheet.pdf(width="1040px", height="1400px", print_background=True)
    sheet.close()
    return data


@pytest.fixture(scope="module")
def home(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("upload") / "home"
    return Path(shutil.copytree(shipped_home, home))


@pytest.fixture(scope="module")
def live(home: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(home)
    yield live
    live.close()


@pytest.fixture(scope="module")
def address(live: LiveIndex, home: Path) -> Iterator[str]:
    intake = Intake(home, local_embedding, built=live.follow)
    blocks = start(live, port=free_port(), intake=intake)
    yield blocks.local_url
    blocks.close(verbose=False)
    intake.wait()


@pytest.fixture(scope="module")
def source(home: Path, live: LiveIndex, printed: bytes) -> str:
    """The id of the printed page, in service."""
    added = add_file(home, "南浦日报.pdf", printed)
    build_index(home, all_sources(home), embedding=local_embedding())
    live.follow()
    return added.source.id


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def open_citation(page: Page, source: str) -> Locator:
    """Ask, open the citation of that source, and wait for its page."""
    page.locator("#yj-question textarea").fill(QUESTION)
    page.locator("#yj-question textarea").press("Enter")
    citation = page.locator(f'.yj-citation[data-source="{source}"]').first
    citation.click(timeout=SHOWN)
    wait_for_picture(page)
    return citation


def wait_for_picture(page: Page) -> None:
    page.wait_for_function("document.querySelector('.yj-sheet img')?.naturalWidth > 0")


def words_under_marks(page: Page, printed: bytes, number: int) -> str:
    """What is printed where the page shows its marks."""
    boxes = page.evaluate("""() => {
        const sheet = document.querySelector(".yj-sheet").getBoundingClientRect();
        return [...document.querySelectorAll(".yj-mark")].map((mark) => {
            const box = mark.getBoundingClientRect(), edge = 2; // its padding
            return [(box.left + edge - sheet.left) / sheet.width, (box.bottom - edge - sheet.top) / sheet.height,
                    (box.right - edge - sheet.left) / sheet.width, (box.top + edge - sheet.top) / sheet.height];
        });
    }""")
    return read_under(printed, number, boxes)


def read_under(data: bytes, number: int, boxes: list[list[float]]) -> str:
    """The words in boxes given in shares of the page from its top left."""
    opened = pypdfium2.PdfDocument(data)
    printed_page = opened[number - 1]
    width, height = printed_page.get_size()
    characters = printed_page.get_textpage()
    words = "".join(
        characters.get_text_bounded(x0 * width, (1 - y0) * height, x1 * width, (1 - y1) * height)
        for x0, y0, x1, y1 in boxes
    )
    opened.close()
    return letters(words)


def test_files_are_taken_in_and_asked_at_once(open_page: OpenPage):
    page = open_page(tab=3)
    drop = page.locator(".yj-drop input")
    expect(drop).to_be_visible()
    news = "东湖市图书馆\n\n本报讯 2031年，东湖市新建图书馆18座，藏书总量达到960万册。\n".encode()
    name = "<img src=x onerror=alert(1)>.pdf"
    drop.set_input_files(
        [
            file(name, b"%PDF-1.7 nothing"),
            file("a.exe", b"MZ"),
            file("a.txt", news),
            file("b.txt", news),
        ]
    )
    lines = page.locator(".yj-uploads > li")
    expect(lines).to_have_count(4)
    expect(lines.filter(has_text="已添加")).to_contain_text("个数字", timeout=SHOWN)
    expect(lines.filter(has_text="已有同样的内容")).to_contain_text("b.txt", timeout=SHOWN)
    expect(lines.filter(has_text=name)).to_contain_text("没有添加")
    expect(lines.filter(has_text="a.exe")).to_contain_text("读不了")
    expect(page.locator("#yj-library img")).to_have_count(0)
    expect(page.locator(".yj-build-done")).to_be_visible(timeout=SHOWN)
    row = page.locator(".yj-source-row").first
    expect(row).to_contain_text("东湖市图书馆")
    expect(row).to_contain_text("1 篇文章")
    page.get_by_role("tab").first.click()
    page.locator("#yj-question textarea").fill("2031年东湖市新建图书馆多少座？")
    page.locator("#yj-question textarea").press("Enter")
    expect(page.locator(".yj-direct")).to_contain_text("18座", timeout=SHOWN)


def test_quoted_words_are_boxed_on_their_printed_page(
    open_page: OpenPage, source: str, printed: bytes
):
    page = open_page()
    citation = open_citation(page, source)
    quote = citation.get_attribute("data-quote") or ""
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    expect(page.locator(".yj-mark").first).to_be_in_viewport()
    expect(page.locator(".yj-page-number input")).to_have_value("2")
    assert words_under_marks(page, printed, 2) == letters(quote)

    frame = page.locator(".yj-sheet-frame").bounding_box()
    boxes = [mark.bounding_box() for mark in page.locator(".yj-mark").all()]
    column = [box for box in boxes if box["y"] >= boxes[0]["y"]]  # the quote goes on in another
    for box in column:
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]

    before = page.locator(".yj-sheet").bounding_box()["width"]
    page.locator("[data-zoom=in]").click()
    assert page.locator(".yj-sheet").bounding_box()["width"] > before
    assert words_under_marks(page, printed, 2) == letters(quote)

    page.locator("[data-turn=previous]").press("Enter")
    expect(page.locator(".yj-page-number input")).to_have_value("1")
    expect(page.locator(".yj-mark")).to_have_count(0)
    expect(page.locator("[data-turn=previous]")).to_be_disabled()
    page.locator(".yj-to-quote").click()
    expect(page.locator(".yj-mark").first).to_be_in_viewport()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()


def test_text_goes_along_when_a_page_is_turned(open_page: OpenPage, source: str):
    page = open_page(3)
    page.locator(f'.yj-source-open[data-source="{source}"]').click()
    page.locator("[data-zoom=in]").click()
    page.locator("[data-turn=next]").click()
    expect(page.locator(".yj-page-number input")).to_have_value("2")
    assert page.locator(".yj-sheet-frame").evaluate("(frame) => frame.scrollTop") == 0
    expect(page.locator('#yj-panel .yj-row[data-page="2"] .yj-text')).to_be_in_viewport()
    expect(page.locator('#yj-panel .yj-row[data-page="1"] .yj-text')).not_to_be_in_viewport()


def test_the_copy_carries_the_answer_s_highlights(open_page: OpenPage, source: str):
    page = open_page()
    quote = open_citation(page, source).get_attribute("data-quote") or ""
    with page.expect_download() as waited:
        page.locator(".yj-actions .yj-copy-pdf").click()
    data = Path(waited.value.path()).read_bytes()
    marked = ""
    for number, printed_page in enumerate(PdfReader(BytesIO(data)).pages, 1):
        for reference in printed_page.get("/Annots", ()):
            annotation = reference.get_object()
            width, height = map(float, printed_page.mediabox[2:])
            x0, y0, x1, y1 = map(float, annotation["/Rect"])
            box = [x0 / width, 1 - y0 / height, x1 / width, 1 - y1 / height]
            marked += read_under(data, number, [box])
            assert annotation["/Contents"].startswith(QUESTION)
    assert letters(quote) in marked


def test_a_phone_shows_the_page_or_its_text(open_page: OpenPage, source: str):
    page = open_page(width=390, height=844)
    open_citation(page, source)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".yj-mark").first).to_be_in_viewport()
    expect(page.locator("#yj-panel .yj-print")).to_be_hidden()
    page.locator(".yj-view[data-view=text]").click()
    expect(page.locator("#yj-panel mark").first).to_be_in_viewport()
    expect(page.locator(".yj-sheet")).to_be_hidden()


def test_who_may_not_change_the_sources_sees_them_all_the_same(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ui.page.routes.may_change", lambda desk, request: False)
    page = open_page(tab=3, locale="en-GB")
    expect(page.locator(".yj-source-row").first).to_be_visible()
    expect(page.locator(".yj-drop, .yj-remove").filter(visible=True)).to_have_count(0)
    page.locator(".yj-source-open").first.click()
    expect(page.locator("#yj-panel h2")).to_be_focused()


def test_a_source_is_removed_on_a_second_click_and_brought_back(open_page: OpenPage):
    page = open_page(tab=3)
    row = page.locator(".yj-source-row").last
    title = row.locator(".yj-source-open").text_content() or ""
    row.get_by_role("button", name="移除").click()
    expect(row).to_contain_text("确定移除？")
    row.get_by_role("button", name="移除").click()
    expect(page.locator(".yj-taken")).to_contain_text(title)
    page.locator(".yj-bring-back").click()
    expect(page.locator(".yj-source-list")).to_contain_text(title)
