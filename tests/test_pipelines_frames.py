"""Data frames in, data frames out: pandas, polars, DuckDB and Dask, each on the real thing."""

from __future__ import annotations

import operator
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from cleanpress.model import Options
from extras import need
from pipeline_pages import articles, columns, given, texts, wanted

DUMP = "Nobody came to the fair, as it rained all day.\n\nShare this article"


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow table."""
    return list(table.to_pylist())


# ---- pandas ----


@pytest.fixture(scope="module")
def pd() -> Any:
    need("pyarrow", "pandas")
    need("pandas", "pandas")
    import pandas

    return pandas


def as_rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of a pandas frame, None where it has one of its own values for nothing."""
    records = frame.to_dict("records")
    return [{name: None if is_nothing(value) else value for name, value in record.items()} for record in records]


def is_nothing(value: Any) -> bool:
    """Whether this is a missing value of pandas: only such is not equal to itself, or says that it is not known."""
    return not isinstance(value, (list, dict, str)) and operator.ne(value, value) is not False


def test_pandas_gives_the_articles_of_clean_html(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    found = pandas.clean(pd.DataFrame(columns()))
    assert articles(as_rows(found)) == list(wanted())


def test_pandas_keeps_index_columns_and_any_object(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    frame = pd.DataFrame(columns(), index=[f"row {each.id}" for each in given()])
    frame["thing"] = [object() for _ in given()]
    frame["sort"] = frame["shelf"].astype("category")
    before = frame.copy()
    found = pandas.clean(frame)
    pd.testing.assert_frame_equal(found[frame.columns.to_list()], before)
    pd.testing.assert_frame_equal(frame, before)


def test_the_types_of_pandas_do_not_hang_on_the_pages(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    full = pandas.clean(pd.DataFrame(columns()))
    for empty in (pd.DataFrame(columns())[:0], pd.DataFrame({**columns(), "html": [None] * len(given())})):
        found = pandas.clean(empty)
        assert found.dtypes.drop("html").to_dict() == full.dtypes.drop("html").to_dict()


def test_pandas_with_nothing_in_several_ways(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    page = given()[1].html.decode()
    frame = pd.DataFrame({"html": pd.Series([page, None, float("nan"), pd.NA], dtype=object)})
    assert pandas.clean(frame)["clean_status"].to_list() == ["ok", "empty", "empty", "empty"]


def test_pandas_wrong_columns(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    with pytest.raises(errors.ColumnError, match="its columns are: 'page', 'id'"):
        pandas.clean(pd.DataFrame({"page": ["<p>a"], "id": [7]}))
    with pytest.raises(errors.ColumnError, match="2 columns of the name 'html'"):
        pandas.clean(pd.DataFrame([["<p>a", "<p>b"]], columns=["html", "html"]))
    with pytest.raises(errors.ColumnError, match="several types"):
        pandas.clean(pd.DataFrame({"html": ["<p>a", b"<p>b"]}))


def test_pandas_options_text_and_prefix(pd: Any) -> None:
    from cleanpress.pipelines import pandas

    options = Options(keep=frozenset({"caption"}))
    found = pandas.clean(pd.DataFrame(columns()), options=options, prefix="a_")
    assert found["a_text"].to_list() == texts(options) != texts()
    found = pandas.clean(pd.DataFrame({"dump": [DUMP]}), text_column="dump")
    assert found["clean_text"].to_list() == [cleanpress.clean_text(DUMP).text]


# ---- polars ----


@pytest.fixture(scope="module")
def pl() -> Any:
    need("pyarrow", "polars")
    need("polars", "polars")
    import polars

    return polars


def test_polars_gives_the_articles_of_clean_html(pl: Any) -> None:
    from cleanpress.pipelines import polars

    frame = pl.DataFrame(columns())
    found = polars.clean(frame)
    assert articles(found.to_dicts()) == list(wanted())
    assert found.select(frame.columns).equals(frame)


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_lazy_frame_of_polars_stays_lazy(pl: Any, engine: str) -> None:
    from cleanpress.pipelines import polars

    found = polars.clean(pl.LazyFrame(columns()))
    assert isinstance(found, pl.LazyFrame)
    assert articles(found.collect(engine=engine).to_dicts()) == list(wanted())
    few = found.filter(pl.col("clean_status") == "ok").select("id", "clean_text").collect(engine=engine)
    assert dict(few.rows()) == {place: text for place, text in enumerate(texts()) if text}


def test_polars_scans_and_sinks_parquet(pl: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import polars

    pl.DataFrame(columns()).write_parquet(tmp_path / "pages.parquet")
    polars.clean(pl.scan_parquet(tmp_path / "pages.parquet")).sink_parquet(tmp_path / "articles.parquet")
    assert articles(pl.read_parquet(tmp_path / "articles.parquet").to_dicts()) == list(wanted())


def test_polars_keeps_columns_that_arrow_does_not_know(pl: Any) -> None:
    from cleanpress.pipelines import polars

    things = [object() for _ in given()]
    found = polars.clean(pl.DataFrame(columns()).with_columns(pl.Series("thing", things, dtype=pl.Object)))
    assert found["thing"].to_list() == things


def test_the_schema_of_polars_does_not_hang_on_the_pages(pl: Any) -> None:
    from cleanpress.pipelines import polars

    full = polars.clean(pl.DataFrame(columns()))
    assert polars.clean(pl.DataFrame(columns())[:0]).schema == full.schema
    nothing = pl.DataFrame(columns()).with_columns(html=pl.lit(None, pl.Binary), url=pl.lit(None, pl.String))
    assert polars.clean(nothing).schema == full.schema
    assert polars.clean(nothing)["clean_status"].unique().to_list() == ["empty"]


def test_polars_wrong_columns_are_noticed_before_anything_is_computed(pl: Any) -> None:
    from cleanpress.pipelines import polars

    for frame in (pl.DataFrame({"page": ["<p>a"]}), pl.LazyFrame({"page": ["<p>a"]})):
        with pytest.raises(errors.ColumnError, match="its columns are: 'page'"):
            polars.clean(frame)


# ---- DuckDB ----


@pytest.fixture
def duck() -> Any:
    need("pyarrow", "duckdb")
    need("duckdb", "duckdb")
    import duckdb
    import pyarrow as pa

    with duckdb.connect() as connection:
        connection.register("given", pa.table(columns()))
        connection.execute("CREATE TABLE pages AS FROM given")
        yield connection


def test_duckdb_gives_the_articles_of_clean_html(duck: Any) -> None:
    from cleanpress.pipelines import duckdb

    assert articles(rows(duckdb.clean(duck.table("pages")))) == list(wanted())


def test_duckdb_queries_and_writes_what_comes_out(duck: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import duckdb

    file = tmp_path / "articles.parquet"
    found = duckdb.clean(duck.sql("SELECT * FROM pages WHERE shelf = 'left'"))
    assert found.num_rows == (len(given()) + 1) // 2
    duck.sql("SELECT id, clean_text FROM found ORDER BY id DESC").write_parquet(str(file))
    again = duck.read_parquet(str(file)).fetchall()
    assert again == [(place, texts()[place]) for place in reversed(range(0, len(given()), 2))]
    assert duck.sql("SELECT count(*) FROM found WHERE len(clean_removed) > 0").fetchall() != [(0,)]


def test_duckdb_with_no_rows_has_the_columns(duck: Any) -> None:
    from cleanpress.pipelines import duckdb

    none, all_ = duckdb.clean(duck.sql("FROM pages LIMIT 0")), duckdb.clean(duck.sql("FROM pages"))
    assert none.num_rows == 0
    assert none.schema == all_.schema


def test_duckdb_texts_and_wrong_columns(duck: Any) -> None:
    from cleanpress.pipelines import duckdb

    found = duckdb.clean(duck.sql("SELECT ? AS dump", params=[DUMP]), text_column="dump")
    assert found["clean_text"].to_pylist() == [cleanpress.clean_text(DUMP).text]
    with pytest.raises(errors.ColumnError, match="its columns are: 'page'"):
        duckdb.clean(duck.sql("SELECT '<p>a' AS page"))
    assert duck.sql("SELECT count(*) FROM pages").fetchall() == [(len(given()),)]


# ---- Dask ----


@pytest.fixture(scope="module")
def dd(pd: Any) -> Any:
    need("dask.dataframe", "dask")
    import dask.dataframe

    return dask.dataframe


@pytest.fixture
def pages(dd: Any, tmp_path: Path) -> Any:
    """The pages as a Dask frame of four partitions, their bytes as they are."""
    import pyarrow as pa
    import pyarrow.parquet

    table = pa.table(columns())
    (tmp_path / "pages").mkdir()
    for place in range(4):
        pyarrow.parquet.write_table(table.slice(place * 6, 6), tmp_path / "pages" / f"part-{place}.parquet")
    return dd.read_parquet(tmp_path / "pages", split_row_groups=True)


def test_dask_gives_the_articles_of_clean_html(pages: Any) -> None:
    from cleanpress.pipelines import dask

    found = dask.clean(pages)
    assert found.npartitions == pages.npartitions == 4
    assert articles(as_rows(found.compute(scheduler="processes", num_workers=2))) == list(wanted())


def test_dask_knows_the_types_beforehand(pages: Any) -> None:
    from cleanpress.pipelines import dask

    found = dask.clean(pages)
    parts = [found.partitions[place].compute(scheduler="sync") for place in range(2)]
    assert [part.dtypes.to_dict() for part in parts] == [found.dtypes.to_dict()] * 2


def test_dask_writes_parquet(pages: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import dask

    dask.clean(pages).drop(columns="html").to_parquet(tmp_path / "articles")
    import pyarrow.parquet

    assert articles(rows(pyarrow.parquet.read_table(tmp_path / "articles"))) == list(wanted())


def test_dask_wrong_columns_are_noticed_before_anything_is_computed(dd: Any, pd: Any) -> None:
    from cleanpress.pipelines import dask

    with pytest.raises(errors.ColumnError, match="its columns are: 'page'"):
        dask.clean(dd.from_pandas(pd.DataFrame({"page": ["<p>a"]}), npartitions=1))
