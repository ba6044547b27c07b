"""Addresses on the web: only those given, only public ones, each redirect looked at before it is followed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from comity.errors import Refused, UnsafePath
from comity.intake.documents import http as travelled
from comity.intake.documents.columns import Columns
from comity.intake.documents.job import Job, Note, _unheard
from comity.intake.documents.reading import dispatch
from comity.intake.documents.source import from_bytes
from comity.schema import Document, Failure

MAX_BYTES = 16 << 20
MAX_REDIRECTS = 5
SECONDS = 30.0
AGENT = "comity (reads one page its user named)"

Resolver = Callable[[str, int], list[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """All addresses a name stands for, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, shared, multicast or reserved.

    >>> public("8.8.8.8"), public("127.0.0.1"), public("::ffff:10.0.0.1"), public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost and where it may go; `allowed` and `resolve` are for networks with rules of their own."""

    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES
    allowed: Callable[[str], bool] = public
    resolve: Resolver = resolve
    context: ssl.SSLContext | None = field(default=None, compare=False)


def read_url(
    url: str,
    mapping: Mapping[str, str] | None = None,
    on_note: Callable[[Note], None] | None = None,
    limits: Limits | None = None,
) -> Iterator[Document | Failure]:
    """The documents at one address: a page, a feed, or any file `read` knows.

    Raises:
        UnsafePath: no http or https address, or one that leads to an address that is not public.
        Refused: as `read`.
    """
    job = Job(url, Columns.of(mapping), on_note or _unheard)
    final, response = fetch(url, limits)
    reason = response.cut or _unreadable(response)
    if reason:
        return iter([job.failure(0, reason)])
    about = job.knowing(url=final, encoding=response.encoding)
    return dispatch(from_bytes(response.body, url), about)


def fetch(url: str, limits: Limits | None = None) -> tuple[str, travelled.Response]:
    """The address a fetch ended at and the response there. Trouble on the way is in the response's `problem`.

    Raises:
        UnsafePath: as `read_url`, for the address given and for every redirect.
    """
    bounds = limits or Limits()
    deadline = time.monotonic() + bounds.seconds
    for _ in range(MAX_REDIRECTS + 1):
        host, port, addresses = _target(url, bounds)
        if not addresses:
            return url, _trouble(f"no address is known for {host}")
        response = _once(url, host, port, addresses, bounds, deadline)
        if response.status not in (301, 302, 303, 307, 308) or not response.headers.get("location"):
            return url, response
        url = urljoin(url, response.headers["location"].strip().replace(" ", "%20"))
    return url, _trouble(f"more than {MAX_REDIRECTS} redirects")


def _target(url: str, bounds: Limits) -> tuple[str, int, list[str]]:
    """Host, port and addresses, every one of them allowed: one private address among public ones is refused too."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise UnsafePath(f"not an address: {error}", where=url[:200], next_step="check the address") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UnsafePath("only http and https addresses are read", where=url[:200], next_step="check the address")
    if parts.username is not None or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise UnsafePath("an address with a password or blanks in it", where=url[:200], next_step="write it without")
    try:
        addresses = bounds.resolve(host, port)
    except (OSError, UnicodeError):
        return host, port, []
    if barred := [address for address in addresses if not bounds.allowed(address)]:
        raise UnsafePath(
            f"{host} is at {barred[0]}, which is no public address",
            where=url[:200],
            next_step="save the page to a file and add that, if you mean it",
        )
    return host, port, addresses


def _once(url: str, host: str, port: int, addresses: list[str], bounds: Limits, deadline: float) -> travelled.Response:
    """One request to an address already looked at; the name is not resolved again, so it cannot change in between."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, host, port, addresses, bounds, deadline)
    watch = threading.Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", _ascii(target), headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
        return _response(connection.getresponse(), bounds, deadline)
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        late = time.monotonic() >= deadline
        return _trouble(f"not answered within {bounds.seconds:g} seconds" if late else f"no answer: {_why(error)}")
    finally:
        watch.cancel()
        connection.close()


def _connection(
    scheme: str, host: str, port: int, addresses: list[str], bounds: Limits, deadline: float
) -> http.client.HTTPConnection:
    left = max(deadline - time.monotonic(), 0.001)
    name = _ascii_host(host)
    connection: http.client.HTTPConnection
    if scheme == "https":
        context = bounds.context or ssl.create_default_context()
        connection = http.client.HTTPSConnection(name, port, timeout=left, context=context)
    else:
        connection = http.client.HTTPConnection(name, port, timeout=left)
    # the seam http.client connects by: to the address that was checked, under the name that was asked for
    connection._create_connection = lambda _, *rest: _first_open(addresses, port, *rest)  # type: ignore[attr-defined]
    return connection


def _first_open(addresses: list[str], port: int, *rest: Any) -> socket.socket:
    problem = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), *rest)
        except OSError as error:
            problem = error
    raise problem


def _hang_up(connection: http.client.HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _response(answer: http.client.HTTPResponse, bounds: Limits, deadline: float) -> travelled.Response:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read1(1 << 16):
        parts.append(chunk)
        size += len(chunk)
        if size > bounds.max_bytes:
            return _trouble(f"more than {bounds.max_bytes:,} bytes")
        if time.monotonic() >= deadline:
            return _trouble(f"not answered within {bounds.seconds:g} seconds")
    headers.pop("transfer-encoding", None)  # the chunks are joined already
    stated = headers.get("content-length", "")
    short = stated.isdecimal() and len(stated) < 16 and int(stated) > size
    cut = f"cut short: {int(stated):,} bytes stated, {size:,} came" if short else ""
    return travelled.unpacked(travelled.Response(answer.status, headers, b"".join(parts), cut=cut))


def _unreadable(response: travelled.Response) -> str:
    """The reason or ''; unlike in a crawl, packed files and tables are read too, so the media type decides nothing."""
    if response.problem:
        return response.problem
    return f"HTTP {response.status}" if response.status != 200 else ""


def _trouble(problem: str) -> travelled.Response:
    return travelled.Response(0, {}, b"", problem)


def _ascii(target: str) -> str:
    from urllib.parse import quote

    return quote(target, safe="/?&=%:;,+@!$'()*~#[]-._")


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise Refused("not a host name", where=host[:200], next_step="check the address") from error


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
