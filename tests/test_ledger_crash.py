"""kill -9 at any moment: what was reported done is there, nothing is doubled; readers read on meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from ledger_toy import install, many, register, write_toy

from comity.ledger import Ledger

KILLS = 50
STEPS = 16
SEED = 1961
FILES, ROWS = 3, 1_200


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["comity.ledger", "comity.intake.records"])
    return context


def _write(report: Connection, root: str, files: list[str]) -> None:
    """Add and build, add and build; tell of each step when it is done."""
    install()
    ledger = Ledger(root)
    report.send("ready")
    for file in files:
        report.send(("added", file, ledger.add(file, "toy").n_records))
        report.send(("built", ledger.build().n_records))


def _write_and_die(report: Connection, root: str, files: list[str], at: int) -> None:
    """The same, killed at its n-th opening, renaming or removing of a file in the ledger."""
    left = [at]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"open", "os.rename", "os.remove", "os.mkdir"} and str(arguments[0]).startswith(root):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    _write(report, root, files)
    report.send(("steps", at - left[0]))


def _heard(report: Connection) -> list[Any]:
    heard = []
    try:
        while report.poll(0):
            heard.append(report.recv())
    except EOFError:
        pass
    return heard


def _ids(ledger: Ledger) -> list[tuple[str, str, int]]:
    rows = ledger.query("SELECT id, file_id, row FROM records ORDER BY ALL", limit=100_000).rows()
    return [(row["id"], row["file_id"], row["row"]) for row in rows]


def _check_reported(ledger: Ledger, heard: list[Any], names: list[str]) -> None:
    """Straight after the kill, before anything is mended."""
    added = [entry[1] for entry in heard if entry[0] == "added"]
    built = [entry[1] for entry in heard if entry[0] == "built"]
    if added:
        status = {row["file"]: row["records"] for row in ledger.status().rows()}
        assert all(status[Path(file).name] == ROWS for file in added)
    if built:
        rows = _ids(ledger)
        assert len(rows) >= built[-1]
        assert len(rows) == len(set(rows))
        assert len(rows) % ROWS == 0
    assert set(names) >= {Path(file).name for file in added}


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[tuple[str, str, int]]]:
    folder = tmp_path_factory.mktemp("files")
    files = [write_toy(folder / f"{n}.toy", many(n * ROWS, ROWS)) for n in range(FILES)]
    with pytest.MonkeyPatch.context() as patch:
        register(patch)
        ledger = Ledger(folder / "clean")
        for file in files:
            ledger.add(file, "toy")
        ledger.build()
    return files, _ids(ledger)


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


def _mend_and_compare(ledger: Ledger, files: list[Path], clean: list[tuple[str, str, int]]) -> None:
    for file in files:
        ledger.add(file, "toy")
    ledger.build()
    assert _ids(ledger) == clean
    assert len(clean) == FILES * ROWS
    assert list((ledger.path / "tmp").iterdir()) == []
    assert len(list((ledger.path / "parts" / "records").iterdir())) == FILES


def _start(target: Callable[..., None], root: Path, files: list[Path], *more: int) -> tuple[Any, Connection]:
    context = _context()
    mine, theirs = context.Pipe(duplex=False)
    child = context.Process(target=target, args=(theirs, str(root), [str(file) for file in files], *more))
    child.start()
    theirs.close()
    assert mine.poll(30)
    assert mine.recv() == "ready"
    return child, mine


def test_killed_at_fifty_random_moments(tmp_path: Path, toys: Any) -> None:
    files, clean = toys
    names, chance = [file.name for file in files], random.Random(SEED)
    child, _heard_whole = _start(_write, tmp_path / "whole", files)
    began = time.monotonic()
    child.join(30)
    whole = time.monotonic() - began
    assert _ids(Ledger(tmp_path / "whole")) == clean
    killed_at_work = 0
    for trial in range(KILLS):
        root = tmp_path / f"L{trial}"
        child, mine = _start(_write, root, files)
        time.sleep(chance.uniform(0, whole))
        child.kill()
        child.join()
        killed_at_work += child.exitcode == -signal.SIGKILL
        ledger = Ledger(root)
        _check_reported(ledger, _heard(mine), names)
        _mend_and_compare(ledger, files, clean)
    assert killed_at_work > KILLS / 2


def test_killed_at_chosen_steps(tmp_path: Path, toys: Any) -> None:
    """Between touches of the disk, spread over the first add and build and the second."""
    files, clean = toys
    names = [file.name for file in files]
    child, mine = _start(_write_and_die, tmp_path / "whole", files[:2], 1_000_000)
    child.join(30)
    steps = _heard(mine)[-1][1]
    assert steps > STEPS
    for at in {round(1 + k * (steps - 1) / (STEPS - 1)) for k in range(STEPS)}:
        root = tmp_path / f"L{at}"
        child, mine = _start(_write_and_die, root, files[:2], at)
        child.join(30)
        assert child.exitcode == -signal.SIGKILL, f"step {at} of {steps}"
        ledger = Ledger(root)
        _check_reported(ledger, _heard(mine), names)
        _mend_and_compare(ledger, files, clean)


def _read(report: Connection, root: str, seconds: float) -> None:
    """Read over and over; tell how often, the longest wait, and what counts were seen."""
    install()
    ledger = Ledger(root)
    seen, slowest, reads, end = set(), 0.0, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        (row,) = ledger.query(
            "SELECT count(*) AS n, count(DISTINCT id) AS ids, count(DISTINCT file_id) AS files FROM records"
        ).rows()
        seen.add((row["n"], row["ids"], row["files"]))
        slowest, reads = max(slowest, time.monotonic() - began), reads + 1
    report.send((reads, slowest, sorted(seen)))


def test_two_processes_read_while_one_writes(tmp_path: Path, toys: Any) -> None:
    files, _ = toys
    context = _context()
    ledger = Ledger(tmp_path / "L")
    ledger.add(files[0], "toy")
    ledger.build()
    pipes = [context.Pipe(duplex=False) for _ in range(2)]
    readers = [context.Process(target=_read, args=(theirs, str(ledger.path), 3.0)) for _, theirs in pipes]
    for reader in readers:
        reader.start()
    builds = 0
    while any(reader.is_alive() for reader in readers):
        ledger.add(files[min(1 + builds // 5, FILES - 1)], "toy")
        ledger.build()
        builds += 1
    for mine, _ in pipes:
        reads, slowest, seen = mine.recv()
        assert reads >= 5
        assert slowest < 5
        assert len(seen) > 1
        assert all(count == ids == held * ROWS for count, ids, held in seen)
    assert builds >= 5


def test_an_open_reader_keeps_its_file_and_the_next_one_sees_the_new(tmp_path: Path, toys: Any) -> None:
    from comity.ledger.folder import Folder
    from comity.ledger.published import opened

    files, _ = toys
    ledger = Ledger(tmp_path / "L")
    ledger.add(files[0], "toy")
    ledger.build()
    with opened(Folder(ledger.path)) as first:
        ledger.add(files[1], "toy")
        ledger.build()
        with opened(Folder(ledger.path)) as second:
            assert second.execute("SELECT count(*) FROM records").fetchall() == [(2 * ROWS,)]
            assert first.execute("SELECT count(*) FROM records").fetchall() == [(ROWS,)]


def test_two_writers_at_once_lose_nothing(tmp_path: Path, toys: Any) -> None:
    files, clean = toys
    children = [_start(_write, tmp_path / "L", half) for half in (files[:2], files[1:])]
    for child, _report in children:
        child.join(60)
        assert child.exitcode == 0
    assert _ids(Ledger(tmp_path / "L")) == clean
