"""Compiling and spreading: every loop of this package is compiled once, and run over blocks of dyads of a fixed size.

Blocks are cut the same way whatever the number of threads and put together in their order, so no result depends on it.
numba is imported when a loop is first run. Where it is not installed, or inside `uncompiled`, the same loops run as plain
Python: a few hundred times slower, which for one pair of states is less than loading numba takes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, update_wrapper
from importlib.util import find_spec
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Result = TypeVar("Result")
Loop = TypeVar("Loop", bound=Callable[..., Any])

BLOCK = 256
"""Dyads in one block."""

_PLAIN: ContextVar[bool] = ContextVar("plain", default=False)


class _Loop:
    """A loop, as Python and, from the first call that wants it, as machine code."""

    def __init__(self, plain: Callable[..., Any]) -> None:
        update_wrapper(self, plain)
        self.plain = plain
        self.machine: Any = None

    def __call__(self, *args: Any) -> Any:
        if _PLAIN.get() or not installed():
            return self.plain(*args)
        return (self.machine or self.compile())(*args)

    def compile(self) -> Any:
        """Machine code, kept on disk; it lets other threads run and follows IEEE arithmetic."""
        if self.machine is None:
            _teach()
            from numba import njit

            self.machine = njit(cache=True, nogil=True, error_model="numpy")(self.plain)
        return self.machine


@cache
def installed() -> bool:
    """Whether numba is there to compile with."""
    return find_spec("numba") is not None


@cache
def _teach() -> None:
    """Let numba take a loop that another one calls for its machine code."""
    from numba import typeof
    from numba.extending import typeof_impl

    typeof_impl.register(_Loop)(lambda loop, context: typeof(loop.compile()))  # type: ignore[no-untyped-call]


def compiled(loop: Loop) -> Loop:
    """The function as machine code where numba is installed."""
    return cast(Loop, _Loop(loop))


@contextmanager
def uncompiled() -> Iterator[None]:
    """Run loops as plain Python inside, on this thread: for one pair of states, where compiling is not worth its time."""
    before = _PLAIN.set(True)
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            yield
    finally:
        _PLAIN.reset(before)


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
