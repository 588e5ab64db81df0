"""``cdp identity forget``: a person is erased, and no old export brings them back.

The register is a seed of record keys, the same hashes of ``tool:record_id`` that the
history of ids holds. It names nobody; who knows a record's id can ask whether it stands
there. Nothing is deleted here.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipelines.console import VerbError
from pipelines.identity import journal
from pipelines.identity.decide import Says
from pipelines.identity.records import Registry

COLUMNS = ("record_key", "erased_at", "author", "reason")

#: All that ever spoke of a customer and is no other's now: records no tool tells of, too.
KEYS = "select record_key from {}int_customer_current_ids where customer_id = ? order by 1"


@dataclass(frozen=True)
class Forgotten:
    """Whose records were registered: so many now, so many before; and what names them yet."""

    customer_id: str
    added: int
    stood: int
    journal_lines: int


def seed_file(root: Path) -> Path:
    """Where the register of a project stands."""
    return root / "seeds" / "identity" / "identity_erasures.csv"


def forget(registry: Registry, name: str, says: Says, root: Path) -> Forgotten:
    """Registers all records of the customer that a record or customer_id names.

    Raises VerbError where there is no such customer or the register cannot be read.
    """
    held = registry.customer(registry.means(name)[0].customer_id)
    customer_id = held[0].customer_id
    keys = [int(key) for (key,) in registry.rows(KEYS.format("live.identity."), [customer_id])]
    seed = seed_file(root)
    with journal.locked(seed):
        text = seed.read_text(encoding="utf-8")
        known = _known(seed, text)
        new = [key for key in keys if key not in known]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            (key, says.at.isoformat(sep=" "), says.author, says.reason) for key in new
        )
        if new:
            journal.add_text(seed, text, out.getvalue())
    ours = {one.record for one in held}
    lines = journal.read(journal.seed_file(root))
    named = sum(bool(ours & set(line.pair)) for line in lines)
    return Forgotten(customer_id, len(new), len(keys) - len(new), named)


def _known(seed: Path, text: str) -> set[int]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"the header must be {','.join(COLUMNS)}")
        return {int(row["record_key"]) for row in rows}
    except (TypeError, ValueError) as error:
        raise VerbError(
            f"{seed}, line {rows.line_num}: {error}.\n"
            "Nothing was written. Next: mend that line (git diff shows who touched it)"
        ) from None
