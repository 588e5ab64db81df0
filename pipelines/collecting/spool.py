"""Files of received messages: on disk before they are acknowledged, whole after any kill.

The file being written ends in ``.part``, which landing leaves alone; it is closed by size,
by age and at the end. What a killed process left is cut behind its last whole line: what
follows was never acknowledged.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

_PART = ".part"


class SpoolFull(Exception):
    """The disk does not take any more; what was to be written is not acknowledged."""


class SpoolTaken(Exception):
    """Another process writes to this spool."""


class Spool:
    """The one writer of a spool folder; not for several threads at once.

    limit: bytes after which a file is closed. age: seconds after which it is, too.
    reserve: bytes that stay free on the disk.
    """

    def __init__(
        self,
        folder: Path,
        limit: int = 64 << 20,
        age: float = 30.0,
        reserve: int = 64 << 20,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.limit = limit
        self.age = age
        self.reserve = reserve
        self.clock = clock
        self._lock = _locked(folder)
        self._file: int | None = None
        self._path = folder
        self._size = 0
        self._since = 0.0
        _heal(folder)

    def write(self, data: bytes) -> None:
        """Appends whole lines; they are on the disk when this returns."""
        if shutil.disk_usage(self.folder).free < self.reserve + len(data):
            raise SpoolFull("the spool's disk is full")
        try:
            if self._file is None:
                self._open()
            assert self._file is not None
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError as error:
            self._give_up()
            raise SpoolFull(f"the spool cannot be written ({error.strerror})") from error
        self._size += len(data)

    def rotate_if_due(self) -> None:
        """Closes a file that is long or old enough for landing to read it."""
        if self._size >= self.limit or self.clock() - self._since >= self.age:
            self.rotate()

    def rotate(self) -> None:
        """Closes the open file, if there is one, and gives it its final name."""
        if self._file is None:
            return
        os.close(self._file)
        self._file = None
        _finish(self._path)

    def close(self) -> None:
        self.rotate()
        os.close(self._lock)

    def _open(self) -> None:
        name = f"events-{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}.jsonl{_PART}"
        self._path = self.folder / name
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._size = 0
        self._since = self.clock()
        _sync_folder(self.folder)

    def _give_up(self) -> None:
        """Cuts back to what is acknowledged and leaves the file, whose state is doubtful."""
        if self._file is None:
            return
        try:
            os.ftruncate(self._file, self._size)
            os.fsync(self._file)
            self.rotate()
        except OSError:
            # Whoever opens the spool next heals the file that keeps its .part.
            os.close(self._file)
            self._file = None


def close_abandoned(folder: Path) -> None:
    """Closes what a killed process left open; a living one's files are left alone."""
    if not any(folder.glob(f"*{_PART}")):
        return
    try:
        lock = _locked(folder)
    except SpoolTaken:
        return
    try:
        _heal(folder)
    finally:
        os.close(lock)


def _locked(folder: Path) -> int:
    """The lock, held by the kernel until this process ends, however it ends."""
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise SpoolTaken(str(folder)) from None
    return lock


def _heal(folder: Path) -> None:
    for path in sorted(folder.glob(f"*{_PART}")):
        with path.open("r+b") as file:
            file.truncate(_whole(file.read()))
            os.fsync(file.fileno())
        _finish(path)


def _whole(content: bytes) -> int:
    """The length up to and with the last line end."""
    return content.rfind(b"\n") + 1


def _finish(path: Path) -> None:
    if path.stat().st_size:
        path.rename(path.with_name(path.name.removesuffix(_PART)))
    else:
        path.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A file is only there after a power cut if its folder says so on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
