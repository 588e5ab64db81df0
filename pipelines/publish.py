"""``cdp publish``: swaps in the two copies that BI reads, or an earlier generation of them.

``public.duckdb`` holds no personal data, ``restricted.duckdb`` every public column. Both
are built beside the live file's folder and renamed into place: a reader that has the old
copy open keeps it, the next one sees the new, and nobody ever sees half of one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import duckdb

from pipelines.building import GOOD, target_folder
from pipelines.console import Console, VerbError, verb
from pipelines.live import is_alive, literal, open_live, quote
from pipelines.settings import Settings, settings

#: The rooms that anyone may read; their private tables start with ``int_``.
PUBLIC_ROOMS = ("marts", "segments")
#: Copies in the order in which they are swapped in.
COPIES = ("restricted.duckdb", "public.duckdb")
KEPT_GENERATIONS = 3
_GENERATION = re.compile(r"\d{8}T\d{12}")

#: An address, also as it stands in a link (``%40``).
E_MAIL = r"[A-Za-z0-9._%+\-]+(@|%40)[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"
#: ``+49 30 23125 000`` and its spellings, anywhere in a text.
PHONE_INTERNATIONAL = r"(^|[^0-9A-Za-z])\+[1-9][0-9]{0,2}([ /().\-]{0,3}[0-9]){7,12}($|[^0-9])"
#: ``030 23125-000``, ``0171/3920012``, ``03023125000``, as a word of their own.
PHONE_NATIONAL = (
    r"(^|[\s:(])0[1-9][0-9]{1,4}(\)? ?[/\-] ?|\)? )?[0-9]{2,8}([ \-]?[0-9]{2,4}){1,3}($|[\s,;.)])"
)
#: A leading zero is nothing special in identifiers: a till's receipt is not a phone.
_IDENTIFIER = re.compile(r"(_id|_ids|_key|_code|_codes|sku|gtin|generation|git_sha)$")
#: dbt's own working tables; a kill may leave one behind.
_WORKING_TABLE = re.compile(r"__dbt_(tmp|backup)$")


@dataclass(frozen=True)
class Table:
    """A table of a public room as the live file has it."""

    room: str
    name: str
    columns: tuple[str, ...]
    personal: frozenset[str]

    @property
    def public_columns(self) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in self.personal)


@dataclass(frozen=True)
class PublishReport:
    """What was swapped in; ``withheld`` counts columns only the restricted copy has."""

    generation: str
    folder: Path
    rows: dict[str, int]
    withheld: int
    rolled_back: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "generation": self.generation,
            "public": str(self.folder / "public.duckdb"),
            "restricted": str(self.folder / "restricted.duckdb"),
            "rows": self.rows,
            "withheld_columns": self.withheld,
            "rolled_back": self.rolled_back,
        }

    def lines(self) -> list[str]:
        verb_done = "Back to" if self.rolled_back else "Published"
        return [
            f"{verb_done} generation {self.generation}: "
            f"{len(self.rows)} tables, {sum(self.rows.values())} rows",
            f"  {_short(self.folder / 'public.duckdb')} (no personal data)",
            f"  {_short(self.folder / 'restricted.duckdb')} "
            f"({self.withheld} personal columns more)",
        ]


@click.command()
@click.option("--to", "generation", metavar="NAME", help="Roll back to this generation.")
@click.option("--list", "listing", is_flag=True, help="List the generations kept.")
@verb
def command(generation: str | None, listing: bool, console: Console) -> None:
    """Swap in the copies that BI reads, or roll back to an earlier generation.

    Publishes only after a green `dbt build` of every public table.
    """
    here = settings()
    if listing and generation:
        raise click.UsageError("--list and --to exclude each other.")
    if listing:
        kept = generations(here)
        console.result({"generations": kept}, _listing(kept))
        return
    report = roll_back(here, generation) if generation else publish(here, console)
    payload = report.as_dict() | {"generations": generations(here)}
    console.result(payload, report.lines())


def publish(here: Settings, console: Console | None = None) -> PublishReport:
    """Builds both copies from the live file, proves the public one clean, swaps them in."""
    console = console or Console(quiet=True)
    manifest = _read_json(target_folder(here) / "manifest.json")
    built_at = _require_green_build(here, manifest)
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    with (
        _workshop(here) as workshop,
        closing(open_live(here.warehouse, "cdp publish")) as connection,
    ):
        tables = _tables(connection, manifest)
        info = {"generation": name, "git_sha": _git_sha(here.root), "built_at": built_at}
        with console.progress("publish", total=2 * len(tables)) as advance:
            for copy in COPIES:
                file = workshop / copy
                rows = _write(connection, file, tables, copy == "public.duckdb", info, advance)
                _sync_to_disk(file)
        _require_no_personal_data(workshop / "public.duckdb")
        (workshop / "restricted.duckdb").chmod(0o600)
        generation = here.published / "generations" / name
        workshop.rename(generation)
        _sync_to_disk(generation.parent)
    # Readable by all as a folder; the restricted file in it stays its owner's.
    generation.chmod(0o755)
    _swap_in(here, generation)
    _prune(here, keep=name)
    withheld = sum(len(table.personal) for table in tables)
    return PublishReport(name, here.published, rows, withheld)


def roll_back(here: Settings, name: str) -> PublishReport:
    """Swaps an earlier generation in again; the later ones stay kept."""
    kept = {each["generation"]: each for each in generations(here)}
    if name not in kept:
        names = ", ".join(kept) or "none yet"
        raise VerbError(f"There is no generation {name}; kept are: {names}.\nNext: cdp publish")
    generation = here.published / "generations" / name
    _swap_in(here, generation)
    withheld = sum(map(len, _columns(generation / "restricted.duckdb"))) - sum(
        map(len, _columns(generation / "public.duckdb"))
    )
    return PublishReport(name, here.published, kept[name]["rows"], withheld, rolled_back=True)


def generations(here: Settings) -> list[dict[str, Any]]:
    """The generations kept, newest first; ``is_current`` marks the one BI reads."""
    current = _current(here)
    listed = []
    for folder in sorted(_generation_folders(here), reverse=True):
        rows = _info(folder / "public.duckdb")
        listed.append(
            {
                "generation": folder.name,
                "is_current": folder.name == current,
                "built_at": rows[0][2] if rows else None,
                "git_sha": rows[0][1] if rows else None,
                "rows": {table: count for *_, table, count in rows},
            }
        )
    return listed


# --- what may be published -------------------------------------------------------------


def _require_green_build(here: Settings, manifest: dict[str, Any]) -> str:
    """The time of the last build; refuses one that failed or left a public table out."""
    results = _read_json(target_folder(here) / "run_results.json")
    status = {each["unique_id"]: str(each["status"]) for each in results["results"]}
    failed = sorted(node for node, word in status.items() if word not in GOOD)
    if failed:
        named = "".join(f"\n  {_node_name(node)}: {status[node]}" for node in failed[:10])
        more = f"\n  ... and {len(failed) - 10} more" if len(failed) > 10 else ""
        raise VerbError(
            f"The last dbt {_which(results)} was not green, so nothing was published:{named}{more}"
            "\nNext: mend what failed, then dbt build && cdp publish"
        )
    # A later `dbt build --select` of something else must not hide an earlier failure.
    left_out = sorted(_promises(manifest) - status.keys())
    if left_out:
        raise VerbError(
            f"The last dbt {_which(results)} did not build and test {_node_name(left_out[0])}"
            + (f" and {len(left_out) - 1} more" if len(left_out) > 1 else "")
            + ", so nothing was published.\nNext: dbt build && cdp publish"
        )
    return str(results["metadata"]["generated_at"])


def _promises(manifest: dict[str, Any]) -> set[str]:
    """Every model of the public rooms, and every data test on one of them."""
    public = {node for node, each in manifest["nodes"].items() if _is_public(each)}
    tests = {
        node
        for node, each in manifest["nodes"].items()
        if each["resource_type"] == "test" and public & set(each["depends_on"]["nodes"])
    }
    return public | tests


def _is_public(node: dict[str, Any]) -> bool:
    return (
        node["resource_type"] in ("model", "seed", "snapshot")
        and node["schema"] in PUBLIC_ROOMS
        and not (node.get("alias") or node["name"]).startswith("int_")
        and node.get("config", {}).get("materialized") != "ephemeral"
    )


def _tables(connection: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> list[Table]:
    """The public tables and their personal columns; refuses what the manifest knows not."""
    known = {
        (each["schema"], each.get("alias") or each["name"]): each["columns"]
        for each in manifest["nodes"].values()
        if _is_public(each)
    }
    found: dict[tuple[str, str], list[str]] = {}
    for room, table, column in connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = 'live' and list_contains($rooms, schema_name) "
        "order by schema_name, table_name, column_index",
        {"rooms": list(PUBLIC_ROOMS)},
    ).fetchall():
        if not table.startswith("int_") and not _WORKING_TABLE.search(table):
            found.setdefault((room, table), []).append(column)
    tables = [_table(key, columns, known) for key, columns in found.items()]
    absent = sorted(known.keys() - found.keys())
    if absent:
        raise VerbError(
            f"{'.'.join(absent[0])} is a public table, but the live file has none.\n"
            "Next: dbt build && cdp publish"
        )
    if not tables:
        raise VerbError("The public rooms are empty.\nNext: dbt build && cdp publish")
    return tables


def _table(
    key: tuple[str, str], columns: list[str], known: dict[tuple[str, str], dict[str, Any]]
) -> Table:
    room, name = key
    if key not in known:
        raise VerbError(
            f"{room}.{name} is in the live file, but the project does not know it, so nobody "
            "has said which of its columns are personal. Nothing was published.\n"
            f"Next: dbt build if the model is new, else drop the table {room}.{name}"
        )
    declared = {column.lower(): each for column, each in known[key].items()}
    for column in columns:
        if column.lower() not in declared:
            raise VerbError(
                f"{room}.{name}.{column} is not described in {name}.yml, so nobody has said "
                "whether it is personal. Nothing was published.\n"
                f"Next: describe the column (config.meta.personal: true if so), then dbt build"
            )
    personal = frozenset(c for c in columns if _is_personal(declared[c.lower()]))
    return Table(room, name, tuple(columns), personal)


def _is_personal(column: dict[str, Any]) -> bool:
    flags = (column.get("meta") or {}, (column.get("config") or {}).get("meta") or {})
    return any(flag.get("personal") for flag in flags)


def _require_no_personal_data(file: Path) -> None:
    """Refuses a public copy in which a text looks like an address or a phone number."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        columns: dict[str, list[str]] = {}
        for room, table, column in connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() "
            "where database_name = current_database() and not internal "
            "and not regexp_matches(data_type, '^(U?(TINY|SMALL|BIG|HUGE|INT)|DEC|DOUBLE|"
            "FLOAT|BOOL|DATE|TIME|UUID)') or data_type like '%[%' order by all"
        ).fetchall():
            columns.setdefault(f"{quote(room)}.{quote(table)}", []).append(column)
        for table, names in columns.items():
            asked = ", ".join(f"count_if({_looks_personal(name)})" for name in names)
            counts = connection.execute(f"select {asked} from {table}").fetchone() or ()
            for name, count in zip(names, counts, strict=True):
                if count:
                    place = f"{table}.{name}".replace('"', "")
                    raise VerbError(
                        f"{place} holds what looks like an e-mail address or a phone number in "
                        f"{count} rows, so nothing was published.\n"
                        f"Next: flag the column (config.meta.personal: true) or clean it "
                        "upstream, then dbt build && cdp publish"
                    )


def _looks_personal(column: str) -> str:
    text = f"cast({quote(column)} as varchar)"
    patterns = [E_MAIL, PHONE_INTERNATIONAL]
    if not _IDENTIFIER.search(column.lower()):
        patterns.append(PHONE_NATIONAL)
    return " or ".join(f"regexp_matches({text}, '{pattern}')" for pattern in patterns)


# --- writing ---------------------------------------------------------------------------


def _write(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    tables: list[Table],
    is_public: bool,
    info: dict[str, Any],
    advance: Any,
) -> dict[str, int]:
    """Writes one copy; v1.0.0 storage, so that older BI drivers open it too."""
    rows: dict[str, int] = {}
    connection.execute(f"attach {literal(str(file))} as copy (storage_version 'v1.0.0')")
    try:
        for room in sorted({table.room for table in tables}):
            connection.execute(f"create schema copy.{quote(room)}")
        for table in tables:
            place = f"{quote(table.room)}.{quote(table.name)}"
            columns = ", ".join(map(quote, table.public_columns if is_public else table.columns))
            if not columns:
                raise VerbError(
                    f"Every column of {table.room}.{table.name} is personal; a public table "
                    "needs one that is not.\nNext: move it to a room that is not published"
                )
            counted = connection.execute(
                f"create table copy.{place} as select {columns} from live.{place}"
            ).fetchone()
            rows[f"{table.room}.{table.name}"] = int(counted[0]) if counted else 0
            advance(1)
        _write_info(connection, rows, info)
        connection.execute("checkpoint copy")
    finally:
        connection.execute("detach copy")
    return rows


def _write_info(
    connection: duckdb.DuckDBPyConnection, rows: dict[str, int], info: dict[str, Any]
) -> None:
    """``_publish_info``: one row per table, so that a reader can say what it has read."""
    connection.execute(
        "create table copy.main._publish_info (generation varchar, git_sha varchar, "
        "built_at varchar, published_at timestamp, schema_name varchar, table_name varchar, "
        "row_count bigint)"
    )
    moment = datetime.now(UTC).replace(tzinfo=None)
    for place, count in rows.items():
        room, table = place.split(".", 1)
        connection.execute(
            "insert into copy.main._publish_info values (?, ?, ?, ?, ?, ?, ?)",
            [info["generation"], info["git_sha"], info["built_at"], moment, room, table, count],
        )


def _swap_in(here: Settings, generation: Path) -> None:
    """Renames hard links of the generation's files over what BI reads."""
    for stale in here.published.glob(".*.tmp"):
        if not is_alive(int(stale.name.split(".")[-2])):
            stale.unlink(missing_ok=True)
    for copy in COPIES:
        beside = here.published / f".{copy}.{os.getpid()}.tmp"
        beside.unlink(missing_ok=True)
        try:
            beside.hardlink_to(generation / copy)
        except OSError:  # a file system without hard links
            shutil.copy2(generation / copy, beside)
            _sync_to_disk(beside)
        beside.replace(here.published / copy)
    _sync_to_disk(here.published)


def _prune(here: Settings, keep: str) -> None:
    folders = sorted(_generation_folders(here), reverse=True)
    for folder in folders[KEPT_GENERATIONS:]:
        if folder.name != keep:
            shutil.rmtree(folder)


@contextmanager
def _workshop(here: Settings) -> Iterator[Path]:
    """A private folder beside the generations; gone afterwards, whatever happened."""
    root = here.published / "generations"
    root.mkdir(parents=True, exist_ok=True)
    for stale in root.glob(".building-*"):
        if not is_alive(int(stale.name.rpartition("-")[2])):
            shutil.rmtree(stale)
    workshop = root / f".building-{os.getpid()}"
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(mode=0o700)
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


# --- small things ----------------------------------------------------------------------


def _read_json(file: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise VerbError(
            f"{file} is missing: without it nobody can say what is personal and whether the "
            "build was green, so nothing was published.\nNext: dbt build && cdp publish"
        ) from None
    except ValueError:
        raise VerbError(
            f"{file} is no JSON, perhaps cut off; nothing was published.\n"
            "Next: dbt build && cdp publish"
        ) from None


def _generation_folders(here: Settings) -> list[Path]:
    root = here.published / "generations"
    if not root.is_dir():
        return []
    return [
        folder
        for folder in root.iterdir()
        if _GENERATION.fullmatch(folder.name) and all((folder / copy).exists() for copy in COPIES)
    ]


def _info(file: Path) -> list[tuple[Any, ...]]:
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            "select generation, git_sha, built_at, schema_name || '.' || table_name, row_count "
            "from main._publish_info order by 4"
        ).fetchall()
    return rows


def _current(here: Settings) -> str | None:
    file = here.published / "public.duckdb"
    rows = _info(file) if file.exists() else []
    return str(rows[0][0]) if rows else None


def _columns(file: Path) -> list[list[str]]:
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        return [
            columns
            for (columns,) in connection.execute(
                "select list(column_name) from duckdb_columns() where not internal "
                "and database_name = current_database() group by schema_name, table_name"
            ).fetchall()
        ]


def _listing(kept: list[dict[str, Any]]) -> list[str]:
    if not kept:
        return ["Nothing is published yet. Next: dbt build && cdp publish"]
    lines = [f"{'generation':22} {'tables':>6} {'rows':>12}  built"]
    for each in kept:
        mark = "  <- BI reads this" if each["is_current"] else ""
        lines.append(
            f"{each['generation']:22} {len(each['rows']):>6} {sum(each['rows'].values()):>12}"
            f"  {str(each['built_at'])[:16]}{mark}"
        )
    return lines


def _git_sha(root: Path) -> str | None:
    try:
        said = subprocess.run(  # noqa: S603 (a fixed command)
            ["git", "-C", str(root), "rev-parse", "HEAD"],  # noqa: S607 (git of the PATH)
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip() or None


def _sync_to_disk(path: Path) -> None:
    """What was renamed must be what is on the disk, also after a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _which(results: dict[str, Any]) -> str:
    return str(results.get("args", {}).get("which", "build"))


def _node_name(unique_id: str) -> str:
    return unique_id.split(".")[2]


def _short(path: Path) -> str:
    """Relative to where the reader stands, when that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
