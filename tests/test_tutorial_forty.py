"""The tutorial of forty documents: every command runs, and prints what the page shows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tutorial_pages import run, steps

TUTORIAL = Path(__file__).resolve().parents[1] / "docs/tutorial"


def test_the_forty_are_small_and_say_whose_they_are() -> None:
    path = TUTORIAL / "forty/documents.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 40
    assert path.stat().st_size < 300_000
    assert all(row["licence"] and row["publisher"] and row["text"].strip() for row in rows)


def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    shutil.copytree(TUTORIAL / "forty", tmp_path / "forty")
    page = (TUTORIAL / "forty-documents.md").read_text(encoding="utf-8")
    asked = steps(page)
    assert len(asked) >= 8
    for command, shown in asked:
        assert run(command, tmp_path.resolve()) == shown, command
