"""Where things are: every path and environment variable the verbs share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def project_root() -> Path:
    """The folder that holds ``dbt_project.yml``: the current one, else this checkout."""
    here = Path.cwd()
    if (here / "dbt_project.yml").exists():
        return here
    return Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Absolute paths of one installation.

    warehouse: the live DuckDB file (``STAMMKUNDE_DUCKDB``).
    exports: the drop folders' root (``STAMMKUNDE_EXPORTS``).
    published: the folder of the copies that BI reads, beside the live file.
    """

    root: Path
    warehouse: Path
    exports: Path

    @property
    def published(self) -> Path:
        return self.warehouse.parent / "published"

    @property
    def spool(self) -> Path:
        """What the API mode fetched and ``cdp collect`` received, until it has landed."""
        return self.warehouse.parent / "spool"

    @property
    def state(self) -> Path:
        """Working files of dlt and of runs, beside the live file."""
        return self.warehouse.parent / "state"


def settings() -> Settings:
    """Settings of this process, read from the environment anew at each call."""
    root = project_root()
    return Settings(
        root=root,
        warehouse=_path(root, "STAMMKUNDE_DUCKDB", "warehouse/stammkunde.duckdb"),
        exports=_path(root, "STAMMKUNDE_EXPORTS", "exports"),
    )


def _path(root: Path, variable: str, default: str) -> Path:
    return (root / os.environ.get(variable, default)).resolve()
