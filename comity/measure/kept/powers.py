"""Kept: the share of every state, and of the blocs of the release, in the world's output, spending and capabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measure.grid import youngest
from comity.measure.kept.kinds import Columns, Kind, columns
from comity.measure.kept.series import units
from comity.measure.readings import by_state
from comity.measure.strength.power import RESOURCES, power

if TYPE_CHECKING:
    from comity.ledger import Ledger

LABELS = {
    "wb_gdp": "share of the world's GDP at exchange rates",
    "fariss_gdp": "share of the world's GDP at purchasing power",
    "sipri_milex": "share of the world's military spending",
    "cow_milex": "share of the world's military spending, COW",
    "cow_cinc": "share of the world's material capabilities (CINC)",
}
ERROR = "power/fariss_gdp_error"
KINDS = (
    *(
        Kind(
            f"power/{name}",
            LABELS[name],
            "per cent of the world",
            f"share of {resource.label}",
            tuple(filter(None, (name, resource.sd))),
            digits=4,
        )
        for name, resource in RESOURCES.items()
    ),
    Kind(
        ERROR,
        "standard error of GDP at purchasing power",
        "per cent of it",
        "standard deviation over mean of the simulated gross domestic product (Fariss and others)",
        ("fariss_gdp", "fariss_gdp_sd"),
        id="power/fariss_gdp/{who}/{year}",
    ),
)


def make(ledger: Ledger) -> dict[str, Columns]:
    """Shares by state or bloc; state2 is empty."""
    from comity.measure.release import BLOCS

    made = {}
    for name in RESOURCES:
        rows = [
            row for row in power(ledger, (*youngest(), *BLOCS), 1946, None, (name,)).rows() if row["value"] is not None
        ]
        bounds = ([np.nan if row[edge] is None else row[edge] for row in rows] for edge in ("low", "high"))
        who, years, values, n = ([row[key] for row in rows] for key in ("actor", "year", "value", "n_evidence"))
        made[f"power/{name}"] = columns(who, [""] * len(rows), years, values, n, *bounds)
    made[ERROR] = _errors(ledger)
    return made


def _errors(ledger: Ledger) -> Columns:
    """Relative errors of states, under the youngest of their line."""
    gdp, sd = (by_state(ledger, name) for name in ("fariss_gdp", "fariss_gdp_sd"))
    cells = {
        (units()[state], year): 100.0 * sd[year][state] / value
        for year, values in gdp.items()
        for state, value in values.items()
        if value > 0 and state in sd.get(year, {}) and state in units()
    }
    keys = sorted(cells)
    names, years = [name for name, _ in keys], [year for _, year in keys]
    return columns(names, [""] * len(keys), years, [cells[key] for key in keys], [2] * len(keys))
