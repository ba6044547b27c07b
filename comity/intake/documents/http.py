"""An HTTP response as it travels: status, headers, body unpacked within bounds."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

MAX_BODY = 32 << 20
READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json")


@dataclass(frozen=True, slots=True)
class Response:
    """`headers` in small letters; `problem` says why the body cannot be read, `cut` that it ends early, else ''."""

    status: int
    headers: dict[str, str]
    body: bytes
    problem: str = ""
    cut: str = ""

    @property
    def kind(self) -> str:
        """Media type without parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def encoding(self) -> str:
        """The charset the server declares, or ''."""
        parts = self.headers.get("content-type", "").lower().split("charset=")
        return parts[1].split(";")[0].strip(" \"'") if len(parts) > 1 else ""

    @property
    def unreadable(self) -> str:
        """The reason why there is no text in it, or ''."""
        if self.problem:
            return self.problem
        if self.status != 200:
            return f"HTTP {self.status}"
        if self.kind and not self.kind.startswith(READABLE):
            return f"{self.kind}: not text"
        return "" if self.body.strip() else "an empty response"


def parse(block: bytes) -> Response:
    """A stored response, headers and body.

    >>> parse(b"HTTP/1.1 404 Not Found\\r\\nContent-Type: text/html\\r\\n\\r\\nNo").unreadable
    'HTTP 404'
    """
    cut = _end_of_headers(block)
    lines = block[: cut[0]].decode("latin-1").splitlines()
    words = (lines[0] if lines else "").split()
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdecimal():
        return Response(0, {}, b"", "not an HTTP response")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return unpacked(Response(int(words[1]), headers, block[cut[1] :], cut=_shortfall(headers, block[cut[1] :])))


def unpacked(response: Response) -> Response:
    """The same with chunks joined and gzip or deflate undone; Common Crawl has done both and renamed the headers."""
    body, problem = response.body, ""
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    coding = response.headers.get("content-encoding", "").lower().strip()
    if coding in ("gzip", "x-gzip", "deflate"):
        body, problem = _inflated(body)
    elif coding not in ("", "identity"):
        problem = f"packed as {coding}, which is not read"
    return replace(response, body=body, problem=problem)


def _shortfall(headers: dict[str, str], body: bytes) -> str:
    stated = headers.get("content-length", "")
    if len(stated) < 16 and stated.isdecimal() and int(stated) > len(body):
        return f"the page is cut short: {int(stated):,} bytes stated, {len(body):,} there"
    return ""


def _end_of_headers(block: bytes) -> tuple[int, int]:
    found = [(at, at + len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark)) >= 0]
    return min(found, default=(len(block), len(block)))


def _joined(body: bytes) -> bytes:
    """Chunks joined; a body that is not in chunks, whatever its header says, is given back."""
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at, at + 40)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return body if not parts else b"".join(parts)
        if size <= 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 4 + size
    return b"".join(parts) or body


def _inflated(body: bytes) -> tuple[bytes, str]:
    if not body.startswith(b"\x1f\x8b") and body[:1] not in (b"\x78", b"\x58", b"\x18"):
        return body, ""  # some crawlers unpack the body and leave the header
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        out = unpacker.decompress(body, MAX_BODY)
    except zlib.error as error:
        return b"", f"its packing is damaged: {error}"
    if unpacker.unconsumed_tail:
        return b"", f"expands beyond {MAX_BODY:,} bytes"
    return out, "" if unpacker.eof else "its packing is cut short"
