"""Seeds that verbs read and add lines to: one writer at a time, old file or new, never half."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.console import VerbError


def text_of(path: Path) -> str:
    """A seed's text. Raises VerbError where it is not there, or no UTF-8 (a spreadsheet's)."""
    _refuse_missing(path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise VerbError(
            f"{path} is not UTF-8.\n"
            f"Nothing was written. Next: save it as 'CSV UTF-8', or git checkout -- {path}"
        ) from None


def add_text(path: Path, text: str, added: str) -> None:
    """The old text and the new lines in a new file that takes the old one's place."""
    between = "" if text.endswith("\n") else "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text + between + added)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One writer at a time; the folder is locked, since the file itself is replaced.

    Raises VerbError where the file is not there.
    """
    _refuse_missing(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        raise VerbError(
            f"There is no {path}.\nNext: run the verb in the project's folder, "
            "or restore the file from git"
        )
