"""Who was decided apart never shares a group; the weakest link between them falls."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
#: left, right and the rank of their link (1 is the strongest); None keeps them apart.
Wanted = tuple[str, str, int | None]

PROJECT = "{name: parting, version: '1.0', profile: parting, macro-paths: [macros]}"
PROFILE = "parting: {{target: duckdb, outputs: {{duckdb: {{type: duckdb, path: '{path}'}}}}}}"
DESCRIBED = "{models: [{name: groups, config: {materialized: kept, meta: {groups: parted}}}]}"


class Parting:
    """A dbt project of one model that is materialized as parted groups."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.file = place / "parting.duckdb"
        (place / "models").mkdir(parents=True)
        shutil.copytree(ROOT / "macros" / "materializations", place / "macros")
        (place / "dbt_project.yml").write_text(PROJECT)
        (place / "profiles.yml").write_text(PROFILE.format(path=self.file))
        (place / "models" / "groups.sql").write_text(
            "select left_key, right_key, link_rank from given.links"
        )
        (place / "models" / "groups.yml").write_text(DESCRIBED)

    def groups(self, wanted: Iterable[Wanted]) -> dict[str, tuple[str, int]]:
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("create schema if not exists given")
            connection.execute(
                "create or replace table given.links"
                " (left_key text, right_key text, link_rank bigint)"
            )
            columns = [list(column) for column in zip(*wanted, strict=True)] or [[], [], []]
            connection.execute(
                "insert into given.links select unnest(?), unnest(?), unnest(?)", columns
            )
        place = str(self.place)
        done = dbtRunner().invoke(
            ["--quiet", "run", "--project-dir", place, "--profiles-dir", place,
             "--target-path", f"{place}/target", "--log-path", f"{place}/logs"]
        )  # fmt: skip
        assert done.success, done.exception
        with duckdb.connect(str(self.file)) as connection:
            rows = connection.execute("from main.groups").fetchall()
        return {record: (component, weakest) for record, component, weakest in rows}


def one_by_one(wanted: Iterable[Wanted]) -> dict[str, tuple[str, int]]:
    """The same by the textbook: links from the strongest down, each refused that may not."""
    links = list(wanted)
    group: dict[str, set[str]] = {node: {node} for a, b, _ in links for node in (a, b)}
    weakest = dict.fromkeys(group, 0)
    apart = {frozenset((a, b)) for a, b, rank in links if rank is None}
    for a, b, rank in sorted((x for x in links if x[2] is not None), key=lambda x: x[2] or 0):
        assert rank is not None
        if group[a] is group[b]:
            continue
        if any(frozenset((x, y)) in apart for x in group[a] for y in group[b]):
            continue
        joined = group[a] | group[b]
        low = max(rank, weakest[a], weakest[b])
        for node in joined:
            group[node], weakest[node] = joined, low
    return {node: (min(members), weakest[node]) for node, members in group.items()}


@pytest.fixture(scope="module")
def parting(tmp_path_factory: pytest.TempPathFactory) -> Parting:
    return Parting(tmp_path_factory.mktemp("parting"))


def test_the_weakest_link_between_two_kept_apart_falls_however_long_the_chain(
    parting: Parting,
) -> None:
    chain = [(f"c{i:03d}", f"c{i + 1:03d}", 1000 - i) for i in range(300)]
    # Of the two that are to be parted, the strong tie stays with the record between them.
    assert parting.groups(
        [
            ("a", "x", 1), ("x", "y", 3), ("y", "b", 2), ("a", "b", None),
            ("m", "n", 4), ("n", "m", 5),
            *chain, ("c000", "c300", None),
        ]
    ) == {
        "a": ("a", 1), "x": ("a", 1), "y": ("b", 2), "b": ("b", 2),
        "m": ("m", 4), "n": ("m", 4),
        "c000": ("c000", 0),
        **{f"c{i:03d}": ("c001", 999) for i in range(1, 301)},
    }  # fmt: skip


def test_a_detour_around_the_fallen_link_does_not_bring_them_together(parting: Parting) -> None:
    ring = [("a", "x", 4), ("x", "b", 5), ("a", "y", 2), ("y", "b", 1), ("x", "y", 6)]

    assert parting.groups([*ring, ("b", "a", None)]) == {
        "a": ("a", 4), "x": ("a", 4), "b": ("b", 1), "y": ("b", 1),
    }  # fmt: skip


def graph(chance: random.Random, name: str) -> list[Wanted]:
    nodes = [f"{name}:{number:02d}" for number in range(chance.randint(2, 14))]
    pairs = [tuple(chance.sample(nodes, 2)) for _ in range(chance.randint(0, 3 * len(nodes)))]
    ranks = chance.sample(range(1, 10_000), len(pairs))
    kept = [tuple(chance.sample(nodes, 2)) for _ in range(chance.choice([0, 1, 1, 2, 3, 6]))]
    return [(a, b, rank) for (a, b), rank in zip(pairs, ranks, strict=True)] + [
        (a, b, None) for a, b in kept
    ]


def test_hundreds_of_graphs_are_parted_as_taking_links_one_by_one_does(parting: Parting) -> None:
    chance = random.Random(20261128)
    wanted = [line for number in range(600) for line in graph(chance, f"g{number:03d}")]
    chance.shuffle(wanted)
    # The rank of a link is its own in the whole graph, as in a build.
    ranks = {rank for _, _, rank in wanted if rank is not None}
    order = {rank: number for number, rank in enumerate(sorted(ranks), 1)}
    seen: dict[int, int] = {}
    unique: list[Wanted] = []
    for a, b, rank in wanted:
        if rank is not None:
            seen[rank] = seen.get(rank, -1) + 1
            rank = order[rank] * 1000 + seen[rank]
        unique.append((a, b, rank))

    found = parting.groups(unique)

    assert found == one_by_one(unique)
    for a, b, rank in unique:
        assert rank is not None or found[a][0] != found[b][0]


def test_nothing_wanted_is_no_group(parting: Parting) -> None:
    assert parting.groups([]) == {}
