"""Pages in Arrow record batches: the columns that come in, and those of the article beside them.

Every adapter of this package stands on `clean_batch`. A row comes out for every row that comes in, in the same order,
with the same schema whatever the pages hold; a page that breaks cleanpress gets status `crashed` and no text, and the
rows around it are as they would be without it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cleanpress import errors
from cleanpress.api import Cleaner
from cleanpress.model import Article, Options
from cleanpress.pipelines.fields import CRASHED
from cleanpress.write.arrow import SCHEMA as ARTICLE
from cleanpress.write.arrow import pa, to_batch
from cleanpress.write.characters import encodable

__all__ = ["PREFIX", "SCHEMA", "as_column", "clean_batch", "clean_batches", "clean_table", "output_schema"]

PREFIX = "clean_"
"""What the names of the result's columns begin with, so that `html`, `text` and `url` of the input can stay."""

HTML_COLUMN, URL_COLUMN = "html", "url"

# Rows at a time where a caller hands over more: bounds memory, and keeps a column of text below Arrow's two gigabytes.
_ROWS = 256

_LOG = logging.getLogger(__name__)


def _prefixed(prefix: str) -> list[pa.Field]:
    return [field.with_name(prefix + field.name) for field in ARTICLE]


SCHEMA = pa.schema(_prefixed(PREFIX))
"""The columns that `clean_batch` adds: those of `cleanpress.write.arrow.SCHEMA`, under their prefixed names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the input hold the page, its flattened text and its address, and how the result's are named.

    `html` and `text` can be None. With a `text` column named and `html` left as it is, the input may lack the latter.
    """

    html: str | None = HTML_COLUMN
    text: str | None = None
    url: str | None = URL_COLUMN
    prefix: str = PREFIX


def clean_batch(
    batch: pa.RecordBatch,
    html_column: str | None = HTML_COLUMN,
    text_column: str | None = None,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    prefix: str = PREFIX,
) -> pa.RecordBatch:
    r"""The batch with the columns of `SCHEMA` after its own: the body is `clean_text`, how it ended `clean_status`.

    Args:
        batch: pages, one a row.
        html_column: the column of pages as they came: string, large string, binary or large binary. None, or left at
            its default where the batch has none of that name, if there is a `text_column`.
        text_column: a column of flattened texts, which are cleaned where a row has no HTML.
        url_column: the column of addresses. It may be missing, and its values null.
        options: what to keep and how.
        prefix: what the names of the new columns begin with.

    Raises:
        ColumnError: the batch lacks the column, has it twice or in another type, or has a column of a new one's name.
        InputTypeError, OptionError: `options` are something else, or have a value that does not exist.

    A row without HTML and text, or with null, gets status `empty`.

    >>> pages = pa.RecordBatch.from_pydict({"dump": ["Nobody came to the fair, as it rained all day.\n\nShare", None]})
    >>> clean_batch(pages, text_column="dump").select(["clean_text", "clean_status"]).to_pylist()[0]
    {'clean_text': 'Nobody came to the fair, as it rained all day.', 'clean_status': 'ok'}
    """
    columns = Columns(html_column, text_column, url_column, prefix)
    schema = output_schema(batch.schema, prefix)
    cleaner = Cleaner(options)
    rows = [_cleaned(cleaner, *values) for values in _values(batch, columns)]
    found = to_batch(rows)
    return pa.RecordBatch.from_arrays([*batch.columns, *found.columns], schema=schema)


def clean_batches(
    batches: Iterable[pa.RecordBatch],
    html_column: str | None = HTML_COLUMN,
    text_column: str | None = None,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    prefix: str = PREFIX,
) -> Iterator[pa.RecordBatch]:
    """`clean_batch` for each of many batches, cut to at most 256 rows; holds one at a time.

    >>> pages = pa.RecordBatch.from_pydict({"html": ["<p>Rain fell."] * 300})
    >>> [batch.num_rows for batch in clean_batches([pages])]
    [256, 44]
    """
    for batch in batches:
        for start in range(0, max(batch.num_rows, 1), _ROWS):
            part = batch.slice(start, _ROWS)
            yield clean_batch(part, html_column, text_column, url_column, options, prefix=prefix)


def clean_table(
    table: pa.Table,
    html_column: str | None = HTML_COLUMN,
    text_column: str | None = None,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    prefix: str = PREFIX,
) -> pa.Table:
    """`clean_batch` for a whole table.

    >>> clean_table(pa.table({"html": ["<p>Rain fell."]})).column_names[:3]
    ['html', 'clean_schema_version', 'clean_text']
    """
    empty = table.schema.empty_table().to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
    batches = clean_batches(table.to_batches() or empty, html_column, text_column, url_column, options, prefix=prefix)
    return pa.Table.from_batches(batches, schema=output_schema(table.schema, prefix))


def output_schema(schema: pa.Schema, prefix: str = PREFIX) -> pa.Schema:
    """The schema of what `clean_batch` gives for a batch of this schema.

    Raises:
        ColumnError: a column of the input has the name of one of the result.

    >>> output_schema(pa.schema([("id", pa.int64())]), prefix="").names[:4]
    ['id', 'schema_version', 'text', 'title']
    """
    added = _prefixed(prefix)
    taken = [field.name for field in added if field.name in schema.names]
    if taken:
        raise errors.ColumnError(
            f"the input has the column {taken[0]!r} already, which the result needs; give another prefix than "
            f"{prefix!r}, or drop or rename the column"
        )
    return pa.schema([*schema, *added], metadata=schema.metadata)


def as_column(values: Any, name: str) -> pa.Array | pa.ChunkedArray:
    """A list, or a column of pandas, as a column of Arrow; a missing value of any kind is null.

    Raises:
        ColumnError: the values are of several types.

    >>> as_column(["<p>Rain", None, float("nan")], "html").to_pylist()
    ['<p>Rain', None, None]
    """
    try:
        column = pa.array(values, from_pandas=True)
    except UnicodeEncodeError:
        column = pa.array([encodable(each) if isinstance(each, str) else each for each in values], from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as problem:
        raise errors.ColumnError(f"column {name!r} holds values of several types: {problem}") from problem
    if pa.types.is_binary(column.type) and any(isinstance(each, str) for each in values):
        # A str among bytes would be taken for bytes, whose charset the page says: another one, perhaps.
        raise errors.ColumnError(f"column {name!r} holds values of several types; make all of them str, or all bytes")
    return column


def _values(batch: pa.RecordBatch, columns: Columns) -> Iterator[tuple[Any, Any, Any]]:
    """HTML, text and address of each row, None where there is none."""
    names = batch.schema.names
    html = columns.html
    if html == HTML_COLUMN and columns.text is not None and html not in names:
        html = None
    if html is None and columns.text is None:
        raise errors.ColumnError("neither html_column nor text_column is given; name the column that holds the pages")
    url = columns.url if columns.url in names else None
    nothing = [None] * batch.num_rows
    return zip(
        nothing if html is None else _column(batch, html),
        nothing if columns.text is None else _column(batch, columns.text),
        nothing if url is None else _column(batch, url),
        strict=True,
    )


def _column(batch: pa.RecordBatch, name: str) -> Iterator[bytes | str | None]:
    """The values of a column of text or bytes."""
    places = batch.schema.get_all_field_indices(name)
    if len(places) != 1:
        there = ", ".join(map(repr, batch.schema.names))
        count = "no column" if not places else f"{len(places)} columns"
        raise errors.ColumnError(f"the input has {count} of the name {name!r}; its columns are: {there}")
    array = batch.column(places[0])
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if not _holds_pages(array.type):
        raise errors.ColumnError(
            f"column {name!r} is of type {array.type}; pages and texts are string or binary columns: name another one, "
            "or cast it"
        )
    return map(_value, array)


def _holds_pages(kind: pa.DataType) -> bool:
    types = pa.types
    text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    binary = types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind)
    return bool(text or binary or types.is_null(kind))


def _value(scalar: pa.Scalar) -> Any:
    """A value as Python has it; a string that is no UTF-8, which Arrow does not check, with U+FFFD."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes().decode("utf-8", "replace")


def _cleaned(cleaner: Cleaner, html: Any, text: Any, url: Any) -> Article | dict[str, Any]:
    address = url.decode("utf-8", "replace") if isinstance(url, bytes) else url
    try:
        if html is None and text is not None:
            return cleaner.clean_text(text.decode("utf-8", "replace") if isinstance(text, bytes) else text, url=address)
        return cleaner.clean_html(html or "", address)
    except errors.CleanpressError:
        raise  # no fault of the page: the installation's
    except Exception as problem:
        _LOG.warning("a page broke cleanpress, please report it: %s", address, exc_info=True)
        reason = f"{type(problem).__name__}: {problem}"
        return {**Article(url=address, warnings=[reason]).to_dict(), "status": CRASHED}
