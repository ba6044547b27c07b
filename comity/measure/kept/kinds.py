"""Kinds of kept series: what a number is, which way it goes, what its silence means and which id answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]
"""state1, state2 ("" for a state's own), year, value, low, high (nan where there is none), n_evidence: one array each."""

COLUMNS = ("state1", "state2", "year", "value", "low", "high", "n_evidence")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kept series.

    `measure` names it and heads the ids of its evidence; `directed`: state1 is the one who acts or depends, else a pair
    stands once, smaller id first. `indicators` are the records it was read from: they say which years it covers and whose
    data stand behind it. `silent` is what a covered year without a row means: "nought" where the list is complete, else
    "missing". `hub`: the state without which nothing is listed. `origin`: how the origins
    begin that alone count. `id` is the shape of an evidence id, {who} a state or two joined by -.
    """

    measure: str
    label: str
    unit: str
    method: str
    indicators: tuple[str, ...]
    directed: bool = True
    silent: str = "missing"
    hub: str = ""
    origin: str = ""
    id: str = ""
    digits: int = 3

    @property
    def shape(self) -> str:
        """How its evidence ids look."""
        return self.id or f"{self.measure}/{{who}}/{{year}}"

    def evidence(self, who: str, year: int) -> str:
        """The id of one number.

        >>> Kind("force/ucdp/wars", "", "", "", (), id="force/ucdp/wars/{who}/{year}-{year}").evidence("RUS-UKR", 2014)
        'force/ucdp/wars/RUS-UKR/2014-2014'
        """
        return self.shape.format(who=who, year=year)


@dataclass(frozen=True, slots=True)
class Told:
    """A kind as kept.json tells it: with the years it covers, the ids of its origins and how many rows it has."""

    kind: Kind
    first: int
    last: int
    origins: tuple[str, ...] = field(default=())
    rows: int = 0

    def json(self) -> dict[str, Any]:
        """For kept.json."""
        return {**asdict(self.kind), "first": self.first, "last": self.last, "origins": self.origins, "rows": self.rows}


def told(row: Mapping[str, Any]) -> Told:
    """A kind from its entry of kept.json."""
    fields = {**row, "indicators": tuple(row["indicators"])}
    first, last, rows, origins = (fields.pop(name) for name in ("first", "last", "rows", "origins"))
    return Told(Kind(**fields), first, last, tuple(origins), rows)


def columns(
    state1: Sequence[str] | NDArray[Any],
    state2: Sequence[str] | NDArray[Any],
    year: Sequence[int] | NDArray[Any],
    value: Sequence[float] | NDArray[Any],
    n_evidence: Sequence[int] | NDArray[Any],
    low: Sequence[float] | NDArray[Any] | None = None,
    high: Sequence[float] | NDArray[Any] | None = None,
) -> Columns:
    """Columns of one kind, each as long as `state1`; bounds nan where not given.

    >>> columns(["RUS"], [""], [2020], [2.0], [1])["low"].tolist()
    [nan]
    """
    none = np.full(len(value), np.nan)
    return {
        "state1": np.asarray(state1, dtype=object),
        "state2": np.asarray(state2, dtype=object),
        "year": np.asarray(year, dtype=np.int16),
        "value": np.asarray(value, dtype=float),
        "low": np.asarray(none if low is None else low, dtype=float),
        "high": np.asarray(none if high is None else high, dtype=float),
        "n_evidence": np.asarray(n_evidence, dtype=np.int64),
    }


def significant(values: NDArray[Any], digits: int) -> NDArray[np.float32]:
    """Values to so many significant digits, which is what makes the file small; whole numbers below 1,000 stay whole.

    >>> significant(np.array([12.3456, 0.0123456, 0.0]), 3).round(6).tolist()
    [12.300000190734863, 0.012299999594688416, 0.0]
    """
    size = np.where((values == 0) | ~np.isfinite(values), 1.0, np.abs(values))
    scale = 10.0 ** (digits - 1 - np.floor(np.log10(size)))
    return np.asarray(np.round(values * scale) / scale, dtype=np.float32)
