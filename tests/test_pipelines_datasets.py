"""Hugging Face datasets: types that are known beforehand, several processes, a cache that is found again."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from cleanpress.model import Limits, Options
from extras import need
from pipeline_pages import articles, columns, given, wanted

DUMP = "Nobody came to the fair, as it rained all day.\n\nShare this article"


@pytest.fixture
def hf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    need("pyarrow", "datasets")
    need("datasets", "datasets")
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    datasets.disable_progress_bars()
    return datasets


@pytest.fixture
def pages(hf: Any, tmp_path: Path) -> Any:
    """The pages as a dataset that stands in a file, so that what is made of it is cached."""
    hf.Dataset.from_dict(columns()).save_to_disk(tmp_path / "pages")
    return hf.load_from_disk(tmp_path / "pages")


def cached(dataset: Any) -> list[str]:
    return [each["filename"] for each in dataset.cache_files]


@pytest.mark.parametrize("num_proc", [None, 2])
def test_the_articles_are_those_of_clean_html(pages: Any, num_proc: int | None) -> None:
    from cleanpress.pipelines import datasets

    found = datasets.clean(pages, num_proc=num_proc, batch_size=5)
    assert articles(found.to_list()) == list(wanted())
    assert found.remove_columns([name for name in found.column_names if name not in columns()]).to_dict() == columns()


def test_the_function_for_map(pages: Any) -> None:
    from cleanpress.pipelines.datasets import CleanPages

    step = CleanPages()
    found = pages.map(step, batched=True, batch_size=4, features=step.features(pages.features))
    assert articles(found.to_list()) == list(wanted())
    of_arrow = pages.with_format("arrow").map(step, batched=True, batch_size=4).with_format(None)
    assert of_arrow.to_list() == found.to_list()
    assert of_arrow.features == found.features


def test_a_stream(pages: Any) -> None:
    from cleanpress.pipelines import datasets

    found = datasets.clean(pages.to_iterable_dataset(), batch_size=4)
    assert articles(list(found)) == list(wanted())


def test_what_is_null_at_first_and_not_later(hf: Any) -> None:
    from cleanpress.pipelines import datasets

    pages = hf.Dataset.from_dict({"id": [0, 1, 2], "html": [None, "", given()[1].html.decode()]})
    found = datasets.clean(pages, batch_size=1, writer_batch_size=1)
    assert found["clean_status"][:] == ["empty", "empty", "ok"]
    assert found.features == datasets.clean(pages.select([2])).features


def test_the_cache_is_found_again(pages: Any) -> None:
    from cleanpress.pipelines import datasets

    options = Options(keep=frozenset({"caption", "credit", "title"}))
    first = cached(datasets.clean(pages, options=options))
    assert first
    assert cached(datasets.clean(pages, options=options)) == first
    assert cached(datasets.clean(pages)) != first


def fingerprints(hf: Any, *steps: Any) -> list[str]:
    return [hf.fingerprint.Hasher.hash(step) for step in steps]


def test_the_fingerprint_hangs_on_every_argument(hf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleanpress.pipelines.datasets import CleanPages

    steps = [
        CleanPages(),
        CleanPages("page"),
        CleanPages(text_column="dump"),
        CleanPages(url_column=None),
        CleanPages(prefix=""),
        CleanPages(options=Options(keep={"caption"})),
        CleanPages(options=Options(body="web")),
        CleanPages(options=Options(fast=True)),
        CleanPages(options=Options(limits=Limits(max_bytes=9))),
    ]
    found = fingerprints(hf, *steps)
    assert len(set(found)) == len(steps)
    assert fingerprints(hf, CleanPages(options=Options())) == found[:1]
    monkeypatch.setattr(cleanpress, "__version__", "0.0.0")
    assert fingerprints(hf, CleanPages()) != found[:1]


def test_the_fingerprint_is_the_same_in_every_process(hf: Any) -> None:
    program = """
from cleanpress import Options
from cleanpress.pipelines.datasets import CleanPages
from datasets.fingerprint import Hasher
print(Hasher.hash(CleanPages(options=Options(keep={"caption", "credit", "title", "related", "bio", "share"}))))
"""
    found = set()
    for seed in ("1", "2"):
        source = os.pathsep.join(
            filter(None, [str(Path(cleanpress.__file__).parents[1]), os.environ.get("PYTHONPATH")])
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_what_is_pickled_does_the_same(hf: Any) -> None:
    from cleanpress.pipelines.datasets import CleanPages

    step = CleanPages(None, None, Options(keep={"title"}), text_column="dump", prefix="a_")
    again = pickle.loads(pickle.dumps(step))
    assert again({"dump": [DUMP]}) == step({"dump": [DUMP]})
    assert again({"dump": [DUMP]})["a_text"] == [cleanpress.clean_text(DUMP).text]


def test_wrong_columns(hf: Any) -> None:
    from cleanpress.pipelines import datasets

    with pytest.raises(errors.ColumnError, match="its columns are: 'page'"):
        datasets.clean(hf.Dataset.from_dict({"page": ["<p>a"]}))
    with pytest.raises(errors.ColumnError, match="'clean_text' already"):
        datasets.clean(hf.Dataset.from_dict({"html": ["<p>a"], "clean_text": ["a"]}))
