"""Compiling and spreading: every loop of this package is compiled once, and run over blocks of dyads of a fixed size.

Blocks are cut the same way whatever the number of threads and put together in their order, so no result depends on it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Result = TypeVar("Result")
Loop = TypeVar("Loop", bound=Callable[..., Any])

BLOCK = 256
"""Dyads in one block."""


def compiled(loop: Loop) -> Loop:
    """The function as machine code, kept on disk; it lets other threads run and follows IEEE arithmetic."""
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy")(loop))


def spread(job: Callable[[int, int], Result], n: int, threads: int | None = None, size: int = BLOCK) -> list[Result]:
    """Results of job(from, to) for every block of n dyads, in order.

    >>> spread(lambda low, high: high - low, 600)
    [256, 256, 88]
    """
    cuts = [(low, min(low + size, n)) for low in range(0, n, size)]
    workers = min(threads or os.cpu_count() or 1, len(cuts))
    if workers < 2:
        return [job(*cut) for cut in cuts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda cut: job(*cut), cuts))
