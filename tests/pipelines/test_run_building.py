"""dbt in this process: counted, told without a row's values, and off the file afterwards."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.building import build, target_folder, tidied_seldom, without_values
from pipelines.console import Console, VerbError
from pipelines.live import lock_holder, open_live
from pipelines.run import steps
from pipelines.settings import Settings

PROJECT = {
    "dbt_project.yml": """
name: little
profile: little
version: "1.0"
model-paths: [models]
seed-paths: [seeds]
flags: { send_anonymous_usage_stats: false }
""",
    "profiles.yml": """
little:
  target: duckdb
  outputs:
    duckdb: { type: duckdb, path: "{{ env_var('STAMMKUNDE_DUCKDB') }}", threads: 2 }
""",
    "seeds/words.csv": "word\nja\nnein\n",
    "models/people.sql": "select 'ada@example.com' as email, 1 as number",
    "models/greeted.sql": "select email, 'Hi' as greeting from {{ ref('people') }}",
    "models/people.yml": """
models:
  - name: people
    columns: [{ name: email, data_tests: [unique, not_null] }]
unit_tests:
  - name: greeted__everyone
    model: greeted
    given: [{ input: ref('people'), rows: [{ email: bob@example.com }] }]
    expect: { rows: [{ email: bob@example.com, greeting: Hi }] }
""",
}


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    root = tmp_path / "project"
    for name, text in PROJECT.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text.lstrip())
    return Settings(root=root, warehouse=tmp_path / "house" / "live.duckdb", exports=tmp_path)


def test_while_dbt_runs_garbage_is_looked_for_seldom_and_then_as_before() -> None:
    suites = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        with contextlib.suppress(VerbError), tidied_seldom():
            assert gc.get_threshold()[0] == 100_000
            raise VerbError("not green")
        assert gc.get_threshold() == (700, 10, 10)
    finally:
        gc.set_threshold(*suites)


def opens_for_writing(file: Path) -> bool:
    """Whether another process gets the file's write lock."""
    script = f"import duckdb; duckdb.connect({str(file)!r}).execute('create schema elsewhere')"
    return subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0


def test_a_green_build_is_counted_and_lets_go_of_the_file(
    little: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(os.environ), Path.cwd()

    report = build(little, console=Console())

    assert (report.models, report.seeds) == (2, 1)
    assert (report.tests_passed, report.tests_failed, report.tests_warned) == (3, 0, 0)
    assert opens_for_writing(little.warehouse)
    assert (dict(os.environ), Path.cwd()) == before
    said = capsys.readouterr()
    assert "build: 6 of 6 nodes" in said.out
    assert "Completed successfully" not in said.out, "dbt itself is silent"


def test_a_days_run_tests_the_data_and_leaves_tests_of_the_sql_to_who_changes_it(
    little: Settings,
) -> None:
    outcome = steps()["build"](little, None, Console(quiet=True))

    assert outcome.state == "done"
    assert outcome.counts["tests_passed"] == 2, "unique and not_null"
    assert build(little).tests_passed == 3, "and the unit test"


def test_what_checks_and_publishing_read_is_left_whatever_the_environment_says(
    little: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBT_WRITE_JSON", "false")

    build(little)

    left = {path.name for path in target_folder(little).iterdir()}
    assert {"manifest.json", "run_results.json"} <= left


def test_a_red_build_names_its_nodes_and_the_next_step_but_no_value(
    little: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (little.root / "models" / "people.sql").write_text(
        "select 'ada@example.com' as email from range(2)"
    )
    (little.root / "models" / "cast.sql").write_text(
        "{{ config(materialized='table') }}\n"
        "select cast(word || ' eve@example.com' as integer) as number from {{ ref('words') }}"
    )
    (little.root / "models" / "misspelt.sql").write_text("select wrod from {{ ref('words') }}")

    with pytest.raises(VerbError) as failure:
        build(little)

    message = failure.value.message
    assert failure.value.exit_code == 1
    assert "test unique_people_email: fail (got 1 result)" in message
    assert "model cast: error" in message
    assert "wrod" in message, "an error of the SQL is told, with the word that is wrong"
    assert "dbt build --select cast+ misspelt+ people+" in message
    log = Path(message.split("log: ")[1].splitlines()[0])
    assert "Runtime Error in model misspelt" in log.read_text(), "the log it names tells all"
    assert "greeted" not in message, "what was only skipped is not to blame"
    assert "@" not in message + "".join(capsys.readouterr())
    assert opens_for_writing(little.warehouse)


def test_a_project_that_does_not_parse_is_an_error_with_a_next_step(little: Settings) -> None:
    (little.root / "models" / "broken.sql").write_text("select * from {{ ref('nobody') }}")

    with pytest.raises(VerbError, match=r"nobody[\s\S]*Next: "):
        build(little)


def test_a_table_stands_until_another_is_whole_in_its_place(little: Settings, root: Path) -> None:
    """So does a view, and one where the other was before; nothing is left beside it."""
    macros = little.root / "macros"
    macros.mkdir()
    for name in ("table.sql", "view.sql", "written_in_place.sql"):
        shutil.copy(root / "macros" / "materializations" / name, macros)
    model = little.root / "models" / "numbers.sql"

    def numbers(sql: str, materialized: str = "table") -> list[tuple[object, ...]]:
        model.write_text(f"{{{{ config(materialized='{materialized}') }}}} {sql}")
        with contextlib.suppress(VerbError):
            build(little, ["--select", "numbers"])
        with duckdb.connect(str(little.warehouse), read_only=True) as live:
            tables = live.execute("select table_name, table_type from information_schema.tables")
            assert tables.fetchall() == [
                ("numbers", "VIEW" if materialized == "view" else "BASE TABLE")
            ]
            return live.execute("from numbers").fetchall()

    assert numbers("select 1 as number", "view") == [(1,)]
    assert numbers("select 2 as number") == [(2,)]
    assert numbers("select 3 as number") == [(3,)]
    assert numbers("select cast(left('x', 1) as int) as number") == [(3,)]
    assert numbers("select 4 as number, 'd' as letter") == [(4, "d")]
    assert numbers("select 5 as number", "view") == [(5,)]
    assert numbers("select 6 as number, 'f' as letter", "view") == [(6, "f")]
    assert numbers("select no_such_column", "view") == [(6, "f")]


def test_a_view_is_read_whatever_its_file_is_called(
    little: Settings, root: Path, tmp_path: Path
) -> None:
    """Verbs call the live file `live`, and who keeps a copy gives it a name of its own."""
    macros = little.root / "macros"
    macros.mkdir()
    for name in ("view.sql", "written_in_place.sql"):
        shutil.copy(root / "macros" / "materializations" / name, macros)
    models = little.root / "models"
    (models / "numbers.sql").write_text("{{ config(materialized='table') }} select 7 as number")
    for name, read in (("seen", "numbers"), ("seen_again", "seen")):
        sql = f"{{{{ config(materialized='view') }}}} select number from {{{{ ref('{read}') }}}}"
        (models / f"{name}.sql").write_text(sql)
    build(little, ["--select", "numbers+"])

    copy = shutil.copy(little.warehouse, tmp_path / "copy_of_monday.duckdb")
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert connection.execute("from seen_again").fetchall() == [(7,)]
    with open_live(little.warehouse, "cdp explain") as connection:
        assert connection.execute("from live.seen_again").fetchall() == [(7,)]


def test_who_holds_the_file_is_named(little: Settings) -> None:
    little.warehouse.parent.mkdir()
    script = f"import duckdb; c = duckdb.connect({str(little.warehouse)!r}); print(1); input()"
    with subprocess.Popen(
        [sys.executable, "-u", "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()

        with pytest.raises(VerbError, match=f"process {holder.pid} holds it"):
            build(little)

        holder.communicate("\n")


@pytest.mark.parametrize(
    "message",
    [
        "Runtime Error in model x Conversion Error: Could not convert string 'Ada' to INT32",
        'Constraint Error: Duplicate key "email: ada@example.com" violates unique constraint',
        "Binder Error: Cannot compare 'ada@example.com' with +49 30 23125 000",
    ],
)
def test_no_value_of_a_row_is_told(message: str) -> None:
    told = without_values(message)

    assert "da@" not in told
    assert "Ada" not in told
    assert "23125" not in told


def test_a_table_of_blocks_that_is_missing_is_not_told_as_a_lock() -> None:
    assert lock_holder("Catalog Error: Table with name int_identity_blocks does not exist!") is None
    assert lock_holder('IO Error: Could not set lock on file "live.duckdb"') == "another process"
