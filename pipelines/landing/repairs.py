"""The text file in which a person repairs quarantined rows, written and read back.

Each row is a block: a line ``#@ ID place: reason``, a line ``#= columns`` where rows have
no names of their own, then the row's text as it stands in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.console import VerbError

_INTRODUCTION = """\
# Repair the text below each line that starts with #@, save, then run
# cdp quarantine replay --file {name}
# A row left as it is is tried as it is; delete its block to leave it in quarantine.
"""
_BLOCK = re.compile(r"#@ ([0-9a-f]{8}:[0-9]+)\b")


def write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows (``id``, ``place``, ``reason``, ``columns``, ``raw_text``), for the
    owner's eyes only: they hold personal data. Never overwrites a file.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise VerbError(
            f"{path} is there already, perhaps with somebody's repairs.\n"
            "Next: replay or remove it, or name another file"
        ) from error
    except OSError as error:
        raise VerbError(f"{path} cannot be written ({error.strerror}).") from error
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_INTRODUCTION.format(name=path.name))
        for row in rows:
            file.write(f"\n#@ {row['id']} {row['place']}: {row['reason']}\n")
            if row["columns"]:
                file.write(f"#= {row['columns']}\n")
            file.write(f"{row['raw_text']}\n")


def read(path: Path) -> dict[str, str]:
    """Row id -> its text, repaired or not. Raises VerbError for a file without rows."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise VerbError(f"{path} cannot be read as UTF-8 text.\nNext: check --file") from error
    found: dict[str, list[str]] = {}
    block: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        start = _BLOCK.match(line)
        if start:
            if start[1] in found:
                raise VerbError(
                    f"{path}, line {number}: row {start[1]} stands twice.\n"
                    "Next: delete one of the blocks"
                )
            block = found[start[1]] = []
        elif block is not None and not (line.startswith("#= ") and not block):
            block.append(line)
    if not found:
        raise VerbError(
            f"{path} holds no row of the quarantine.\n"
            "Next: write it with cdp quarantine export FILE, then repair that"
        )
    return {row_id: "\n".join(block).strip("\n") for row_id, block in found.items()}
