"""Has a chain converged: split R-hat and effective sample size of every position, and one sentence on them.

Gelman, Carlin, Stern, Dunson, Vehtari and Rubin (2013), Bayesian Data Analysis, 3rd edition, section 11.4-11.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError

Floats = NDArray[np.float64]

CONVERGED = 1.01
"""R-hat up to which a position counts as converged."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`rhat` and `ess` [c] of every position; `draws` the number they rest on."""

    rhat: Floats
    ess: Floats
    draws: int

    @property
    def converged(self) -> bool:
        """Whether no position's R-hat is above 1.01."""
        return bool(np.max(self.rhat) <= CONVERGED)

    @property
    def text(self) -> str:
        """One sentence for a note."""
        share = float(np.mean(self.rhat <= CONVERGED))
        return (
            f"{self.draws} draws; R-hat at most {np.max(self.rhat):.3f}, {100 * share:.1f} % of positions within {CONVERGED}; "
            f"effective draws: median {np.median(self.ess):.0f}, least {np.min(self.ess):.0f}"
        )


def diagnose(draws: NDArray[np.floating]) -> Diagnosis:
    """R-hat and effective sample size of draws [k, d, c]: k chains of d draws of c numbers.

    Errors: ComityError for fewer than eight draws a chain.

    >>> noise = np.random.default_rng(1).normal(size=(2, 400, 3))
    >>> d = diagnose(noise)
    >>> d.converged, bool((d.ess > 400).all())
    (True, True)
    >>> diagnose(noise + np.arange(2)[:, None, None]).converged
    False
    """
    if draws.ndim != 3 or draws.shape[1] < 8:
        raise ComityError("draws come as [chains, draws, numbers], eight draws a chain or more", where=str(draws.shape))
    half = draws.shape[1] // 2
    parts = np.concatenate([draws[:, :half], draws[:, half : 2 * half]]).astype(float)
    within = parts.var(axis=1, ddof=1).mean(axis=0)
    between = half * parts.mean(axis=1).var(axis=0, ddof=1)
    total = (half - 1) / half * within + between / half
    still = within <= 0
    rhat = np.where(still, 1.0, np.sqrt(total / np.where(still, 1.0, within)))
    return Diagnosis(rhat, _effective(parts, within, total), draws.shape[0] * draws.shape[1])


def _effective(parts: Floats, within: Floats, total: Floats, width: int = 512) -> Floats:
    """Effective sample size by Geyer's initial positive pairs, in slices of `width` numbers."""
    chains, n, numbers = parts.shape
    sizes = np.empty(numbers)
    for begin in range(0, numbers, width):
        some = slice(begin, begin + width)
        centred = parts[:, :, some] - parts[:, :, some].mean(axis=1, keepdims=True)
        power = np.abs(np.fft.rfft(centred, 2 * n, axis=1)) ** 2
        lagged = np.fft.irfft(power, axis=1)[:, :n].mean(axis=0) / n
        scale = np.where(total[some] > 0, total[some], 1.0)
        rho = 1 - (within[some] - lagged) / scale
        rho[0] = 1.0
        pairs = rho[: 2 * (n // 2)].reshape(-1, 2, rho.shape[1]).sum(axis=1)
        pairs = np.where(np.minimum.accumulate(pairs > 0, axis=0), pairs, 0.0)
        tau = np.maximum(2 * np.minimum.accumulate(pairs, axis=0).sum(axis=0) - 1, 1 / np.log10(max(chains * n, 10)))
        sizes[some] = chains * n / tau
    return sizes
