"""How often a rare thing happens in a year, from a count and the years at risk."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log

from comity.errors import ComityError
from comity.schema import LEVEL


@lru_cache(maxsize=1024)
def poisson_interval(n: int, level: float = LEVEL) -> tuple[float, float]:
    """Exact interval of the mean of a Poisson count (Garwood 1936, Biometrika 28): Gamma quantiles.

    `low` is the (1 - level)/2 quantile of Gamma(n), 0 for n = 0, `high` the (1 + level)/2 quantile of Gamma(n + 1). It
    covers at least `level`, mostly more. ComityError for a negative count.

    >>> [round(bound, 3) for bound in poisson_interval(0)], [round(bound, 3) for bound in poisson_interval(10, 0.95)]
    ([0.0, 2.996], [4.795, 18.39])
    """
    if n < 0:
        raise ComityError("a count is not negative", where=str(n))
    tail = (1 - level) / 2
    low = 0.0 if n == 0 else _root(lambda mean: 1 - at_most(n - 1, mean) - tail, n)
    return low, _root(lambda mean: tail - at_most(n, mean), n)


def at_most(n: int, mean: float) -> float:
    """Probability that a Poisson count with this mean is at most n.

    >>> round(at_most(2, 3.0), 4)
    0.4232
    """
    if mean <= 0:
        return 1.0
    return min(sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(n + 1)), 1.0)


def _root(rises: Callable[[float], float], n: int) -> float:
    """Where an increasing function crosses zero, by bisection to the precision of a float."""
    below, above = 0.0, 2.0 * n + 20.0
    for _ in range(80):
        middle = (below + above) / 2
        below, above = (middle, above) if rises(middle) < 0 else (below, middle)
    return (below + above) / 2
