"""Trade dependence of each of two states on the other, by year, every collection a series of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.errors import ComityError, NoEvidence
from comity.measure.readings import Part, Reads, behind, columns, line, pair, pair_in, split, year_in, yearly
from comity.results import Table

OF, ON = "of", "on"
Term = tuple[str, str, str | None]
"""Indicator, first state, second state (None where it is about one state); states as OF and ON."""


@dataclass(frozen=True, slots=True)
class Series:
    """A share: `factor` x sum of `top` / sum of `below` (1 where below is empty). `limits` says what to mind."""

    name: str
    formula: str
    top: tuple[Term, ...]
    below: tuple[Term, ...]
    factor: float
    unit: str
    limits: str

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator in it."""
        return tuple(name for name, *_ in (*self.top, *self.below))


_COW_FLOWS = (("cow_imports", OF, ON), ("cow_imports", ON, OF))
_MISSING = "a zero is kept only where the collection states one"
SERIES: dict[str, Series] = {
    series.name: series
    for series in (
        Series(
            "cow_share",
            "imports from and exports to the other / all imports and exports (COW bilateral trade 4.0)",
            _COW_FLOWS,
            (("cow_total_imports", OF, None), ("cow_total_exports", OF, None)),
            100.0,
            "per cent of all trade",
            f"ends in 2014; zeros for unreported trade and partial national totals are left out; {_MISSING}",
        ),
        Series(
            "cow_of_gdp",
            "imports from and exports to the other (COW 4.0) / gross domestic product (World Bank, current US$)",
            _COW_FLOWS,
            (("wb_gdp", OF, None),),
            100.0 * 1e6,
            "per cent of GDP",
            f"1960 to 2014; {_MISSING}",
        ),
        Series(
            "imf_of_gdp",
            "own reported exports (f.o.b.) to and imports (c.i.f.) from the other (IMF) / gross domestic product",
            (("imf_exports_fob", OF, ON), ("imf_imports_cif", OF, ON)),
            (("wb_gdp", OF, None),),
            100.0,
            "per cent of GDP",
            "as this state reports it, which is not what the other reports; the totals of the IMF are not held, "
            "so no share of all trade",
        ),
        Series(
            "wits_imports",
            "share of the other in all imports, as World Bank WITS states it",
            (("wits_import_share", OF, ON),),
            (),
            1.0,
            "per cent of all imports",
            "imports alone; 0 is less than half of 0.0001 per cent",
        ),
        Series(
            "wits_exports",
            "share of the other in all exports, as World Bank WITS states it",
            (("wits_export_share", OF, ON),),
            (),
            1.0,
            "per cent of all exports",
            "exports alone; 0 is less than half of 0.0001 per cent",
        ),
    )
}
"""Trade over GDP is the dependence of Oneal and Russett (1997); a share of all trade that of Hirschman (1945)."""

NAMES = ("series", "year", "of", "on", "value", "unit", "n_evidence", "as_of", "method", "evidence")


def dependence(
    ledger: Reads,
    state1: str,
    state2: str,
    since: int | None = None,
    until: int | None = None,
    series: str | None = None,
) -> Table:
    """How much of a state's trade is with the other, both ways, by year, under every series held (`series`: one of them).

    With M_ij what i imports from j and X_ij what it exports to j:

    `cow_share`   100 (M_ij + M_ji) / (M_i + X_i), where M_ji stands for X_ij (Hirschman 1945, share of the partner)
    `cow_of_gdp`  100 (M_ij + M_ji) / GDP_i; `imf_of_gdp` 100 (M_ij + X_ij) / GDP_i, both as i reports them (Oneal and
                  Russett 1997, International Studies Quarterly 41(2))
    `wits_imports`, `wits_exports`  the share as published

    Values are per cent. A series is never joined to another: they differ in what they count and end in different
    years. Between its first and last year a year in which a part is not held has value None, and `method` names the
    part. They are figures of a record, not of a sample, and have no interval. ComityError for a bloc, one state twice or
    an unknown series.
    """
    one, two = pair(state1, state2)
    kinds = _chosen(series)
    many = yearly(ledger, (name for kind in kinds for name in kind.indicators), (one, two))

    def get(*key: Any) -> Mapping[int, float]:
        return many.get(key, {})

    rows: list[dict[str, Any]] = []
    for kind in kinds:
        for of, on in ((one, two), (two, one)):
            found = shares(kind, get, of, on)
            rows += [_row(kind, of, on, year, figure) for year, figure in found.items()]
    rows = [row for row in rows if (since or 0) <= row["year"] <= (until or 9999)]
    note = (
        "Series are shown side by side and never joined."
        if rows
        else f"No series of trade holds {one} and {two} in these years: comity add --record cow_trade PATH, or wits."
    )
    return Table(f"Trade dependence of {one} and {two}", columns(rows, NAMES), note, lambda id: why(id, ledger))


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, None with the reason; `n` records behind it."""

    value: float | None
    n: int
    reason: str = ""


Get = Callable[[str, str, str | None], Mapping[int, float]]
"""Values by year of an indicator, of one state or of a state towards another."""
Terms = list[tuple[Term, Mapping[int, float]]]


def shares(kind: Series, get: Get, of: str, on: str) -> dict[int, Figure]:
    """The share of each year between the first and the last that has one; a year between without is None.

    >>> flows = {("m", "A", "B"): {2000: 1.0, 2001: 3.0, 2003: 2.0}, ("t", "A", None): dict.fromkeys(range(2000, 2004), 4.0)}
    >>> kind = Series("s", "", (("m", OF, ON),), (("t", OF, None),), 100.0, "", "")
    >>> {year: figure.value for year, figure in shares(kind, lambda *key: flows[key], "A", "B").items()}
    {2000: 25.0, 2001: 75.0, 2002: None, 2003: 50.0}
    """
    ids = {OF: of, ON: on}
    top, below = (
        [((name, a, b), get(name, ids[a], None if b is None else ids[b])) for name, a, b in terms]
        for terms in (kind.top, kind.below)
    )
    held = {year for _, values in top for year in values}
    every = range(min(held, default=0), max(held, default=-1) + 1)
    found = {year: _figure(kind, top, below, year, ids) for year in every}
    stated = [year for year, figure in found.items() if figure.value is not None]
    return {year: figure for year, figure in found.items() if stated and stated[0] <= year <= stated[-1]}


def _figure(kind: Series, top: Terms, below: Terms, year: int, ids: Mapping[str, str]) -> Figure:
    absent = [_spoken(term, ids) for term, values in (*top, *below) if year not in values]
    n = len(top) + len(below) - len(absent)
    if absent:
        return Figure(None, n, f"not held: {', '.join(absent)}")
    whole = sum(values[year] for _, values in below) if below else 1.0
    part = sum(values[year] for _, values in top)
    return Figure(kind.factor * part / whole, n) if whole > 0 else Figure(None, n, "a total of zero")


def _spoken(term: Term, ids: Mapping[str, str]) -> str:
    indicator, first, second = term
    return f"{indicator} of {ids[first]}" + (f" from {ids[second]}" if second else "")


def _row(kind: Series, of: str, on: str, year: int, figure: Figure) -> dict[str, Any]:
    said = f"{kind.formula}; {kind.limits}"
    return {
        "series": kind.name,
        "year": year,
        "of": of,
        "on": on,
        "value": figure.value,
        "unit": kind.unit,
        "n_evidence": figure.n,
        "as_of": date(year, 12, 31),
        "method": f"undefined: {figure.reason}; {said}" if figure.reason else said,
        "evidence": f"dependence/{kind.name}/{of}-{on}/{year}",
    }


def _chosen(series: str | None) -> list[Series]:
    if series is None:
        return list(SERIES.values())
    if series not in SERIES:
        raise ComityError(f"no series {series!r}", next_step=f"choose one of {', '.join(SERIES)}")
    return [SERIES[series]]


def why(evidence: str, ledger: Reads) -> Table:
    """The records a share is made of: flows of the pair, then totals. NoEvidence."""
    name, states, text = split(evidence, "dependence", 3)
    year, (of, on) = year_in(text, evidence), pair_in(states, evidence)
    if name not in SERIES:
        raise NoEvidence("no series of that name", where=evidence, next_step=f"one of {', '.join(SERIES)}")
    lines = {OF: line(of), ON: line(on)}
    kind = SERIES[name]
    parts: list[Part] = [
        (indicator, lines[first], None if second is None else lines[second])
        for indicator, first, second in (*kind.top, *kind.below)
    ]
    return behind(ledger, evidence, parts, date(year, 1, 1), date(year, 12, 31), f"{kind.formula}; {kind.limits}.")
