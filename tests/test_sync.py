"""Fetching releases from a server that stalls, cuts short, redirects, changes and lies; nothing outside is reached."""

from __future__ import annotations

import hashlib
import io
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from comity.cli import verbs
from comity.errors import ComityError, LedgerError, Refused, Unreachable, UnsafePath, WrongFile
from comity.intake import releases as tables
from comity.intake.download import Patience, download
from comity.intake.part import Part, Stamp
from comity.intake.records import ADAPTERS
from comity.intake.releases import Release, chosen, newest, releases
from comity.intake.unpack import extract
from comity.intake.web import Limits
from comity.ledger import Ledger, syncing
from comity.ledger.lock import only_fetcher

HEADER = '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020"'
FRANCE = '"France","FRA","GDP","NY.GDP.MKTP.CD","2729170000000","2639010000000"'
CHINA = '"China","CHN","GDP","NY.GDP.MKTP.CD","14280000000000","14688000000000"'
TABLE = "\n".join([HEADER, FRANCE, CHINA, ""]).encode()
LONG = bytes(range(256)) * 4_000
PAGE = b"\n <!DOCTYPE html><html><body>Please accept our terms</body></html>"
AGED = "Tue, 24 Nov 2026 10:00:00 GMT"


class Site(BaseHTTPRequestHandler):
    """`/NAME` serves `body`; what goes wrong with it is chosen by `mode`, and how often by `times`."""

    seen: list[dict[str, str]] = []  # noqa: RUF012
    body = TABLE
    etag = '"1"'
    mode = ""
    times = 99
    ranges = True

    def do_GET(self) -> None:
        Site.seen.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        trouble, Site.times = (Site.mode if Site.times > 0 else ""), Site.times - 1
        getattr(self, f"give_{trouble or 'all'}")()

    def give_all(self, body: bytes | None = None) -> None:
        body = Site.body if body is None else body
        if self.headers["If-None-Match"] == Site.etag != "":
            return self.answer(b"", 304)
        asked = self.headers["Range"]
        if asked and Site.ranges and self.headers["If-Range"] == Site.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(Site.body):
                return self.answer(b"", 416)
            return self.answer(body[start:], 206, Content_Range=f"bytes {start}-{len(Site.body) - 1}/{len(Site.body)}")
        return self.answer(body)

    def give_short(self) -> None:
        held = int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").rstrip("-")) if Site.ranges else 0
        whole = len(Site.body) - held
        status, place = (
            (206, {"Content_Range": f"bytes {held}-{len(Site.body) - 1}/{len(Site.body)}"}) if held else (200, {})
        )
        self.answer(Site.body[held : held + 300_000], status, Content_Length=str(whole), **place)

    def give_never_more(self) -> None:
        self.answer(Site.body[:40], Content_Length=str(len(Site.body)))

    def give_stall(self) -> None:
        self.answer(Site.body[:40], Content_Length=str(len(Site.body)))
        time.sleep(0.6)

    def give_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            try:
                self.wfile.write(b"a")
                time.sleep(0.02)
            except OSError:
                return

    def give_elsewhere(self) -> None:
        self.answer(b"", 206, Content_Range="bytes 7-9/10")

    def give_busy(self) -> None:
        self.answer(b"", 503, Retry_After="0")

    def give_gone(self) -> None:
        self.answer(b"", 404)

    def give_page(self) -> None:
        self.answer(PAGE)

    def give_inside(self) -> None:
        self.answer(b"", 302, Location="http://metadata.internal/latest")

    def give_hop(self) -> None:
        self.answer(b"", 302, Location=f"http://other.example:{self.server.server_address[1]}/data")

    def give_loop(self) -> None:
        self.answer(b"", 302, Location="/again")

    def give_listing(self) -> None:
        self.answer(f"{len(Site.body)} {hashlib.md5(Site.body).hexdigest()} {self.place('20260102.csv')}\n".encode())

    def give_lying_listing(self) -> None:
        self.answer(f"9 {'0' * 32} {self.place('20260102.csv')}\n".encode())

    def place(self, name: str) -> str:
        return f"http://data.example:{self.server.server_address[1]}/{name}"

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        stamp = {"ETag": Site.etag} if Site.etag else {}
        for key, value in {"Content_Length": str(len(body)), **stamp, **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_address[1]
    made.shutdown()
    made.server_close()


@pytest.fixture
def port(server: int) -> int:
    Site.seen.clear()
    Site.body, Site.etag, Site.mode, Site.times, Site.ranges = TABLE, '"1"', "", 99, True
    return server


NAMES = {"data.example": "127.0.0.1", "other.example": "127.0.0.1", "metadata.internal": "10.0.0.7"}


def named(host: str, _: int) -> list[str]:
    if host not in NAMES:
        raise OSError("unknown")
    return [NAMES[host]]


LIMITS = Limits(seconds=10.0, max_bytes=1 << 21, allowed=lambda address: address == "127.0.0.1", resolve=named)
QUICK = Patience(stall=0.2, tries=3, pause=0.01)


def release(port: int, direct: str = "file", member: str = "", host: str = "data.example") -> Release:
    address = f"http://{host}:{port}/data"
    page = "https://publisher.test/gdp"
    return Release("gdp", "world_bank_gdp", direct, address, member, page, "gdp.csv", "CC BY 4.0", "")


def sync(folder: Path, row: Release, limits: Limits = LIMITS) -> syncing.Synced:
    return syncing.sync(Ledger(folder)._folder, row, None, limits, QUICK)


def fetch(port: int, folder: Path, limits: Limits = LIMITS, known: Stamp | None = None) -> bytes:
    part = Part(folder / "x.part")
    download(f"http://data.example:{port}/data", part, known, limits, QUICK)
    return part.path.read_bytes()


def held(folder: Path) -> list[dict[str, object]]:
    return Ledger(folder).freshness().rows()


@pytest.mark.parametrize(
    ("mode", "error", "said"),
    [
        ("page", Refused, "data was expected, a web page came"),
        ("gone", Refused, "HTTP 404"),
        ("busy", Refused, "HTTP 503; tried 3 times"),
        ("inside", UnsafePath, r"10\.0\.0\.7, which is no public address"),
        ("loop", Refused, "more than 5 redirects"),
        ("never_more", Refused, "cut short: 220 bytes stated, 40 came; tried 3 times"),
        ("stall", Refused, "broke off: .*tried 3 times"),
        ("elsewhere", Refused, "another part of the file"),
    ],
)
def test_what_is_no_data_is_refused_and_what_is_held_stays(
    mode: str, error: type[ComityError], said: str, port: int, tmp_path: Path
) -> None:
    sync(tmp_path / "l", release(port))
    before = held(tmp_path / "l")
    Site.etag, Site.mode, Site.body = '"2"', mode, TABLE + b"\n"
    with pytest.raises(error, match=said) as raised:
        sync(tmp_path / "l", release(port))
    assert raised.value.where.startswith("gdp: http://")
    assert "what is held stays" in raised.value.next_step
    assert held(tmp_path / "l") == before
    assert (tmp_path / "l/downloads/gdp/gdp.csv").read_bytes() == TABLE


def test_changed_columns_are_refused_and_named(port: int, tmp_path: Path) -> None:
    sync(tmp_path, release(port))
    before = held(tmp_path)
    Site.etag, Site.body = '"2"', TABLE.replace(b"Indicator Code", b"Series Code")
    with pytest.raises(WrongFile, match="missing columns: Indicator Code"):
        sync(tmp_path, release(port))
    assert held(tmp_path) == before
    assert (tmp_path / "downloads/gdp/arriving/gdp.csv").read_bytes() == Site.body
    Site.body, Site.etag = TABLE.replace(b"2639010000000", b"2639020000000"), '"3"'
    assert sync(tmp_path, release(port)).added is not None
    assert len(held(tmp_path)) == 2
    assert not any((tmp_path / "downloads/gdp/arriving").iterdir())


def test_more_bytes_or_seconds_than_allowed(port: int, tmp_path: Path) -> None:
    Site.body = LONG
    small = Limits(seconds=10, max_bytes=1_000, allowed=LIMITS.allowed, resolve=named)
    with pytest.raises(Refused, match="more than 1,000 bytes"):
        fetch(port, tmp_path, small)
    assert not list(tmp_path.iterdir())
    Site.mode = "drip"
    brief = Limits(seconds=0.5, max_bytes=1_000, allowed=LIMITS.allowed, resolve=named)
    with pytest.raises(Refused, match=r"0\.5 seconds are allowed"):
        fetch(port, tmp_path, brief)


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "http://10.0.0.1/x", "file:///etc/passwd", "ftp://a.test/x"])
def test_the_product_itself_goes_to_no_private_place(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafePath):
        download(url, Part(tmp_path / "x"))


def test_a_name_without_address_and_a_closed_port_are_unreachable(port: int, tmp_path: Path) -> None:
    for row in (release(port, host="nowhere.example"), release(1)):
        with pytest.raises(Unreachable, match="what is held stays"):
            sync(tmp_path, row)


def test_a_download_goes_on_where_it_broke_off(port: int, tmp_path: Path) -> None:
    Site.body, Site.mode = LONG, "short"
    assert fetch(port, tmp_path) == LONG
    assert [seen.get("range") for seen in Site.seen] == [None, "bytes=300000-", "bytes=600000-", "bytes=900000-"]
    assert {seen.get("if-range") for seen in Site.seen[1:]} == {'"1"'}


def test_the_next_sync_goes_on_where_the_last_was_stopped(port: int, tmp_path: Path) -> None:
    Site.body, Site.mode = LONG, "never_more"
    with pytest.raises(Refused):
        fetch(port, tmp_path)
    Site.mode = ""
    assert fetch(port, tmp_path) == LONG
    assert Site.seen[-1]["range"] == "bytes=40-"


@pytest.mark.parametrize("change", ["no ranges", "another file", "no stamp"])
def test_it_starts_again_where_going_on_would_mix_two_files(change: str, port: int, tmp_path: Path) -> None:
    Site.body, Site.mode, Site.etag = LONG, "never_more", "" if change == "no stamp" else '"1"'
    with pytest.raises(Refused):
        fetch(port, tmp_path)
    Site.mode, Site.ranges = "", change != "no ranges"
    if change == "another file":
        Site.body, Site.etag = LONG[::-1], '"2"'
    assert fetch(port, tmp_path) == Site.body
    assert ("range" in Site.seen[-1]) == (change != "no stamp")


def test_a_part_that_was_whole_already_is_asked_for_again(port: int, tmp_path: Path) -> None:
    fetch(port, tmp_path)
    assert fetch(port, tmp_path) == TABLE
    assert [seen.get("range") for seen in Site.seen] == [None, f"bytes={len(TABLE)}-", None]


@pytest.mark.parametrize(("mode", "times"), [("busy", 2), ("stall", 1), ("hop", 1), ("elsewhere", 1)])
def test_passing_trouble_passes(mode: str, times: int, port: int, tmp_path: Path) -> None:
    Site.mode, Site.times = mode, times
    assert fetch(port, tmp_path) == TABLE


def test_an_unchanged_file_is_neither_downloaded_nor_added(port: int, tmp_path: Path) -> None:
    first = sync(tmp_path, release(port))
    assert first.added is not None
    assert first.added.n_records == 4
    second = sync(tmp_path, release(port))
    assert (second.added, second.fetched) == (None, first.fetched)
    assert Site.seen[-1]["if-none-match"] == '"1"'
    Site.etag = ""
    assert sync(tmp_path, release(port)).added is None
    assert len(held(tmp_path)) == 1


def test_a_kept_file_that_was_lost_is_fetched_again(port: int, tmp_path: Path) -> None:
    sync(tmp_path, release(port))
    (tmp_path / "downloads/gdp/gdp.csv").unlink()
    assert sync(tmp_path, release(port)).added is None
    assert "if-none-match" not in Site.seen[-1]
    assert (tmp_path / "downloads/gdp/gdp.csv").read_bytes() == TABLE


def test_rows_lost_from_the_ledger_are_read_again_from_the_file_kept(port: int, tmp_path: Path) -> None:
    sync(tmp_path, release(port))
    for manifest in (tmp_path / "files").iterdir():
        manifest.unlink()
    again = sync(tmp_path, release(port))
    assert again.added is not None
    assert len(held(tmp_path)) == 1


def test_a_damaged_register_only_costs_a_download(port: int, tmp_path: Path) -> None:
    sync(tmp_path, release(port))
    (tmp_path / "downloads/gdp/fetched.json").write_text("{")
    assert sync(tmp_path, release(port)).added is None


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def test_the_table_is_taken_out_of_a_zip(port: int, tmp_path: Path) -> None:
    Site.body = packed(API_1__csv=TABLE, Metadata__csv=b"a,b\n1,2\n")
    row = release(port, member="API_*.csv")
    assert sync(tmp_path, row).added is not None
    assert (tmp_path / "downloads/gdp/gdp.csv").read_bytes() == TABLE
    Site.etag, Site.body = '"2"', packed(API_1__csv=TABLE, API_2__csv=TABLE)
    with pytest.raises(WrongFile, match=r"expected one file API_\*\.csv in the zip, found 2 among 2"):
        sync(tmp_path, row)
    Site.body = b"PK\x03\x04 and then nothing"
    with pytest.raises(WrongFile, match="damaged"):
        sync(tmp_path, row)


def test_a_zip_that_names_a_place_outside_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(packed(**{"../API_1.csv": TABLE}))
    with pytest.raises(UnsafePath):
        extract(tmp_path / "z.zip", "API_*.csv", tmp_path / "out.csv")


def test_a_listing_leads_to_its_newest_file_once(port: int, tmp_path: Path) -> None:
    row = release(port, "listing", "*.csv")
    Site.mode, Site.times = "lying_listing", 1
    with pytest.raises(Refused, match="the checksum listed is 0000"):
        sync(tmp_path, row)
    Site.mode, Site.times = "listing", 1
    assert sync(tmp_path, row).added is not None
    Site.seen.clear()
    Site.times = 1
    assert sync(tmp_path, row).added is None
    assert [seen["path"] for seen in Site.seen] == ["/data"]
    Site.mode = ""
    with pytest.raises(Refused, match=r"a list of files \*\.csv was expected"):
        sync(tmp_path, row)


@given(st.lists(st.integers(0, 10**14), max_size=5), st.text(max_size=30))
def test_the_newest_of_a_listing(stamps: list[int], noise: str) -> None:
    lines = [f"1 {'a' * 32} http://x.test/{stamp:015}.csv" for stamp in stamps]
    found = newest("\n".join([*lines, " " + noise]), "*.csv")
    assert (found.name if found else None) == (f"{max(stamps):015}.csv" if stamps else None)


def test_a_first_sync_that_brings_nothing_leaves_no_empty_ledger(port: int, tmp_path: Path) -> None:
    Site.mode = "page"
    with pytest.raises(Refused):
        sync(tmp_path / "new", release(port))
    assert not (tmp_path / "new").exists()
    Site.mode = "never_more"
    with pytest.raises(Refused):
        sync(tmp_path / "new", release(port))
    assert (tmp_path / "new/downloads/gdp/arriving/download.part").stat().st_size == 40


def test_one_sync_at_a_time(port: int, tmp_path: Path) -> None:
    sync(tmp_path, release(port))
    with only_fetcher(Ledger(tmp_path)._folder), pytest.raises(LedgerError, match="another sync"):
        sync(tmp_path, release(port))


def test_the_table_names_every_adapter_with_its_licence() -> None:
    rows = releases().values()
    assert {row.record for row in rows} == set(ADAPTERS) - {"blocs", "dyads"}
    for row in rows:
        publishers = ADAPTERS[row.record].publishers.values()
        assert row.licence in {publisher.licence for publisher in publishers}
        assert "not visited" in row.note
        assert row.page.startswith("http")
        assert bool(row.address) == (row.direct in ("file", "listing"))
    assert {row.name for row in rows if row.address} == {"gdelt", "ideal_points", "world_bank_gdp"}


def test_names_of_records_and_of_nothing() -> None:
    assert {row.name for row in chosen(["un_votes"])} == {"un_votes", "un_votes_voeten"}
    with pytest.raises(Refused, match="did you mean world_bank_gdp"):
        chosen(["worldbank_gdp"])


@pytest.fixture
def verb(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    by_hand = Release("atop", "atop", "no", "", "", "http://www.atopdata.org/", "a.csv", "ATOP terms", "")
    table = {"gdp": release(port), "atop": by_hand}
    monkeypatch.setattr(tables, "releases", lambda: table)
    monkeypatch.setattr(syncing, "LIMITS", LIMITS)
    monkeypatch.setattr(syncing, "PATIENCE", QUICK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(verbs, ["sync", *arguments])


def test_the_verb_fetches_publishes_and_says_where_the_rest_is(verb: Path) -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert "gdp: gdp.csv: 4 records" in done.stdout
    assert (
        "atop: by hand from http://www.atopdata.org/ (a.csv; ATOP terms), then comity add --record atop FILE"
        in done.stdout
    )
    assert "published: 4 records" in done.stdout
    assert "gdp: unchanged since 20" in run("gdp").stdout


def test_status_needs_no_network(verb: Path) -> None:
    run("gdp")
    Site.seen.clear()
    told = run("--status", "--form", "json").stdout
    assert all(
        said in told for said in ('"CC BY 4.0"', '"days": 0', '"version"', '"checked": "20', '"until": "2020-12-31"')
    )
    assert not Site.seen


def test_offline_is_one_sentence(verb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "releases", lambda: {"gdp": release(1), "gdp2": release(1, host="nowhere.example")})
    done = run()
    assert isinstance(done.exception, Unreachable)
    assert str(done.exception).startswith("no publisher can be reached from here, so nothing was fetched")
    assert not done.stdout
    assert not (verb / "comity-ledger").exists()


def test_one_refusal_does_not_stop_the_others(verb: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Release("a", "atop", "file", f"http://metadata.internal:{port}/", "", "http://p.test", "a.csv", "x", "")
    monkeypatch.setattr(tables, "releases", lambda: {"a": away, "gdp": release(port)})
    done = run()
    assert isinstance(done.exception, UnsafePath)
    assert "gdp: gdp.csv: 4 records" in done.stdout


def test_status_of_no_ledger_is_an_error(verb: Path) -> None:
    assert isinstance(run("--status").exception, LedgerError)
