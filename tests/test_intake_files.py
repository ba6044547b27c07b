"""Every way a file can be wrong is refused before a row is read, with what was expected, what was found and what to do."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, Refused, UnsafePath, WrongFile
from comity.intake import unpack
from comity.intake.files import digest, fingerprint, inspect
from comity.intake.rows import open_sheet

GOOD = b"a,b\n1,2\n"


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def parquet(path: Path, sql: str = "SELECT range AS a, 'x' || range AS b FROM range(5000)") -> Path:
    duckdb.connect().execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path


def refusal(path: Path, kind: type[Refused], root: Path | None = None) -> str:
    with pytest.raises(kind) as caught:
        open_sheet(path, root)
    error = caught.value
    assert error.what
    assert error.where
    assert error.next_step
    return error.what


# paths


def test_missing_path(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "absent.csv", UnsafePath)


def test_folder(tmp_path: Path) -> None:
    assert "found a folder" in refusal(tmp_path, UnsafePath)


def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "found a pipe" in refusal(tmp_path / "pipe.csv", UnsafePath)


def test_device() -> None:
    assert "found a device" in refusal(Path("/dev/zero"), UnsafePath)


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.csv")
        assert "found a socket" in refusal(Path("s.csv"), UnsafePath)


def test_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "gone.csv")
    assert "link to nowhere" in refusal(tmp_path / "link.csv", UnsafePath)


def test_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    assert "link" in refusal(tmp_path / "a.csv", UnsafePath)


def test_link_to_a_file_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", GOOD)
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    assert open_sheet(tmp_path / "link.csv").columns == ("a", "b")


@pytest.mark.parametrize("way", ["dots", "link", "absolute"])
def test_path_outside_the_folder_allowed(tmp_path: Path, way: str) -> None:
    root = tmp_path / "inbox"
    root.mkdir()
    outside = write(tmp_path / "secret.csv", GOOD)
    (root / "link.csv").symlink_to(outside)
    path = {"dots": root / ".." / "secret.csv", "link": root / "link.csv", "absolute": outside}[way]
    assert "outside the folder" in refusal(path, UnsafePath, root)
    assert open_sheet(write(root / "in.csv", GOOD), root).total == 1


def test_nul_in_a_path() -> None:
    assert "NUL" in refusal(Path("a\0b.csv"), UnsafePath)


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not read" in refusal(write(tmp_path / "a.csv", GOOD), UnsafePath)


# content

HTML = b"\n  <!DOCTYPE html><html><head><title>404</title></head></html>"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
FOREIGN = {
    "empty": (b"", "the file is empty"),
    "html": (HTML, "web page"),
    "html with a byte-order mark": (b"\xef\xbb\xbf<html>", "web page"),
    "xml": (b"<?xml version='1.0'?><error/>", "web page"),
    "json": (b'{"status":"ERROR"}', "JSON"),
    "lfs": (LFS, "Git LFS pointer"),
    "utf-16 little": ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
    "utf-16 big": (b"\xfe\xff" + "a,b\n".encode("utf-16-be"), "UTF-16"),
    "cp1252": ("a,b\n1,2\nCôte,3\n".encode("cp1252"), "byte 0xF4 on line 3 fits no character; it may be Windows-1252"),
    "cut inside a character": ("a,b\n1,é".encode()[:-1], "not UTF-8"),
    "nul": (b"a,b\n1,2\n3,\0\n", "NUL bytes from line 3"),
    "pdf": (b"%PDF-1.7\n", "a PDF"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "old Excel"),
    "xz": (b"\xfd7zXZ\0\0", "xz archive"),
    "header only": (b"a,b\n", "a header and no rows"),
    "blank first line": (b"\na,b\n1,2\n", "the first line is blank"),
    "header never closed": (b'a,"b\n1,2\n3,4\n', "a header was expected on the first line: unexpected end of data"),
    "column twice": (b"a,a\n1,2\n", "columns twice: 'a'"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_what_is_no_table(tmp_path: Path, case: str) -> None:
    data, said = FOREIGN[case]
    assert said in refusal(write(tmp_path / "votes.csv", data), WrongFile)


@pytest.mark.parametrize("case", sorted(set(FOREIGN) - {"empty"}))
def test_the_same_inside_gzip_and_zip(tmp_path: Path, case: str) -> None:
    data, said = FOREIGN[case]
    assert said in refusal(write(tmp_path / "votes.csv.gz", gzip.compress(data)), WrongFile)
    assert said in refusal(zipped(tmp_path / "votes.zip", {"votes.csv": data}), WrongFile)


def test_nothing_inside_gzip(tmp_path: Path) -> None:
    assert "nothing inside" in refusal(write(tmp_path / "a.csv.gz", gzip.compress(b"")), WrongFile)


def test_r_data(tmp_path: Path) -> None:
    assert "R data file" in refusal(write(tmp_path / "UNVotes.RData", gzip.compress(b"RDX3\nX\n")), WrongFile)


# packing


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_gzip_cut_short(tmp_path: Path, kept: float) -> None:
    data = gzip.compress(b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(20_000)))
    assert "cut short" in refusal(write(tmp_path / "a.csv.gz", data[: int(len(data) * kept)]), WrongFile)


def test_gzip_with_a_wrong_checksum(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(GOOD))
    data[-8] ^= 1
    assert "damaged" in refusal(write(tmp_path / "a.csv.gz", bytes(data)), WrongFile)


def test_gzip_bomb_is_stopped_early_and_in_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "bomb.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 25_000_000, 9))
    assert path.stat().st_size < 200_000
    read = []
    monkeypatch.setattr(unpack.Unpacked, "close", lambda self: read.append(self.out))
    tracemalloc.start()
    assert "expands beyond bounds" in refusal(path, UnsafePath)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(read) < unpack.RATIO_FREE + 2 * (1 << 20)
    assert peak < 30 << 20


def test_zip_bomb_by_absolute_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_BYTES", 1000)
    assert "expands beyond bounds" in refusal(zipped(tmp_path / "a.zip", {"a.csv": GOOD * 200}), UnsafePath)


def test_repetitive_but_honest_packing_is_read(tmp_path: Path) -> None:
    data = b"a,b\n" + b"resolution adopted by the General Assembly,1\n" * 100_000
    sheet = open_sheet(write(tmp_path / "a.csv.gz", gzip.compress(data)))
    assert sheet.total == sum(1 for _ in sheet.rows(("b",))) == 100_000


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv"])
def test_zip_with_a_path_outside(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), GOOD)
    assert "path outside itself" in refusal(tmp_path / "a.zip", UnsafePath)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({}, "found 0: nothing"),
        ({"a.csv": GOOD, "b.csv": GOOD}, "found 2: a.csv, b.csv"),
        ({"a.zip": b"PK\x03\x04"}, "found 1: a.zip"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "Excel workbook"),
    ],
)
def test_zip_without_one_csv(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    assert said in refusal(zipped(tmp_path / "a.zip", members), WrongFile)


def test_zip_cut_short_and_zip_that_asks_for_a_password(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.csv": GOOD * 1000}).read_bytes()
    assert "cut short or damaged" in refusal(write(tmp_path / "cut.zip", data[:-30]), WrongFile)
    locked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    assert "password" in refusal(write(tmp_path / "locked.zip", bytes(locked)), WrongFile)


def test_zip_from_a_mac_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"data/a.csv": GOOD, "__MACOSX/._a.csv": b"x", ".DS_Store": b"x"})
    assert list(open_sheet(path).dicts()) == [(2, {"a": "1", "b": "2"})]
    assert inspect(path).name == "a.csv"


@pytest.mark.parametrize("kept", [5, 100, 0.5, 0.99])
def test_parquet_cut_short(tmp_path: Path, kept: float) -> None:
    data = parquet(tmp_path / "a.parquet").read_bytes()
    size = int(kept if kept > 1 else len(data) * kept)
    assert "cut short" in refusal(write(tmp_path / "cut.parquet", data[:size]), WrongFile)


def test_parquet_with_a_damaged_footer_or_page(tmp_path: Path) -> None:
    data = bytearray(parquet(tmp_path / "a.parquet").read_bytes())
    footer = bytes(data[:-60]) + b"\xff" * 50 + bytes(data[-10:])
    assert "damaged" in refusal(write(tmp_path / "footer.parquet", footer), WrongFile)
    data[4:60] = b"\xff" * 56
    assert "damaged" in refusal(write(tmp_path / "page.parquet", bytes(data)), WrongFile)


def test_parquet_that_claims_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.intake.rows.MAX_ROWS", 4999)
    assert "claims 5,000 rows" in refusal(parquet(tmp_path / "a.parquet"), WrongFile)


def test_parquet_under_a_name_with_wildcards(tmp_path: Path) -> None:
    parquet(tmp_path / "b.parquet")
    assert "* ? or [" in refusal((tmp_path / "b.parquet").rename(tmp_path / "[b].parquet"), WrongFile)


def test_content_decides_not_the_suffix(tmp_path: Path) -> None:
    assert open_sheet(write(tmp_path / "a.csv", gzip.compress(GOOD))).columns == ("a", "b")
    assert open_sheet(parquet(tmp_path / "a.csv.gz")).total == 5000


# names by content


def test_digest_is_what_sha256sum_prints(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", GOOD)
    assert digest(path) == fingerprint([path]) == hashlib.sha256(GOOD).hexdigest()


def test_fingerprint_of_several_does_not_hang_on_order_or_name(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.csv", GOOD), write(tmp_path / "b.csv", GOOD * 2)
    moved = write(tmp_path / "z.csv", GOOD)
    assert fingerprint([one, two]) == fingerprint([two, moved]) != fingerprint([one, one])


@pytest.fixture(scope="module")
def slot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes") / "any.csv"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=60).map(gzip.compress),
        st.text('a,"\n\r;\t', min_size=1).map(str.encode),
    )
)
def test_any_bytes_are_read_or_refused(slot: Path, data: bytes) -> None:
    """No other exception than comity's own, and only with a next step."""
    slot.write_bytes(data)
    assert read_or_refused(slot)


def read_or_refused(path: Path) -> bool:
    """Whether every row has the header's width, or the refusal says what to do."""
    try:
        sheet = open_sheet(path)
        return all(
            len(values) == len(sheet.columns) for _, values in sheet.rows(sheet.columns) if type(values) is tuple
        )
    except ComityError as error:
        return bool(error.what and error.where and error.next_step)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_damage_to_packed_bytes_is_read_or_refused(
    slot: Path, data: st.DataObject, packed: Callable[[str], bytes]
) -> None:
    whole = bytearray(packed(data.draw(st.sampled_from(["gzip", "zip", "parquet"]))))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    slot.write_bytes(whole)
    assert read_or_refused(slot)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    folder = tmp_path_factory.mktemp("packed")
    text = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(50))
    made = {
        "gzip": gzip.compress(text),
        "zip": zipped(folder / "a.zip", {"a.csv": text}).read_bytes(),
        "parquet": parquet(folder / "a.parquet", "SELECT range AS a, 'x' || range AS b FROM range(50)").read_bytes(),
    }
    return lambda kind: made[kind]
