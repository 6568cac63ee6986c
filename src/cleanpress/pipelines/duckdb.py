"""DuckDB: a relation of pages in, an Arrow table out, which DuckDB queries by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanpress.model import Options
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN, clean_batches, output_schema
from cleanpress.write.arrow import pa

if TYPE_CHECKING:
    import duckdb

# Rows that DuckDB hands over at a time.
_ROWS = 256


def clean(
    relation: duckdb.DuckDBPyRelation,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
) -> pa.Table:
    """The relation's rows with the article's columns after their own, as an Arrow table.

    DuckDB reads it by the name of the variable that holds it: `CREATE TABLE … AS FROM found` or `COPY (FROM found) TO
    'found.parquet'`. The pages are asked for in parts; for a corpus larger than memory, clean a part of the relation at
    a time. Arguments and errors are those of `cleanpress.pipelines.arrow.clean_batch`.

    >>> import duckdb
    >>> found = clean(duckdb.sql("SELECT 'Nobody came, as it rained all day.' AS dump"), text_column="dump")
    >>> duckdb.sql("SELECT clean_text FROM found").fetchall()
    [('Nobody came, as it rained all day.',)]
    """
    with relation.to_arrow_reader(_ROWS) as pages:
        batches = clean_batches(pages, html_column, text_column, url_column, options, prefix=prefix)
        return pa.Table.from_batches(batches, schema=output_schema(pages.schema, prefix))
