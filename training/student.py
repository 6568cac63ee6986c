"""The network that is shipped: two layers of rectified units, fitted by Adam in plain numpy.

Rows are standardised and clipped, so that one odd page cannot carry a feature away. The same rows, targets and seed
give the same weights, as long as the linear algebra runs in one thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.network import CLIP

Floats = NDArray[np.float32]

_SIZES = (128, 64)
_BATCH = 512
_RATE = 2e-3
_BETAS = (0.9, 0.999)
_DROPOUT = 0.1
_DECAY = 1e-5


@dataclass(slots=True)
class Network:
    """Weights by layer, and mean and inverse deviation of every input."""

    mean: Floats
    scale: Floats
    weights: list[Floats]
    biases: list[Floats]

    def logits(self, rows: Floats) -> Floats:
        """The logit of every row; rows are (rows, features), not yet standardised."""
        values = standard(rows, self.mean, self.scale)
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            values = np.maximum(values @ weight + bias, 0)
        return np.asarray(values @ self.weights[-1] + self.biases[-1])[:, 0]


def standard(rows: Floats, mean: Floats, scale: Floats) -> Floats:
    """The rows with mean 0 and deviation 1, clipped."""
    return np.clip((rows - mean) * scale, -CLIP, CLIP)


def fit(rows: Floats, targets: Floats, weights: Floats, *, epochs: int, seed: int, rate: float = _RATE) -> Network:
    """A network fitted to soft targets (0 to 1) by weighted cross-entropy."""
    random = np.random.default_rng(seed)
    mean, deviation = rows.mean(0, dtype=np.float64), rows.std(0, dtype=np.float64)
    scale = np.where(deviation > 1e-6, 1 / np.maximum(deviation, 1e-6), 0)
    network = Network(mean.astype(np.float32), scale.astype(np.float32), *_begin(rows.shape[1], random))
    adam = _Adam([*network.weights, *network.biases])
    weights = (weights / weights.mean()).astype(np.float32)
    steps = epochs * (len(rows) // _BATCH + 1)
    done = 0
    for _ in range(epochs):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            batch = order[start : start + _BATCH]
            slopes = _slopes(network, rows[batch], targets[batch], weights[batch], random)
            adam.step(slopes, rate * 0.5 * (1 + np.cos(np.pi * done / steps)))
            done += 1
    return network


def _begin(inputs: int, random: np.random.Generator) -> tuple[list[Floats], list[Floats]]:
    sizes = (inputs, *_SIZES, 1)
    weights = [(random.standard_normal((m, n)) * np.sqrt(2 / m)).astype(np.float32) for m, n in pairwise(sizes)]
    weights[-1] *= 0.1
    return weights, [np.zeros(n, np.float32) for n in sizes[1:]]


def _slopes(
    network: Network, rows: Floats, targets: Floats, weights: Floats, random: np.random.Generator
) -> list[Floats]:
    """The slopes of the loss over one batch: of the weights, then of the biases."""
    layers = [standard(rows, network.mean, network.scale)]
    masks = []
    for weight, bias in zip(network.weights[:-1], network.biases[:-1], strict=True):
        values = np.maximum(layers[-1] @ weight + bias, 0)
        mask = (random.random(values.shape, np.float32) >= _DROPOUT).astype(np.float32) / (1 - _DROPOUT)
        masks.append((values > 0) * mask)
        layers.append(values * mask)
    logits = (layers[-1] @ network.weights[-1] + network.biases[-1])[:, 0]
    error = ((1 / (1 + np.exp(-np.clip(logits, -30, 30))) - targets) * weights / len(rows))[:, None].astype(np.float32)
    of_weights: list[Floats] = []
    of_biases: list[Floats] = []
    for number in range(len(network.weights) - 1, -1, -1):
        of_weights.insert(0, layers[number].T @ error + _DECAY * network.weights[number])
        of_biases.insert(0, error.sum(0))
        if number:
            error = (error @ network.weights[number].T) * masks[number - 1]
    return of_weights + of_biases


@dataclass(slots=True)
class _Adam:
    """Kingma and Ba's rule, on arrays that are changed in place."""

    values: list[Floats]
    first: list[Floats] = field(init=False)
    second: list[Floats] = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]

    def step(self, slopes: list[Floats], rate: float) -> None:
        self.steps += 1
        one, two = _BETAS
        rate *= np.sqrt(1 - two**self.steps) / (1 - one**self.steps)
        for value, slope, first, second in zip(self.values, slopes, self.first, self.second, strict=True):
            first *= one
            first += (1 - one) * slope
            second *= two
            second += (1 - two) * slope * slope
            value -= np.float32(rate) * first / (np.sqrt(second) + np.float32(1e-8))
