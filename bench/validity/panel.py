"""The panel: all pairs of Correlates of War states, 1946-2018, with what happened to them and what is known about them.

Everything about a dyad is [d, t]: dyads in the order of `Panel.one`, `Panel.two` (state numbers, one < two), years from
FIRST. nan is missing. Outcomes are of the year they stand in; the protocol sets them beside predictors of the year before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

FIRST, LAST = 1946, 2018
YEARS = np.arange(FIRST, LAST + 1)
MID_LAST, ALLIANCE_LAST = 2010, 2014
Cells = NDArray[np.float32]
ATOP_LEVELS = {"atop_nonagg": 1, "atop_neutral": 2, "atop_consul": 2, "atop_defense": 3, "atop_offense": 3}


@dataclass(frozen=True)
class Outcome:
    """Rows at risk [d, t] and which of them are positive; the last year that counts."""

    label: str
    risk: NDArray[np.bool_]
    positive: NDArray[np.bool_]
    last: int


@dataclass(frozen=True)
class Panel:
    """States [s], dyads as places of their two states, and everything by dyad and year."""

    states: NDArray[np.int64]
    alive: NDArray[np.bool_]
    controls: dict[str, Cells]
    outcomes: dict[str, Outcome]
    passing: NDArray[np.bool_] = field(repr=False)
    """[s, s]: pairs whose states share a year but no day: one ended before the other began."""
    levels: NDArray[np.int8] = field(repr=False)
    """Alliance levels [s, s, t], 0 to 3, -1 where one of the two is no state."""

    @property
    def dyads(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of both states [d]: all pairs that are states in one and the same year."""
        there = np.einsum("it,jt->ij", self.alive.astype(np.float32), self.alive.astype(np.float32)) > 0
        return np.nonzero(np.triu(there & ~self.passing, 1))

    @property
    def exists(self) -> NDArray[np.bool_]:
        """[d, t]: whether both are states."""
        one, two = self.dyads
        return self.alive[one] & self.alive[two]


class Reader:
    """The development files as square arrays [s, s, t] of state numbers."""

    def __init__(self, data: Path) -> None:
        self.data = data
        spells = self.rows(
            "SELECT ccode, styear, CASE WHEN endyear = 2016 THEN 2018 ELSE endyear END AS until", "codes/cow_states.csv"
        )
        keep = (spells["until"] >= FIRST) & (spells["styear"] <= LAST)
        self.states = np.unique(spells["ccode"][keep])
        self.alive = np.zeros((len(self.states), len(YEARS)), dtype=bool)
        for code, first, last in zip(*(spells[name][keep] for name in ("ccode", "styear", "until")), strict=True):
            self.alive[np.searchsorted(self.states, code)] |= (first <= YEARS) & (last >= YEARS)

    def rows(self, select: str, path: str, where: str = "") -> dict[str, NDArray]:
        with duckdb.connect() as con:
            file = f"'{self.data / path}'" if path.endswith("parquet") else f"read_csv('{self.data / path}')"
            return con.execute(f"{select} FROM {file} {where}").fetchnumpy()

    def passing(self) -> NDArray[np.bool_]:
        day = "make_date({0}year, {0}month, {0}day)"
        got = self.rows(f"SELECT ccode, {day.format('st')} AS a, {day.format('end')} AS b", "codes/cow_states.csv")
        at = self.places(got["ccode"])
        a, b = got["a"].astype("datetime64[D]"), got["b"].astype("datetime64[D]")
        overlap = (a[:, None] <= b) & (a <= b[:, None]) & (at[:, None] >= 0) & (at >= 0)
        met = np.zeros((len(self.states),) * 2, dtype=bool)
        i, j = np.nonzero(overlap)
        met[at[i], at[j]] = True
        return ~met

    def places(self, codes: NDArray) -> NDArray[np.int64]:
        at = np.clip(np.searchsorted(self.states, codes), 0, len(self.states) - 1)
        return np.where(self.states[at] == codes, at, -1)

    def square(self, values: str, path: str, missing: float = np.nan, mirrored: bool = True) -> Cells:
        """One column of dyad-years, the greatest where several stand, written both ways where `mirrored`."""
        got = self.rows(f"SELECT ccode1, ccode2, year, {values} AS v", path, f"WHERE year BETWEEN {FIRST} AND {LAST}")
        one, two, t = self.places(got["ccode1"]), self.places(got["ccode2"]), got["year"] - FIRST
        v = np.ma.filled(np.ma.asarray(got["v"], dtype=np.float64), np.nan)
        keep = (one >= 0) & (two >= 0) & ~np.isnan(v)
        s = len(self.states)
        cells = np.full((s, s, len(YEARS)), -np.inf, dtype=np.float32)
        for a, b in [(one, two), (two, one)] if mirrored else [(one, two)]:
            np.maximum.at(cells, (a[keep], b[keep], t[keep]), v[keep].astype(np.float32))
        return np.where(np.isinf(cells), np.float32(missing), cells)

    def by_state(self, column: str, path: str) -> Cells:
        got = self.rows(
            f"SELECT ccode, year, {column} AS v",
            path,
            f"WHERE year BETWEEN {FIRST} AND {LAST} AND {column} IS NOT NULL",
        )
        at = self.places(got["ccode"])
        cells = np.full(self.alive.shape, np.nan, dtype=np.float32)
        cells[at[at >= 0], got["year"][at >= 0] - FIRST] = np.asarray(got["v"])[at >= 0]
        return cells

    def contiguity(self) -> Cells:
        """Direct contiguity, 1 (land) to 5, 6 where there is none; the last record is carried to the end."""
        got = self.rows(
            "SELECT ccode1, ccode2, conttype, year(stdate::DATE) AS a, year(enddate::DATE) AS b",
            "disputes/cow_contdir.parquet",
        )
        s = len(self.states)
        cells = np.full((s, s, len(YEARS)), 6, dtype=np.float32)
        for one, two, kind, a, b in zip(
            self.places(got["ccode1"]), self.places(got["ccode2"]), got["conttype"], got["a"], got["b"], strict=True
        ):
            until = LAST if b >= 2016 else b
            if one >= 0 and two >= 0 and until >= FIRST:
                span = slice(max(a - FIRST, 0), until - FIRST + 1)
                cells[one, two, span] = np.minimum(cells[one, two, span], kind)
                cells[two, one, span] = np.minimum(cells[two, one, span], kind)
        return cells

    def majors(self) -> NDArray[np.bool_]:
        got = self.rows(
            "SELECT ccode, styear, CASE WHEN endyear = 2016 THEN 2018 ELSE endyear END AS until", "codes/cow_majors.csv"
        )
        held = np.zeros(self.alive.shape, dtype=bool)
        for code, first, last in zip(got["ccode"], got["styear"], got["until"], strict=True):
            if code in self.states:
                held[np.searchsorted(self.states, code)] |= (first <= YEARS) & (last >= YEARS)
        return held

    def levels(self) -> NDArray[np.int8]:
        path = "alliances/atop51_directed_dyad_year_1815_2018.parquet"
        case = " ".join(f"WHEN {name} = 1 THEN {level}" for name, level in reversed(ATOP_LEVELS.items()))
        cells = self.square(f"CASE {case} ELSE 0 END", path, missing=0).astype(np.int8)
        s = np.arange(len(self.states))
        cells[s, s] = 3
        there = self.alive[:, None] & self.alive[None]
        return np.where(there, cells, np.int8(-1))


def peace_years(fought: NDArray[np.bool_], exists: NDArray[np.bool_]) -> Cells:
    """Years without a dispute up to and including each year, since the last dispute or the beginning of the dyad in the panel."""
    count = np.zeros(fought.shape, dtype=np.float32)
    for t in range(fought.shape[1]):
        count[:, t] = np.where(exists[:, t] & ~fought[:, t], (count[:, t - 1] if t else 0) + 1, 0)
    return count


def panel(data: Path) -> Panel:
    """The whole panel from the development files."""
    read = Reader(data)
    bare = Panel(read.states, read.alive, {}, {}, read.passing(), read.levels())
    one, two = bare.dyads
    pairs = lambda square: square[one, two]  # noqa: E731
    mids = "disputes/gml_mid_ddydisps.parquet"
    ongoing = pairs(read.square("gmlmidongoing", mids, missing=0)) > 0
    onset = pairs(read.square("gmlmidonset", mids, missing=0)) > 0
    fatal = pairs(read.square("(gmlmidonset = 1 AND fatality > 0)::INT", mids, missing=0)) > 0
    touching, major = pairs(read.contiguity()), read.majors()
    cinc = read.by_state("cinc", "capabilities/cow_nmc_1816_2022.parquet")
    with np.errstate(divide="ignore", invalid="ignore"):
        high, low = np.fmax(cinc[one], cinc[two]), np.fmin(cinc[one], cinc[two])
        high[np.isnan(cinc[one] + cinc[two])] = np.nan
        ratio, most = np.log((high + 1e-6) / (low + 1e-6)), np.log(high + 1e-6)
    peace = peace_years(ongoing, bare.exists)
    controls = {
        "distance": np.log1p(pairs(read.square("mindist", "disputes/cow_mindist.parquet"))),
        "contiguous": (touching <= 5).astype(np.float32),
        "land": (touching == 1).astype(np.float32),
        "major": (major[one] | major[two]).astype(np.float32),
        "cinc_ratio": ratio,
        "cinc_most": most,
        "peace": peace,
        "log_peace": np.log1p(peace),
    }
    level = pairs(bare.levels)
    outcomes = _outcomes(bare.exists, onset, ongoing, fatal, (touching <= 5) | major[one] | major[two], level)
    return Panel(read.states, read.alive, controls, outcomes, bare.passing, bare.levels)


def _outcomes(
    exists: NDArray, onset: NDArray, ongoing: NDArray, fatal: NDArray, relevant: NDArray, level: NDArray
) -> dict[str, Outcome]:
    fresh = exists & ~(ongoing & ~onset)
    allied, pact = level > 0, level == 3
    before = {name: np.pad(held, ((0, 0), (1, 0)))[:, :-1] for name, held in (("allied", allied), ("pact", pact))}
    there = exists & np.pad(exists, ((0, 0), (1, 0)))[:, :-1]
    return {
        "mid": Outcome("MID onset, all", fresh, onset, MID_LAST),
        "relevant": Outcome("MID onset, politically relevant", fresh & relevant, onset, MID_LAST),
        "fatal": Outcome("fatal MID, all", fresh, fatal, MID_LAST),
        "alliance": Outcome("new alliance, any", there & ~before["allied"], allied, ALLIANCE_LAST),
        "pact": Outcome("new defence pact", there & ~before["pact"], pact, ALLIANCE_LAST),
    }
