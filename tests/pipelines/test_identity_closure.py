"""Closure finds exactly the groups a union-find finds, whatever the shape of the graph."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
Links = list[tuple[str, str]]

PROJECT = """
name: closure
version: "1.0"
profile: closure
model-paths: [models]
macro-paths: [macros]
"""
PROFILE = "closure: {{target: duckdb, outputs: {{duckdb: {{type: duckdb, path: '{path}'}}}}}}"
MODEL = "select left_key, right_key from given.links"
DESCRIBED = """
models:
  - name: groups
    config: { materialized: kept, meta: { groups: closed } }
    columns: [{ name: record_key }, { name: component_id }]
"""


class Closure:
    """A dbt project of one model that is materialized as the closed groups of its links."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.file = place / "closure.duckdb"
        (place / "models").mkdir(parents=True)
        shutil.copytree(ROOT / "macros" / "materializations", place / "macros")
        (place / "dbt_project.yml").write_text(PROJECT)
        (place / "profiles.yml").write_text(PROFILE.format(path=self.file))
        (place / "models" / "groups.sql").write_text(MODEL)
        (place / "models" / "groups.yml").write_text(DESCRIBED)

    def query(self, sql: str) -> list[tuple[str, ...]]:
        with duckdb.connect(str(self.file)) as connection:
            return connection.execute(sql).fetchall()

    def give(self, links: Links) -> None:
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("create schema if not exists given")
            connection.execute(
                "create or replace table given.links (left_key text, right_key text)"
            )
            left, right = [a for a, _ in links], [b for _, b in links]
            connection.execute("insert into given.links select unnest(?), unnest(?)", [left, right])

    def run(self) -> None:
        place = str(self.place)
        done = dbtRunner().invoke(
            ["--quiet", "run", "--project-dir", place, "--profiles-dir", place,
             "--target-path", f"{place}/target", "--log-path", f"{place}/logs"]
        )  # fmt: skip
        assert done.success, done.exception

    def groups(self, links: Links) -> dict[str, str]:
        self.give(links)
        self.run()
        return dict(self.query("select record_key, component_id from main.groups"))


def union_find(links: Links) -> dict[str, str]:
    """The same answer by the textbook: node -> smallest node it is connected with."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in links:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {node: root(node) for node in list(parent)}


@pytest.fixture(scope="module")
def closure(tmp_path_factory: pytest.TempPathFactory) -> Closure:
    return Closure(tmp_path_factory.mktemp("closure"))


def named(prefix: str, pairs: list[tuple[int, int]], order: Callable[[int], int] = int) -> Links:
    return [(f"{prefix}{order(a):06d}", f"{prefix}{order(b):06d}") for a, b in pairs]


def shapes(chance: random.Random) -> Links:
    """Chains of 5,000, stars, rings, grids, trees, lone nodes, hundreds of random graphs."""
    size = 5000
    path = [(i, i + 1) for i in range(size - 1)]
    shuffled = list(range(size))
    chance.shuffle(shuffled)
    links = named("chain_in_order:", path)
    links += named("chain_shuffled:", path, shuffled.__getitem__)
    # Every second key small, every other one large: the worst case for "smallest neighbour".
    links += named("chain_zigzag:", path, lambda i: i // 2 if i % 2 else size + i)
    links += named("ring:", [*path, (size - 1, 0)], shuffled.__getitem__)
    links += named("star_small_centre:", [(0, i) for i in range(1, size)])
    links += named("star_large_centre:", [(size, i) for i in range(size)])
    stars = [(100 + hub, 1000 + hub * 50 + leaf) for hub in range(90) for leaf in range(50)]
    links += named("stars_in_a_row:", stars + [(100 + hub, 101 + hub) for hub in range(89)])
    links += named("tree:", [(i, (i - 1) // 2) for i in range(1, size)], shuffled.__getitem__)
    links += named("grid:", [(i, i + 1) for i in range(900) if i % 30 < 29])
    links += named("grid:", [(i, i + 30) for i in range(870)])
    links += named("complete:", [(a, b) for a in range(40) for b in range(a)])
    links += named("lone:", [(i, i) for i in range(100)])
    for graph in range(400):
        nodes = chance.randint(1, 60)
        count = chance.randint(0, int(nodes * chance.choice([0.4, 0.9, 1.5])))
        pairs = [(chance.randrange(nodes), chance.randrange(nodes)) for _ in range(count)]
        links += named(f"random_{graph}:", pairs + pairs[:3] + [(b, a) for a, b in pairs[:3]])
    big = 20000
    sparse = [(chance.randrange(big), chance.randrange(big)) for _ in range(big // 2 + 500)]
    links += named("giant_edge_of_percolation:", sparse)
    chance.shuffle(links)
    return links


def test_groups_of_any_shape_are_those_of_a_union_find(closure: Closure) -> None:
    links = shapes(random.Random(20261001))

    assert closure.groups(links) == union_find(links)


def test_no_step_table_is_left_behind(closure: Closure) -> None:
    assert closure.groups([("a", "b"), ("b", "c"), ("d", "d")]) == {
        "a": "a", "b": "a", "c": "a", "d": "d",
    }  # fmt: skip
    tables = closure.query("select table_name from duckdb_tables() where schema_name = 'main'")
    assert tables == [("groups",)]


def test_a_graph_without_links_and_one_without_nodes(closure: Closure) -> None:
    assert closure.groups([("a", "a"), ("b", "b")]) == {"a": "a", "b": "b"}
    assert closure.groups([]) == {}


def test_rounds_are_not_fixed() -> None:
    """No `range` in the loop: it ends on an empty table of links and on nothing else."""
    text = "".join(
        (ROOT / "macros" / "materializations" / f"{name}.sql").read_text()
        for name in ("closed_links", "contract_links", "follow_pointers")
    )

    assert not re.search(r"\brange\s*\(", text)
