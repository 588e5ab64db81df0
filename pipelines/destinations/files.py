"""Files: one CSV of changes per sync and run, for whoever fetches it from the outbox.

A file is complete once its ``.sha256`` stands beside it (``sha256sum --check`` reads it).
The name is the run that planned the changes, so a run that was killed after writing and
before noting it writes the same file again and never a second one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.destinations.base import Batch, DoorClosed, Rejection, Value

#: What a spreadsheet would run as a formula (OWASP ASVS 5.0, V1.2.10). Quotes before it
#: count too, so that taking one quote away always gives back the value as it was.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Files:
    """Writes ``<outbox>/<sync_name>/<run_id>.csv`` and its checksum."""

    name = "files"
    batch_size = 2**31  # a run is one file

    def __init__(self, outbox: Path) -> None:
        self.outbox = outbox

    def send(self, batch: Batch) -> Sequence[Rejection]:
        """Writes the batch as one file; every record is accepted or the disk is at fault."""
        target = self.outbox / batch.sync_name / f"{batch.run_id}.csv"
        content = as_csv(batch).encode()
        checksum = f"{hashlib.sha256(content).hexdigest()}  {target.name}\n".encode()
        seal = target.with_name(target.name + ".sha256")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # While a file is replaced its seal must not vouch for the one before.
            if seal.exists() and seal.read_bytes() != checksum:
                seal.unlink()
            _write(target, content)
            _write(seal, checksum)
        except OSError as error:
            raise DoorClosed(f"cannot write {target}: {error.strerror}") from None
        return []


def as_csv(batch: Batch) -> str:
    """RFC 4180 with a header: action, key, then the fields (empty for a remove)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["action", batch.key_column, *batch.columns])
    for record in batch.records:
        cells = [record.fields.get(column) for column in batch.columns]
        writer.writerow([record.action, escape(record.key), *map(escape, cells)])
    return text.getvalue()


def escape(value: Value) -> str:
    """The cell's text; what a spreadsheet would run gets a leading quote."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def unescape(cell: str) -> str:
    """What ``escape`` was given, for those who read the files back."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _write(target: Path, content: bytes) -> None:
    """All of it or nothing, even when the machine stops. For the owner's eyes only."""
    draft = target.with_name(f".{target.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
