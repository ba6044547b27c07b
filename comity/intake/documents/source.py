"""A stream of bytes that never grows beyond its bounds and says where it broke off instead of raising."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

from comity.errors import Refused
from comity.intake.unpack import MAX_BYTES, Unpacked

CHUNK = 1 << 18

GZIP = b"\x1f\x8b"
MAX_WRAPS = 2
"""Gzip inside gzip: servers that pack an already packed crawl make two layers, nobody makes three."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Readable(Protocol):
    """Anything with `read(n)` that may give less than n and gives nothing at its end."""

    def read(self, size: int, /) -> bytes | None: ...


class Source:
    """Bytes in order, peeked at, taken by line or by count; `broken` says why the stream ended early, else ''.

    At most what is asked for and one `CHUNK` are held.
    """

    def __init__(self, raw: Readable, where: str = "", notes: tuple[str, ...] = ()) -> None:
        self._raw = raw
        self.where = where
        self.notes = notes
        self.broken = ""
        self._held = bytearray()
        self._at = 0
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, what is at hand; nothing at the end."""
        if self._at == len(self._held):
            self._pull()
        return self._give(size)

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end, left where they are."""
        while len(self._held) - self._at < size and self._pull():
            pass
        return bytes(self._held[self._at : self._at + size])

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""
        self.peek(size)
        return self._give(size)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; how many there were."""
        passed = 0
        while passed < size and (chunk := self.read(min(CHUNK, size - passed))):
            passed += len(chunk)
        return passed

    def line(self, limit: int) -> tuple[bytes, int]:
        """The next line with its end, cut at `limit` bytes, and its true length in bytes; (b"", 0) at the end."""
        start = 0
        while (end := self._held.find(b"\n", self._at + start)) < 0:
            start = len(self._held) - self._at
            if start > limit:
                return self._overlong(limit)
            if not self._pull():
                return self._counted(len(self._held) - self._at, limit)
        return self._counted(end + 1 - self._at, limit)

    def rest(self, limit: int) -> bytes | None:
        """All that is left; None where that is more than `limit` bytes."""
        whole = self.take(limit + 1)
        return whole if len(whole) <= limit else None

    def _counted(self, size: int, limit: int) -> tuple[bytes, int]:
        return self._give(size)[:limit], size

    def _overlong(self, limit: int) -> tuple[bytes, int]:
        head = self._give(limit)
        size = limit
        while (end := self._held.find(b"\n", self._at)) < 0:
            size += len(self._give(len(self._held) - self._at))
            if not self._pull():
                return head, size
        return head, size + len(self._give(end + 1 - self._at))

    def _give(self, size: int) -> bytes:
        out = bytes(self._held[self._at : self._at + size])
        self._at += len(out)
        return out

    def _pull(self) -> bool:
        if self._ended:
            return False
        del self._held[: self._at]
        self._at = 0
        try:
            chunk = self._raw.read(CHUNK)
        except Refused as error:
            self.broken = error.what
            chunk = b""
        except (OSError, ValueError) as error:
            self.broken = f"reading stopped: {error}"
            chunk = b""
        self._held += chunk or b""
        self._ended = not chunk
        return not self._ended


def from_file(stream: Readable, path: Path) -> Source:
    """The unpacked bytes of a plain or gzip file, opened by the caller."""
    return unwrapped(Source(stream, str(path)), path.stat().st_size)


def from_stream(stream: IO[bytes], where: str) -> Source:
    """The unpacked bytes of a pipe, as they arrive."""
    read1 = getattr(stream, "read1", stream.read)
    return unwrapped(Source(_Reads(read1), where), MAX_BYTES)


def from_bytes(content: bytes, where: str) -> Source:
    """Bytes at hand, unpacked within the same bounds as a file."""
    parts = iter([content, b""])
    return unwrapped(Source(_Reads(lambda size: next(parts, b"")), where), len(content))


def unwrapped(source: Source, packed: int) -> Source:
    """The stream inside up to `MAX_WRAPS` layers of gzip, in UTF-8 where it was UTF-16 or UTF-32."""
    for _ in range(MAX_WRAPS):
        if source.peek(2) != GZIP:
            break
        source = Source(_gunzipped(source, packed), source.where)
    encoding = _wide_encoding(source.peek(512))
    if not encoding:
        return source
    return Source(_Recoded(source, encoding), source.where, (f"{encoding.upper()} turned into UTF-8",))


class _Reads:
    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.read = read

    def close(self) -> None:
        """Nothing to close: the owner of the stream does."""


def _gunzipped(source: Source, packed: int) -> Unpacked:
    inner = gzip.GzipFile(fileobj=source, mode="rb")  # type: ignore[call-overload]
    # read1, not read: what was unpacked before a cut must not be lost with the chunk it stood in
    return Unpacked(_Reads(inner.read1), Path(source.where), packed)  # type: ignore[arg-type]


def _wide_encoding(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 8 and max(even, odd) > 0.4 * len(head) / 2 and min(even, odd) == 0:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


class _Recoded:
    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        while chunk := self._source.read(size):
            if text := self._decoder.decode(chunk):
                return text.encode()
        if self._source.broken:
            raise Refused(self._source.broken)
        return self._decoder.decode(b"", True).encode()
