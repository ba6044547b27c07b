"""A candidate index and its parts, each a function of the origin that looks at nothing from the origin's year on but the cells themselves.

    concord    = z(tau-b of the year's votes) - z(hostility memory)
    commitment = z(kappa of alliance portfolios, squared) + z(ATOP level)
    ties       = z(relative shared IGOs) + z(shared suppliers of arms)

z takes mean and standard deviation from all pairs and years before the origin. Hostility memory of a year is log(1 + sum of the hostility levels
(2 to 5) of the pair's disputes begun up to that year, halved every five years). Relative shared IGOs are shared memberships over the geometric mean
of the most that either state shares with anyone. Shared suppliers are the cosine of log arms imports by supplier, halved every five years.
A part that is missing counts as average, 0. The variant with distance takes ideal points in place of tau-b.
"""

from __future__ import annotations

import numpy as np

from .panel import FIRST, YEARS, Cells, Panel, Reader
from .protocol import Measure

HALF_LIFE = 5.0


def decayed(x: Cells, half_life: float) -> Cells:
    """Sum over the past and the present [..., t], halved every `half_life` years."""
    keep, out = 0.5 ** (1 / half_life), np.zeros(x.shape, dtype=np.float32)
    for t in range(x.shape[-1]):
        out[..., t] = x[..., t] + (keep * out[..., t - 1] if t else 0)
    return out


def standardised(x: Cells, exists: Cells, origin: int) -> Cells:
    """z by the cells of years before the origin; 0 where missing."""
    known = x[exists & (origin > YEARS)]
    return np.nan_to_num((x - np.nanmean(known)) / np.nanstd(known)).astype(np.float32)


def parts(read: Reader, panel: Panel, known: dict[str, Cells]) -> dict[str, Cells]:
    """The parts [d, t], as they are, but for the distance, which may depend on the origin."""
    one, two = panel.dyads
    begun = read.square("CASE WHEN gmlmidonset = 1 THEN hostlev END", "disputes/gml_mid_ddydisps.parquet", missing=0)[
        one, two
    ]
    return {
        "tau": known["tau-b"],
        "hostility": np.log1p(decayed(begun, HALF_LIFE)),
        "kappa": known["kappa alliance (squared)"],
        "level": known["ATOP level"],
        "igos": _relative_igos(read)[one, two],
        "suppliers": _shared_suppliers(read)[one, two],
    }


COLUMNS: dict[str, dict[str, int]] = {
    "concord": {"tau": 1, "hostility": -1},
    "concord by distance": {"distance": -1, "hostility": -1},
    "commitment": {"kappa": 1, "level": 1},
    "ties": {"igos": 1, "suppliers": 1},
}
SETS = {
    "two columns": ("concord", "commitment"),
    "three columns": ("concord", "commitment", "ties"),
    "three columns, by distance": ("concord by distance", "commitment", "ties"),
}


def candidates(read: Reader, panel: Panel, known: dict[str, Cells], distance: Measure) -> dict[str, Measure]:
    """Every candidate by name, and the hostility memory alone."""
    found, exists = parts(read, panel, known), panel.exists

    def part(name: str, origin: int) -> Cells:
        return standardised(distance(origin) if name == "distance" else found[name], exists, origin)

    def column(name: str, origin: int) -> Cells:
        return sum(sign * part(each, origin) for each, sign in COLUMNS[name].items())

    def one_column(origin: int) -> Cells:
        return column("concord", origin) + column("commitment", origin) / 2

    several = {
        name: (lambda origin, names=names: np.stack([column(each, origin) for each in names]))
        for name, names in SETS.items()
    }
    return {"hostility memory alone": lambda origin: part("hostility", origin), "one column": one_column, **several}


def _relative_igos(read: Reader) -> Cells:
    shared = read.square(
        "CASE WHEN dyadigos >= 0 THEN dyadigos END", "igo/cow_igo3_shared_memberships_dyad_year.parquet"
    )
    most = np.nanmax(np.where(np.isfinite(shared), shared, -1), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isfinite(shared), shared / np.sqrt(most[:, None] * most[None]), np.nan)


def _shared_suppliers(read: Reader) -> Cells:
    """Cosine [s, s, t] of log arms imports by supplier, halved every five years."""
    path = "arms/sipri_tiv_supplier_recipient_year_1950_2021.parquet"
    got = read.rows(
        "SELECT recipient_cown AS r, supplier_cown AS s, year::INT AS y, value AS v",
        path,
        f"WHERE year <= {YEARS[-1]} AND recipient_cown > 0 AND supplier_cown > 0",
    )
    r, s = (read.places(np.asarray(got[side]).astype(int)) for side in ("r", "s"))
    keep = (r >= 0) & (s >= 0)
    n = len(read.states)
    bought = np.zeros((n, n, len(YEARS)), dtype=np.float32)
    np.add.at(
        bought, (r[keep], s[keep], np.asarray(got["y"])[keep] - FIRST), np.asarray(got["v"])[keep].astype(np.float32)
    )
    bought = np.log1p(decayed(bought, HALF_LIFE))
    size = np.sqrt((bought**2).sum(axis=1))
    dot = np.stack([bought[:, :, t] @ bought[:, :, t].T for t in range(len(YEARS))], axis=2)
    return dot / np.maximum(size[:, None] * size[None], 1)
