"""The learned judge's weights: a small network, read from a file and scored with numpy alone."""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from cleanpress.errors import WeightsError
from cleanpress.judge.figures import NAMES
from cleanpress.judge.ground import Floats

FORMAT = 2
"""The version of the file's form. Other features need no new form: the file names those it was made for."""
CLIP = 5.0
SHIPPED = Path(__file__).with_name("weights") / "blocks.npz"
_LAYERS = 3
# How many figures of a page the two curves weigh.
_PRESENCE, _CONFIDENCE = len(NAMES), 1
# Products of so few columns stay in one thread: the linear algebra's own threads would fight with those of the caller,
# and rounding would hang on their number.
_FEW = 16
# What reading a damaged archive may raise.
_DAMAGE = (OSError, EOFError, KeyError, TypeError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile,
           zlib.error)  # fmt: skip
_MEND_SHIPPED = "install cleanpress again: pip install --force-reinstall cleanpress"
_MEND_OWN = "make them with `python -m training` of this version, or leave `weights` out"


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over some figures of a page: `weights` of the figures, the constant last; even without any."""

    weights: tuple[float, ...] = ()

    def chance(self, figures: Sequence[float]) -> float:
        """The chance (0 to 1) that the figures speak for.

        >>> Curve((1.0, 0.0)).chance([0.0])
        0.5
        """
        if not self.weights:
            return 0.5
        found = sum(w * x for w, x in zip(self.weights, (*figures, 1.0), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, found))))


@dataclass(frozen=True, slots=True)
class Network:
    """What the file holds: the features' names in order (the policy is the last input), the layers, the curves of the
    page as a whole (`presence`: that it holds an article; `confidence`: that the body is whole and clean), and
    `probe`, the features of a known page by which it shows whether the weights belong to the features."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    presence: Curve = Curve()
    confidence: Curve = Curve()
    probe: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    def logits(self, names: tuple[str, ...], features: Floats, web: bool) -> Floats:
        """The logit of every block, from features of shape (features, blocks).

        Raises WeightsError if the weights were made for other features than `names`.
        """
        if names != self.names:
            raise WeightsError(f"the judge's weights were made for other features than this version has; {_MEND_OWN}")
        policy = np.full((1, features.shape[1]), web, np.float32)
        values = np.concatenate([features, policy])
        values -= self.mean[:, None]
        values *= self.scale[:, None]
        np.clip(values, -CLIP, CLIP, out=values)
        parts = [self._layers(values[:, at : at + _FEW]) for at in range(0, values.shape[1], _FEW)]
        found: Floats = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return found

    def _layers(self, values: Floats) -> Floats:
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            values = np.maximum(weight @ values + bias[:, None], 0)
        found: Floats = (self.weights[-1] @ values + self.biases[-1][:, None])[0]
        return found


def save(network: Network, path: Path) -> None:
    """Writes the weights in half precision; equal weights give equal bytes."""
    arrays = {f"weight{i}": weight.astype(np.float16) for i, weight in enumerate(network.weights)}
    arrays |= {f"bias{i}": bias.astype(np.float32) for i, bias in enumerate(network.biases)}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            format=np.asarray(FORMAT),
            names=np.asarray(network.names),
            mean=network.mean.astype(np.float32),
            scale=network.scale.astype(np.float32),
            presence=np.asarray(network.presence.weights, np.float64),
            confidence=np.asarray(network.confidence.weights, np.float64),
            probe=network.probe.astype(np.float32),
            **arrays,
        )


@lru_cache(maxsize=8)
def load(path: Path = SHIPPED) -> Network:
    """The weights in a file.

    Raises:
        WeightsError: the file is missing, damaged or of another version.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            if int(file["format"]) != FORMAT:
                raise WeightsError(f"the judge's weights are of version {int(file['format'])}: {path}; {_mend(path)}")
            network = Network(
                tuple(file["names"].tolist()),
                file["mean"],
                file["scale"],
                tuple(file[f"weight{i}"].astype(np.float32) for i in range(_LAYERS)),
                tuple(file[f"bias{i}"] for i in range(_LAYERS)),
                Curve(tuple(file["presence"].tolist())),
                Curve(tuple(file["confidence"].tolist())),
                file["probe"],
            )
    except FileNotFoundError as error:
        raise WeightsError(f"the judge's weights are missing: {path}; {_mend(path)}") from error
    except WeightsError:
        raise
    except _DAMAGE as error:
        raise WeightsError(f"the judge's weights are damaged: {path}; {_mend(path)}") from error
    _check(network, path)
    return network


def _mend(path: Path) -> str:
    """What to do about a file that does not serve: whether it came with the package decides."""
    return _MEND_SHIPPED if path.parent == SHIPPED.parent else _MEND_OWN


def _check(network: Network, path: Path) -> None:
    size = len(network.names) + 1
    fits = network.mean.shape == network.scale.shape == (size,)
    for weight, bias in zip(network.weights, network.biases, strict=True):
        fits = fits and weight.ndim == 2 and weight.shape[1] == size and bias.shape == weight.shape[:1]
        size = len(bias) if fits else 0
        fits = fits and bool(np.isfinite(weight).all() and np.isfinite(bias).all())
    for curve, figures in ((network.presence, _PRESENCE), (network.confidence, _CONFIDENCE)):
        fits = fits and len(curve.weights) in (0, figures + 1)
    if not fits or size != 1:
        raise WeightsError(f"the judge's weights are damaged: {path}; {_mend(path)}")
