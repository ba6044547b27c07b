"""Addresses: only public ones, only over http and https, every redirect looked at, size and time bounded."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import UnsafePath
from comity.intake.documents.fetch import Limits, fetch, public, read_url
from comity.schema import Document, Failure

TEXT = "The two foreign ministers met in Geneva on Monday and agreed to talk again."
PAGE = f"<html><head><title>Talks</title></head><body><p>{TEXT}</p></body></html>".encode()


class Site(BaseHTTPRequestHandler):
    seen: list[tuple[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        Site.seen.append((self.headers["Host"], self.path))
        name = self.path.strip("/").split("?")[0]
        getattr(self, f"give_{name}", self.give_missing)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        self.answer(PAGE)

    def give_packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Type="application/gzip")

    def give_missing(self) -> None:
        self.answer(b"<p>Not here</p>", 404)

    def give_hop(self) -> None:
        self.answer(b"", 302, Location="/page?from=hop")

    def give_inside(self) -> None:
        self.answer(b"", 302, Location="http://metadata.internal/latest")

    def give_disk(self) -> None:
        self.answer(b"", 301, Location="file:///etc/passwd")

    def give_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def give_short(self) -> None:
        self.answer(PAGE[:50], Content_Length="5000")

    def give_big(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.pour(b"a" * 65_536, 0)

    def give_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.pour(b"a", 0.05)

    def give_dripping(self) -> None:
        self.pour(b"X", 0.05)

    def pour(self, chunk: bytes, pause: float) -> None:
        try:
            for _ in range(2_000):
                self.wfile.write(chunk)
                time.sleep(pause)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


NAMES = {"news.example": ["127.0.0.1"], "metadata.internal": ["10.0.0.7"], "two.example": ["127.0.0.1", "192.168.1.1"]}


def named(host: str, _: int) -> list[str]:
    if host not in NAMES:
        raise OSError("unknown")
    return NAMES[host]


@pytest.fixture
def limits() -> Limits:
    """The test server's address stands for a public one; nothing outside is reached."""
    return Limits(seconds=1.0, max_bytes=1 << 20, allowed=lambda address: address == "127.0.0.1", resolve=named)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert public(address)


@given(st.text(max_size=40))
def test_no_text_passes_for_a_public_address_by_accident(text: str) -> None:
    assert not public("x" + text)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
        "https://169.254.169.254/latest", "http://10.0.0.1:8080/x", "file:///etc/passwd", "ftp://news.example/",
        "gopher://news.example/", "http://", "news.example", "http://user:pw@news.example/", "http://news.example:x/",
        "http://news.example/a b", "http://news.example/\r\nX: y", "http://[::1",
    ],
)  # fmt: skip
def test_what_must_not_be_fetched_is_refused_before_a_byte_is_sent(url: str) -> None:
    with pytest.raises(UnsafePath):
        read_url(url)


def test_one_private_address_among_public_ones_is_refused(limits: Limits) -> None:
    with pytest.raises(UnsafePath, match=r"192\.168\.1\.1, which is no public address"):
        read_url("http://two.example/page", limits=limits)


@pytest.mark.parametrize("name", ["inside", "disk"])
def test_a_redirect_to_a_place_that_is_not_public_is_not_followed(name: str, port: int, limits: Limits) -> None:
    Site.seen.clear()
    with pytest.raises(UnsafePath):
        read_url(f"http://news.example:{port}/{name}", limits=limits)
    assert [path for _, path in Site.seen] == [f"/{name}"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "HTTP 404"),
        ("loop", "more than 5 redirects"),
        ("big", "more than 1,048,576 bytes"),
        ("slow", "not answered within 1 seconds"),
        ("dripping", "not answered within 1 seconds"),
        ("short", "no answer|cut short"),
    ],
)
def test_trouble_on_the_way_is_a_failure_in_bounded_time(name: str, reason: str, port: int, limits: Limits) -> None:
    start = time.monotonic()
    (failure,) = read_url(f"http://news.example:{port}/{name}", limits=limits)
    assert time.monotonic() - start < 3
    assert isinstance(failure, Failure)
    assert any(part in failure.reason for part in reason.split("|"))


def test_six_requests_at_most_are_made(port: int, limits: Limits) -> None:
    Site.seen.clear()
    fetch(f"http://news.example:{port}/loop", limits)
    assert len(Site.seen) == 6


def test_a_name_without_address_and_a_closed_port_are_failures(limits: Limits) -> None:
    for url, reason in (("http://nowhere.example/", "no address is known"), ("http://news.example:1/", "no answer")):
        (failure,) = read_url(url, limits=limits)
        assert isinstance(failure, Failure)
        assert reason in failure.reason


@pytest.mark.parametrize(("name", "final"), [("page", "page"), ("hop", "page?from=hop"), ("packed", "packed")])
def test_a_page_is_read_under_the_name_asked_for(name: str, final: str, port: int, limits: Limits) -> None:
    Site.seen.clear()
    (document,) = read_url(f"http://news.example:{port}/{name}", limits=limits)
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert document.url == f"http://news.example:{port}/{final}"
    assert {host for host, _ in Site.seen} == {f"news.example:{port}"}


def test_a_name_is_resolved_once_a_hop_so_that_it_cannot_change_after_the_check(port: int, limits: Limits) -> None:
    asked: list[str] = []

    def turning(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.7"]

    changing: Callable[[str, int], list[str]] = turning
    rules = Limits(seconds=1.0, allowed=limits.allowed, resolve=changing)
    (document,) = read_url(f"http://news.example:{port}/page", limits=rules)
    assert isinstance(document, Document)
    assert asked == ["news.example"]
