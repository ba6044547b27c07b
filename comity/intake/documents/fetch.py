"""Addresses on the web: only those given, only public ones, each redirect looked at before it is followed."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urljoin

from comity.intake.documents import http as travelled
from comity.intake.documents.columns import Columns
from comity.intake.documents.job import Job, Note, _unheard
from comity.intake.documents.reading import dispatch
from comity.intake.documents.source import from_bytes
from comity.intake.web import MAX_REDIRECTS, MOVED, Limits, connection, hung_up, public, request_line, target, why
from comity.schema import Document, Failure

AGENT = "comity (reads one page its user named)"

__all__ = ["Limits", "fetch", "public", "read_url"]


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
        host, port, addresses = target(url, bounds)
        if not addresses:
            return url, _trouble(f"no address is known for {host}")
        response = _once(url, port, addresses, bounds, deadline)
        if response.status not in MOVED or not response.headers.get("location"):
            return url, response
        url = urljoin(url, response.headers["location"].strip().replace(" ", "%20"))
    return url, _trouble(f"more than {MAX_REDIRECTS} redirects")


def _once(url: str, port: int, addresses: list[str], bounds: Limits, deadline: float) -> travelled.Response:
    """One request to an address already looked at."""
    left = max(deadline - time.monotonic(), 0.001)
    line = connection(url, port, addresses, left, bounds.context)
    with hung_up(line, deadline):
        try:
            line.request("GET", request_line(url), headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
            return _response(line.getresponse(), bounds, deadline)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            late = time.monotonic() >= deadline
            return _trouble(f"not answered within {bounds.seconds:g} seconds" if late else f"no answer: {why(error)}")


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
