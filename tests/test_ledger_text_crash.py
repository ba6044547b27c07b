"""kill -9 while documents are added and coded; workers that die; the same rows from any number of workers."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from ledger_made import rows
from ledger_texts import articles, missing, toy, write_articles

from comity.ledger import Ledger, running, texts, workers
from comity.ledger.folder import Folder
from comity.schema import Document

KILLS = 3
SEED = 1991
COUNT = 90


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["comity.ledger"])
    return context


def _work(report: Connection, root: str, file: str) -> None:
    """Add and code in small shards, telling of each document that is stored."""
    texts.SHARD, running.SHARD = 15, 10
    ledger, folder = Ledger(root), Folder(Path(root))
    report.send("ready")
    ledger.add_documents(file)
    report.send("added")
    for _ in range(3):
        report.send(("coded", running.code(folder, make=toy, version="1", limit=COUNT // 3).n_documents))
    report.send(("built", ledger.build().n_events))


def _heard(report: Connection) -> list[Any]:
    heard = []
    try:
        while report.poll(0):
            heard.append(report.recv())
    except EOFError:
        pass
    return heard


def _start(root: Path, file: Path) -> tuple[Any, Connection]:
    mine, theirs = _context().Pipe(duplex=False)
    child = _context().Process(target=_work, args=(theirs, str(root), str(file)))
    child.start()
    theirs.close()
    assert mine.poll(30)
    assert mine.recv() == "ready"
    return child, mine


def test_killed_at_random_moments(tmp_path: Path) -> None:
    file, chance = write_articles(tmp_path / "a.jsonl", articles(COUNT)), random.Random(SEED)
    began = time.monotonic()
    child, _ = _start(tmp_path / "whole", file)
    child.join(60)
    whole = time.monotonic() - began
    clean = rows(Ledger(tmp_path / "whole"))
    assert len(clean["events"]) == len(clean["documents"]) == COUNT
    killed = 0
    for trial in range(KILLS):
        root = tmp_path / f"L{trial}"
        child, report = _start(root, file)
        time.sleep(chance.uniform(0, whole))
        child.kill()
        child.join()
        killed += child.exitcode == -signal.SIGKILL
        heard = _heard(report)
        coded = sum(entry[1] for entry in heard if entry[0] == "coded")
        ledger = Ledger(root)
        again = ledger.add_documents(file)
        assert again.n_documents == 0 or "added" not in heard
        rest = running.code(Folder(root), make=toy, version="1")
        assert rest.n_before >= coded
        ledger.build()
        assert rows(ledger) == clean
        assert list((root / "tmp").iterdir()) == []
    assert killed


def test_any_number_of_workers_gives_the_same_rows(tmp_path: Path) -> None:
    some = [*articles(40), "BREAK now.", "LONG Ruritania met Zenda."]
    got = []
    for count in (1, 2, 3):
        ledger = Ledger(tmp_path / f"L{count}")
        ledger.add_documents(write_articles(tmp_path / "a.jsonl", some))
        done = running.code(Folder(ledger.path), make=toy, version="1", workers=count)
        assert done.n_documents == 42
        parts = sorted(p.name for kind in ("events", "statements") for p in Folder(ledger.path).parts(kind).iterdir())
        ledger.build()
        got.append((rows(ledger), parts))
    assert got[0] == got[1] == got[2]


def test_a_document_that_ends_its_worker_is_a_failure_and_the_others_are_coded(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    some = [*articles(20), "CRASH this.", *articles(20, 20)]
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", some))
    done = running.code(Folder(ledger.path), make=toy, version="1", workers=2)
    assert (done.n_documents, done.n_events) == (41, 40)
    (reason,) = done.failures
    assert "came to an end" in reason
    assert running.code(Folder(ledger.path), make=toy, version="1", workers=2).n_documents == 0


def test_a_coder_that_cannot_be_made_is_said_and_nothing_is_marked(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "L")
    ledger.add_documents(write_articles(tmp_path / "a.jsonl", articles(5)))
    for count in (1, 2):
        with pytest.raises(FileNotFoundError, match="no model"):
            running.code(Folder(ledger.path), make=missing, version="1", workers=count)
    assert running.code(Folder(ledger.path), make=toy, version="1").n_documents == 5


def _pool_and_wait(report: Connection) -> None:
    found = workers.codings((Document.named(text) for text in articles(1000)), toy, 2)
    next(found)
    report.send([child.pid for child in multiprocessing.active_children()])
    time.sleep(60)


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    mine, theirs = _context().Pipe(duplex=False)
    parent = _context().Process(target=_pool_and_wait, args=(theirs,))
    parent.start()
    assert mine.poll(30)
    pids = mine.recv()
    assert pids
    parent.kill()
    parent.join()
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in pids)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split(")")[-1].split()[0] != "Z"
