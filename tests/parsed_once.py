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
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
#: What a story calls its warehouse.
WAREHOUSE = "live.duckdb"
#: The moment the parse speaks of; a house that speaks of another parses a few models anew.
AS_OF = "2026-10-01 00:00:00"

_place: Path | None = None


def keep_in(folder: Path) -> None:
    """Says where the parse lies: one folder for all workers of this run."""
    global _place
    _place = folder


def project() -> Path:
    """The target folder of the parse, with its manifest; the first who asks parses."""
    assert _place, "tests/conftest.py says where"
    _place.mkdir(exist_ok=True)
    with (_place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (_place / "manifest.json").exists():
            _parse(_place)
    return _place


def give(target: Path, warehouse: Path) -> None:
    """Puts the parse into a house's target folder, for its warehouse.

    A house outside the tests (a benchmark's) gets none, and dbt parses.
    """
    if _place is None:
        return
    assert warehouse.name == WAREHOUSE, "its name is part of the parse"
    parsed = project()
    told = (parsed / "partial_parse.msgpack").read_bytes()
    ours, theirs = (_checksum(path).encode() for path in (parsed / WAREHOUSE, warehouse))
    target.mkdir(parents=True, exist_ok=True)
    (target / "partial_parse.msgpack").write_bytes(told.replace(ours, theirs))


def _parse(place: Path) -> None:
    environment = {
        "STAMMKUNDE_DUCKDB": str(place / WAREHOUSE),
        "STAMMKUNDE_AS_OF": AS_OF,
        "DBT_TARGET_PATH": str(place),
        "DBT_LOG_PATH": str(place / "logs"),
    }
    subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse"],
        cwd=ROOT,
        env={**os.environ, **environment},
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
