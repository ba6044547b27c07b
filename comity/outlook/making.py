"""Making what ships: models of every origin, the back-test, the means of years, and how the index moved with pressure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from comity.outlook.direct import Settings
from comity.outlook.features import Panel
from comity.outlook.panels import FIRST, TARGETS, panels
from comity.outlook.rolling import HORIZONS, Roll, Summary, roll, summary
from comity.outlook.stored import Models, write

ORIGINS = tuple(range(1985, 2026, 5))
"""Years that models are fitted at; a forecast uses the last one that is no later than its own data."""
TESTED = tuple(range(1985, 2021, 5))
"""Origins of the back-test that ships; each is scored over the five years after it."""
PAIRS = 7000
"""Pairs that models are fitted and tested on; more are thinned evenly."""


def rolls(held: dict[str, Panel]) -> Iterator[tuple[str, Roll]]:
    """Every target with its panel, ready to be fitted."""
    for name, target in TARGETS.items():
        if name in held:
            yield (
                name,
                Roll(
                    thinned(held[name]),
                    target.low,
                    target.high,
                    Settings(target.grain, ridge=target.ridge, common=target.common, still=target.still),
                ),
            )


def thinned(panel: Panel) -> Panel:
    """Every so many of the pairs ever settled, the means of years still those of all."""
    busy = np.flatnonzero(np.isfinite(panel.values).sum(axis=1) >= ENOUGH)
    some = busy[:: max(1, -(-len(busy) // PAIRS))]
    return Panel(panel.values[some], panel.errors[some], panel.year, panel.grain)


ENOUGH = 20
"""Years a pair must have been read in to be learnt from."""


def make_outlook(
    folder: Path, out_dir: Path, origins: Sequence[int] = ORIGINS, made: date | None = None
) -> tuple[Path, ...]:
    """Fit every model from the estimates in `folder` and write the two files into `out_dir`."""
    held = panels(folder)
    models: Models = {}
    tested: list[dict[str, Any]] = []
    for name, over in rolls(held):
        for origin in origins:
            for horizon in HORIZONS:
                models[name, origin, horizon] = over.fitted(origin - FIRST, horizon)
        tested += backtest(name, over, models)
    about = {
        "made": (made or date.today()).isoformat(),
        "comity": version("comity"),
        "origins": list(origins),
        "tested": [year for year in TESTED if year in origins],
        "means": {name: {"first": FIRST, "values": _means(panel)} for name, panel in held.items()},
        "backtest": tested,
    }
    return write(models, about, out_dir)


def backtest(name: str, over: Roll, models: Models) -> list[dict[str, Any]]:
    """Rows of the shipped back-test of one target: the model and its rivals by horizon."""
    origins = [year - FIRST for year in TESTED if (name, year, 1) in models]
    scores = roll(over, origins, models=lambda t, h: models[name, t + FIRST, h])
    return [{"target": name, **_rounded(one)} for one in summary(scores)]


def _rounded(one: Summary) -> dict[str, Any]:
    row = asdict(one)
    return {key: round(value, 5) if isinstance(value, float) else value for key, value in row.items()}


def _means(panel: Panel) -> list[float | None]:
    return [None if not np.isfinite(x) else round(float(x), 5) for x in panel.year]
