"""What is published: the same rows whatever the order, whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_toy import install, many, register, write_toy

from comity.errors import LedgerError
from comity.ledger import Ledger

TABLES = ("records", "items", "origins", "failures", "holdings")


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


def published(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    return {table: ledger.query(f"FROM {table}", limit=100_000).rows() for table in TABLES}


def test_building_nothing_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger here.*comity add --record"):
        Ledger(tmp_path / "L").build()
    ledger = Ledger(tmp_path / "L")
    with pytest.raises(Exception, match="no rows"):
        ledger.add(write_toy(tmp_path / "a", []), "toy")
    with pytest.raises(LedgerError, match=r"nothing was added.*comity add --record"):
        ledger.build()


def test_a_damaged_part_is_named_and_nothing_else_is_lost(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "good.toy", many(0, 20)), "toy")
    ledger.add(write_toy(tmp_path / "bad.toy", many(100, 30)), "toy")
    ledger.build()
    bad = next(
        part
        for part in (tmp_path / "L" / "parts" / "records").glob("*")
        if b"S09" in part.read_bytes() and _is_bad(part)
    )
    whole = bytearray(bad.read_bytes())
    whole[len(whole) // 2] ^= 1
    bad.write_bytes(bytes(whole))
    with pytest.raises(LedgerError) as damage:
        ledger.build()
    assert "bad.toy is damaged" in damage.value.what
    assert bad.name in damage.value.what
    assert "comity add --record toy bad.toy" in damage.value.next_step
    assert ledger.query("SELECT count(*) AS n FROM records").rows() == [{"n": 20}]
    ledger.add(tmp_path / "bad.toy", "toy")
    assert ledger.build().n_records == 50


def _is_bad(part: Path) -> bool:
    import duckdb

    return duckdb.read_parquet(str(part)).count("*").fetchall()[0][0] == 30


def test_when_everything_is_damaged_the_published_file_stays(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a.toy", many(0, 20)), "toy")
    ledger.build()
    for part in (tmp_path / "L" / "parts").rglob("*.parquet"):
        part.unlink()
    with pytest.raises(LedgerError, match=r"a\.toy is damaged"):
        ledger.build()
    assert ledger.query("SELECT count(*) AS n FROM records").rows() == [{"n": 20}]


def test_a_damaged_manifest_is_named_and_its_parts_are_kept(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 20)), "toy")
    (first,) = (tmp_path / "L" / "files").glob("*.json")
    ledger.add(write_toy(tmp_path / "b", many(100, 30)), "toy")
    first.write_text(first.read_text().replace('"rows": 20', '"rows": 21'))
    with pytest.raises(LedgerError, match=f"damaged: files/{first.name}"):
        ledger.build()
    assert ledger.query("SELECT count(*) AS n FROM records").rows() == [{"n": 30}]
    assert len(list((tmp_path / "L" / "parts" / "records").glob("*"))) == 2
    assert "damaged" in ledger.status().note
    assert not ledger.add(tmp_path / "a", "toy").already_held
    assert ledger.build().n_records == 50


def test_orphans_are_ignored_and_removed(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 20)), "toy")
    (part,) = (tmp_path / "L" / "parts" / "records").glob("*")
    orphan = part.with_name("0" * 64 + ".parquet")
    shutil.copy(part, orphan)
    (tmp_path / "L" / "tmp" / "add-left").mkdir()
    (tmp_path / "L" / "tmp" / "add-left" / "draft").write_text("half")
    assert ledger.build().n_records == 20
    assert not orphan.exists()
    assert list((tmp_path / "L" / "tmp").iterdir()) == []


def test_a_fact_stated_twice_counts_once_and_the_newest_origin_decides(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    old = ["RUS,toy:1,2020-01-02,Y", "CHN,toy:1,2020-01-02,N", "CHN,toy:1,2020-01-02,A"]
    ledger.add(write_toy(tmp_path / "new", ["RUS,toy:1,2020-01-02,A"], "v2", "2021-05-01"), "toy")
    ledger.add(write_toy(tmp_path / "old", old, "v1", "2021-04-30"), "toy")
    assert ledger.build().n_records == 4
    got = ledger.query("SELECT state1, value, row, origin_id FROM records WHERE current ORDER BY 1").rows()
    assert got == [
        {"state1": "CHN", "value": 3.0, "row": 3, "origin_id": "toy@v1"},
        {"state1": "RUS", "value": 2.0, "row": 2, "origin_id": "toy@v2"},
    ]
    assert ledger.query("SELECT id, title FROM items").rows() == [{"id": "toy:1", "title": "On toy:1 v2"}]
    assert ledger.query("SELECT indicator, origin_id, n_records FROM holdings ORDER BY 2").rows() == [
        {"indicator": "un_vote", "origin_id": "toy@v1", "n_records": 1},
        {"indicator": "un_vote", "origin_id": "toy@v2", "n_records": 1},
    ]


def test_the_views_speak_of_current_rows_only(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "old", ["RUS,toy:1,2020-01-02,Y", "USA,toy:1,2020-01-02,"]), "toy")
    ledger.add(write_toy(tmp_path / "new", ["RUS,toy:1,2020-01-02,N"], "v2", "2021-05-01"), "toy")
    ledger.build()
    got = ledger.query("SELECT item, symbol, body, title, state, choice, collection FROM votes ORDER BY state").rows()
    shared = {"item": "toy:1", "symbol": "TOY:1", "body": "GA", "title": "On toy:1 v2", "collection": "toy"}
    assert got == [{**shared, "state": "RUS", "choice": "no"}, {**shared, "state": "USA", "choice": None}]


FILES = {
    "a": (["RUS,toy:1,2020-01-02,Y", "CHN,toy:1,2020-01-02,N", "X,toy:1,2020-01-02,?"], "v1", "2020-05-01"),
    "b": (["RUS,toy:1,2020-01-02,A", "CHN,toy:2,2020-01-03,N"], "v2", "2021-05-01"),
    "c": (["RUS,toy:1,2020-01-02,N", "USA,toy:2,2020-01-03,"], "v3", "2021-05-01"),
    "d": (["RUS,toy:1,2020-01-02,Y", "CHN,toy:1,2020-01-02,N"], "v1", "2020-05-01"),
}


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Callable[[], Ledger], dict[str, Path], Any]:
    folder = tmp_path_factory.mktemp("toys")
    numbers = count()
    files = {name: write_toy(folder / name, *rest) for name, rest in FILES.items()}
    with pytest.MonkeyPatch.context() as patch:
        register(patch)
        ledger = Ledger(folder / "plain")
        for file in files.values():
            ledger.add(file, "toy")
        ledger.build()
    return lambda: Ledger(folder / f"L{next(numbers)}"), files, published(ledger)


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(sorted(FILES)), again=st.lists(st.sampled_from([*sorted(FILES), "build"]), max_size=3))
def test_any_order_and_repetition_publishes_the_same_rows(toys: Any, order: list[str], again: list[str]) -> None:
    fresh, files, expected = toys
    ledger = fresh()
    for step in [order[0], *again, *order, *again]:
        ledger.build() if step == "build" else ledger.add(files[step], "toy")
    ledger.build()
    assert published(ledger) == expected


def _attempt(report: Connection, root: str, file: str, largest: int | None) -> None:
    """Add and build with no file allowed to grow past `largest` bytes, or without the rights of root."""
    install()
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    elif os.geteuid() == 0:
        os.seteuid(65534)
    said = []
    ledger = Ledger(root)
    for step in (lambda: ledger.add(file, "toy"), ledger.build):
        try:
            step()
            said.append("done")
        except LedgerError as error:
            said.append(str(error))
        except BaseException as error:
            said.append(f"{type(error).__name__}: {error}")
    report.send(said)


def attempt(root: Path, file: Path, largest: int | None) -> list[str]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["comity.ledger", "comity.intake.records"])
    mine, theirs = context.Pipe()
    child = context.Process(target=_attempt, args=(theirs, str(root), str(file), largest))
    child.start()
    said: list[str] = mine.recv() if mine.poll(60) else ["no answer"]
    child.join()
    return said


def test_a_full_disk_is_said_and_nothing_is_half_stored(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 20)), "toy")
    ledger.build()
    before = published(ledger)
    write_toy(tmp_path / "b", many(100, 30_000))
    for largest in (1_000, 20_000, 100_000, 300_000, 600_000):
        added, built = attempt(tmp_path / "L", tmp_path / "b", largest)
        assert largest > 20_000 or added.startswith("the ledger could not be written: "), added
        assert built.startswith("the ledger could not be written: "), built
        assert published(ledger) == before
        assert (added == "done") == (len(list((tmp_path / "L" / "files").iterdir())) == 2)
    ledger.add(tmp_path / "b", "toy")
    assert ledger.build().n_records == 30_020


def test_a_directory_that_may_not_be_written_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        ledger = Ledger(place / "L")
        ledger.add(write_toy(place / "a", many(0, 20)), "toy")
        ledger.build()
        before = published(ledger)
        write_toy(place / "b", many(100, 20))
        inside = [place / "L", *(path for path in (place / "L").rglob("*"))]
        for path in inside:
            path.chmod(0o555 if path.is_dir() else 0o444)
        said = attempt(place / "L", place / "b", None)
        for path in inside:
            path.chmod(0o755 if path.is_dir() else 0o644)
        assert [line.split(":")[0] for line in said] == ["the ledger could not be written"] * 2
        assert "Permission denied" in said[0]
        assert published(ledger) == before
