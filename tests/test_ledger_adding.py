"""What an add refuses, what it stores, and that doing it twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_toy import ToyAdapter, many, register, write_toy

from comity.errors import LedgerError, Refused, UnsafePath, WrongFile
from comity.intake.records.base import Reading
from comity.ledger import Ledger, lock
from comity.ledger.folder import Folder
from comity.schema import Failure, Record

LINES = [
    "RUS,toy:1,2020-01-02,Y",
    "CHN,toy:1,2020-01-02,N",
    "USA,toy:1,2020-01-02,",
    "FRA,toy:1,2020-01-02,?",
    "GBR,toy:2,2020-02-02,-",
    "RUS,toy:2,2020-02-02,A",
]


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


def stored(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()} - {"lock", "ledger.json"}


def test_an_unknown_kind_of_record_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"'toys'.*use .*toy"):
        Ledger(tmp_path / "L").add(write_toy(tmp_path / "a", LINES), "toys")
    assert not (tmp_path / "L").exists()


def test_a_wrong_file_leaves_no_ledger_behind(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("something else\n")
    with pytest.raises(WrongFile, match="no toy file"):
        Ledger(tmp_path / "L").add(tmp_path / "a", "toy")
    assert not (tmp_path / "L").exists()


def test_a_path_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No such file"):
        Ledger(tmp_path / "L").add(tmp_path / "absent", "toy")
    with pytest.raises((Refused, UnsafePath)):
        Ledger(tmp_path / "L").add(tmp_path, "toy")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["FRA,toy:1,2020-01-02,?"], "1 failed, the first at line 2: unknown choice, found '?'"),
        (["FRA,toy:1,2020-01-02,-"], "nothing in it to keep: 1 left out"),
        ([], "it holds no rows"),
    ],
)
def test_a_file_without_a_readable_row_is_refused_and_not_stored(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(Refused) as refused:
        Ledger(tmp_path / "L").add(write_toy(tmp_path / "a", lines), "toy")
    assert said in str(refused.value)
    assert stored(tmp_path / "L") == set()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = write_toy(tmp_path / "a", LINES)

    def meddle(done: int, total: int | None) -> None:
        write_toy(file, LINES[:2])

    with pytest.raises(Refused, match="changed while it was read"):
        Ledger(tmp_path / "L").add(file, "toy", progress=meddle)
    assert stored(tmp_path / "L") == set()


def test_an_adapter_that_stops_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaking(ToyAdapter):
        def read(self, paths: list[Path]) -> Reading:  # type: ignore[override]
            whole = super().read(paths)

            def rows(reading: Reading) -> Iterator[object]:
                yield from whole.rows(whole)
                raise WrongFile("cut short", where="a", next_step="fetch it again")

            return replace(whole, rows=rows)

    register(monkeypatch, toy=Breaking())
    with pytest.raises(WrongFile, match="cut short"):
        Ledger(tmp_path / "L").add(write_toy(tmp_path / "a", LINES), "toy")
    assert stored(tmp_path / "L") == set()


def test_a_directory_of_something_else_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "parts" / "records").mkdir(parents=True)
    (home / "parts" / "records" / "mine.parquet").write_text("mine")
    ledger = Ledger(home)
    with pytest.raises(LedgerError, match="not a comity ledger"):
        ledger.add(write_toy(tmp_path / "a", LINES), "toy")
    with pytest.raises(LedgerError, match="not a comity ledger"):
        ledger.build()
    assert stored(home) == {"parts/records/mine.parquet"}


@pytest.mark.parametrize("name", ["it's", "a[1]b", "a*b", "a b", "ü€", "a{x,y}", "%41", 'q"uote', "a;b", "x=1"])
def test_a_ledger_may_lie_under_any_name(tmp_path: Path, name: str) -> None:
    ledger = Ledger(tmp_path / name / "L")
    ledger.add(write_toy(tmp_path / "a", LINES), "toy")
    assert ledger.build().n_records == 4
    assert len(ledger.query("FROM records")) == 4


@pytest.mark.parametrize("name", ["a?b", "a\\b"])
def test_a_name_that_duckdb_misreads_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LedgerError, match="DuckDB misreads"):
        Ledger(tmp_path / name).add(write_toy(tmp_path / "a", LINES), "toy")
    assert not (tmp_path / name).exists()


def test_a_ledger_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "L").write_text("x")
    with pytest.raises(LedgerError):
        Ledger(tmp_path / "L").add(write_toy(tmp_path / "a", LINES), "toy")
    with pytest.raises(LedgerError, match="not a comity ledger"):
        Ledger(tmp_path / "L").query("FROM records")


def test_a_ledger_of_a_newer_comity_is_not_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", LINES), "toy")
    (tmp_path / "L" / "ledger.json").write_text(json.dumps({"comity_ledger": 99}))
    with pytest.raises(LedgerError, match="newer comity"):
        ledger.add(write_toy(tmp_path / "b", LINES[:1]), "toy")


def test_a_second_writer_waits_and_then_says_who_is_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", LINES), "toy")
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    with lock.only_writer(Folder(tmp_path / "L")):
        with pytest.raises(LedgerError, match=r"another writer \(process \d+\)"):
            ledger.add(write_toy(tmp_path / "b", LINES[:1]), "toy")
        with pytest.raises(LedgerError, match="another writer"):
            ledger.build()
    assert not ledger.add(tmp_path / "b", "toy").already_held


def test_what_an_add_says_is_what_the_file_holds(tmp_path: Path) -> None:
    added = Ledger(tmp_path / "L").add([write_toy(tmp_path / "votes.toy", LINES)], "toy")
    assert (added.file, added.record, added.already_held) == ("votes.toy", "toy", False)
    assert (added.n_records, added.n_items, added.n_failures) == (4, 2, 1)
    assert added.skipped == {"left out": 1}
    assert added.failures == (Failure("votes.toy", 5, "unknown choice", "?"),)


def test_the_same_bytes_under_another_name_are_already_held(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    first = ledger.add(write_toy(tmp_path / "a", LINES), "toy")
    before = stored(tmp_path / "L")
    again = ledger.add(write_toy(tmp_path / "b", LINES), "toy")
    assert again == replace(first, already_held=True)
    assert stored(tmp_path / "L") == before


def test_a_new_version_of_the_adapter_reads_the_file_again_and_replaces_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "L")
    file = write_toy(tmp_path / "a", LINES)
    ledger.add(file, "toy")
    register(monkeypatch, toy=ToyAdapter(version="2"))
    assert not ledger.add(file, "toy").already_held
    assert ledger.build().n_records == 4
    assert len(ledger.status()) == 1
    assert ledger.add(file, "toy").already_held


def test_a_damaged_part_is_mended_by_adding_the_file_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    file = write_toy(tmp_path / "a", LINES)
    ledger.add(file, "toy")
    part = next((tmp_path / "L" / "parts" / "records").glob("*.parquet"))
    whole = part.read_bytes()
    part.write_bytes(whole[:-40])
    assert not ledger.add(file, "toy").already_held
    assert part.read_bytes() == whole
    assert ledger.add(file, "toy").already_held


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 25_000)), "toy", lambda done, total: told.append((done, total)))
    assert told[-1] == (25_000, 25_000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 1


def test_more_rows_than_a_part_holds_are_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.ledger.staging.BATCH", 7_000)
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 25_000)), "toy")
    assert len(list((tmp_path / "L" / "parts" / "records").glob("*.parquet"))) == 3
    assert ledger.build().n_records == 25_000
    assert ledger.query("SELECT count(DISTINCT id) AS n, max(row) AS last FROM records").rows() == [
        {"n": 25_000, "last": 25_001}
    ]


def test_record_ids_are_those_of_the_vocabulary(tmp_path: Path) -> None:
    from datetime import date

    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", LINES[:1]), "toy")
    ledger.build()
    day = date(2020, 1, 2)
    record = Record("un_vote", "RUS", None, day, day, 1.0, "choice", True, "toy@v1", 2, "toy:1")
    assert ledger.query("SELECT id FROM records").rows() == [{"id": record.id}]
