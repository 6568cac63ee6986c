"""Records of a run as a Parquet file: id and carried columns, the columns of an article, and why it failed.

Row groups depend on the records alone, so that the same records give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from cleanpress.write.arrow import SCHEMA, SCHEMA_WITH_BLOCKS, to_batch
from cleanpress.write.json import dumps

_ID = "id"
_GROUP_ROWS, _GROUP_BYTES = 1000, 32 * 2**20


def write(
    records: Path, target: Path, columns: Sequence[str], kinds: Mapping[str, Sequence[str]], *, blocks: bool
) -> None:
    """Write the records (JSON lines) of a file to a Parquet file. `columns` are the id and what is carried along,
    `kinds` the kinds of values seen in each.

    A column of numbers, of truths or of texts has that type; one of several kinds, or of lists and objects, holds JSON.
    So do ids of whole numbers and others, which keep their type; what is carried of both is numbers.
    """
    heads = {name: _type({*kinds.get(name, ())} - {"null"}, exactly=name == _ID) for name in columns}
    body = SCHEMA_WITH_BLOCKS if blocks else SCHEMA
    fields = [pa.field(name, _ARROW[kind]) for name, kind in heads.items()]
    schema = pa.schema([*fields, *body, pa.field("error", pa.string())])
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(records):
            columns = [_column([row.get(name) for row in group], kind) for name, kind in heads.items()]
            articles = to_batch(group, blocks=blocks)
            errors = pa.array([row["error"] for row in group], pa.string())
            writer.write_table(pa.Table.from_arrays([*columns, *articles.columns, errors], schema=schema))


_ARROW = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "str": pa.string(), "json": pa.string()}


def _type(seen: set[str], *, exactly: bool = False) -> str:
    """The kind of a column that holds values of these kinds, each unchanged in value, and `exactly` in type too.

    >>> _type({"int", "float"}), _type({"int", "long"}), _type(set()), _type({"int", "str"})
    ('float', 'int', 'str', 'json')
    >>> _type({"long", "float"}), _type({"int", "float"}, exactly=True)
    ('json', 'json')
    """
    if not seen:
        return "str"
    if seen <= {"int", "long"}:
        return "int"
    if len(seen) == 1:
        return next(iter(seen))
    return "float" if seen == {"int", "float"} and not exactly else "json"


def _column(values: list[Any], kind: str) -> Any:
    return pa.array([_value(value, kind) for value in values], _ARROW[kind])


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "float":
        return float(value)
    return dumps(value) if kind == "json" else value


def _groups(records: Path) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    with records.open("rb") as stream:
        for line in stream:
            group.append(json.loads(line))
            size += len(line)
            if len(group) == _GROUP_ROWS or size >= _GROUP_BYTES:
                yield group
                group, size = [], 0
    if group:
        yield group
