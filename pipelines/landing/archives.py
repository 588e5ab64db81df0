"""Packed files: how much may come out of one, and the files inside a zip."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines.landing.readings import Refused

#: Bytes that one packed file may unpack to.
UNPACKED_LIMIT = 64 << 30
#: How many times its size a file may unpack to: exports reach 50, a bomb 1,000.
RATIO_LIMIT = 200
#: Bytes below which the ratio says nothing: an empty table of zeros packs well too.
RATIO_FREE = 64 << 20
_CHUNK = 1 << 20
_UNPACKED = "unpacked"


class Meter:
    """Counts what comes out of a packed file; refuses the file when it is too much."""

    def __init__(self, packed_bytes: int) -> None:
        self._packed_bytes = packed_bytes
        self._unpacked_bytes = 0

    def add(self, count: int) -> None:
        self._unpacked_bytes += count
        ratio = self._unpacked_bytes / max(self._packed_bytes, 1)
        if self._unpacked_bytes > UNPACKED_LIMIT or (
            self._unpacked_bytes > RATIO_FREE and ratio > RATIO_LIMIT
        ):
            raise Refused(
                f"it unpacks to more than {self._unpacked_bytes >> 20} MB, {ratio:.0f} times "
                "its size, as zip bombs do; unpack it yourself if you trust it"
            )


def is_proven_whole(path: Path, work: Path) -> bool:
    """Whether a file came out of a zip, whose checksums say that nothing is cut off."""
    return path.parent == work / _UNPACKED


def members(path: Path, into: Path) -> Iterator[tuple[str, Path]]:
    """(name, unpacked copy) of each file in a zip; the copy goes when the next one comes.

    Folders, hidden files and what a Mac adds are let be; names never leave ``into``.
    """
    meter = Meter(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as packed:
            for member in packed.infolist():
                name = PurePosixPath(member.filename.replace("\\", "/"))
                parts = [part for part in name.parts if part != ".."]
                if member.is_dir() or any(p.startswith((".", "__MACOSX")) for p in parts):
                    continue
                if member.flag_bits & 1:
                    raise Refused("the zip is protected by a password; pack it without one")
                copy = into / _UNPACKED / name.name
                copy.parent.mkdir(exist_ok=True)
                with packed.open(member) as stream, copy.open("wb") as out:
                    while chunk := stream.read(_CHUNK):
                        meter.add(len(chunk))
                        out.write(chunk)
                try:
                    yield str(name), copy
                finally:
                    copy.unlink(missing_ok=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(
            f"the zip is cut or damaged ({str(error)[:80]}); copy the file again"
        ) from error
