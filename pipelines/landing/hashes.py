"""SHA-256 of files on this machine; that of a large file may be begun before it is wanted.

What was begun counts only as long as the file looks the same. Whoever reads the file hashes
what is read once more, so a change that does not show is found there.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Thread

_BLOCK = 1 << 20
#: Bytes that are hashed at a time beside other work, which each time is waited for.
_STRETCH = 32 << 20


def sha256_of(path: Path) -> str:
    """Of the file's bytes. Raises OSError."""
    begun = _begun.pop(path, None)
    found = begun.digest() if begun else None
    if found:
        return found
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def begin(path: Path) -> None:
    """Begins to hash a file; ``sha256_of`` will take what came out."""
    _begun[path] = _Begun(path)


def begins_with(path: Path, byte_count: int, sha256: str) -> bool:
    """Whether the file's first bytes are another, shorter file: a log that has grown."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while byte_count and (block := file.read(min(byte_count, _BLOCK))):
            digest.update(block)
            byte_count -= len(block)
    return byte_count == 0 and digest.hexdigest() == sha256


class _Begun:
    """The hash of a file, as it looks now, in a thread that no process waits for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._looks = _looks_of(path)
        self._found: str | None = None
        self._thread = Thread(target=self._hash, name="hash", daemon=True)
        self._thread.start()

    def digest(self) -> str | None:
        """Waits for it; None if the file looks otherwise by now, or could not be read."""
        self._thread.join()
        return self._found if _looks_of(self._path) == self._looks else None

    def _hash(self) -> None:
        digest, stretch = hashlib.sha256(), memoryview(bytearray(_STRETCH))
        try:
            with self._path.open("rb", buffering=0) as file:
                while count := file.readinto(stretch):
                    digest.update(stretch[:count])
        except OSError:
            return  # whoever asks tries again, and tells of it
        self._found = digest.hexdigest()


_begun: dict[Path, _Begun] = {}


def _looks_of(path: Path) -> tuple[int, ...]:
    """What changes whenever a file is written or replaced; nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
