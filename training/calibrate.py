"""Temperatures that make probabilities honest, and how honest they are (Guo et al. 2017)."""

from __future__ import annotations

import torch
from torch.nn import functional


def temperature(logits: torch.Tensor, truth: torch.Tensor) -> float:
    """The divisor of the logits that makes the labels likeliest, to 0.05."""
    grid = [k / 20 for k in range(10, 81)]
    return min(grid, key=lambda t: float(functional.cross_entropy(logits / t, truth)))


def error(logits: torch.Tensor, truth: torch.Tensor, divisor: float, bins: int = 10) -> float:
    """Expected calibration error of the likeliest class over equal bins of confidence."""
    confidence, said = torch.softmax(logits / divisor, -1).max(-1)
    right = (said == truth).float()
    at = (confidence * bins).long().clamp(max=bins - 1)
    gaps = [
        (confidence[at == k].mean() - right[at == k].mean()).abs() * (at == k).sum()
        for k in range(bins)
        if (at == k).any()
    ]
    return round(float(sum(gaps)) / len(truth), 4)


def crossed(logits: torch.Tensor, truth: torch.Tensor) -> float:
    """Calibration error on each half of the rows with the temperature of the other half."""
    even = torch.arange(len(truth)) % 2 == 0
    one, two = temperature(logits[even], truth[even]), temperature(logits[~even], truth[~even])
    return round((error(logits[~even], truth[~even], one) + error(logits[even], truth[even], two)) / 2, 4)


def calibration(logits: torch.Tensor, truth: torch.Tensor) -> dict[str, float]:
    best = temperature(logits, truth)
    return {
        "temperature": best,
        "error_raw": error(logits, truth, 1.0),
        "error": error(logits, truth, best),
        "error_crossed": crossed(logits, truth),
    }
