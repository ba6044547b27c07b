"""Ledgers coded by the toy of `ledger_texts`, as functions that a test module makes fixtures of, and short ways to ask them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ledger_texts import ToyCoder, articles, toy, toy_stories, write_articles

from comity.ledger import Ledger, running
from comity.ledger.folder import Folder
from comity.ledger.showing import Asked, shown

TABLES = ("documents", "sentences", "events", "statements", "stances", "stories", "failures")


def code(ledger: Ledger, version: str = "1", make: Callable[[], ToyCoder] = toy, **more: Any) -> running.Coded:
    """Code by the toy."""
    return running.code(Folder(ledger.path.absolute()), make=make, version=version, **more)


def files(root: Path) -> set[str]:
    """What a ledger keeps, as paths."""
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()} - {
        "lock",
        "coding",
        "ledger.json",
    }


def asked(ledger: Ledger, kind: str = "events", **conditions: Any) -> list[dict[str, Any]]:
    """Rows as `comity show` finds them."""
    return list(shown(Folder(ledger.path.absolute()), Asked(kind, **conditions)))


def rows(ledger: Ledger) -> dict[str, list[str]]:
    """All published rows but the names of the files they came in."""
    found = {table: ledger.query(f"FROM {table}", limit=100_000).rows() for table in TABLES}
    plain = {name: [{k: v for k, v in row.items() if k != "file_id"} for row in some] for name, some in found.items()}
    return {name: sorted(json.dumps(row, default=str) for row in some) for name, some in plain.items()}


def toy_stories_told() -> Iterator[None]:
    """While a module runs, stories are those of the toy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.coding.story.stories", toy_stories)
        yield


def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of nine articles, coded and published."""
    root = tmp_path_factory.mktemp("made")
    ledger = Ledger(root / "L")
    ledger.add_documents(write_articles(root / "a.jsonl", articles(9)))
    code(ledger)
    ledger.build()
    return ledger.path


def own_ledger(made: Path, tmp_path: Path) -> Ledger:
    """A copy of it that a test may change."""
    shutil.copytree(made, tmp_path / "L")
    return Ledger(tmp_path / "L")
