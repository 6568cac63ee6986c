"""The judge's weights: that the shipped ones belong to the features, and what happens without any or with others."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import cleanpress
from cleanpress import Cleaner
from cleanpress.errors import CleanpressError, InputTypeError, WeightsError
from cleanpress.judge import features, network
from cleanpress.judge.figures import NAMES
from cleanpress.judge.ground import Columns, Ground
from cli_runner import DUMP, PAGE
from training import probe

MEND = r"python -m training"


def small(names: tuple[str, ...] = ("one", "two"), inner: int = 5) -> network.Network:
    """A network of some random weights."""
    random = np.random.default_rng(3)
    sizes = (len(names) + 1, inner, 3, 1)
    return network.Network(
        names,
        random.standard_normal(sizes[0]).astype(np.float32),
        np.ones(sizes[0], np.float32),
        tuple(random.standard_normal((n, m)).astype(np.float32) for m, n in pairwise(sizes)),
        tuple(random.standard_normal(n).astype(np.float32) for n in sizes[1:]),
        network.Curve((0.5,) * (len(NAMES) + 1)),
        network.Curve((-2.0, 0.25)),
        np.array([0.5, 2], np.float32),
    )


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the shipped weights."""
    return Path(shutil.copy(network.SHIPPED, tmp_path / "copy.npz"))


# The shipped weights


def test_the_shipped_weights_find_an_article() -> None:
    assert "harbour" in Cleaner().clean_html(PAGE).text


def test_weights_from_a_file_give_what_the_shipped_ones_do(shipped: Path) -> None:
    assert Cleaner(weights=shipped).clean_html(PAGE) == Cleaner().clean_html(PAGE)
    assert Cleaner(weights=str(shipped)).clean_html(PAGE) == Cleaner().clean_html(PAGE)


def test_the_shipped_weights_are_small() -> None:
    assert network.SHIPPED.stat().st_size < 2_000_000


def test_the_shipped_weights_have_curves() -> None:
    assert network.load().presence.weights
    assert len(network.load().confidence.weights) == 2


def belongs() -> bool:
    """Whether the shipped weights were made for the features as they are computed now."""
    return np.allclose(network.load(network.SHIPPED).probe, probe.features(), rtol=1e-4, atol=1e-5)


def test_the_shipped_weights_belong_to_the_features() -> None:
    assert network.load(network.SHIPPED).probe.shape == (len(network.load().names),)
    assert belongs()


def otherwise(change: Callable[[Columns], None], real: Callable[[Ground], Columns]) -> Callable[[Ground], Columns]:
    def columns(ground: Ground) -> Columns:
        found = real(ground)
        change(found)
        return found

    return columns


def longer(found: Columns) -> None:
    found["len"] = found["len"] * np.float32(1.01)


def swapped(found: Columns) -> None:
    found["bold"], found["italic"] = found["italic"], found["bold"]


@pytest.mark.parametrize("change", [longer, swapped])
def test_a_feature_computed_otherwise_is_noticed(
    change: Callable[[Columns], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "text_columns", otherwise(change, features.text_columns))
    assert not belongs()


# Missing, damaged, of another version


def test_missing_weights_are_an_error_and_never_silent(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=rf"missing: .*none\.npz.*{MEND}"):
        Cleaner(weights=tmp_path / "none.npz").clean_html(PAGE)


def test_shipped_weights_that_are_missing_are_mended_by_installing_again() -> None:
    with pytest.raises(WeightsError, match="pip install"):
        network.load(network.SHIPPED.with_name("none.npz"))


def test_missing_weights_are_an_error_for_texts_too(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=rf"missing: .*none.*{MEND}"):
        Cleaner(weights=tmp_path / "none").clean_text(DUMP)


@pytest.mark.parametrize("keep", [0, 1, 10, 400, 4_000, -1, -40])
def test_truncated_weights_are_an_error(shipped: Path, keep: int) -> None:
    shipped.write_bytes(shipped.read_bytes()[:keep])
    with pytest.raises(WeightsError, match=rf"damaged: .*copy\.npz.*{MEND}"):
        Cleaner(weights=shipped).clean_html(PAGE)


@pytest.mark.parametrize("content", [b"\x00" * 1000, b"PK\x03\x04" + b"\xff" * 200, b"<html>", b"\x93NUMPY\x01\x00"])
def test_a_file_of_something_else_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.npz").write_bytes(content)
    with pytest.raises(WeightsError, match=MEND):
        network.load(tmp_path / "other.npz")


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=MEND):
        network.load(tmp_path)


def test_no_flipped_byte_is_read_as_other_weights(tmp_path: Path) -> None:
    path = tmp_path / "one.npz"
    network.save(small(), path)
    sound, whole = network.load(path), path.read_bytes()
    noticed = 0
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        network.load.cache_clear()
        try:
            found = network.load(path)
        except WeightsError:
            noticed += 1
            continue
        assert found.names == sound.names
        for one, other in zip((*found.weights, *found.biases), (*sound.weights, *sound.biases), strict=True):
            assert np.array_equal(one, other)
    assert noticed > len(whole) / 7 / 3


def test_weights_of_another_version_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "FORMAT", 99)
    network.save(small(), tmp_path / "newer.npz")
    monkeypatch.undo()
    with pytest.raises(WeightsError, match=rf"version 99: .*newer\.npz.*{MEND}"):
        Cleaner(weights=tmp_path / "newer.npz").clean_html(PAGE)


def test_weights_of_an_older_form_without_what_is_needed_are_an_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "old.npz", format=np.asarray(network.FORMAT), names=np.asarray(["one"]))
    with pytest.raises(WeightsError, match=MEND):
        network.load(tmp_path / "old.npz")


@pytest.mark.parametrize("name", ["weight0", "bias1", "presence", "names"])
@pytest.mark.parametrize("value", [3.0, float("nan")])
def test_arrays_of_another_form_are_an_error(shipped: Path, name: str, value: float) -> None:
    with np.load(shipped) as file:
        arrays = dict(file)
    np.savez(shipped, **{**arrays, name: np.asarray(value)})
    with pytest.raises(WeightsError, match=rf"damaged: .*{MEND}"):
        network.load(shipped)


def test_weights_that_are_no_numbers_are_an_error(shipped: Path) -> None:
    with np.load(shipped) as file:
        arrays = dict(file)
    np.savez(shipped, **{**arrays, "weight0": np.full_like(arrays["weight0"], np.nan)})
    with pytest.raises(WeightsError, match=rf"damaged: .*{MEND}"):
        network.load(shipped)


def test_one_array_is_no_weights(tmp_path: Path) -> None:
    np.save(tmp_path / "array.npy", np.zeros(3))
    with pytest.raises(WeightsError, match=MEND):
        network.load(tmp_path / "array.npy")


@pytest.mark.parametrize("other", ["renamed", "in another order", "one fewer"])
def test_weights_of_other_features_are_an_error(tmp_path: Path, other: str) -> None:
    made = network.load()
    names = {
        "renamed": ("other", *made.names[1:]),
        "in another order": (made.names[1], made.names[0], *made.names[2:]),
        "one fewer": made.names[1:],
    }[other]
    network.save(small(names), tmp_path / "other.npz")
    with pytest.raises(WeightsError, match=rf"other features.*{MEND}"):
        Cleaner(weights=tmp_path / "other.npz").clean_html(PAGE)


@pytest.mark.parametrize("part", ["mean", "weights", "biases"])
def test_layers_that_do_not_fit_are_an_error(tmp_path: Path, part: str) -> None:
    made = small()
    short = made.mean[:-1] if part == "mean" else tuple(one[:-1] for one in getattr(made, part))
    network.save(replace(made, **{part: short}), tmp_path / "odd.npz")
    with pytest.raises(WeightsError, match=rf"damaged.*{MEND}"):
        network.load(tmp_path / "odd.npz")


@pytest.mark.parametrize("curve", ["presence", "confidence"])
def test_a_curve_of_other_figures_is_an_error(tmp_path: Path, curve: str) -> None:
    network.save(replace(small(), **{curve: network.Curve((1.0, 2.0, 3.0))}), tmp_path / "odd.npz")
    with pytest.raises(WeightsError, match=rf"damaged.*{MEND}"):
        network.load(tmp_path / "odd.npz")


def test_the_error_is_one_of_the_packages_own_and_no_page_is_judged_without_weights(tmp_path: Path) -> None:
    cleaner = Cleaner(weights=tmp_path / "none.npz")
    for _ in range(2):
        with pytest.raises(CleanpressError):
            cleaner.clean_html(PAGE)
    assert cleaner.clean_html("").status == "empty"


@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_the_command_says_once_how_to_mend_the_installation(tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "lib/cleanpress"
    shutil.copytree(Path(cleanpress.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    weights = copy / "judge/weights" / network.SHIPPED.name
    if damage == "missing":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes()[:5000])
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    os_path = {**os.environ, "PYTHONPATH": str(tmp_path / "lib")}
    done = subprocess.run(
        [sys.executable, "-m", "cleanpress", "one.html", "two.html"], cwd=tmp_path, env=os_path, capture_output=True
    )
    said = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert said.count("pip install") == 1
    assert "report it" not in said
    assert "Traceback" not in said


# The file and the sums


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    made = small()
    network.save(made, tmp_path / "one.npz")
    found = network.load(tmp_path / "one.npz")
    assert (found.names, found.presence, found.confidence) == (made.names, made.presence, made.confidence)
    assert np.array_equal(found.probe, made.probe)
    for one, other in zip(found.weights, made.weights, strict=True):
        assert np.array_equal(one, other.astype(np.float16).astype(np.float32))


def test_equal_weights_give_equal_bytes(tmp_path: Path) -> None:
    network.save(network.load(), tmp_path / "one.npz")
    network.save(network.load(), tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    network.save(network.load(tmp_path / "one.npz"), tmp_path / "three.npz")
    assert (tmp_path / "three.npz").read_bytes() == (tmp_path / "one.npz").read_bytes()


def test_the_file_holds_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(network.SHIPPED.read_bytes())) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_block_has_the_same_logit_whatever_stands_beside_it() -> None:
    made = small(tuple(f"f{n}" for n in range(40)), inner=32)
    rows = np.random.default_rng(1).standard_normal((40, 100)).astype(np.float32)
    whole = made.logits(made.names, rows.copy(), False)
    for at in (16, 32, 48):
        assert np.array_equal(made.logits(made.names, rows[:, at:].copy(), False), whole[at:])
    assert made.logits(made.names, rows[:, :0].copy(), False).shape == (0,)


def test_the_convention_is_an_input() -> None:
    made = small()
    rows = np.ones((2, 3), np.float32)
    assert not np.array_equal(made.logits(made.names, rows.copy(), True), made.logits(made.names, rows.copy(), False))


def test_values_far_out_are_clipped() -> None:
    made = small()
    one, two = (made.logits(made.names, np.full((2, 1), value, np.float32), False) for value in (1e6, 1e9))
    assert np.array_equal(one, two)


THREADS = """
import sys
import numpy as np
from cleanpress import Cleaner
from cleanpress.judge import network
made = network.load()
rows = np.random.default_rng(5).standard_normal((len(made.names), 3000)).astype(np.float32)
sys.stdout.buffer.write(made.logits(made.names, rows, False).tobytes())
sys.stdout.buffer.write(Cleaner().clean_html(sys.argv[1]).to_json().encode())
"""


def test_the_number_of_threads_of_the_linear_algebra_does_not_matter() -> None:
    found = set()
    for number in ("1", "2", "4"):
        names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
        run = subprocess.run(
            [sys.executable, "-c", THREADS, PAGE],
            env={**os.environ, **dict.fromkeys(names, number)},
            capture_output=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1
    assert len(found.pop()) > 12_000


# Curves


def test_a_curve_without_weights_is_even() -> None:
    assert network.Curve().chance([3.0, 4.0]) == 0.5


def test_a_curve_rises_with_what_speaks_for_and_stays_a_chance() -> None:
    curve = network.Curve((2.0, -1.0))
    found = [curve.chance([value]) for value in (-1e9, -1.0, 0.5, 1.0, 1e9)]
    assert found == sorted(found)
    assert found[2] == 0.5
    assert 0 <= found[0] < found[-1] <= 1


def test_weights_that_are_no_path_are_refused() -> None:
    with pytest.raises(InputTypeError, match="name a file or folder"):
        Cleaner(weights=3)  # type: ignore[arg-type]
