"""Ray Data: a dataset of pages in, the same with the columns of the article out, by a pool of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleanpress.model import Options
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN, clean_table
from cleanpress.write.arrow import pa

if TYPE_CHECKING:
    import ray.data

# Pages an actor takes at a time: some tens of megabytes.
_ROWS = 128


class Pages:
    """What an actor of the pool does with each batch."""

    def __init__(self, **arguments: Any) -> None:
        self._arguments = arguments

    def __call__(self, table: pa.Table) -> pa.Table:
        return clean_table(table, **self._arguments)


def clean(
    ds: ray.data.Dataset,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
    **more: Any,
) -> ray.data.Dataset:
    """The dataset with the article's columns after its own, by `map_batches`; nothing is computed yet.

    The pool has an actor for each processor of the cluster; together they leave one processor's worth of the cluster's
    account to the tasks that read and write, so that it fits a cluster of two. `more` goes to `map_batches` and comes
    first: `compute`, `num_cpus`, `memory`, `batch_size` (128 rows) and the like. Other arguments and errors are those
    of `cleanpress.pipelines.arrow.clean_batch`; a wrong column is noticed at once where the dataset knows its columns.
    """
    import ray
    from ray.data import ActorPoolStrategy

    processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
    pool = {
        "compute": ActorPoolStrategy(size=processors),
        "num_cpus": _share(processors),
        "batch_size": _ROWS,
    }
    arguments: dict[str, Any] = {
        "html_column": html_column,
        "text_column": text_column,
        "url_column": url_column,
        "options": options,
        "prefix": prefix,
    }
    known = ds.schema(fetch_if_missing=False)
    if known is not None and isinstance(known.base_schema, pa.Schema):
        clean_table(known.base_schema.empty_table(), **arguments)
    return ds.map_batches(
        Pages,
        batch_format="pyarrow",
        fn_constructor_kwargs=arguments,
        udf_modifying_row_count=False,
        **{**pool, **more},
    )


def _share(processors: int) -> float:
    """What each of as many actors may claim of a processor, so that one processor's worth is left over.

    Rounded down to the four places that Ray counts: a whole processor must be free, or no task of reading ever starts.

    >>> [_share(processors) for processors in (1, 2, 3, 64)]
    [0.5, 0.5, 0.6666, 0.9843]
    """
    return max(1, processors - 1) * 10_000 // max(2, processors) / 10_000
