"""Freezing: a forecast put into the register with what it was made from, so that it can be scored and made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from comity.measure.source import Source
from comity.outlook.forecast import Forecast, Outlook
from comity.outlook.histories import histories
from comity.outlook.register import Entry, Register
from comity.outlook.scenario import Path


def freeze(register: Register, source: Source, ahead: Outlook, path: Path | None = None) -> tuple[Entry, ...]:
    """Add every forecast of an outlook, and the path of a scenario where there is one; those already there are not added again."""
    rows = [("forecast", says) for says in frozen(source, ahead)]
    if path is not None:
        rows += [("forecast", says) for says in _conditional(path, rows)]
    return register.add(rows)


def frozen(source: Source, ahead: Outlook) -> Iterator[dict[str, Any]]:
    """What a line of the register says of each forecast."""
    hashes = inputs(source, ahead)
    for one in ahead.forecasts:
        yield {
            "target": one.target,
            "who": one.who,
            "against": ahead.against,
            "origin": one.origin,
            "year": one.year,
            "now": round(one.now, 5),
            "value": round(one.value, 5),
            "low": round(one.low, 5),
            "high": round(one.high, 5),
            "level": one.level,
            "quantiles": list(one.quantiles),
            "method": one.method,
            "data": one.vintage,
            "data_made": source.made.isoformat(),
            "read_from": source.kind,
            "inputs": hashes.get((one.target, one.who), ""),
            "comity": version("comity"),
            "backtest_crps": one.backtest.crps,
        }


def inputs(source: Source, ahead: Outlook) -> dict[tuple[str, str], str]:
    """SHA-256 of years, values and errors of each series that was forecast from."""
    day = max((one.origin for one in ahead.forecasts), default=0)
    from datetime import date

    found, _ = histories(source, ahead.state1, ahead.state2, ahead.against, date(day, 12, 31) if day else None)
    return {
        (one.target, one.who): sha256(
            b"".join(array.astype(">f8").tobytes() for array in (one.years, one.values.round(6), one.errors.round(6)))
        ).hexdigest()
        for one in found
    }


def _conditional(path: Path, rows: list[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    plain: Mapping[tuple[str, int], dict[str, Any]] = {(says["target"], says["year"]): says for _, says in rows}
    for step in path.steps:
        says = dict(plain["overall", step.year])
        shift = step.value - step.forecast.value
        says |= {
            "scenario": path.said, "assumed_pressure": round(step.assumed, 5), "value": round(step.value, 5),
            "low": round(step.low, 5), "high": round(step.high, 5), "quantiles": [round(q + shift, 5) for q in says["quantiles"]],
        }  # fmt: skip
        yield says


def as_said(one: Forecast) -> str:
    """A forecast in a line, for a listing."""
    return f"{one.label} of {one.who} in {one.year}: {one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
