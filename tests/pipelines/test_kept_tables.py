"""A kept table is at any time what its SQL says, though a run writes only what changed.

A project of sixteen small models stands for the identity room: records that state values,
what is counted of a value, who meets by one, the groups that makes and what they weigh, a
dictionary, one whose entries take another number when they change, and who is asked while
there is a plan.
What must be in the tables is computed here, by other means.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from .test_identity_closure import PROFILE, PROJECT, ROOT, union_find

Row = tuple[int, int, str]  # record, value, note
WITHOUT_THE_ERASED = (
    "select facts.record_key, facts.value_key, facts.note from {{ ref('facts') }} as facts"
    " left join {{ ref('erased') }} as erased on facts.record_key = erased.record_key"
    " where erased.record_key is null"
)
#: model -> its SQL and how it is kept (none: a view, which tells nothing).
MODELS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "policy": ("select factor from given.policy", {}),
    "plan": ("select factor from {{ ref('policy') }} where factor > 1", {}),
    "facts": ("select record_key, value_key, note from given.told", None),
    "erased": ("select record_key from given.erased", {"kept_by": ["record_key"]}),
    "told": (
        WITHOUT_THE_ERASED,
        {
            "kept_by": ["record_key"],
            "tells": ["record_key", "value_key"],
            "found_by": "record_key",
            "looks_up": ["erased"],
        },
    ),
    "mentions": (WITHOUT_THE_ERASED, {"kept_by": ["record_key"], "looks_up": ["erased"]}),
    "words": ("select distinct note, upper(note) as letters from {{ ref('told') }}", {}),
    "spellings": (
        "select note, count(*) >= 3 as is_common,"
        " ascii(note) * 2 + cast(count(*) >= 3 as int) as spelling_number"
        " from {{ ref('told') }} group by note",
        {"kept_by": ["spelling_number"]},
    ),
    "counts": (
        "select value_key, count(*) as record_count from {{ ref('told') }} group by 1",
        {"kept_by": ["value_key"], "reads": {"told": "value_key"}, "compares": "never"},
    ),
    "judged": (
        "select told.record_key, told.value_key, words.letters, spellings.spelling_number,"
        " spellings.is_common, counts.record_count * policy.factor as weight"
        " from {{ ref('told') }} as told"
        " inner join {{ ref('counts') }} as counts on told.value_key = counts.value_key"
        " inner join {{ ref('words') }} as words on told.note = words.note"
        " inner join {{ ref('spellings') }} as spellings on told.note = spellings.note"
        " cross join {{ ref('policy') }} as policy",
        {
            "kept_by": ["record_key"],
            "compares": "seldom",
            "reads": {
                "told": "record_key",
                "counts": {"column": "value_key", "through": "told", "to": "record_key"},
                "spellings": {"column": "spelling_number", "through": "judged", "to": "record_key"},
            },
            "looks_up": ["words"],
        },
    ),
    "meetings": (
        "select one.record_key as left_key, other.record_key as right_key"
        " from {{ ref('told') }} as one inner join {{ ref('told') }} as other"
        " on one.value_key = other.value_key and one.record_key < other.record_key group by 1, 2",
        {
            "kept_by": ["left_key", "right_key"],
            "reads": {"told": {"column": "record_key", "within": "value_key"}},
        },
    ),
    "asked": (
        "select told.record_key from {{ ref('told') }} as told"
        " cross join {{ ref('plan') }} as plan group by 1",
        {"kept_by": ["record_key"], "reads": {"told": "record_key"}, "needs": ["plan"]},
    ),
    "groups": (
        "select left_key, right_key from {{ ref('meetings') }} union all"
        " select record_key, record_key from {{ ref('told') }}",
        {
            "groups": "closed",
            "kept_by": ["record_key"],
            "reads": {"told": "record_key", "meetings": ["left_key", "right_key"]},
            "grows": {"table": "itself", "key": "record_key", "by": "component_id"},
            "tells": ["record_key", "component_id"],
        },
    ),
    "circles": (
        "select left_key, right_key from {{ ref('meetings') }} union all"
        " select record_key, record_key from {{ ref('told') }}",
        {"groups": "closed", "kept_by": ["record_key"]},
    ),
    "sizes": (
        "select component_id, count(*) as record_count from {{ ref('groups') }} group by 1",
        {"kept_by": ["component_id"], "reads": {"groups": "component_id"}},
    ),
    "weights": (
        "select groups.component_id, sum(counts.record_count) as weight"
        " from {{ ref('groups') }} as groups"
        " inner join {{ ref('told') }} as told on groups.record_key = told.record_key"
        " inner join {{ ref('counts') }} as counts on told.value_key = counts.value_key group by 1",
        {
            "kept_by": ["component_id"],
            "reads": {
                "groups": "component_id",
                "told": {"column": "record_key", "through": "groups", "to": "component_id"},
                "counts": {"column": "value_key", "through": "told", "to": "record_key"},
            },
        },
    ),
}


class House:
    """The project, what it is given, and what its tables hold."""

    def __init__(self, place: Path) -> None:
        self.place, self.file = place, place / "kept.duckdb"
        (place / "models").mkdir(parents=True)
        shutil.copytree(ROOT / "macros" / "materializations", place / "macros")
        (place / "dbt_project.yml").write_text(PROJECT)
        (place / "profiles.yml").write_text(PROFILE.format(path=self.file))
        described = []
        for name, (sql, meta) in MODELS.items():
            (place / "models" / f"{name}.sql").write_text(sql)
            kept = {"materialized": "kept", "meta": meta}
            if name != "sizes":  # which ends as models without hooks do
                kept["post_hook"] = "{{ var('at_last', '') }}"
            view = {"materialized": "view"}
            described.append({"name": name, "config": view if meta is None else kept})
        (place / "models" / "models.yml").write_text(yaml.safe_dump({"models": described}))
        self.runner = dbtRunner(manifest=self._invoke(dbtRunner(), "parse").result)

    def _invoke(self, runner: dbtRunner, *arguments: str) -> Any:
        place = str(self.place)
        return runner.invoke(
            ["--quiet", *arguments, "--project-dir", place, "--profiles-dir", place,
             "--target-path", f"{place}/target", "--log-path", f"{place}/logs"]
        )  # fmt: skip

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.file)) as connection:
            return connection.execute(sql).fetchall()

    def give(self, rows: set[Row], factor: int = 1, erased: Iterable[int] = ()) -> None:
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("create schema if not exists given")
            connection.execute(
                "create or replace table given.told"
                " (record_key bigint, value_key bigint, note text)"
            )
            columns = [list(column) for column in zip(*sorted(rows), strict=True)] or [[], [], []]
            connection.execute(
                "insert into given.told select unnest(?), unnest(?), unnest(?)", columns
            )
            connection.execute(f"create or replace table given.policy as select {factor} as factor")
            connection.execute("create or replace table given.erased (record_key bigint)")
            connection.execute("insert into given.erased select unnest(?)", [sorted(erased)])

    def run(self, *arguments: str) -> bool:
        return bool(self._invoke(self.runner, "run", *arguments).success)

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        return {
            name: self.query(f"select * from main.{name} order by all") for name in expected(set())
        }

    def versions(self) -> dict[str, int]:
        """How many changes each kept table has noted."""
        return dict(
            self.query(
                "select table_name, cast(json_extract(comment, '$.kept.version') as int)"
                " from duckdb_tables() where comment is not null"
            )
        )


def expected(rows: set[Row], factor: int = 1) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables must hold, by hand."""
    counts = Counter(value for _, value, _ in rows)
    common = {note: n >= 3 for note, n in Counter(note for _, _, note in rows).items()}
    who: dict[int, set[int]] = defaultdict(set)
    for record, value, _ in rows:
        who[value].add(record)
    meetings = {pair for same in who.values() for pair in combinations(sorted(same), 2)}
    names = {record: f"{record:03d}" for record, _, _ in rows}
    links = [(names[a], names[b]) for a, b in meetings] + [(name, name) for name in names.values()]
    groups = {int(record): int(group) for record, group in union_find(links).items()}
    weights: Counter[int] = Counter()
    for record, value, _ in rows:
        weights[groups[record]] += counts[value]
    return {
        "told": sorted(rows),
        "mentions": sorted(rows),
        "judged": sorted(
            (r, v, note.upper(), ord(note) * 2 + common[note], common[note], counts[v] * factor)
            for r, v, note in rows
        ),
        "asked": sorted({(r,) for r, _, _ in rows if factor > 1}),
        "meetings": sorted(meetings),
        "groups": sorted(groups.items()),
        "circles": sorted(groups.items()),
        "sizes": sorted(Counter(groups.values()).items()),
        "weights": sorted(weights.items()),
    }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("kept"))


TOLD = st.tuples(st.integers(1, 12), st.integers(1, 8), st.sampled_from("abc"))
#: One group of six in a row; it breaks in the middle and is mended.
CHAIN = {(record, value, "a") for value in range(1, 6) for record in (value, value + 1)}
FEW = {(1, 1, "a"), (2, 1, "b"), (3, 2, "a"), (4, 3, "c")}
#: What is told newly on a day, which of the old is gone, today's policy and who is erased.
DAY = st.tuples(
    st.sets(TOLD, max_size=4), st.integers(0, 7), st.sampled_from([1, 1, 1, 2]),
    st.sets(st.integers(1, 12), max_size=2),
)  # fmt: skip
NOBODY: set[int] = set()


@settings(
    max_examples=int(os.environ.get("CHAOS_LIVES", "1")),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a life costs seconds; it is shrunk by hand
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(first=CHAIN, days=[(set(), 6, 1, NOBODY), ({(3, 3, "a")}, 6, 1, {1})])
@example(first=FEW | {(5, 5, "b")}, days=[({(6, 1, "b")}, 7, 1, NOBODY), (set(), 7, 1, {1})])
@example(first=FEW, days=[({(6, 1, "b")}, 7, 1, {2}), (set(), 7, 2, {2, 6}),
                          ({(7, 1, "a")}, 7, 1, NOBODY)])  # fmt: skip
@given(first=st.sets(TOLD, min_size=6, max_size=16), days=st.lists(DAY, min_size=2, max_size=3))
def test_after_any_days_the_tables_are_what_they_would_be_from_nothing(
    house: House, first: set[Row], days: list[tuple[set[Row], int, int, set[int]]]
) -> None:
    rows = first
    house.give(rows)
    assert house.run()
    assert house.tables() == expected(rows)
    for new, gone, factor, erased in days:
        rows = {row for row in rows if (row[0] + row[1]) % 8 != gone} | new
        house.give(rows, factor, erased)
        assert house.run()
        left = {row for row in rows if row[0] not in erased}
        assert house.tables() == expected(left, factor)


def test_a_run_that_fails_half_way_leaves_all_as_it_was_and_the_next_makes_it_good(
    house: House,
) -> None:
    house.give(FEW)
    assert house.run()
    before, told = house.tables(), house.query("select * from main.told__changes order by all")
    house.give(FEW | {(3, 1, "b")})

    assert not house.run("--vars", "{at_last: select * from nowhere}")

    assert house.tables() == before
    assert house.query("select * from main.told__changes order by all") == told
    assert house.run()
    assert house.tables() == expected(FEW | {(3, 1, "b")})


@pytest.mark.skipif(os.cpu_count() == 1, reason="one thread is all there is")
def test_what_little_one_thread_does_leaves_the_others_their_threads(house: House) -> None:
    """Each table is looked at when it is written, by a hook."""
    house.give(FEW)
    assert house.run()
    house.query("create table main.threads as select current_setting('threads') as number limit 0")

    house.give(FEW | {(3, 1, "b")})
    seen = "insert into main.threads select current_setting('threads')"
    assert house.run("--vars", f"{{at_last: {seen}}}")

    with duckdb.connect() as other:
        (all_of_them,) = other.execute("select current_setting('threads')").fetchall()
    assert set(house.query("from main.threads")) == {all_of_them}
    assert house.tables() == expected(FEW | {(3, 1, "b")})


def test_a_write_that_fails_half_way_is_taken_back_and_disturbs_no_other_table(
    house: House,
) -> None:
    """The note of what changed has no place to go, after the rows were written."""
    house.give(FEW)
    assert house.run()
    before = house.tables()["sizes"]
    house.query("drop table main.sizes__changes")
    rows = FEW | {(5, 3, "c"), (3, 3, "a")}
    house.give(rows)

    assert not house.run()

    assert house.tables() == expected(rows) | {"sizes": before}
    assert house.run("--full-refresh", "--select", "sizes")
    assert house.tables() == expected(rows)


def test_a_day_without_news_changes_nothing_and_news_only_what_they_touch(house: House) -> None:
    house.give(FEW)
    assert house.run()
    before = house.versions()
    assert house.run()
    assert house.versions() == before

    house.give(FEW | {(5, 3, "a")})
    assert house.run()

    told = house.query("select max(version) from main.groups__changes")[0][0]
    assert house.query(
        f"select distinct record_key from main.groups__changes where version = {told} order by 1"
    ) == [(5,)]


def test_a_first_large_load_is_written_anew_and_so_is_what_reads_it(house: House) -> None:
    """Through numbers a whole load would cost three times as much."""
    house.give(set())
    assert house.run()
    many = {(record, record // 2, "a") for record in range(20_000)}
    house.give(many)

    assert house.run()

    for table in ("told", "counts", "judged", "meetings", "groups", "sizes"):
        assert house.query(f"select count(*) from main.{table}__changes") == [(0,)]
    assert house.tables() == expected(many)

    house.give(many | {(20_000, 7, "a")})
    assert house.run()
    assert house.query("select distinct record_key from main.groups__changes") == [(20_000,)]


def test_facts_of_which_most_say_something_else_are_written_anew(house: House) -> None:
    """As when a rule of cleaning changes; to compare them all costs more than to write."""
    house.give({(record, record // 2, "a") for record in range(20_000)})
    assert house.run()
    house.give({(record, record // 2, "b") for record in range(20_000)})

    assert house.run()

    assert house.query("select count(*) from main.told__changes") == [(0,)]
    assert house.tables() == expected({(record, record // 2, "b") for record in range(20_000)})


def test_a_row_of_noughts_goes_as_it_came(house: House) -> None:
    """DuckDB's hash of it is nought, so that no sum of hashes shows it."""
    house.give(FEW)
    assert house.run()
    for rows in (FEW | {(0, 9, "a")}, FEW):
        house.give(rows)
        assert house.run()
        assert house.tables() == expected(rows)


def test_rows_that_somebody_took_away_come_back(house: House) -> None:
    house.give(FEW)
    assert house.run()
    house.query("delete from main.groups where record_key = 2")

    assert house.run()

    assert house.tables() == expected(FEW)


def test_facts_are_compared_though_nobody_remembers_what_was_heard(house: House) -> None:
    house.give(FEW)
    assert house.run()
    house.give(FEW | {(5, 3, "a")})
    assert house.run()
    house.query("drop table main.told__heard")
    house.give(FEW | {(6, 3, "a")})

    assert house.run()

    assert house.tables() == expected(FEW | {(6, 3, "a")})


def test_a_table_of_an_earlier_version_is_taken_over(house: House) -> None:
    """Its rows may be anything: it bears no note of what it has seen."""
    house.give(FEW)
    assert house.run()
    house.query("create or replace table main.counts as select 1 as value_key, 9 as record_count")

    assert house.run()

    assert house.tables() == expected(FEW)


def test_a_table_that_missed_runs_catches_up(house: House) -> None:
    house.give(FEW)
    assert house.run()
    for number in range(3):
        house.give(FEW | {(6, number, "a")})
        assert house.run("--select", "told", "counts")

    assert house.run("--exclude", "told")

    assert house.tables() == expected(FEW | {(6, 2, "a")})
