"""Where things are: every path and environment variable the verbs share."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.console import VerbError


def project_root() -> Path:
    """The folder that holds ``dbt_project.yml``: the current one, else this checkout."""
    here = Path.cwd()
    if (here / "dbt_project.yml").exists():
        return here
    return Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where one installation keeps what: absolute paths, and URLs of drop folders.

    warehouse: the live DuckDB file (``STAMMKUNDE_DUCKDB``).
    exports: the drop folders' root (``STAMMKUNDE_EXPORTS``).
    elsewhere: single drop folders that lie outside it (``STAMMKUNDE_EXPORTS_<NAME>``).
    settle_seconds: a local file younger than this is looked at twice before it is read
        (``STAMMKUNDE_SETTLE_SECONDS``): it may still be copied here.
    published: the folder of the copies that BI reads, beside the live file.
    """

    root: Path
    warehouse: Path
    exports: Path | str
    elsewhere: Mapping[str, Path | str] = field(default_factory=dict)
    settle_seconds: float = 0.0

    @property
    def local_exports(self) -> Path:
        """The root to write exports into. Raises VerbError if it is a URL."""
        if isinstance(self.exports, Path):
            return self.exports
        raise VerbError(
            "STAMMKUNDE_EXPORTS is a URL, and this verb writes exports to this machine only.\n"
            "Next: set STAMMKUNDE_EXPORTS to a folder of this machine for it"
        )

    @property
    def published(self) -> Path:
        return self.warehouse.parent / "published"

    @property
    def spool(self) -> Path:
        """What the API mode fetched and ``cdp collect`` received, until it has landed."""
        return self.warehouse.parent / "spool"

    @property
    def tracking_plan(self) -> Path:
        """What events may say; a project without the file asks nothing of them."""
        return self.root / "tracking_plan.yml"

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
        exports=_place(root, os.environ.get("STAMMKUNDE_EXPORTS", "exports")),
        elsewhere={
            name.removeprefix("STAMMKUNDE_EXPORTS_").lower(): _place(root, where)
            for name, where in sorted(os.environ.items())
            if name.startswith("STAMMKUNDE_EXPORTS_") and where
        },
        settle_seconds=_seconds("STAMMKUNDE_SETTLE_SECONDS", "2"),
    )


def is_url(text: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def _place(root: Path, where: str) -> Path | str:
    return where if is_url(where) else (root / where).resolve()


def _seconds(variable: str, default: str) -> float:
    stated = os.environ.get(variable, default)
    if not re.fullmatch(r"[0-9]{1,4}([.][0-9]+)?", stated):
        raise VerbError(f"{variable} is {stated!r}.\nNext: set it to a number of seconds")
    return float(stated)


def _path(root: Path, variable: str, default: str) -> Path:
    return (root / os.environ.get(variable, default)).resolve()
