"""Closure of a million nodes by portable SQL, beside scipy's on the same table of links.

Three graphs: people's records with a hub of 100,000 and a chain of 1,000; one component
of a million; a chain of a million. Both read the links from the warehouse and write who
belongs to whom back; scipy's time holds the numbering of the nodes, which it needs.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from bench.meter import Step, in_a_process_of_its_own, step, summed
from tests.e2e.house import ROOT

NODES = 1_000_000
GRAPHS = {
    "hub, chain and people": """
        select 0 as one, number + 1 as other from range(100000) as hub (number)
        union all
        select 100000 + number, 100001 + number from range(1000) as chain (number)
        union all
        select 101001 + number - number % 3, 101001 + number from range(899000) as people (number)
        union all
        select 101001 + number // 4 * 4, 101001 + number // 4 * 4 + cast(hash(number) % 4 as bigint)
        from range(0, 899000, 2) as more (number)
        """,
    "one component": f"""
        select number + 1 as one, cast(hash(number) % (number + 1) as bigint) as other
        from range({NODES - 1}) as tree (number)
        union all
        select
            cast(hash(number, 'a') % {NODES} as bigint), cast(hash(number, 'b') % {NODES} as bigint)
        from range({NODES // 2}) as more (number)
        """,
    "one chain": f"""
        select number as one, number + 1 as other from range({NODES - 1}) as chain (number)
        """,
}
#: Keys are spread as those of records are.
LINKS = """
create schema given;
create table given.links as
select cast(hash(one) >> 1 as bigint) as left_key, cast(hash(other) >> 1 as bigint) as right_key
from ({graph})
"""
PROJECT = """
name: closure
profile: closure
model-paths: [models]
macro-paths: [macros]
"""
PROFILE = """
closure:
  target: duckdb
  outputs: {duckdb: {type: duckdb, path: live.duckdb, settings: {threads: 2}}}
"""
MODEL = """
{{ config(materialized='kept', meta={'groups': 'closed'}) }}
select * from given.links
"""


def by_scipy(file: Path) -> None:
    """The table ``scipys`` (record_key, component_id) from ``given.links``."""
    with duckdb.connect(str(file), config={"threads": 2}) as connection, step("scipy"):
        links = connection.execute("select left_key, right_key from given.links").fetchnumpy()
        ends = np.concatenate([links["left_key"], links["right_key"]])
        keys, numbers = np.unique(ends, return_inverse=True)
        half = len(ends) // 2
        graph = coo_matrix(
            (np.ones(half, dtype=np.int8), (numbers[:half], numbers[half:])),
            shape=(len(keys), len(keys)),
        )
        count, labels = connected_components(graph, directed=False)
        smallest = np.full(count, np.iinfo(np.int64).max)
        np.minimum.at(smallest, labels, keys)
        found = pa.table({"record_key": keys, "component_id": smallest[labels]})
        connection.register("found", found)
        connection.execute("create table scipys as select * from found")


def compare(place: Path, name: str) -> tuple[Step, Step]:
    """Prints a line for each way and returns scipy's and ours; ends this process if the
    two do not agree.
    """
    file = place / "live.duckdb"
    (place / "models").mkdir(parents=True)
    shutil.copytree(ROOT / "macros" / "materializations", place / "macros")
    (place / "dbt_project.yml").write_text(PROJECT)
    (place / "profiles.yml").write_text(PROFILE.replace("live.duckdb", str(file)))
    (place / "models" / "groups.sql").write_text(MODEL)
    with duckdb.connect(str(file)) as connection:
        connection.execute(LINKS.format(graph=GRAPHS[name]))
    scipys = summed("scipy", in_a_process_of_its_own(place, "bench.closure", str(file)))
    ours = in_a_process_of_its_own(
        place, "bench.meter", str(place), "run", "--project-dir", str(place)
    )
    by_sql = summed(f"closure, {name}", ours)
    by_sql.show()
    scipys.show()
    with duckdb.connect(str(file)) as connection:
        apart = connection.execute(
            "select count(*) from scipys full join groups using (record_key) "
            "where scipys.component_id is distinct from groups.component_id"
        ).fetchone()
    if apart != (0,):
        sys.exit(f"{name}: the two do not agree on {apart} nodes")
    return scipys, by_sql


def main() -> list[tuple[Step, Step]]:
    measured = []
    for name in GRAPHS:
        with tempfile.TemporaryDirectory() as place:
            measured.append(compare(Path(place) / "closure", name))
    return measured


if __name__ == "__main__":
    if sys.argv[1:]:
        by_scipy(Path(sys.argv[1]))
    else:
        main()
