"""What holds for all tests, those in docstrings too: no framework tells anyone that it is used, and the examples of a
module that needs an extra are left out where that is not installed, in one line that says so."""

from __future__ import annotations

import os
from importlib.util import find_spec

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

# What the modules need that only an extra brings.
_NEEDS = {
    "batch/parquet.py": ["pyarrow"],
    "write/arrow.py": ["pyarrow"],
    "write/zyte.py": ["zyte_common_items"],
    "pipelines/arrow.py": ["pyarrow"],
    "pipelines/dask.py": ["pyarrow", "pandas", "dask"],
    "pipelines/datasets.py": ["pyarrow", "datasets"],
    "pipelines/datatrove.py": ["datatrove"],
    "pipelines/duckdb.py": ["pyarrow", "duckdb"],
    "pipelines/haystack.py": ["haystack"],
    "pipelines/langchain.py": ["langchain_core"],
    "pipelines/llama_index.py": ["llama_index"],
    "pipelines/pandas.py": ["pyarrow", "pandas"],
    "pipelines/polars.py": ["pyarrow", "polars"],
    "pipelines/ray.py": ["pyarrow"],
    "pipelines/scrapy.py": ["scrapy"],
    "pipelines/spark.py": ["pyarrow"],
}
_LEFT_OUT = {
    f"src/cleanpress/{path}": missing
    for path, modules in _NEEDS.items()
    if (missing := [module for module in modules if find_spec(module) is None])
}
collect_ignore = list(_LEFT_OUT)


def pytest_report_header() -> list[str]:
    """The line that says what is left out. Where CI has installed all extras the modules' tests fail for that."""
    told = (f"{path.rpartition('/')[2]} ({', '.join(missing)})" for path, missing in sorted(_LEFT_OUT.items()))
    return [f"examples left out, as an extra is missing: {'; '.join(told)}"] if _LEFT_OUT else []
