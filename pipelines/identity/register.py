"""The register of who was erased: a seed of record keys, which name nobody.

The keys are the same hashes of ``tool:record_id`` that the history of ids holds; who
knows a record's id can ask whether it stands there.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipelines.console import VerbError
from pipelines.identity import seeds

COLUMNS = ("record_key", "erased_at", "author", "reason")


def seed_file(root: Path) -> Path:
    """Where the register of a project stands."""
    return root / "seeds" / "identity" / "identity_erasures.csv"


def known(seed: Path) -> set[int]:
    """The keys that stand in it. Raises VerbError that names the line of one that is none."""
    rows = csv.DictReader(io.StringIO(seeds.text_of(seed), newline=""))
    try:
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"the header must be {', '.join(COLUMNS)}, parted by commas alone")
        return {int(row["record_key"]) for row in rows}
    except (TypeError, ValueError) as error:
        raise VerbError(
            f"{seed}, line {rows.line_num}: {error}.\n"
            "Nothing was written. Next: mend that line (git diff shows who touched it)"
        ) from None
