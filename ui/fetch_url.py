"""An address a person gave → the bytes of a document and a safe name for them.

Whoever answers is not trusted: every connection goes to an address that was checked after its name
was looked up, redirects are followed here and only to https, and time and size are bounded. No
proxy is used, since it would look names up where nobody checks them. (The adapter of httpcore.)
"""

import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from corpus.errors import YoujuError
from corpus.library.library import MAX_FILE_BYTES
from ui.sent_file import DOCX, SUFFIXES, name_of, suffix_of

HEADERS = (
    ("User-Agent", "Mozilla/5.0 (compatible; youju)"),  # some servers refuse names of programs
    ("Accept", f"text/html, application/pdf, {DOCX}, text/plain, text/markdown, */*;q=0.1"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
)
REDIRECTS = (301, 302, 303, 307, 308)
UNPACKED_BYTES = 1_000_000
# Public by its number, but the inside of a cloud (Azure's machine service).
INSIDE = {"168.63.129.16"}
# Holds an IPv4 address in its last 32 bits (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how far: ``total_s`` bounds a whole download, its redirects too."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 300.0
    max_bytes: int = MAX_FILE_BYTES
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    name: str
    data: bytes


def fetch_url(
    url: str,
    *,
    private_hosts: Collection[str] = (),
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    ssl_context: ssl.SSLContext | None = None,
) -> Fetched:
    """Get a document; raise YoujuError, in one sentence, for whatever it is not to be had for.

    ``private_hosts`` are names that may lead to addresses of this machine or its network.
    """
    network = _CheckedNetwork(private_hosts, limits)
    target = _read_address(url)
    try:
        with httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(), network_backend=network
        ) as pool:
            for _ in range(limits.max_redirects + 1):
                with pool.stream(
                    "GET",
                    httpcore.URL(
                        scheme=target.raw_scheme,
                        host=target.raw_host,
                        port=target.port,
                        target=target.raw_path,
                    ),
                    headers=[*HEADERS, ("Host", target.netloc)],
                    extensions={"timeout": {"connect": limits.connect_s, "read": limits.read_s}},
                ) as response:
                    headers = httpx.Headers(response.headers)
                    if response.status not in REDIRECTS:
                        return _read_document(url, target, response, headers, limits)
                    target = _follow(url, target, headers)
    except httpcore.TimeoutException as error:
        raise YoujuError(f"{url!r} does not answer in time: try again later.") from error
    except httpcore.NetworkError as error:
        raise YoujuError(
            f"{url!r} cannot be reached ({error}): check the address and the network."
        ) from error
    except httpcore.ProtocolError as error:
        raise YoujuError(f"{url!r} broke its answer off or garbled it: try again later.") from error
    raise YoujuError(f"{url!r} redirects more than {limits.max_redirects} times: open it yourself.")


def is_url(given: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", given) is not None


def host_of(url: str) -> str:
    """The host an address names; raise YoujuError where it is none of the web."""
    return _read_address(url).host


def _read_address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
        whole = bool(address.host) and (address.port is None or 0 < address.port < 65536)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        whole = False
    if not whole or address.scheme not in ("http", "https"):
        raise YoujuError(
            f"{url[:500]!r} is no address of the web: give one with http:// or https://."
        )
    if address.userinfo:
        # Not shown: it holds a login.
        raise YoujuError("An address with a login in it is not fetched: give it without.")
    return address


def _follow(url: str, target: httpx.URL, headers: httpx.Headers) -> httpx.URL:
    try:
        following = _read_address(urljoin(str(target), headers.get("location", "")))
    except (YoujuError, ValueError) as error:
        raise YoujuError(f"{url!r} redirects to no address: open it yourself.") from error
    if following.scheme != "https":
        raise YoujuError(
            f"{url!r} redirects to an address without https ({following.host!r}): open it yourself."
        )
    return following


def _read_document(
    url: str,
    target: httpx.URL,
    response: httpcore.Response,
    headers: httpx.Headers,
    limits: Limits,
) -> Fetched:
    if response.status != 200:
        raise YoujuError(f"{url!r} answers {response.status}: check the address.")
    sent_as = headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent_as not in SUFFIXES:
        raise YoujuError(
            f"{url!r} is of the kind {sent_as[:80]!r}, which cannot be read: give a web page, a PDF,"
            " a Word file or a text."
        )
    too_much = f"{url!r} is larger than {limits.max_bytes // 1_000_000} MB: it is not fetched."
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.max_bytes:
        raise YoujuError(too_much)
    body = bytearray()
    for part in _decoded(url, response, headers.get("content-encoding", "").strip().lower()):
        body += part
        if len(body) > limits.max_bytes:
            raise YoujuError(too_much)
    data = bytes(body)
    suffix = suffix_of(url, SUFFIXES[sent_as], data)
    disposition = headers.get("content-disposition", "")
    return Fetched(name_of(target.host, target.path, disposition, suffix), data)


def _decoded(url: str, response: httpcore.Response, encoding: str) -> Iterator[bytes]:
    """The body, unpacked in parts of bounded size: packed data may grow a thousandfold."""
    assert isinstance(response.stream, Iterable)
    if encoding in ("", "identity"):
        yield from response.iter_stream()
        return
    if encoding not in ("gzip", "x-gzip"):
        raise YoujuError(f"{url!r} is packed as {encoding[:40]!r}, unasked: open it yourself.")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        for packed in response.iter_stream():
            more = True
            while more and not unpack.eof:
                part = unpack.decompress(packed, UNPACKED_BYTES)
                yield part
                packed = unpack.unconsumed_tail
                more = bool(packed) or len(part) == UNPACKED_BYTES
    except zlib.error as error:
        raise YoujuError(f"{url!r} came damaged: try again later.") from error
    if not unpack.eof:
        raise YoujuError(f"{url!r} broke off: try again later.")


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only: to the very ones that were checked."""

    def __init__(self, private_hosts: Collection[str], limits: Limits) -> None:
        self._private_hosts = private_hosts
        self._end = time.monotonic() + limits.total_s
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _look_up(host, port)
        if host not in self._private_hosts:
            for address in addresses:
                if not is_public(address):
                    raise YoujuError(
                        f"{host!r} leads to {address}, an address of this machine or network: it"
                        " is not fetched."
                    )
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, _left(self._end, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._end)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at a set time, also where each byte of its answer comes soon enough."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._end, timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it holds another in itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        held = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            held = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if held:
            return is_public(str(held))
    return ip.is_global and not ip.is_multicast and str(ip) not in INSIDE


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be looked up"
        raise httpcore.ConnectError(f"{host}: {reason}") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _left(end: float, timeout: float | None) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("out of time")
    return left if timeout is None else min(left, timeout)
