"""``cdp identity forget``: a person is erased, and no old export brings them back.

Their records are entered in the register. Nothing is deleted here.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipelines.identity import journal, register, seeds
from pipelines.identity.decide import Says
from pipelines.identity.records import Registry

#: All that ever spoke of a customer and is no other's now: records no tool tells of, too.
KEYS = "select record_key from {}int_customer_current_ids where customer_id = ? order by 1"


@dataclass(frozen=True)
class Forgotten:
    """Whose records were registered: so many now, so many before; and what names them yet."""

    customer_id: str
    added: int
    stood: int
    journal_lines: int


def forget(registry: Registry, name: str, says: Says, root: Path) -> Forgotten:
    """Registers all records of the customer that a record or customer_id names.

    Raises VerbError where there is no such customer or the register cannot be read.
    """
    held = registry.customer(registry.means(name)[0].customer_id)
    customer_id = held[0].customer_id
    keys = [int(key) for (key,) in registry.rows(KEYS.format("live.identity."), [customer_id])]
    seed = register.seed_file(root)
    with seeds.locked(seed):
        text = seeds.text_of(seed)
        known = register.known(seed)
        new = [key for key in keys if key not in known]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            (key, says.at.isoformat(sep=" "), says.author, says.reason) for key in new
        )
        if new:
            seeds.add_text(seed, text, out.getvalue())
    ours = {one.record for one in held}
    lines = journal.read(journal.seed_file(root))
    named = sum(bool(ours & set(line.pair)) for line in lines)
    return Forgotten(customer_id, len(new), len(keys) - len(new), named)
