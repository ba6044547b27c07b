"""Bytes of a file that may be packed, unpacked as they are read and never beyond a bound."""

from __future__ import annotations

import gzip
import io
import lzma
import shutil
import struct
import zipfile
import zlib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import IO

from comity.errors import UnsafePath, WrongFile

MAX_BYTES = 4 << 30
"""Bytes a packed file may expand to; the largest file of the public record so far expands to 0.3 GB."""

MAX_RATIO = 200
"""Expansion allowed once `RATIO_FREE` bytes are out; roll-call tables, with each title repeated for every member, reach 80."""

RATIO_FREE = 64 << 20

TABLES = (".csv", ".tsv", ".tab", ".txt")
_CLUTTER = ("__MACOSX/", ".DS_Store")

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What the gzip and zip modules raise on damaged bytes; an unknown packing is a RuntimeError."""

_PACKING = tuple(kind for kind in _DAMAGE if kind is not OSError)
"""The same where a file is written too, whose trouble is no damage."""


class Unpacked(io.RawIOBase):
    """A raw stream over packed bytes that stops at the bounds.

    Raises UnsafePath past `MAX_BYTES` or `MAX_RATIO`, WrongFile where the packing
    is cut short or damaged. Memory stays at one buffer whatever the file claims.
    """

    def __init__(self, inner: IO[bytes], path: Path, packed: int) -> None:
        self._inner = inner
        self._path = path
        self._packed = max(packed, 1)
        self.out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except EOFError as error:
            raise cut_short(self._path, "packed") from error
        except _DAMAGE as error:
            raise _damaged(self._path, error) from error
        self.out += len(data)
        self._hold_bounds()
        buffer[: len(data)] = data
        return len(data)

    def _hold_bounds(self) -> None:
        ratio = self.out / self._packed
        if self.out > MAX_BYTES or (self.out > RATIO_FREE and ratio > MAX_RATIO):
            raise UnsafePath(
                f"expands beyond bounds: {self.out:,} bytes out of {self._packed:,} so far; "
                f"at most {MAX_BYTES:,} bytes and {MAX_RATIO} times its size are read",
                where=str(self._path),
                next_step="if you trust the file, unpack it yourself and add the plain CSV",
            )

    def close(self) -> None:
        self._inner.close()
        super().close()


def cut_short(path: Path, kind: str) -> WrongFile:
    """The refusal for a file that ends too early."""
    return WrongFile(
        f"the {kind} file is cut short: its end was expected, found none",
        where=str(path),
        next_step="download the file again and compare its size with the page it came from",
    )


def _damaged(path: Path, error: Exception) -> WrongFile:
    return WrongFile(
        f"the packing is cut short or damaged: {error}", where=str(path), next_step="download the file again"
    )


def open_bytes(path: Path, kind: str) -> IO[bytes]:
    """The unpacked bytes of a file whose `kind` (plain, gzip, zip) is known."""
    if kind == "plain":
        return path.open("rb")
    inner = gzip.GzipFile(path, "rb") if kind == "gzip" else _open_member(path)
    return io.BufferedReader(Unpacked(inner, path, path.stat().st_size), 1 << 20)  # type: ignore[arg-type]


def member_name(path: Path) -> str:
    """The one table inside a zip; WrongFile or UnsafePath where there is not exactly one plain one."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGE as error:
        raise _damaged(path, error) from error
    names = [info.filename for info in infos if not _is_clutter(info.filename)]
    _refuse_outside(path, names)
    _refuse_workbook(path, names)
    if any(info.flag_bits & 1 for info in infos):
        raise WrongFile("the zip file asks for a password", where=str(path), next_step="unpack it and add the CSV")
    if len(names) != 1 or not names[0].lower().endswith(TABLES):
        raise WrongFile(
            f"expected a zip with one CSV inside, found {len(names)}: {', '.join(names[:5]) or 'nothing'}",
            where=str(path),
            next_step="unpack it and add the table you mean",
        )
    return names[0]


def extract(path: Path, pattern: str, target: Path) -> None:
    """Write the one table of a zip whose name, without folders, fits the pattern to `target`, within the bounds.

    Raises:
        WrongFile: no zip, damaged, or not exactly one name that fits.
        UnsafePath: it names a path outside itself, or expands beyond the bounds.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            _refuse_outside(path, names)
            fitting = [name for name in names if fnmatchcase(PurePosixPath(name).name, pattern)]
            if len(fitting) == 1:
                with Unpacked(archive.open(fitting[0]), path, path.stat().st_size) as inner, target.open("wb") as out:
                    shutil.copyfileobj(inner, out, 1 << 20)
                return
    except _PACKING as error:
        raise _damaged(path, error) from error
    found = ", ".join(names[:5]) or "nothing"
    raise WrongFile(
        f"expected one file {pattern} in the zip, found {len(fitting)} among {len(names)}: {found}",
        where=str(path),
        next_step="unpack it and add the table you mean",
    )


def _open_member(path: Path) -> IO[bytes]:
    name = member_name(path)
    try:
        return zipfile.ZipFile(path).open(name)
    except _DAMAGE as error:
        raise _damaged(path, error) from error


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or name.endswith(_CLUTTER[1])


def _refuse_outside(path: Path, names: list[str]) -> None:
    for name in names:
        pure = PurePosixPath(name.replace("\\", "/"))
        if pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
            raise UnsafePath(
                f"the zip file names a path outside itself: {name}",
                where=str(path),
                next_step="do not unpack it; get the file from its publisher",
            )


def _refuse_workbook(path: Path, names: list[str]) -> None:
    if "[Content_Types].xml" in names:
        raise WrongFile(
            "expected a CSV or Parquet file, found an Excel workbook",
            where=str(path),
            next_step="open it and save the sheet as 'CSV UTF-8'",
        )
