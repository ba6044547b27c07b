"""The way to an address on the web: only http and https, only public places, only as long as was allowed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from comity.errors import Refused, UnsafePath

MAX_BYTES = 16 << 20
MAX_REDIRECTS = 5
SECONDS = 30.0
MOVED = (301, 302, 303, 307, 308)

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


def target(url: str, bounds: Limits) -> tuple[str, int, list[str]]:
    """Host, port and addresses, every one of them allowed: one private address among public ones is refused too.

    No addresses are given back where the name stands for none.

    Raises:
        UnsafePath: no http or https address, or one that leads to an address that is not allowed.
    """
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


def request_line(url: str) -> str:
    """What is asked of the server: path and query in plain ASCII."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(target, safe="/?&=%:;,+@!$'()*~#[]-._")


def connection(
    url: str, port: int, addresses: list[str], seconds: float, context: ssl.SSLContext | None = None
) -> http.client.HTTPConnection:
    """A connection to addresses already looked at; the name is not resolved again, so it cannot change in between."""
    parts = urlsplit(url)
    name = _ascii_host(parts.hostname or "")
    made: http.client.HTTPConnection
    if parts.scheme == "https":
        made = http.client.HTTPSConnection(name, port, timeout=seconds, context=context or ssl.create_default_context())
    else:
        made = http.client.HTTPConnection(name, port, timeout=seconds)
    # the seam http.client connects by: to the address that was checked, under the name that was asked for
    made._create_connection = lambda _, *rest: _first_open(addresses, port, *rest)  # type: ignore[attr-defined]
    return made


@contextmanager
def hung_up(connection: http.client.HTTPConnection, deadline: float) -> Iterator[None]:
    """Close the connection at the end, and cut it at the deadline (of time.monotonic) whatever the server does."""
    watch = threading.Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        connection.close()


def why(error: Exception) -> str:
    """What the system says of an error, never nothing."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


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


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise Refused("not a host name", where=host[:200], next_step="check the address") from error
