"""The yardsticks: seven ways to turn a table of joint choices into one number.

Write T for a 3 x 3 table (yes, abstain, no) of n votes, P = T / n, p and q for its margins, D for the distance between
two choices. Every yardstick is a mean of some distance, as it is or against what chance would give. Results come from
whole-number sums, so swapping the two states changes no bit of them. nan means undefined: no vote in the table, and for
kappa and pi also no disagreement to be expected (both states gave one and the same answer throughout).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[Any]
Values = NDArray[np.float64]

_CHOICE = np.arange(3)
NOMINAL = (_CHOICE[:, None] != _CHOICE).astype(np.int64)
ABSOLUTE = np.abs(_CHOICE[:, None] - _CHOICE)
SQUARED = ABSOLUTE**2
EVERY = np.ones((3, 3), dtype=np.int64)
DECIDED = np.outer([1, 0, 1], [1, 0, 1])
"""Cells in which both said yes or no."""
ROWS = [np.outer(row, [1, 1, 1]) for row in np.eye(3, dtype=np.int64)]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One measure of similarity: a vectorised function of counts[..., 3, 3] giving values[...], nan where undefined.

    `unit` is "share" (0 to 1, shown as per cent) or "index" (chance-corrected or rescaled, at most 1).
    """

    name: str
    label: str
    formula: str
    reference: str
    chance_corrected: bool
    unit: str
    function: Callable[[Counts], Values]

    def __call__(self, counts: Counts) -> Values:
        """Values[...] of counts[..., 3, 3].

        >>> float(YARDSTICKS["graded"](np.array([[6, 2, 0], [1, 0, 0], [0, 0, 1]])))
        0.85
        """
        return self.function(whole(counts))

    def text(self, value: float | None, digits: int | None = None) -> str:
        """The value as a reader expects it: shares as per cent with one decimal, indices with two.

        >>> YARDSTICKS["graded"].text(0.9278), YARDSTICKS["kappa"].text(0.538, 3), YARDSTICKS["kappa"].text(None)
        ('92.8 %', '0.538', 'undefined')
        """
        if value is None or value != value:
            return "undefined"
        if self.unit == "share":
            return f"{100 * value:.{1 if digits is None else digits}f} %"
        return f"{value:.{2 if digits is None else digits}f}"


def whole(counts: Counts) -> Values:
    """Counts as float64 of shape (..., 3, 3), whole numbers all (exact below 2**53); ValueError for anything else."""
    table = np.asarray(counts)
    if table.shape[-2:] != (3, 3) or not np.issubdtype(table.dtype, np.integer):
        raise ValueError(f"counts must be whole numbers of shape (..., 3, 3), not {table.dtype} {table.shape}")
    if table.size and table.min() < 0:
        raise ValueError("counts must not be negative")
    floats: Values = table.astype(np.float64)
    return floats


def _total(counts: Values, weights: NDArray[np.int64]) -> Values:
    """Sum of weights times counts over the last two axes, as one matrix product."""
    total: Values = np.asarray(counts.reshape(*counts.shape[:-2], 9) @ weights.reshape(9).astype(np.float64))
    return total


def _ratio(part: Values, total: Values) -> Values:
    """nan where the total is 0."""
    ratio: Values = np.divide(part, total, out=np.full(np.shape(total), np.nan), where=total > 0)
    return ratio


def _one_minus_mean(
    counts: Values, distance: NDArray[np.int64], scale: int, among: NDArray[np.int64] = EVERY
) -> Values:
    """1 - mean distance / scale over the cells `among`; one rounding, since both sums are whole."""
    n = scale * _total(counts, among)
    return _ratio(n - _total(counts, distance * among), n)


def graded(counts: Values) -> Values:
    return _one_minus_mean(counts, ABSOLUTE, 2)


def identical(counts: Values) -> Values:
    return _one_minus_mean(counts, NOMINAL, 1)


def yes_no(counts: Values) -> Values:
    return _one_minus_mean(counts, NOMINAL, 1, DECIDED)


def s_absolute(counts: Values) -> Values:
    return _one_minus_mean(counts, ABSOLUTE, 1)


def s_squared(counts: Values) -> Values:
    return _one_minus_mean(counts, SQUARED, 2)


def kappa(counts: Values) -> Values:
    p, q = _margins(counts)
    return _beyond_chance(counts, p[0] * q[0] + p[1] * q[1] + p[2] * q[2])


def pi(counts: Values) -> Values:
    p, q = _margins(counts)
    return _beyond_chance(counts, ((p[0] + q[0]) ** 2 + (p[1] + q[1]) ** 2 + (p[2] + q[2]) ** 2) / 4)


def _margins(counts: Values) -> tuple[list[Values], list[Values]]:
    rows = [_total(counts, row) for row in ROWS]
    return rows, [_total(counts, row.T) for row in ROWS]


def _beyond_chance(counts: Values, chance: Values) -> Values:
    """(agreed - chance) / (all - chance), each times n squared so that only whole numbers (or quarters) are summed."""
    n = _total(counts, EVERY)
    return _ratio(n * (n - _total(counts, NOMINAL)) - chance, n * n - chance)


_BSV = "Bailey, Strezhnev and Voeten (2017), J. Conflict Resolution 61(2)"
_SR = "Signorino and Ritter (1999), Int. Studies Quarterly 43(1)"

YARDSTICKS: dict[str, Yardstick] = {
    y.name: y
    for y in (
        Yardstick(
            "graded", "Graded agreement", "1 − mean |a − b| / 2; yes 1, abstain 2, no 3", _BSV, False, "share", graded
        ),
        Yardstick(
            "identical",
            "Same answer",
            "share of votes with a = b",
            "Lijphart (1963), APSR 57(4)",
            False,
            "share",
            identical,
        ),
        Yardstick(
            "yes_no",
            "Yes/no agreement",
            "share with a = b among votes on which both said yes or no",
            "US Department of State, Voting Practices in the United Nations",
            False,
            "share",
            yes_no,
        ),
        Yardstick(
            "kappa",
            "Cohen's kappa",
            "(P_o − P_e) / (1 − P_e); P_o = Σ P_aa, P_e = Σ p_a q_a from each state's own shares",
            "Cohen (1960), Educ. Psychol. Measurement 20(1); Häge (2011), Political Analysis 19(3)",
            True,
            "index",
            kappa,
        ),
        Yardstick(
            "pi",
            "Scott's pi",
            "(P_o − P_e) / (1 − P_e); P_o = Σ P_aa, P_e = Σ ((p_a + q_a) / 2)² from the shares of both together",
            "Scott (1955), Public Opinion Quarterly 19(3); Häge (2011), Political Analysis 19(3)",
            True,
            "index",
            pi,
        ),
        Yardstick("s_absolute", "S, absolute", "1 − 2 · mean |a − b| / 2", _SR, False, "index", s_absolute),
        Yardstick("s_squared", "S, squared", "1 − 2 · mean (a − b)² / 4", _SR, False, "index", s_squared),
    )
}
"""By name, in the order they are shown."""


def yardstick(name: str) -> Yardstick:
    """The yardstick of that name; ComityError naming those there are.

    >>> yardstick("kappa").chance_corrected
    True
    """
    from comity.errors import ComityError

    if name not in YARDSTICKS:
        raise ComityError(f"no yardstick {name!r}", next_step=f"choose one of {', '.join(YARDSTICKS)}")
    return YARDSTICKS[name]
