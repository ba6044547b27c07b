"""Safe opening: what a path really holds, said before a single row is read."""

from __future__ import annotations

import codecs
import io
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from comity.errors import UnsafePath, WrongFile
from comity.intake.unpack import cut_short, member_name, open_bytes

CHUNK = 1 << 20

ACCEPTED = ".csv, .csv.gz, .tsv, .zip with one CSV inside, or .parquet"

_FOREIGN = (
    (b"version https://git-lfs", "a Git LFS pointer, not the file it points to", "run git lfs pull, then add it again"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "open it and save the sheet as 'CSV UTF-8'"),
    (b"%PDF", "a PDF", "look for the data file on the same page"),
    (b"\xfd7zXZ", "an xz archive", "unpack it with unxz and add the table inside"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2 and add the table inside"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it with unzstd and add the table inside"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and add the table inside"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"RDX", "an R data file", "in R: write.csv(x, 'x.csv', row.names = FALSE)"),
    (b"<stata_dta>", "a Stata file", "in Stata: export delimited"),
    (b"\xff\xfe", "text in UTF-16", "save it again as UTF-8: iconv -f UTF-16 -t UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save it again as UTF-8: iconv -f UTF-16 -t UTF-8"),
    (b"{", "JSON, which servers send in place of a file when a download fails", "download the file again"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that passed inspection: `kind` is plain, gzip, zip or parquet; `lines` counts rows of text, header left out."""

    path: Path
    kind: str
    lines: int
    encoding: str = "utf-8-sig"

    @property
    def name(self) -> str:
        """Name of the table: the file's, or that of the one inside a zip."""
        return Path(member_name(self.path)).name if self.kind == "zip" else self.path.name

    def open_text(self) -> io.TextIOWrapper:
        """The text, unpacked, a byte-order mark dropped; line ends are left to the csv module."""
        return io.TextIOWrapper(open_bytes(self.path, self.kind), encoding=self.encoding, newline="")


class _NotUtf8(WrongFile):
    """Text in another encoding, which a publisher may be known to use."""


def inspect(path: Path | str, root: Path | str | None = None, fallback: str = "") -> Held:
    """Look at the whole file and refuse what is no plain table.

    The content decides, not the suffix: a gzip named .csv is read as gzip. Text is
    read to its end once, so that a cut-off download is refused before anything is
    stored. `root`, where given, is the folder the path must lie in, links resolved.
    `fallback` is the encoding of text that is not UTF-8; without one such text is refused.

    Raises:
        UnsafePath: no regular file, outside `root`, unreadable, or expanding beyond the bounds of `unpack`.
        WrongFile: empty, not a table, not UTF-8, NUL bytes, cut short or damaged.
    """
    path = Path(path)
    refuse_irregular(path, root)
    kind = kind_of(path)
    if kind == "parquet":
        return Held(path, kind, 0)
    try:
        return Held(path, kind, _check_text(path, kind))
    except _NotUtf8:
        if not fallback:
            raise
        return Held(path, kind, _check_text(path, kind, fallback), fallback)


def digest(path: Path | str) -> str:
    """SHA-256 of the bytes of one file, in hex, as sha256sum prints it."""
    return _hex(_chunks(Path(path).open("rb")))


def fingerprint(paths: Sequence[Path | str]) -> str:
    """SHA-256 that names a set of files by content alone: the same in any order, under any name.

    For one file it is the SHA-256 of its bytes, as sha256sum prints it.
    """
    digests = sorted(digest(path) for path in paths)
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()


def _hex(chunks: Iterator[bytes]) -> str:
    total = sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def refuse_irregular(path: Path, root: Path | str | None) -> None:
    where = str(path)
    if "\0" in where:
        raise UnsafePath("a path with a NUL character", where=where.replace("\0", "\\0"), next_step="check the name")
    if root is not None and not path.resolve().is_relative_to(Path(root).resolve()):
        raise UnsafePath("the path leads outside the folder allowed", where=where, next_step=f"put the file in {root}")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _unreachable(path, error) from error
    if not stat.S_ISREG(mode):
        step = "name a file inside it" if stat.S_ISDIR(mode) else "copy its content to a plain file first"
        raise UnsafePath(f"expected a file, found {_sort_of(mode)}", where=where, next_step=step)
    if not os.access(path, os.R_OK):
        raise UnsafePath("you may not read this file", where=where, next_step="change its permissions")


def _unreachable(path: Path, error: OSError) -> UnsafePath:
    if path.is_symlink():
        return UnsafePath("a link to nowhere", where=str(path), next_step="repair the link or name the file itself")
    if isinstance(error, FileNotFoundError):
        return UnsafePath("there is no such file", where=str(path), next_step="check the path")
    return UnsafePath(f"cannot be reached: {error.strerror}", where=str(path), next_step="check the path")


def _sort_of(mode: int) -> str:
    sorts = {stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a pipe", stat.S_ISSOCK: "a socket"}
    return next((name for test, name in sorts.items() if test(mode)), "a device")


def kind_of(path: Path) -> str:
    """plain, gzip, zip or parquet, by the first bytes; WrongFile where there are none or Parquet lacks its end."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if not head:
            raise WrongFile(f"the file is empty: expected {ACCEPTED}", where=str(path), next_step="download it again")
        if head[:4] == b"PAR1":
            _refuse_cut_parquet(path, stream)
            return "parquet"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    return "plain"


def _refuse_cut_parquet(path: Path, stream: IO[bytes]) -> None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - 4, 0))
    if size < 12 or stream.read(4) != b"PAR1":
        raise cut_short(path, "Parquet")


def _refuse_foreign(path: Path, head: bytes) -> None:
    for magic, found, step in _FOREIGN:
        if head.startswith(magic):
            raise WrongFile(f"expected {ACCEPTED}, found {found}", where=str(path), next_step=step)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise WrongFile(
            "expected a table, found a web page saved in its place",
            where=str(path),
            next_step="download the file itself: the link led to a page",
        )


def _check_text(path: Path, kind: str, encoding: str = "utf-8") -> int:
    """Read all the text once; the number of rows under the header, quoted line ends not counted."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = ends = 0
    quoted = False
    last = end = b""
    for chunk in _chunks(open_bytes(path, kind)):
        if not last:
            _refuse_foreign(path, chunk[:512])
            end = b"\n" if b"\n" in chunk else b"\r"
        _refuse_bytes(path, chunk, decoder, ends)
        parts = chunk.split(b'"')
        lines += sum(part.count(end) for part in parts[int(quoted) :: 2])
        quoted ^= len(parts) % 2 == 0
        ends += chunk.count(b"\n")
        last = chunk
    if not last:
        raise WrongFile("there is nothing inside", where=str(path), next_step="download the file again")
    _refuse_bytes(path, b"", decoder, ends, final=True)
    return lines - last.endswith(end)


def _refuse_bytes(path: Path, chunk: bytes, decoder: codecs.IncrementalDecoder, ends: int, final: bool = False) -> None:
    if b"\0" in chunk:
        line = ends + chunk[: chunk.index(b"\0")].count(b"\n") + 1
        raise WrongFile(
            f"NUL bytes from line {line}: text was expected", where=str(path), next_step="download the file again"
        )
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        line = ends + bytes(error.object[: error.start]).count(b"\n") + 1
        raise _NotUtf8(
            f"not UTF-8: byte 0x{error.object[error.start]:02X} on line {line} fits no character; "
            "it may be Windows-1252 or Latin-1",
            where=str(path),
            next_step=f"save it again as UTF-8: iconv -f CP1252 -t UTF-8 {path.name}",
        ) from error
