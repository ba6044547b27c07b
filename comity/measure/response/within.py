"""The within transformation: what is left of dyad-years when every dyad and every year has its own level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

JOINED = 1e-10
"""Relative size below which an eigenvalue of the years' system is rounding, and its level undetermined."""


class Within:
    """Takes dyad and year effects out of arrays over the cells of `mask` [d, t], exactly, whatever is missing.

    Sweeping out the dyads first leaves one small system for the years, L g = s, where L = diag(n_t) - N' diag(1/n_d) N
    is the Laplacian of the years joined by dyads, N the mask, and s the yearly sums of what the dyads left (Wansbeek
    and Kapteyn 1989, Journal of Econometrics 41, 341-361). It is solved with a pseudo-inverse, since each set of
    years that no dyad joins to another leaves one level undetermined.

    >>> left = Within(np.ones((2, 2), dtype=bool))(np.array([[1.0, 2.0], [3.0, 8.0]]))
    >>> left.round(9).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        self.mask = mask
        self._cells = mask.astype(float)
        self._per_dyad = 1.0 / np.maximum(self._cells.sum(axis=1, keepdims=True), 1.0)
        joined = self._cells.T @ (self._cells * self._per_dyad)
        self._years = np.linalg.pinv(np.diag(self._cells.sum(axis=0)) - joined, rcond=JOINED, hermitian=True)

    def __call__(self, values: Array) -> Array:
        """The cells of values [d, t] without dyad and year effects, 0 outside the mask."""
        left = np.where(self.mask, values, 0.0)
        dyads = left.sum(axis=1, keepdims=True) * self._per_dyad
        years = self._years @ (left.sum(axis=0) - self._cells.T @ dyads[:, 0])
        left -= dyads - (self._cells @ years)[:, None] * self._per_dyad
        left -= years
        left *= self._cells
        return left
