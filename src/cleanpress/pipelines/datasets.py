"""Hugging Face datasets: a function for `map(batched=True)`, whose cache it does not upset."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import cleanpress
from cleanpress.model import Options
from cleanpress.pipelines.arrow import (
    HTML_COLUMN,
    PREFIX,
    URL_COLUMN,
    as_column,
    clean_table,
    output_schema,
)
from cleanpress.write.arrow import pa

if TYPE_CHECKING:
    import datasets

# Pages at a time, unless the caller says otherwise: the library's thousand are a hundred megabytes.
_ROWS = 100


class CleanPages:
    """A function that gives the article's columns for a batch of pages: `dataset.map(CleanPages(), batched=True)`.

    Its fingerprint is the same in every process and on every day, until an argument or the version of cleanpress
    changes; so `map` finds what it has cached. Arguments and errors are those of
    `cleanpress.pipelines.arrow.clean_batch`.

    >>> CleanPages(text_column="dump")({"dump": ["Nobody came, as it rained all day."]})["clean_text"]
    ['Nobody came, as it rained all day.']
    """

    def __init__(
        self,
        html_column: str | None = HTML_COLUMN,
        url_column: str | None = URL_COLUMN,
        options: Options | None = None,
        *,
        text_column: str | None = None,
        prefix: str = PREFIX,
    ) -> None:
        self._columns = (html_column, text_column, url_column)
        self._options = Options() if options is None else options
        self._prefix = prefix

    def __call__(self, batch: Mapping[str, Any] | pa.Table) -> dict[str, list[Any]] | pa.Table:
        """The new columns for a batch as `map` gives it: lists by name; for an Arrow table the whole new table."""
        if isinstance(batch, pa.Table):
            return clean_table(batch, *self._columns, self._options, prefix=self._prefix)
        rows = len(next(iter(batch.values()), ()))
        columns = {name: as_column(batch[name], name) if name in self._columns else pa.nulls(rows) for name in batch}
        found = clean_table(pa.table(columns), *self._columns, self._options, prefix=self._prefix)
        return found.drop_columns(list(batch)).to_pydict()

    def features(self, features: datasets.Features) -> datasets.Features:
        """The types of a dataset that has been mapped, for `map(features=…)`: without them a column that is null
        throughout the first pages makes the next ones fail."""
        from datasets import Features

        return Features.from_arrow_schema(output_schema(features.arrow_schema, self._prefix))

    def __reduce__(self) -> tuple[Any, ...]:
        # A set is pickled in another order in every process, and the fingerprint is made of what is pickled.
        options = [getattr(self._options, item.name) for item in fields(Options)]
        ordered = tuple(tuple(sorted(value)) if isinstance(value, Set) else value for value in options)
        return _restored, (self._columns, ordered, self._prefix, cleanpress.__version__)


def _restored(columns: tuple[Any, Any, Any], options: tuple[Any, ...], prefix: str, _version: str) -> CleanPages:
    html, text, url = columns
    values = (frozenset(value) if isinstance(value, tuple) else value for value in options)
    chosen: dict[str, Any] = dict(zip((item.name for item in fields(Options)), values, strict=True))
    return CleanPages(html, url, Options(**chosen), text_column=text, prefix=prefix)


def clean(
    dataset: Any,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
    **more: Any,
) -> Any:
    """The `Dataset` or `IterableDataset` with the article's columns after its own, by `map`.

    `more` goes to `map`: `num_proc`, `batch_size` (100 rows) and the like.

    >>> import datasets
    >>> pages = datasets.Dataset.from_dict({"dump": ["Nobody came, as it rained all day."]})
    >>> clean(pages, text_column="dump", keep_in_memory=True)["clean_text"][0]
    'Nobody came, as it rained all day.'
    """
    step = CleanPages(html_column, url_column, options, text_column=text_column, prefix=prefix)
    arguments = {"batched": True, "batch_size": _ROWS, "features": step.features(dataset.features), **more}
    return dataset.map(step, **arguments)
