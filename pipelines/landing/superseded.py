"""How many of a file's rows newer statements about the same record have overtaken."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from pipelines.landing.full_exports import comparable, record_key
from pipelines.landing.kinds import quoted
from pipelines.sources import TOOLS
from pipelines.sources.contract import LINEAGE, Table

_SHA256, _ROW_NUMBER, _LOAD_ID = LINEAGE


def counts(con: DuckDBPyConnection) -> dict[tuple[str, str], dict[str, int]]:
    """(tool, table) -> file hash -> rows overtaken, for every table that names its key.

    The newest statement is the one of the highest version, then of the latest arrival.
    Template files have no key of their own: staging alone decides there.
    """
    found = {}
    for tool, source in TOOLS.items():
        for table in source.tables:
            if table.key:
                raw = f"{source.dataset}.{quoted(table.name)}"
                found[tool, table.name] = {
                    str(sha256): int(count)
                    for sha256, count in con.execute(
                        f"""
                        select {_SHA256}, count(*)
                        from (
                            select {_SHA256}, row_number() over (
                                partition by {record_key(table)} order by {_newest(table)}
                            ) as statement_rank
                            from {raw}
                        )
                        where statement_rank > 1
                        group by {_SHA256}
                        """
                    ).fetchall()
                }
    return found


def _newest(table: Table) -> str:
    version = next((c for c in table.columns if c.header == table.version), None)
    first = f"{comparable(table, version)} desc nulls last, " if version else ""
    return f"{first}{_LOAD_ID} desc, {_SHA256} desc, {_ROW_NUMBER} desc"
