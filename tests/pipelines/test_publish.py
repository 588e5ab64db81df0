"""What BI reads: complete, clean, never torn, and revocable."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import live
from pipelines import publish as publishing
from pipelines.console import VerbError
from pipelines.publish import command, generations, publish, roll_back
from pipelines.settings import Settings

from .publishing import CUSTOMERS, MEMBERSHIPS, describe, make_house, read, write

TABLES = (
    "select schema_name || '.' || table_name from duckdb_tables() where not internal order by 1"
)


@pytest.fixture(autouse=True)
def _own_target(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBT_TARGET_PATH", raising=False)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return make_house(tmp_path)


def public(here: Settings) -> Path:
    return here.published / "public.duckdb"


def restricted(here: Settings) -> Path:
    return here.published / "restricted.duckdb"


def refused(here: Settings) -> str:
    """The words with which publishing is refused; nothing may have been swapped in."""
    with pytest.raises(VerbError) as refusal:
        publish(here)
    assert refusal.value.exit_code == 1
    assert not public(here).exists()
    assert not restricted(here).exists()
    assert list((here.published / "generations").glob("*")) == []
    assert "Next: " in refusal.value.message
    return refusal.value.message


def test_personal_columns_are_in_the_restricted_copy_only(here: Settings) -> None:
    publish(here)

    assert read(public(here), "select * from marts.customers order by all") == [
        ("c1", "Köln", 3),
        ("c2", "Bonn", 1),
    ]
    assert read(restricted(here), "select * from marts.customers order by all") == [
        ("c1", "ada@example.com", "Köln", 3),
        ("c2", None, "Bonn", 1),
    ]
    assert b"ada@example.com" not in public(here).read_bytes()


def test_private_tables_and_test_failures_are_not_published(here: Settings) -> None:
    publish(here)

    for copy in (public(here), restricted(here)):
        assert read(copy, TABLES) == [
            ("main._publish_info",),
            ("marts.customers",),
            ("segments.segment_memberships",),
        ]


def test_the_copy_says_which_generation_it_is_and_how_many_rows_it_holds(here: Settings) -> None:
    report = publish(here)

    assert read(
        public(here),
        "select generation, built_at, schema_name, table_name, row_count "
        "from _publish_info order by table_name",
    ) == [
        (report.generation, "2026-10-01T04:15:00Z", "marts", "customers", 2),
        (report.generation, "2026-10-01T04:15:00Z", "segments", "segment_memberships", 2),
    ]


def test_the_restricted_copy_is_its_owners_alone(here: Settings) -> None:
    report = publish(here)

    kept = here.published / "generations" / report.generation / "restricted.duckdb"
    for file in (restricted(here), kept):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_older_readers_can_open_the_copies(here: Settings) -> None:
    publish(here)

    for copy in (public(here), restricted(here)):
        # Bytes 12 to 20 of a DuckDB file are its storage version; v1.0.0 writes 64.
        assert int.from_bytes(copy.read_bytes()[12:20], "little") == 64
        assert not copy.with_name(copy.name + ".wal").exists()


def test_without_a_manifest_nothing_is_published(here: Settings) -> None:
    (here.root / "target" / "manifest.json").unlink()

    assert "manifest.json is missing" in refused(here)


def test_a_table_the_manifest_does_not_know_is_not_published(here: Settings) -> None:
    write(here, "create table marts.left_behind as select 'Ada' as first_name")

    assert "marts.left_behind" in refused(here)


def test_a_column_nobody_described_is_not_published(here: Settings) -> None:
    write(here, "alter table marts.customers add column nickname varchar")

    assert "marts.customers.nickname is not described" in refused(here)


def test_a_public_table_that_was_never_built_is_noticed(here: Settings) -> None:
    write(here, "drop view segments.segment_memberships")

    assert "segments.segment_memberships is a public table" in refused(here)


@pytest.mark.parametrize("status", ["error", "fail", "skipped", "runtime error"])
def test_a_build_that_was_not_green_is_not_published(here: Settings, status: str) -> None:
    tables = {"marts.customers": CUSTOMERS, "segments.segment_memberships": MEMBERSHIPS}
    describe(here, tables, {"unique_customers": status}, {"unique_customers": "customers"})

    assert f"unique_customers: {status}" in refused(here)


def test_a_later_build_of_something_else_does_not_hide_what_it_left_out(here: Settings) -> None:
    tables = {"marts.customers": CUSTOMERS, "segments.segment_memberships": MEMBERSHIPS}
    describe(here, tables, {"unique_customers": "left out"}, {"unique_customers": "customers"})

    assert "did not build and test unique_customers" in refused(here)


@pytest.mark.parametrize(
    "value",
    [
        "frag ada@example.com",
        "https://shop.example.com/?mail=ada%40example.com&x=1",
        "+493023125000",
        "Tel. +49 (0)30 23125-000 bitte",
        "030 23125-000",
        "0171/3920012",
        "ruf 0171 3920012 an",
        "03023125000",
    ],
)
def test_what_looks_personal_is_refused_by_place_and_never_shown(
    here: Settings, value: str
) -> None:
    write(here, f"update marts.customers set city = '{value}' where customer_id = 'c2'")

    message = refused(here)

    assert "marts.customers.city" in message
    assert "1 rows" in message
    assert value not in message


def test_personal_data_inside_a_list_or_a_struct_is_found(here: Settings) -> None:
    write(
        here,
        """
        create or replace table marts.customers as
            select customer_id, email, [{'seen': 'ada@example.com'}] as city, order_count
            from marts.customers
        """,
    )

    assert "marts.customers.city" in refused(here)


def test_keys_articles_dates_and_amounts_are_no_phone_numbers(here: Settings) -> None:
    harmless = [
        "4006381333931", "shopify:5012345678901", "2026-10-01 08:30:00",
        "10115", "01067", "1.234,56 €", "c0123456789abcdef", "VIP 0815", "001-7-4711", "+5 %",
        "@handle", "a @ b.de", "SOMMER-2026", "2026-10-01T08:30:00+02:00",
    ]  # fmt: skip
    with duckdb.connect(str(here.warehouse)) as connection:
        connection.executemany(
            "insert into marts.customers values ('0123-17-004711', null, ?, 1)",
            [[each] for each in harmless],
        )

    publish(here)

    assert read(public(here), "select count(*) from marts.customers") == [(2 + len(harmless),)]


def test_a_failed_publish_leaves_the_old_copy_and_no_remains(here: Settings) -> None:
    first = publish(here)
    write(here, "update marts.customers set city = 'eve@example.com'")

    with pytest.raises(VerbError):
        publish(here)

    assert read(public(here), "select distinct generation from _publish_info") == [
        (first.generation,)
    ]
    kept = [folder.name for folder in (here.published / "generations").iterdir()]
    assert kept == [first.generation]
    assert sorted(file.name for file in here.published.iterdir()) == [
        "generations",
        "public.duckdb",
        "restricted.duckdb",
    ]


def test_what_a_killed_publish_left_is_cleared_away(here: Settings) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    remains = here.published / "generations" / f".building-{dead.pid}"
    remains.mkdir(parents=True)
    (remains / "restricted.duckdb").write_text("half of it")

    publish(here)

    assert not remains.exists()


@pytest.mark.parametrize("moment", range(1, 7))
def test_killed_at_any_rename_the_old_copies_stay_readable_and_the_next_publish_heals(
    here: Settings, moment: int
) -> None:
    """1 before the generation is named, 2 to 5 around the two swaps, 6 before the pruning."""
    first = publish(here)
    killed = textwrap.dedent(
        f"""
        import os, pathlib, shutil
        from pathlib import Path
        from pipelines import publish
        from pipelines.settings import Settings
        count = 0
        def deadly(function):
            def call(*arguments, **named):
                global count
                count += 1
                if count == {moment}:
                    os.kill(os.getpid(), 9)
                return function(*arguments, **named)
            return call
        pathlib.Path.rename = deadly(pathlib.Path.rename)
        pathlib.Path.hardlink_to = deadly(pathlib.Path.hardlink_to)
        publish._prune = deadly(publish._prune)
        pathlib.Path.replace = deadly(pathlib.Path.replace)
        root = Path({str(here.root)!r})
        publish.publish(Settings(root, Path({str(here.warehouse)!r}), root))
        """
    )
    write(here, "update marts.customers set order_count = 5")
    done = subprocess.run([sys.executable, "-c", killed], capture_output=True, text=True)

    assert done.returncode == -9, done.stderr
    for copy in (public(here), restricted(here)):
        assert read(copy, "select max(order_count) from marts.customers")[0][0] in (3, 5)
    last = publish(here)

    assert last.generation > first.generation
    for copy in (public(here), restricted(here)):
        assert read(copy, "select distinct order_count from marts.customers") == [(5,)]
    assert sorted(path.name for path in here.published.iterdir()) == [
        "generations", "public.duckdb", "restricted.duckdb"
    ]  # fmt: skip
    kept = [path.name for path in (here.published / "generations").iterdir()]
    assert not [name for name in kept if name.startswith(".")]


def test_three_generations_are_kept_and_any_can_come_back(here: Settings) -> None:
    names = []
    for count in range(4):
        write(here, f"update marts.customers set order_count = {count}")
        names.append(publish(here).generation)

    assert [each["generation"] for each in generations(here)] == names[:0:-1]
    assert [each["is_current"] for each in generations(here)] == [True, False, False]

    roll_back(here, names[1])

    orders = "select distinct order_count from marts.customers"
    assert read(public(here), orders) == [(1,)]
    assert read(restricted(here), orders) == [(1,)]
    assert stat.S_IMODE(restricted(here).stat().st_mode) == 0o600
    assert [each["is_current"] for each in generations(here)] == [False, False, True]


def test_a_reader_keeps_its_copy_while_another_is_swapped_in(here: Settings) -> None:
    publish(here)
    with duckdb.connect(str(public(here)), read_only=True) as reader:
        write(here, "update marts.customers set order_count = 99")
        publish(here)

        assert reader.execute("select max(order_count) from marts.customers").fetchone() == (3,)
    assert read(public(here), "select max(order_count) from marts.customers") == [(99,)]


def test_the_verb_rolls_back_lists_and_speaks_json(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "settings", lambda: here)
    run = CliRunner().invoke

    empty = run(command, ["--list"])
    first = json.loads(run(command, ["--json"]).output)
    second = json.loads(run(command, ["--json"]).output)
    back = json.loads(run(command, ["--json", "--to", first["generation"]]).output)
    listed = run(command, ["--list"])
    unknown = run(command, ["--to", "../../etc"])
    both = run(command, ["--list", "--to", first["generation"]])

    assert "Nothing is published yet" in empty.output
    assert first["rows"] == {"marts.customers": 2, "segments.segment_memberships": 2}
    assert first["withheld_columns"] == back["withheld_columns"] == 1
    assert back["rolled_back"]
    assert [(each["generation"], each["is_current"]) for each in back["generations"]] == [
        (second["generation"], False),
        (first["generation"], True),
    ]
    assert "BI reads this" in listed.output
    assert max(map(len, listed.output.splitlines())) <= 80
    assert unknown.exit_code == 1
    assert "There is no generation" in unknown.output
    assert both.exit_code == 2


def test_a_writer_is_waited_for_and_named(
    here: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(live, "SILENCE_SECONDS", 0.1)
    holding = f"import duckdb; c = duckdb.connect({str(here.warehouse)!r}); print('held'); input()"
    with subprocess.Popen(
        [sys.executable, "-c", "import sys\n" + holding],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()

        message = refused(here)

        writer.communicate("\n")
    assert f"process {writer.pid} holds it" in message
    assert capsys.readouterr().err.count(f"Waiting for process {writer.pid}") == 1


READERS = 3
FIVE = [
    "customers", "orders", "consents", "kpi_retention_monthly", "kpi_order_value_monthly",
]  # fmt: skip


def test_five_tables_are_read_without_error_while_another_process_publishes(
    tmp_path: Path,
) -> None:
    """Every copy read is of one generation: all its tables carry the same mark."""
    here = make_house(tmp_path)
    mark = {"mark": "bigint"}
    write(here, "drop view segments.segment_memberships; drop table marts.customers")
    for table in FIVE:
        write(here, f"create table marts.{table} as select 0 as mark from range(20000)")
    describe(here, {f"marts.{table}": mark for table in FIVE})
    publish(here)
    publisher = textwrap.dedent(
        f"""
        import duckdb, time
        from pathlib import Path
        from pipelines.publish import publish
        from pipelines.settings import Settings
        here = Settings(Path({str(here.root)!r}), Path({str(here.warehouse)!r}), Path("in"))
        for generation in range(1, 6):
            with duckdb.connect(str(here.warehouse)) as live:
                for table in {FIVE!r}:
                    live.execute(f"update marts.{{table}} set mark = {{generation}}")
                time.sleep(0.2)  # the writer's lock is held while others read
            publish(here)
            patience = time.monotonic() + 60
            while not Path({str(tmp_path)!r}, f"seen-{{generation}}").exists():
                assert time.monotonic() < patience, "nobody read this generation"
                time.sleep(0.01)
        """
    )
    done = threading.Event()
    seen: list[tuple[int, ...]] = []
    failures: list[Exception] = []
    marks = "select " + ", ".join(
        f"(select min(mark) || ' ' || max(mark) || ' ' || count(*) from marts.{table})"
        for table in FIVE
    )

    def read_on() -> None:
        while not done.wait(0.02):  # people look, they do not hammer
            try:
                seen.append(read(public(here), marks)[0])
                (tmp_path / f"seen-{str(seen[-1][0]).split()[0]}").touch()
            except Exception as error:
                failures.append(error)

    readers = [threading.Thread(target=read_on) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    finished = subprocess.run(
        [sys.executable, "-c", publisher], capture_output=True, text=True, cwd=Path.cwd()
    )
    done.set()
    for reader in readers:
        reader.join()

    assert finished.returncode == 0, finished.stderr
    assert failures == []
    assert [row for row in seen if len(set(row)) != 1] == [], "a torn generation"
    generations_seen = {str(row[0]).split()[0] for row in seen}
    assert generations_seen >= {"1", "2", "3", "4", "5"}, "the readers read each of them"
    assert read(public(here), marks)[0] == ("5 5 20000",) * 5
