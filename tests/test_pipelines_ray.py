"""Ray Data: a dataset in, a dataset out, on a real cluster of two processors: Parquet, a lost worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from cleanpress.model import Options
from extras import need
from pipeline_pages import articles, columns, given, texts, wanted

pytestmark = pytest.mark.cluster

DUMP = "Nobody came to the fair, as it rained all day.\n\nShare this article"


@pytest.fixture(scope="module")
def armed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at whose sight the worker that cleans a certain page takes it away and dies."""
    return tmp_path_factory.mktemp("ray") / "armed"


def dying(armed: Path, fatal: bytes) -> Callable[[], None]:
    """What every worker does at its start, so that one of them can be made to die."""

    def at_start() -> None:
        import signal

        real = cleanpress.Cleaner.clean_html

        def clean_html(self: Any, html: Any, url: str | None = None, **more: Any) -> Any:
            if html == fatal and armed.exists():
                armed.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, html, url, **more)

        cleanpress.Cleaner.clean_html = clean_html  # type: ignore[method-assign]

    return at_start


@pytest.fixture(scope="module")
def ray(armed: Path) -> Iterator[Any]:
    need("pyarrow", "ray")
    need("ray.data", "ray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_worker_niceness", "0")  # else whatever else runs on the machine goes before its workers
        import ray

        ray.init(
            num_cpus=2,
            include_dashboard=False,
            log_to_driver=False,
            object_store_memory=200_000_000,
            runtime_env={"worker_process_setup_hook": dying(armed, given()[9].html)},
        )
        try:
            ray.data.DataContext.get_current().enable_progress_bars = False
            yield ray
        finally:
            ray.shutdown()


def pages_of(ray: Any) -> Any:
    """The pages in three blocks."""
    import pyarrow as pa

    table = pa.table(columns())
    return ray.data.from_arrow([table.slice(start, 7) for start in (0, 7, 14)])


def test_parquet_in_and_out(ray: Any, tmp_path: Path) -> None:
    """With tasks that read and write beside the actors of the default pool, which must leave them a processor."""
    import pyarrow.parquet

    from cleanpress.pipelines import ray as step

    pages_of(ray).write_parquet(str(tmp_path / "pages"))
    step.clean(ray.data.read_parquet(str(tmp_path / "pages"))).write_parquet(str(tmp_path / "articles"))
    table = pyarrow.parquet.read_table(tmp_path / "articles").sort_by("id")
    assert articles(table.to_pylist()) == list(wanted())
    assert table.select(list(columns())).to_pydict() == columns()


def test_a_worker_that_is_killed_is_replaced(ray: Any, armed: Path) -> None:
    from cleanpress.pipelines import ray as step

    armed.touch()
    found = step.clean(pages_of(ray), batch_size=4).take_all()
    assert not armed.exists()
    assert articles(found) == list(wanted())


def test_options_prefix_texts_and_a_pool_of_the_callers(ray: Any) -> None:
    import pyarrow as pa

    from cleanpress.pipelines import ray as step

    pages = {**columns(), "dump": [None if page.html else DUMP for page in given()]}
    pages["html"] = [page or None for page in pages["html"]]
    found = step.clean(
        ray.data.from_arrow(pa.table(pages)),
        options=Options(keep={"caption"}),
        text_column="dump",
        prefix="a_",
        compute=ray.data.ActorPoolStrategy(size=1),
        num_cpus=0.25,
    ).take_all()
    kept = texts(Options(keep=frozenset({"caption"})))
    dump = cleanpress.clean_text(DUMP).text
    assert [row["a_text"] for row in sorted(found, key=lambda row: row["id"])] == [*kept[:-1], dump]
    assert kept != texts()


def test_wrong_columns_are_noticed_before_anything_is_computed(ray: Any) -> None:
    from cleanpress.pipelines import ray as step

    with pytest.raises(errors.ColumnError, match="its columns are: 'id', 'html', 'url', 'shelf'"):
        step.clean(pages_of(ray), "page")
    with pytest.raises(errors.ColumnError, match="'id' is of type int64"):
        step.clean(pages_of(ray), "id")
