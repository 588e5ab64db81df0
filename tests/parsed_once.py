"""The project is parsed once for all stories, and every house begins with a copy of it.

A parse costs more than most of what stories build. dbt keeps one as a file, but takes it
only for the profile it was made with, and a profile names the warehouse: in the copy, the
checksum of the profile is the house's own. dbt still compares every file of the project
with it. A copy that dbt will not have costs a parse, never a wrong build; but the file of
a warehouse must be called as here, because dbt writes its name into every table's.
"""

from __future__ import annotations

import fcntl
import os
import pprint
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
#: What a story calls its warehouse: not as verbs do that read it (`live`), but as users do.
WAREHOUSE = "stammkunde.duckdb"
#: The moment the parse speaks of; a house that speaks of another parses a few models anew.
AS_OF = "2026-10-01 00:00:00"

_place: Path | None = None


def keep_in(folder: Path) -> None:
    """Says where the parse lies: one folder for all workers of this run."""
    global _place
    _place = folder


def is_kept() -> bool:
    """Whether stories share a parse; a house outside the tests (a benchmark's) has none."""
    return _place is not None


def place() -> Path:
    """Where the parse lies, whether or not anybody has asked for it yet."""
    assert _place, "tests/conftest.py says where"
    return _place


def project() -> Path:
    """The target folder of the parse, with its manifest; the first who asks parses."""
    folder = place()
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "manifest.json").exists():
            _parse(folder)
    return folder


def give(target: Path, warehouse: Path) -> None:
    """Puts the parse into a house's target folder, for its warehouse.

    A house that shares none gets none, and dbt parses.
    """
    if not is_kept():
        return
    assert warehouse.name == WAREHOUSE, "its name is part of the parse"
    parsed = project()
    told = (parsed / "partial_parse.msgpack").read_bytes()
    ours, theirs = (_checksum(path).encode() for path in (parsed / WAREHOUSE, warehouse))
    target.mkdir(parents=True, exist_ok=True)
    (target / "partial_parse.msgpack").write_bytes(told.replace(ours, theirs))


def runner(manifest: Any = None) -> Any:
    """dbt in this process (a dbtRunner), which does only what stories see of it."""
    from dbt.cli.main import dbtRunner

    _spare()
    return dbtRunner(manifest=manifest)


@cache
def _spare() -> None:
    """What dbt does in this process and no story sees is not done.

    Before every command dbt looks for a ring in the graph, a third of what a small build
    costs. Verbs that begin with nothing (House.is_cold) look, at the same graph. And it words
    for a log that nobody keeps (tests/conftest.py) what it does, a fourteenth of a whole build.
    """
    from dbt.compilation import Linker
    from dbt_common.events.base_types import EventLevel
    from dbt_common.events.event_manager import EventManager

    Linker.find_cycles = lambda _: None
    fire = EventManager.fire_event

    def fire_heard(
        self: Any,
        e: Any,
        level: Any = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        # dbt itself listens, to warnings; whom a dbtRunner is given listens to all.
        if len(self.callbacks) > 1 or (level or e.level_tag()) != EventLevel.DEBUG:
            fire(self, e, level, node, force_warn_or_error_handling)

    EventManager.fire_event = fire_heard


def read() -> Any:
    """The parse as dbt holds it in memory (dbt's Manifest)."""
    parsed = project()
    ours = parsed / f"read_by_{os.getpid()}"
    give(ours, parsed / WAREHOUSE)
    os.environ.update(_environment(parsed, target=ours))
    folders = ["--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
    done = runner().invoke(["--quiet", "parse", *folders])
    assert done.success, done.exception
    return done.result


def _environment(place: Path, target: Path) -> dict[str, str]:
    return {
        "STAMMKUNDE_DUCKDB": str(place / WAREHOUSE),
        "STAMMKUNDE_AS_OF": AS_OF,
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target / "logs"),
    }


def _parse(place: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse", "--write-json"],
        cwd=ROOT,
        env={**os.environ, **_environment(place, target=place)},
        check=True,
    )


def _checksum(warehouse: Path) -> str:
    """What dbt makes of a profile with this warehouse (ManifestLoader)."""
    # Imported here: dbt costs seconds, and many houses only land.
    from dbt.adapters.duckdb.credentials import DuckDBCredentials
    from dbt.contracts.files import FileHash

    (profile,) = yaml.safe_load((ROOT / "profiles.yml").read_text())["stammkunde"][
        "outputs"
    ].values()
    profile = {**profile, "path": str(warehouse), "database": warehouse.stem}
    credentials = DuckDBCredentials.from_dict(profile)
    return FileHash.from_contents(pprint.pformat(sorted(credentials.connection_info()))).checksum
