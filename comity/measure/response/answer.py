"""Response: how the alignment of two states moves with the pressure of a bloc on each, by panel local projections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError, NoEvidence
from comity.measure.response.asked import Asked, asked
from comity.measure.response.design import FORMS
from comity.measure.response.errors import Places
from comity.measure.response.placebo import Placebo, placebos
from comity.measure.response.rows import Row, rows
from comity.measure.response.words import verdict
from comity.results import Table
from comity.schema import LEVEL

Array = NDArray[np.float64]

METHOD = (
    "panel local projections of the change in alignment on pressure, dyad and year effects, past of both held fixed, "
    "half-panel correction; dyadic-robust errors; association"
)


@dataclass(frozen=True, slots=True)
class Response:
    """`rows` by horizon and term, `leads` before the pressure (intervals widened for their number), `placebos`,
    and `words`, which say what it can and cannot show. `states` names the places, for `why`."""

    title: str
    rows: tuple[Row, ...]
    leads: tuple[Row, ...]
    placebos: tuple[Placebo, ...]
    words: str
    as_of: date
    states: tuple[str, ...]

    @property
    def leads_fail(self) -> bool:
        """Whether alignment moves before the pressure does."""
        return any(row.clear for row in self.leads)

    def table(self) -> Table:
        """Horizons, leads and placebos as one table; `of` tells them apart, `why` says which states carry a row."""
        named = [(f"response/horizon/{row.step}/{row.term}", row) for row in self.rows]
        named += [(f"response/lead/{row.step}/{row.term}", row) for row in self.leads]
        found = [(id, id.split("/")[1], {name: getattr(row, name) for name in SHOWN}) for id, row in named]
        for placebo in self.placebos:
            found.append(("", f"placebo, {placebo.kind}", {name: getattr(placebo, name, None) for name in SHOWN}))
        columns: dict[str, list[object]] = {"of": [of for _, of, _ in found]}
        columns |= {name: [row[name] for _, _, row in found] for name in SHOWN}
        columns |= {"as_of": [self.as_of] * len(found), "method": [METHOD] * len(found)}
        columns["evidence"] = [id for id, _, _ in found]
        return Table(self.title, columns, note=self.words, explain=lambda id: self._why(dict(named), id))

    def _why(self, named: dict[str, Row], id: str) -> Table:
        if id not in named:
            raise NoEvidence(f"no row {id!r}", where=self.title, next_step="take an id of the column evidence")
        return carried(named[id], self.states)


SHOWN = tuple(name for name in Row.__dataclass_fields__ if name != "by_state")


def carried(row: Row, states: Sequence[str]) -> Table:
    """The states by how far their dyads pull an estimate, with about what it would be without them (one step of the
    jackknife), and the share of the variation of pressure that their dyads bring (all shares add up to 2)."""
    pull, share = row.by_state
    order = np.argsort(-np.abs(pull))[: row.n_states]
    columns = {"state": [states[u] for u in order], "without": row.estimate - pull[order], "share": share[order]}
    return Table(f"{row.term}, {row.step}", columns, note=f"the estimate is {row.estimate:.4g}; {METHOD}")


def response(
    y: Array,
    pressure_a: Array,
    pressure_b: Array,
    units: Places,
    years: NDArray[np.int64],
    *,
    form: str = "mean",
    horizons: Sequence[int] = range(6),
    lags: int = 2,
    n_leads: int = 3,
    n_placebo: int = 10,
    halves: bool = True,
    level: float = LEVEL,
    seed: int = 0,
    title: str = "alignment under pressure",
    states: Sequence[str] | None = None,
) -> Response:
    """How alignment y moves with the pressure on both states of a dyad, h years on, for h in `horizons`.

    y[d, t+h] - y[d, t-1] = b_h pressure[d, t] + past + a_d + g_t + e (Jorda 2005, American Economic Review 95, 161-182;
    Dube, Girardi, Jorda and Taylor 2023, NBER working paper 31184), the past being `lags` years of y and of every pressure.
    `y`, `pressure_a`, `pressure_b` are [d, t], or [m, d, t] for m posterior draws, nan where missing; any unit, the answer is
    in units of y per unit of pressure. `units` are the places [d] of first and second state; `years` [t] have no gap.
    Leave out (nan) the dyads that hold members of the pressing bloc. `form` says what the two pressures make: their mean,
    each by itself, the lower of the two, or their product beside each. First and second state are told apart by
    order alone, so that with "each" both coefficients estimate one number unless y is directed.

    With `halves`, half-panels correct the bias of short series. `n_leads` placebo leads put the pressure of later years
    on the change of this one, this year's pressure held fixed; their intervals are widened for their number. `n_placebo`
    panels of each kind give histories of pressure to states at random (0: none). Draws of y and pressures are refitted
    one by one and joined by Rubin's rule. `states` [u] names the places. An association throughout; `words` refuses more.

    ComityError: shapes that do not fit, a form or horizon there is not, pressure that does not vary.

    >>> random = np.random.default_rng(1)
    >>> one, two = np.triu_indices(12, 1)
    >>> pressure = random.random((12, 30))
    >>> y = random.normal(size=(66, 30)) + 2 * (pressure[one] + pressure[two])
    >>> found = response(y, pressure[one], pressure[two], (one, two), np.arange(1990, 2020), horizons=(0,), n_placebo=0)
    >>> row = found.rows[0]
    >>> row.term, 3 < row.low < row.high < 5, row.n_dyads, row.n_states
    ('on both (mean)', True, 66, 12)
    """
    question = asked(y, pressure_a, pressure_b, units, years, form, lags, halves)
    _refuse_settings(horizons, n_leads, n_placebo, level)
    names = FORMS[form]
    found = tuple(
        row for h in horizons for row in rows(question.horizon(h), names, (h,) * len(names), question, level, h)
    )
    leads = _leads(question, names, n_leads, level)
    others = placebos(question, found, names, horizons, level, n_placebo, seed) if n_placebo else ()
    n_units = int(max(place.max() for place in question.units)) + 1
    named = tuple(states) if states is not None else tuple(map(str, range(n_units)))
    if len(named) < n_units:
        raise ComityError(f"{len(named)} names for {n_units} states", where="states")
    span = int(question.years[0]), int(question.years[-1])
    return Response(title, found, leads, others, verdict(found, leads, others, span), date(span[1], 12, 31), named)


def _leads(question: Asked, names: tuple[str, ...], n_leads: int, level: float) -> tuple[Row, ...]:
    if not n_leads:
        return ()
    steps = [lead for lead in range(1, n_leads + 1) for _ in names]
    widened = 1 - (1 - level) / len(steps)
    return rows(question.before(n_leads), names * n_leads, steps, question, widened, 0)


def _refuse_settings(horizons: Sequence[int], n_leads: int, n_placebo: int, level: float) -> None:
    if not len(horizons) or min(horizons) < 0:
        raise ComityError(
            "horizons count years from 0 on", where=str(list(horizons)), next_step="give some, such as 0 to 5"
        )
    if min(n_leads, n_placebo) < 0 or not 0 < level < 1:
        raise ComityError("leads and placebos are counts, level lies between 0 and 1", where=f"level={level}")
