"""Work counted in lines of Python that run: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """Lines run by a call, a line that loops counted once a turn. What a library does in one line is one line."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(call: Callable[[int], Callable[[], object]], size: int, times: int = 8) -> float:
    """Steps for so many times the size over steps for once the size; `call(size)` makes ready what is then counted.

    >>> round(growth(lambda size: lambda: [n for n in range(size)], 100))
    8
    >>> growth(lambda size: lambda: [n for n in range(size) for _ in range(size)], 20) > 50
    True
    """
    call(size)()  # what is read once and kept is no part of either
    once = steps(call(size))
    return steps(call(times * size)) / once
