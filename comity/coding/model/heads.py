"""The small matrices behind the encoder, applied with numpy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis.

    >>> softmax(np.array([0.0, 0.0], dtype=np.float32)).tolist()
    [0.5, 0.5]
    """
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def gelu(x: NDArray[Any]) -> Array:
    """x times the normal distribution function at x; erf by Abramowitz and Stegun (1964) 7.1.26, error below 2e-7."""
    z = np.abs(x) / np.sqrt(2, dtype=np.float32)
    t = 1 / (1 + 0.3275911 * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)


class Heads:
    """Pair, pointer, mixing, type, status and tag layers. States are [n, w]; w is 384."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        held = {name: np.asarray(weights[name], dtype=np.float32) for name in weights}
        first, second, product, difference = np.split(held["pair_0_weight"], 4, axis=1)
        self._first, self._second, self._product = (first + difference).T, (second - difference).T, product.T
        self._bias = held["pair_0_bias"]
        own, seen = np.split(held["mix_0_weight"], 2, axis=1)
        self._own, self._seen, self._mixed = own.T, seen.T, held["mix_0_bias"]
        self._layers = {n: (held[f"{n}_weight"].T, held[f"{n}_bias"]) for n in ("kind", "status", "pointer", "tags")}

    def pairs(self, mentions: Array, tokens: Array) -> tuple[Array, Array]:
        """Hidden states [m, m, w] of directed pairs and the weight [m, m, t] of each token as a word that decides.

        `mentions` [m, w] and `tokens` [t, w] are states of one sentence; the row acts on the column.
        """
        product = (mentions[:, None, :] * mentions[None, :, :]) @ self._product
        sides = (mentions @ self._first)[:, None, :] + (mentions @ self._second)[None, :, :]
        hidden = gelu(sides + product + self._bias)
        points = softmax(self.layer("pointer", hidden) @ tokens.T / np.float32(tokens.shape[1] ** 0.5))
        return gelu(hidden @ self._own + (points @ tokens) @ self._seen + self._mixed), points

    def layer(self, name: str, states: Array) -> Array:
        """Scores of a layer: kind, status, pointer or tags."""
        weight, bias = self._layers[name]
        return np.asarray(states @ weight + bias, dtype=np.float32)
