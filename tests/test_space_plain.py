"""Loops as plain Python give what machine code gives, so that one pair can be read without numba."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from comity.measure.space.breaks import breaks
from comity.measure.space.compiled import _PLAIN, uncompiled
from comity.measure.space.model import Model
from comity.measure.space.smoothing import Reduced, reduce
from comity.measure.space.volatility import volatility

MODEL = Model([1.0], [0.0], [0.05], [0.002, 0.01], [0.0, 0.1], [0.5, 1.0])


def history() -> Reduced:
    """Two pairs of eighty years, one with a jump, with gaps."""
    random = np.random.default_rng(7)
    x = random.normal(0, 0.05, (2, 80)).cumsum(axis=1)
    x[0, 40:] += 1.2
    x[random.random(x.shape) < 0.2] = np.nan
    return reduce(x[None], None, MODEL, groups=np.array([0, 1]), begin=np.array([0, 5]))


def test_plain_loops_equal_compiled_ones() -> None:
    pytest.importorskip("numba")
    fast_breaks, fast_sds = breaks(history(), MODEL), volatility(history(), MODEL)
    with uncompiled():
        slow_breaks, slow_sds = breaks(history(), MODEL), volatility(history(), MODEL)
    for name in ("probability", "counts", "period", "low", "high", "chance", "jump", "jump_sd"):
        np.testing.assert_allclose(getattr(slow_breaks, name), getattr(fast_breaks, name), rtol=1e-9, atol=1e-12)
    for name in ("sd", "low", "high", "weights"):
        np.testing.assert_allclose(getattr(slow_sds, name), getattr(fast_sds, name), rtol=1e-9, atol=1e-12)
    assert fast_breaks.period[0, 0] == 40


def test_plain_python_ends_with_its_block() -> None:
    with uncompiled():
        assert _PLAIN.get()
    assert not _PLAIN.get()


def test_breaks_and_the_brief_need_no_numba() -> None:
    """A process in which numba cannot be imported."""
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from comity.brief import brief\n"
        "made = brief('Russia', 'China')\n"
        "print(len(made.section('together').blocks), 'at a stroke' in made.to_text(100))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["7", "True"]
