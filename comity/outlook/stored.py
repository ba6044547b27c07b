"""The fitted models on disk: numbers of every target, origin and horizon as Parquet; means, back-test and response as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError, LedgerError
from comity.measure.columns_written import write_columns
from comity.outlook.direct import Fitted
from comity.outlook.features import NAMES, RESTLESS, TERMS
from comity.outlook.rolling import MODEL
from comity.outlook.shape import LEVELS

Floats = NDArray[np.float64]

FILES = ("outlook.parquet", "outlook.json")
CUTS = np.cumsum([len(NAMES), len(TERMS), len(RESTLESS) + 1, len(LEVELS)])

Models = dict[tuple[str, int, int], Fitted]
"""Models by target, year of origin and horizon."""


def write(models: Models, about: Mapping[str, Any], folder: Path) -> tuple[Path, ...]:
    """The two files; the same models give the same bytes."""
    keys = sorted(models)
    flat = {key: _flat(models[key]) for key in keys}
    length = len(flat[keys[0]])
    columns: dict[str, NDArray[Any]] = {
        "target": np.repeat(np.array([target for target, _, _ in keys], dtype=object), length),
        "origin": np.repeat(np.array([origin for _, origin, _ in keys], dtype=np.int16), length),
        "horizon": np.repeat(np.array([horizon for _, _, horizon in keys], dtype=np.uint8), length),
        "place": np.tile(np.arange(length, dtype=np.uint8), len(keys)),
        "value": np.concatenate([_short(flat[key]) for key in keys]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_columns(columns, folder / FILES[0])
    (folder / FILES[1]).write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return tuple(folder / name for name in FILES)


def _flat(one: Fitted) -> Floats:
    return np.concatenate([one.slopes, one.common, one.spread, one.shape, [one.widest]])


def _short(values: Floats) -> NDArray[np.float32]:
    scale = 10.0 ** (4 - np.floor(np.log10(np.where(values == 0, 1, np.abs(values)))))
    return (np.round(values * scale) / scale).astype(np.float32)


class Stored:
    """The models of a folder, read when asked for; None: those that ship."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(str(files("comity.data")))

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """When made, from what, means by year, the back-test and the response. LedgerError where there is nothing."""
        path = self.folder / FILES[1]
        if not path.is_file():
            raise LedgerError(
                "no forecasting models here",
                where=str(self.folder),
                next_step="make them: python bench/outlook.py --ship",
            )
        loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded

    def year_means(self, target: str) -> tuple[int, Floats]:
        """First year and the mean of all pairs by year [t]."""
        held = self.about["means"][target]
        return int(held["first"]), np.array([np.nan if x is None else x for x in held["values"]], dtype=float)

    def models(self, target: str, origin: int) -> dict[int, Fitted]:
        """Models by horizon, fitted on nothing after the year of origin .

        ComityError where the origin lies before the first.
        """
        fitted = [year for year in self.about["origins"] if year <= origin]
        if not fitted:
            raise ComityError(
                f"no model was fitted by {origin}", next_step=f"ask for {self.about['origins'][0]} or later"
            )
        sql = "SELECT horizon, value FROM read_parquet(?) WHERE target = ? AND origin = ? ORDER BY horizon, place"
        with duckdb.connect(config={"threads": 1}) as connection:
            got = connection.execute(sql, [str(self.folder / FILES[0]), target, fitted[-1]]).fetchnumpy()
        horizons = [int(h) for h in np.unique(got["horizon"])]
        return {h: _model(got["value"][got["horizon"] == h].astype(float)) for h in horizons}

    def backtest(self, target: str, horizon: int) -> Mapping[str, Any]:
        """The shipped back-test of a target at a horizon: crps, mae, covered, skill against no change, pairs, origins."""
        for row in self.about["backtest"]:
            if (row["target"], row["horizon"], row["method"]) == (target, horizon, MODEL):
                found: Mapping[str, Any] = row
                return found
        raise ComityError(f"no back-test of {target} at {horizon} years", where=str(self.folder))


def _model(values: Floats) -> Fitted:
    if len(values) != CUTS[-1] + 1:
        raise LedgerError("models of another version", where=FILES[0], next_step="install comity anew")
    slopes, common, spread, shape, widest = np.split(values, CUTS)
    return Fitted(slopes, common, spread, shape, float(widest[0]))
