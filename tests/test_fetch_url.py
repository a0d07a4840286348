"""Documents from the web: from real servers on loopback, which answer well, badly and never."""

import gzip
import ssl
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import trustme

from corpus import YoujuError
from corpus.documents import READERS
from tests.web_server import Answer, redirect, send, web_server
from ui import fetch_url as module
from ui.fetch_url import Fetched, Limits, fetch_url, is_public

PAGE = "<!DOCTYPE html><title>通知</title><p>各区要建设孵化器20家。</p>".encode()
TEXT = "各区要建设孵化器20家。".encode()
LOOPBACK = {"127.0.0.1"}


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(ca: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    ca.configure_trust(context)
    return context


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here only the names of the kinds matter."""
    for suffix in (".html", ".pdf", ".docx"):
        monkeypatch.setitem(READERS, suffix, READERS[".txt"])


def fetched(answer: Answer, path: str = "/a/通知.html", **limits: Any) -> Fetched:
    with web_server(answer) as address:
        return fetch_url(address + path, private_hosts=LOOPBACK, limits=Limits(**limits))


def refused(answer: Answer, path: str = "/x.html", **limits: Any) -> str:
    with pytest.raises(YoujuError) as error:
        fetched(answer, path, **limits)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_comes_as_it_was_sent() -> None:
    assert fetched(send(PAGE)) == Fetched("通知.html", PAGE)


def test_a_page_comes_over_tls_whose_name_is_checked(
    ca: trustme.CA, trusting: ssl.SSLContext
) -> None:
    with web_server(send(PAGE), ca) as address:
        data = fetch_url(address, private_hosts=LOOPBACK, ssl_context=trusting).data
        assert data == PAGE
        with pytest.raises(YoujuError, match="cannot be reached"):
            fetch_url(address, private_hosts=LOOPBACK)  # nobody knows that CA
        other = address.replace("127.0.0.1", "localhost")  # not in the certificate
        with pytest.raises(YoujuError, match="cannot be reached"):
            fetch_url(other, private_hosts={"localhost"}, ssl_context=trusting)


def test_packed_pages_are_unpacked() -> None:
    big = PAGE + b" " * 5_000_000
    assert fetched(send(gzip.compress(big), Content_Encoding="gzip")).data == big


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.100.100.200", False),  # a cloud's metadata
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_addresses_of_the_open_internet_are_told_apart(host: str, public: bool) -> None:
    assert is_public(host) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_this_machine_is_not_asked_whatever_it_is_called(host: str) -> None:
    asked: list[str] = []
    with web_server(lambda request: asked.append(request.path)) as address:
        url = address.replace("127.0.0.1", host)
        with pytest.raises(YoujuError, match="address of this machine or network"):
            fetch_url(url)
    assert asked == []


def test_a_name_is_looked_up_once_and_that_address_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere at the second look (DNS rebinding) gains nothing."""
    looked_up: list[str] = []
    look_up = module._look_up

    def once(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return look_up("127.0.0.1", port)

    monkeypatch.setattr(module, "_look_up", once)
    with web_server(send(PAGE)) as address:
        url = address.replace("127.0.0.1", "rebinding.test")
        assert fetch_url(url, private_hosts={"rebinding.test"}).data == PAGE
        assert looked_up == ["rebinding.test"]
        with pytest.raises(YoujuError, match=r"'rebinding\.test' leads to 127\.0\.0\.1"):
            fetch_url(url)


def test_a_redirect_to_https_is_followed(ca: trustme.CA, trusting: ssl.SSLContext) -> None:
    with (
        web_server(send(PAGE), ca) as there,
        web_server(redirect(f"{there}/deep/page.html")) as here,
    ):
        got = fetch_url(here, private_hosts=LOOPBACK, ssl_context=trusting)
    assert got == Fetched("page.html", PAGE)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("http://127.0.0.1/other", "without https"),
        ("/elsewhere", "without https"),
        ("ftp://127.0.0.1/x", "to no address"),
        ("file:///etc/passwd", "to no address"),
        ("https://user:secret@example.org/", "to no address"),
        ("https://127.0.0.2/", "leads to 127.0.0.2"),
        ("https://169.254.169.254/latest", "leads to 169.254.169.254"),
        ("https://[::1]/", "leads to ::1"),
        ("", "without https"),
        ("https://[half", "to no address"),
    ],
)
def test_other_redirects_are_refused(to: str, said: str) -> None:
    sentence = refused(redirect(to))
    assert said in sentence
    assert "secret" not in sentence


def test_redirects_that_never_end_are_left(ca: trustme.CA, trusting: ssl.SSLContext) -> None:
    asked: list[str] = []

    def round_and_round(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        redirect(f"/{len(asked)}")(request)

    with (
        web_server(round_and_round, ca) as address,
        pytest.raises(YoujuError, match="more than 5 times"),
    ):
        fetch_url(address, private_hosts=LOOPBACK, ssl_context=trusting)
    assert len(asked) == 6


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while True:
        request.wfile.write(b" " * 65536)


def test_a_download_without_end_is_cut_off() -> None:
    assert "larger than 1 MB" in refused(endless, max_bytes=1_000_000)


def test_a_size_that_is_announced_is_believed() -> None:
    answer = send(b"", Content_Length="999999999999")
    assert "larger than 200 MB" in refused(answer)


def test_packed_bombs_are_cut_off() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert "larger than 1 MB" in refused(send(bomb, Content_Encoding="gzip"), max_bytes=1_000_000)


def silent(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(1)  # until the client leaves


def stopping(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100")
    request.end_headers()
    request.wfile.write(b"<html>")
    silent(request)


@pytest.mark.parametrize("answer", [silent, stopping])
def test_a_server_that_falls_silent_is_left(answer: Answer) -> None:
    assert "does not answer in time" in refused(answer, read_s=0.1)


def test_a_server_that_drips_is_left_at_the_end_of_all_time() -> None:
    def dripping(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:  # headers as long as anybody listens, each of them in time
            request.wfile.write(b"X: x\r\n")
            request.connection.settimeout(0.01)
            try:
                request.connection.recv(1)
            except TimeoutError:
                continue
            return

    assert "does not answer in time" in refused(dripping, total_s=0.3)


def test_a_port_where_nobody_listens_is_said() -> None:
    with web_server(send(PAGE)) as address:
        pass
    with pytest.raises(YoujuError, match="cannot be reached"):
        fetch_url(address, private_hosts=LOOPBACK)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (send(b"\x89PNG", "image/png"), "image/png"),
        (send(PAGE, "text/html\x01<script>"), "cannot be read"),
        (send(PAGE, "application/pdf"), "not what it says"),
        (send(b"MZ\0\0", "text/html"), "not what it says"),
        (send(b"MZ\0\0", "application/octet-stream"), "kind that cannot be read"),
        (send(b"PK\x03\x04 no document", None), "kind that cannot be read"),
        (send(PAGE, Content_Encoding="br"), "packed as"),
        (send(b"no gzip", Content_Encoding="gzip"), "damaged"),
        (send(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "broke off"),
        (send(PAGE, Content_Length="9999", Connection="close"), "broke its answer off"),
        (lambda request: request.send_error(404), "answers 404"),
        (lambda request: request.send_error(503), "answers 503"),
        (lambda request: request.wfile.write(b"\0\xff not HTTP\r\n\r\n") and None, "garbled"),
    ],
)
def test_what_is_no_document_is_refused(answer: Answer, said: str) -> None:
    assert said in refused(answer)


@pytest.mark.parametrize(
    ("media_type", "body", "disposition", "path", "name"),
    [
        ("application/pdf", b"%PDF-1.7", "", "/view?id=3", "view.pdf"),
        ("application/octet-stream", b"%PDF-1.7", 'attachment; filename="a.PDF"', "/", "a.PDF"),
        ("text/html", PAGE, 'attachment; filename="../../etc/x.html"', "/", "x.html"),
        ("text/html", PAGE, r'attachment; filename="C:\\dir\\x.html"', "/", "x.html"),
        ("text/html", PAGE, "inline; filename*=UTF-8''%E5%85%AC%E5%91%8A.html", "/", "公告.html"),
        ("text/html", PAGE, "", "/a/t2023_2.shtml", "t2023_2.html"),
        ("text/html", PAGE, "", "/%2e%2e%2f%00x.html", "x.html"),
        ("text/html", PAGE, "", "/<b>x</b>", "b>.html"),
        ("text/html", PAGE, "", "/", "127.0.0.1.html"),
        ("text/plain", TEXT, "", "/readme", "readme.txt"),
        ("text/plain; charset=utf-8", PAGE, "", "/page", "page.html"),
        ("text/markdown", TEXT, "", "/a.md", "a.md"),
    ],
)
def test_a_file_gets_a_name_without_folders_and_its_own_suffix(
    media_type: str, body: bytes, disposition: str, path: str, name: str
) -> None:
    answer = send(body, media_type, Content_Disposition=disposition)
    assert fetched(answer, path).name == name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "notes.txt",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://example.org:99999/",
        "http://example.org:0/",
        "https://\x00/",
        "javascript://x",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(YoujuError, match="no address of the web"):
        fetch_url(url)


def test_an_address_with_a_login_is_refused_and_not_repeated() -> None:
    with pytest.raises(YoujuError) as error:
        fetch_url("https://name:secret@example.org/")
    assert "secret" not in str(error.value)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(send(PAGE)).data == PAGE
