"""Similarity scores of any k ordered choices: every score from one k x k table of joint choices per dyad.

Write T for the table (counts, or sums of weights), n for its sum, p and q for the sums of its rows and columns, and D for the distance
between two choices: 1[a != b] (nominal), |a - b| (absolute) or (a - b)^2 (squared), at most D_max. Then

    S = 1 - 2 * sum(T D) / (n D_max)                                       half of D_max is what is expected
    pi = 1 - n * sum(T D) / sum(m_a m_b D), m = (p + q) / 2                expected from the margins of both together
    kappa = 1 - n * sum(T D) / sum(p_a q_b D)                              expected from the margins of each
    tau-b = 2 (C - D) / sqrt((n^2 - sum p^2) (n^2 - sum q^2))              C, D: concordant and discordant pairs of items

The three votes of the General Assembly are the case k = 3, where these equal the yardsticks of the same name; alliance levels are k = 4.

nan means undefined, never 0: an empty table; for pi and kappa also no distance to be expected (both gave one and the same choice
throughout; for kappa that is the only case, since one choice each but a different one has a distance to expect); for tau-b also a state
that gave one choice throughout, whatever the other did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.measure.votes.yardsticks import YARDSTICKS, Counts, Values

BLOCK = 8192
"""Tables worked on at a time: what fits a core's cache."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over a block of n tables: total [n], margins p and q [k, n], distances by name [n], and the cells [k, k, n]."""

    cells: Values
    total: Values
    p: Values
    q: Values
    distances: dict[str, Values]

    @property
    def k(self) -> int:
        """Number of choices."""
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Score:
    """One similarity score: its formula, where it comes from, and the function of the sums of many tables."""

    name: str
    label: str
    formula: str
    reference: str
    function: Callable[[Sums], Values]


def distances(k: int) -> dict[str, Values]:
    """The three distances between k ordered choices, each [k, k].

    >>> distances(3)["squared"].tolist()
    [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    """
    choice = np.arange(k, dtype=np.float64)
    apart = np.abs(choice[:, None] - choice)
    return {"nominal": (apart > 0).astype(np.float64), "absolute": apart, "squared": apart**2}


def scores(tables: Counts, names: Iterable[str] | None = None) -> dict[str, Values]:
    """Scores of tables [..., k, k] by name, each [...]; all of SCORES, in their order, where no name is given.

    Tables hold counts, or sums of weights (a weighted score is the same score of a weighted table); k is 2 or more.
    ComityError for an unknown name, ValueError for what is no table or holds a negative or non-finite number.

    >>> found = scores(np.array([[6, 2, 0], [1, 0, 0], [0, 0, 1]]), ["graded", "s_absolute", "kappa_squared"])
    >>> {name: round(float(value), 3) for name, value in found.items()}
    {'graded': 0.85, 's_absolute': 0.7, 'kappa_squared': 0.651}
    """
    wanted = [score(name) for name in (SCORES if names is None else names)]
    planes, shape = _planes(tables)
    found = {one.name: np.empty(planes.shape[-1]) for one in wanted}
    for start in range(0, planes.shape[-1], BLOCK):
        block = slice(start, start + BLOCK)
        sums = _sums(planes[:, block])
        for one in wanted:
            found[one.name][block] = one.function(sums)
    return {name: values.reshape(shape) for name, values in found.items()}


def score(name: str) -> Score:
    """The score of that name; ComityError naming those there are.

    >>> score("tau_b").label
    "Kendall's tau-b"
    """
    if name not in SCORES:
        raise ComityError(f"no score {name!r}", next_step=f"choose one of {', '.join(SCORES)}")
    return SCORES[name]


def _planes(tables: Counts) -> tuple[NDArray[np.generic], tuple[int, ...]]:
    """Cells [k * k, n], a view where the tables come cell by cell, and the shape of the answer."""
    table = np.asarray(tables)
    k = table.shape[-1] if table.ndim > 1 else 0
    if k < 2 or table.shape[-2] != k or not (np.isrealobj(table) and np.issubdtype(table.dtype, np.number)):
        raise ValueError(
            f"tables must be numbers of shape (..., k, k) with k of 2 or more, not {table.dtype} {table.shape}"
        )
    shape = table.shape[:-2]
    planes = np.moveaxis(table, (-2, -1), (0, 1)).reshape(k * k, -1)
    if planes.size and not (planes.min() >= 0 and planes.max() < np.inf):
        raise ValueError("tables must hold finite numbers of 0 or more")
    return planes, shape


def _sums(planes: NDArray[np.generic]) -> Sums:
    k = int(np.sqrt(len(planes)))
    flat = planes.astype(np.float64)
    cells = flat.reshape(k, k, -1)
    p, q = cells.sum(axis=1), cells.sum(axis=0)
    apart = distances(k)
    sums = np.stack([distance.reshape(-1) for distance in apart.values()]) @ flat
    return Sums(cells, p.sum(axis=0), p, q, dict(zip(apart, sums, strict=True)))


def _ratio(part: Values, total: Values) -> Values:
    """nan where the total is 0."""
    ratio: Values = np.divide(part, total, out=np.full(total.shape, np.nan), where=total > 0)
    return ratio


def _nearness(name: str, halves: int) -> Callable[[Sums], Values]:
    """1 - halves * mean distance / D_max."""

    def function(sums: Sums) -> Values:
        most = sums.total * distances(sums.k)[name].max()
        return _ratio(most - halves * sums.distances[name], most)

    return function


def _kappa(name: str) -> Callable[[Sums], Values]:
    return lambda sums: _beyond(sums, name, _expected(name, sums.p, sums.q))


def _pi(name: str) -> Callable[[Sums], Values]:
    def function(sums: Sums) -> Values:
        both = sums.p + sums.q
        return _beyond(sums, name, _expected(name, both, both) / 4)

    return function


def _beyond(sums: Sums, name: str, expected: Values) -> Values:
    """1 - n * distance / expected distance, in one rounding where all sums are whole."""
    return _ratio(expected - sums.total * sums.distances[name], expected)


def _expected(name: str, p: Values, q: Values) -> Values:
    """Sum of p_a q_b D over all a and b; swapping p and q changes no bit where both are whole."""
    distance = distances(len(p))[name]
    expected: Values = ((distance @ q) * p).sum(axis=0)
    return expected


def _tau_b(sums: Sums) -> Values:
    """Concordant less discordant pairs over those untied in one, geometric mean of both sides."""
    further = sums.cells[::-1].cumsum(axis=0)[::-1][1:]
    upto = further.cumsum(axis=1)
    beyond = upto[:, -1:] - upto
    net = (sums.cells[:-1] * (beyond - upto + further)).sum(axis=(0, 1))
    square = sums.total**2
    untied = (square - (sums.p**2).sum(axis=0)) * (square - (sums.q**2).sum(axis=0))
    return _ratio(2 * net, np.sqrt(np.maximum(untied, 0)))


_HAEGE = "Häge (2011), Political Analysis 19(3)"
_PI, _KAPPA = "1 − D_o / Σ m_a m_b D, m = (p + q) / 2", "1 − D_o / Σ p_a q_b D"
_COHEN = f"Cohen (1968), Psychological Bulletin 70(4); {_HAEGE}"
_SCOTT = f"Krippendorff (1970), Educ. Psychol. Measurement 30(1); {_HAEGE}"
_KENDALL = "Kendall (1945), Biometrika 33(3); Bueno de Mesquita (1975), J. Conflict Resolution 19(2)"


def _as_yardstick(name: str, function: Callable[[Sums], Values]) -> Score:
    known = YARDSTICKS[name]
    return Score(name, known.label, known.formula, known.reference, function)


SCORES: dict[str, Score] = {
    one.name: one
    for one in (
        _as_yardstick("graded", _nearness("absolute", 1)),
        _as_yardstick("identical", _nearness("nominal", 1)),
        _as_yardstick("s_absolute", _nearness("absolute", 2)),
        _as_yardstick("s_squared", _nearness("squared", 2)),
        _as_yardstick("pi", _pi("nominal")),
        Score("pi_absolute", "Scott's pi, absolute", f"{_PI}; D = |a − b|", _SCOTT, _pi("absolute")),
        Score("pi_squared", "Scott's pi, squared", f"{_PI}; D = (a − b)²", _SCOTT, _pi("squared")),
        _as_yardstick("kappa", _kappa("nominal")),
        Score("kappa_absolute", "Cohen's kappa, absolute", f"{_KAPPA}; D = |a − b|", _COHEN, _kappa("absolute")),
        Score("kappa_squared", "Cohen's kappa, squared", f"{_KAPPA}; D = (a − b)²", _COHEN, _kappa("squared")),
        Score("tau_b", "Kendall's tau-b", "2 (C − D) / √((n² − Σp²) (n² − Σq²))", _KENDALL, _tau_b),
    )
}
"""By name, in the order they are shown. The twelfth, weighted S, is `s_absolute` of a weighted table."""
