"""Segments: one dyad's history as stretches with a level of their own each, summed over every way to cut it.

Given the readings, the beginnings of segments form a Markov chain. Its steps follow from one backward pass over all
pairs of periods (Fearnhead 2006, exact filtering of product partition models); after it all is sums of probabilities.
"""

from __future__ import annotations

import math

from comity.measure.space.compiled import Floats, Ints, compiled


@compiled
def chain_row(
    precision: Floats, score: Floats, begin: int, drift: float, mean: float, var: float, hazard: float, steps: Floats
) -> None:
    """steps[s, t]: probability that the segment that begins in s ends with t, given the readings."""
    n = len(precision)
    stay, leave = math.log(1.0 - hazard), math.log(hazard)
    after = 0.0
    later = precision * 0.0
    for s in range(n - 1, begin - 1, -1):
        m, p, fit, highest = mean, var, 0.0, -math.inf
        for t in range(s, n):
            if t > s:
                p += drift
                fit += stay
            gap = score[t] - precision[t] * m
            spread = 1.0 + p * precision[t]
            if precision[t] > 0:
                fit += 0.5 * (m * (score[t] + gap) + p / spread * gap * gap - math.log(spread))
            m += p / spread * gap
            p /= spread
            steps[s, t] = fit + (leave + later[t + 1] if t < n - 1 else 0.0)
            highest = max(highest, steps[s, t])
        after = 0.0
        for t in range(s, n):
            steps[s, t] = math.exp(steps[s, t] - highest)
            after += steps[s, t]
        for t in range(s, n):
            steps[s, t] /= after
        later[s] = highest + math.log(after)


@compiled
def visit_row(steps: Floats, begin: int, low: int, high: int, visits: Floats) -> float:
    """visits[s]: probability that a segment begins in s by way of none in low..high; returns that of no such segment."""
    n = len(visits)
    visits[:] = 0.0
    visits[begin] = 1.0
    for s in range(begin, n):
        if low <= s <= high:
            visits[s] = 0.0
        if visits[s] > 0:
            for t in range(s, n - 1):
                visits[t + 1] += visits[s] * steps[s, t]
    ended = 0.0
    for s in range(begin, n):
        ended += visits[s] * steps[s, n - 1]
    return ended


@compiled
def count_row(steps: Floats, begin: int, ahead: Floats, behind: Floats, counts: Floats) -> None:
    """counts[m]: probability of m breaks; ahead[m, s]: that the m-th begins in s; behind[m, s]: of m more after s."""
    n, most = steps.shape[0], len(counts) - 1
    ahead[:] = 0.0
    behind[:] = 0.0
    counts[:] = 0.0
    ahead[0, begin] = 1.0
    for m in range(most + 1):
        for s in range(begin, n):
            counts[m] += ahead[m, s] * steps[s, n - 1]
            if m < most and ahead[m, s] > 0:
                for t in range(s, n - 1):
                    ahead[m + 1, t + 1] += ahead[m, s] * steps[s, t]
    for s in range(begin, n):
        behind[0, s] = steps[s, n - 1]
    for m in range(1, most + 1):
        for s in range(begin, n):
            for t in range(s, n - 1):
                behind[m, s] += steps[s, t] * behind[m - 1, t + 1]


@compiled
def place_row(mass: Floats, level: float, found: Ints) -> None:
    """found: most probable period, then first and last of the shortest stretch that holds `level` of the mass."""
    n, total = len(mass), mass.sum()
    found[0] = mass.argmax()
    shortest, most = n + 1, 0.0
    for low in range(n):
        held = 0.0
        for high in range(low, min(n, low + shortest)):
            held += mass[high]
            if held >= level * total - 1e-12:
                if high - low + 1 < shortest or held > most:
                    shortest, most = high - low + 1, held
                    found[1], found[2] = low, high
                break


@compiled
def level_row(
    precision: Floats, score: Floats, low: int, high: int, drift: float, mean: float, var: float, found: Floats
) -> None:
    """found: level of one segment low..high at its beginning and at its end, and their variances."""
    m, p, first, held, link = mean, var, mean, var, var
    for t in range(low, high + 1):
        if t > low:
            p += drift
        gap, spread = score[t] - precision[t] * m, 1.0 + p * precision[t]
        first += link / spread * gap
        held -= link * link * precision[t] / spread
        link /= spread
        m += p / spread * gap
        p /= spread
    found[0], found[1], found[2], found[3] = first, m, held, p
