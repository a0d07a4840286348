"""The page's own addresses, asked as a program would: who may, what is refused, what is sent."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pypdf import PdfReader

from corpus import Document, all_sources
from corpus.library.library import Library, add_file, source_file
from index import LiveIndex, build_index, local_embedding
from tests.printed_pages import REPORT, TRENDS
from tests.printed_pdfs import Sheet
from tests.served_page import free_port
from ui.page import routes
from ui.page.intake import Intake
from ui.page.page_view import span_to_text
from ui.page.serve import MAX_BODY_BYTES, start

GOOD = "测试新闻\n\n本报讯 2031年，东湖市新建图书馆18座。\n".encode()


def printed() -> bytes:
    """Two pages, an article on each."""
    sheet = Sheet(2, 20)
    sheet.headline(REPORT.title or "", 0, 2)
    sheet.columns_of(REPORT, 0, 2)
    sheet.canvas.showPage()
    sheet.y = 1120
    sheet.headline(TRENDS.title or "", 0, 2)
    sheet.columns_of(TRENDS, 0, 2)
    return sheet.finish()


@pytest.fixture(scope="module")
def home(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a printed page beside the shipped sources."""
    home = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(shipped_home, home)
    add_file(home, "南浦日报.pdf", printed())
    build_index(home, all_sources(home), embedding=local_embedding())
    return home


@pytest.fixture(scope="module")
def live(home: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(home)
    yield live
    live.close()


@pytest.fixture(scope="module")
def page(live: LiveIndex) -> Document:
    documents = live.current.documents.values()
    return next(d for d in documents if d.source.path.endswith(".pdf"))


Serve = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def serve(live: LiveIndex, home: Path) -> Iterator[Serve]:
    """Serves the page, once with the same settings, and returns a client of it."""
    served = {}

    async def started(settings: dict[str, str]) -> Any:
        """Where no loop runs, Gradio makes some of its own and leaves them open."""
        intakes.append(intake := Intake(home, local_embedding, built=live.follow))
        return start(live, port=free_port(), intake=intake, **settings)

    def serve_(*, login: tuple[str, str] | None = None, **settings: str) -> httpx.Client:
        key = tuple(settings.items())
        if key not in served:
            served[key] = asyncio.run(started(settings))
        client = httpx.Client(base_url=served[key].local_url, trust_env=False, timeout=30)
        if login:
            client.post("login", data={"username": login[0], "password": login[1]})
        clients.append(client)
        return client

    clients: list[httpx.Client] = []
    intakes: list[Intake] = []
    yield serve_
    for client in clients:
        client.close()
    for blocks in served.values():
        blocks.close(verbose=False)
    for intake in intakes:
        intake.wait()


@pytest.fixture
def client(serve: Serve) -> httpx.Client:
    return serve()


def send(client: httpx.Client, data: object, name: str = "a.txt", **headers: str) -> httpx.Response:
    named = {"X-Youju-Name": quote(name)} | headers
    return client.post("youju/sources", content=data, headers=named)


def test_a_page_and_its_picture_are_sent(client: httpx.Client, page: Document):
    sentence = next(s for s in page.sentences if "7.2万吨" in s.span.cut(page.text))
    shown = client.get(f"youju/pages/{page.source.id}/1?span={span_to_text(sentence.span)}")
    assert shown.status_code == 200
    assert shown.text.count("yj-mark") >= 1
    picture = client.get(f"youju/pages/{page.source.id}/1/1.jpg")
    assert picture.headers["content-type"] == "image/jpeg"
    assert "private" in picture.headers["cache-control"]


@pytest.mark.parametrize(
    "address",
    [
        "pages/{id}/3",
        "pages/{id}/0",
        "pages/{id}/-1",
        "pages/{id}/1/9.jpg",
        "pages/{id}/1/100000.jpg",
        "pages/forum-page-2024/1",
        "pages/..%2F..%2Fetc%2Fpasswd/1",
        "pages/%2Fetc%2Fpasswd/1/1.jpg",
        "highlighted/forum-page-2024",
        "highlighted/..%2Fcatalog.jsonl",
        "sources/%00",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, page: Document, address: str):
    answer = client.get("youju/" + address.format(id=page.source.id))
    assert answer.status_code in (404, 405)


def test_spans_that_are_none_mark_nothing(client: httpx.Client, page: Document):
    for span in ("x", "5", "9-2", "0-99999999", "-1-5", "１-2", "1" * 60):
        shown = client.get(f"youju/pages/{page.source.id}/1", params={"span": span})
        assert (shown.status_code, "yj-mark" in shown.text) == (200, False)


def test_a_missing_original_is_said_and_its_text_stays(
    client: httpx.Client, page: Document, home: Path, tmp_path: Path
):
    file = source_file(page.source, home)
    kept = shutil.move(file, tmp_path / "kept.pdf")
    try:
        for address in (f"pages/{page.source.id}/1", f"highlighted/{page.source.id}"):
            answer = client.get("youju/" + address)
            assert answer.status_code == 404
            assert "文字仍可阅读" in answer.text
    finally:
        shutil.move(kept, file)


def test_the_copy_with_highlights_is_a_pdf_under_the_source_s_title(
    client: httpx.Client, page: Document
):
    spans = [s.span for s in page.sentences if not s.heading][:2]
    asked = {"span": [span_to_text(span) for span in spans], "question": "产量<b>？"}
    answer = client.get(f"youju/highlighted/{page.source.id}", params=asked)
    assert answer.headers["content-type"] == "application/pdf"
    assert quote(page.source.title, safe="") in answer.headers["content-disposition"]
    notes = [
        annotation.get_object()["/Contents"]
        for printed_page in PdfReader(BytesIO(answer.content)).pages
        for annotation in printed_page.get("/Annots", ())
    ]
    assert set(notes) == {f"产量<b>？\n{span.cut(page.text)}" for span in spans}


def test_logins_guard_every_address(serve: Serve, page: Document):
    client = serve(auth="anna:x,li:y")
    for address in (f"pages/{page.source.id}/1", f"highlighted/{page.source.id}", "sources"):
        assert client.get("youju/" + address).status_code == 401
    assert send(client, GOOD).status_code == 401
    client.post("login", data={"username": "li", "password": "y"})
    assert client.get(f"youju/pages/{page.source.id}/1").status_code == 200


@pytest.mark.parametrize(
    ("settings", "headers"),
    [
        ({"upload": "off"}, {}),
        ({"auth": "anna:x,li:y", "upload": "anna", "login": ("li", "y")}, {}),
        ({}, {"Host": "youju.example.com"}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {"Origin": "null"}),
        ({"upload": "on"}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_who_may_not_changes_nothing(serve: Serve, home: Path, settings: dict, headers: dict):
    client = serve(**settings)
    before = all_sources(home)
    asked = [
        send(client, GOOD, **headers),
        client.request("DELETE", "youju/sources/forum-page-2024", headers=headers),
        client.post("youju/sources/forum-page-2024", headers=headers),
        client.post("youju/building", headers=headers),
    ]
    assert [answer.status_code for answer in asked] == [403] * 4
    assert "YOUJU_UPLOAD" in asked[0].text
    assert all_sources(home) == before


@pytest.mark.parametrize("told", [True, False], ids=["its length told", "in pieces"])
def test_too_large_an_upload_is_refused_by_the_server(
    client: httpx.Client, home: Path, monkeypatch: pytest.MonkeyPatch, told: bool
):
    monkeypatch.setattr(routes, "MAX_UPLOAD_BYTES", 100_000)
    before = all_sources(home)
    pieces = (b"x" * 50_000 for _ in range(4))
    answer = send(client, b"x" * 200_000 if told else pieces)
    assert answer.status_code == 413
    assert all_sources(home) == before


def test_too_large_a_request_is_refused_by_the_server_too(client: httpx.Client):
    kind = {"Content-Type": "multipart/form-data; boundary=b"}

    def pieces() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(MAX_BODY_BYTES // 5_000_000):
            yield b"x" * 5_000_000

    answer = client.post("gradio_api/upload", content=pieces(), headers=kind)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("", GOOD, 400),
        ("a.exe", b"MZ", 415),
        ("<img src=x onerror=alert(1)>.pdf", b"%PDF-1.7 nothing", 422),
        ("..\\..\\x.txt", b"", 422),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_of_it_is_markup(
    client: httpx.Client, home: Path, name: str, data: bytes, status: int
):
    before = all_sources(home)
    answer = send(client, data, name)
    assert answer.status_code == status
    assert "<img" not in answer.text
    assert ".." not in answer.text
    assert ".doc " not in answer.text  # it is no kind to give: it cannot be read
    assert all_sources(home) == before


def test_sources_are_found_by_their_words(client: httpx.Client, page: Document):
    found = client.get("youju/sources", params={"find": "南浦 荒滩"}).text
    assert found.count("yj-source-row") == 2  # the list, and its one row
    assert page.source.title in found
    none = client.get("youju/sources", params={"find": "<b>没有"}).text
    assert "0 份资料" in none
    assert "<b>没有" not in none


def test_a_removed_source_comes_back(client: httpx.Client, page: Document, home: Path):
    gone = client.delete(f"youju/sources/{page.source.id}")
    try:
        assert gone.status_code == 200
        assert "yj-bring-back" in gone.text
        assert page.source.id not in {source.id for source in all_sources(home)}
    finally:
        back = client.post(f"youju/sources/{page.source.id}")
    assert back.status_code == 200
    assert page.source in all_sources(home)
    assert Library(home).history()
    assert client.delete("youju/sources/nobody").status_code == 400
