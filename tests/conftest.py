"""Fixtures: the development data beside the repository, where it is present."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("COMITY_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Path of a development data file; the test is skipped, with the reason, where it is absent."""

    def find(relative: str) -> Path:
        path = SHARED / relative
        if not path.exists():
            pytest.skip(f"development data absent: {relative} (set COMITY_SHARED to the folder that holds it)")
        return path

    return find
