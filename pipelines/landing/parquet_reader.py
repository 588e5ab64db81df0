"""Reads a Parquet file of template columns: every value as the text it would be in CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from pipelines.landing.csv_reader import columns_in
from pipelines.landing.faults import Faults
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.sources.contract import Column

#: Rows that are fetched at a time.
_ROWS = 10_000


def read(con: DuckDBPyConnection, path: Path, declared: Sequence[Column]) -> Reading:
    rows = f"read_parquet({literal(str(path))}, file_row_number = true)"
    try:
        described = con.execute(f"describe select * from {rows}").fetchall()
    except duckdb.Error as error:
        raise Refused(
            f"the file is no readable Parquet ({str(error).splitlines()[0][:120]}); "
            "export or copy it again"
        ) from error
    types = {str(name): str(kind) for name, kind, *_ in described}
    types.pop("file_row_number")
    columns = columns_in(list(types), declared)
    faults = Faults()
    faults.add_columns(columns)
    spelled = ", ".join(
        f"{_as_text(quoted(header), kind)} as {quoted(column.name)}"
        for (header, kind), column in zip(types.items(), columns, strict=True)
    )
    try:
        con.execute(
            f"""
            create or replace table work.parsed as
            select *, {faults.sql()} as _fault
            from (
                select
                    {spelled},
                    file_row_number + 1 as _row_number,
                    cast(null as bigint) as _line_number
                from {rows}
            )
            """
        )
    except duckdb.Error as error:
        raise Refused(
            f"the Parquet file is damaged ({str(error).splitlines()[0][:120]}); "
            "export or copy it again"
        ) from error
    (count,) = con.execute("select count(*) from work.parsed").fetchone() or (0,)
    known = {column.name for column in declared}

    def raw_texts() -> Iterator[Broken]:
        with con.cursor() as own:
            own.execute(
                "select _row_number, to_json(row) from (select _row_number, parsed as row"
                " from work.parsed where _fault is not null) order by 1"
            )
            while found := own.fetchmany(_ROWS):
                for row, text in found:
                    yield Broken(row, None, None, "", _plain(str(text)))

    return Reading(
        columns=[column.name for column in columns],
        row_count=count,
        faults=faults.named,
        raw_texts=raw_texts,
        new_columns=[column.name for column in columns if column.name not in known],
        found=list(types),
    )


def _plain(record: str) -> str:
    values = json.loads(record)
    for helper in ("_row_number", "_line_number", "_fault"):
        values.pop(helper, None)
    return json.dumps(values, ensure_ascii=False)


def _as_text(value: str, kind: str) -> str:
    """SQL: a typed value as text that the kinds' tests and staging's casts understand."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"replace(cast(timezone('UTC', {value}) as varchar), ' ', 'T') || 'Z'"
    if kind.endswith("[]") or kind.startswith(("STRUCT", "MAP")):
        return f"cast(to_json({value}) as varchar)"
    if kind == "BLOB":
        return f"decode({value})"
    if kind in ("FLOAT", "DOUBLE"):
        # Written out in full: 1e-05 is a number that no decimal column would take.
        text = f"cast({value} as varchar)"
        in_full = f"cast(try_cast({value} as decimal(38, 10)) as varchar)"
        return f"case when {text} like '%e%' then coalesce({in_full}, {text}) else {text} end"
    return f"cast({value} as varchar)"
