"""A private, plain copy of a drop-folder file: what is hashed is what is parsed.

One pass unpacks, transcodes and hashes, and finds what no reader may see: a cut gzip
stream, bytes that are not the declared encoding, NUL.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.landing.archives import Meter
from pipelines.landing.readings import Refused

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Snapshot:
    """The copy and what the pass learnt of its physical lines."""

    path: Path
    name: str
    line_count: int
    ends_with_newline: bool
    is_proven_whole: bool
    has_blank_lines: bool
    has_bare_returns: bool

    def lines(self) -> Iterator[bytes]:
        """Physical lines without their line end."""
        with self.path.open("rb") as copy:
            for line in copy:
                yield line.rstrip(b"\r\n") if line.endswith(b"\n") else line


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def begins_with(path: Path, byte_count: int, sha256: str) -> bool:
    """Whether the file's first bytes are another, shorter file: a log that has grown."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while byte_count and (chunk := file.read(min(byte_count, _CHUNK))):
            digest.update(chunk)
            byte_count -= len(chunk)
    return byte_count == 0 and digest.hexdigest() == sha256


def take(path: Path, sha256: str, into: Path, encoding: str = "utf-8") -> Snapshot:
    """Copies the file into the work folder as plain UTF-8, or says why it cannot be."""
    copy = into / f"{sha256}.snapshot"
    packed = path.suffix == ".gz"
    digest = hashlib.sha256()
    meter = Meter(path.stat().st_size)
    pass_over = _Pass(path.name, encoding)
    with path.open("rb") as raw, copy.open("wb") as out:
        hashing = _Hashing(raw, digest)
        stream = gzip.GzipFile(mode="rb", fileobj=hashing) if packed else hashing
        try:
            while chunk := stream.read(_CHUNK):
                if packed:
                    meter.add(len(chunk))
                out.write(pass_over.feed(chunk))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused(
                f"line {pass_over.line_count + 1}: the gzip stream is cut or damaged "
                f"({error}); copy the file again"
            ) from error
        out.write(pass_over.end())
        while hashing.read(_CHUNK):
            pass  # whatever follows the gzip members belongs to the hash
    if digest.hexdigest() != sha256:
        raise Refused("the file changed while it was read; it is tried again next run")
    return pass_over.snapshot(copy, packed)


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, raw: IO[bytes], digest: hashlib._Hash) -> None:
        self._raw, self._digest = raw, digest

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._raw.read(size)
        self._digest.update(chunk)
        return chunk

    def seek(self, offset: int, /) -> int:
        raise OSError("a hashed file is read once, from start to end")


class _Pass:
    """State of the one pass over a file's unpacked bytes."""

    def __init__(self, name: str, encoding: str) -> None:
        self.name = name
        self.encoding = encoding
        self.line_count = 0
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._is_utf8 = codecs.lookup(encoding).name == "utf-8"
        self._line = b""  # the unfinished line, for telling columns
        self._first_line = b""
        self._tail = b"\n"  # the last bytes written, as if a line had just ended
        self._blank = self._bare = self._started = False

    def feed(self, chunk: bytes) -> bytes:
        if not self._started:
            self._started = True
            self._refuse_foreign(chunk)
            if self._is_utf8 and chunk.startswith(codecs.BOM_UTF8):
                chunk = chunk[3:]
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            # The decoder may have put bytes of the last chunk in front of this one.
            kept = len(error.object) - len(chunk)
            at = max(error.start - kept, 0)
            raise self._refusal(
                chunk,
                at,
                f"is not {self.encoding} (byte 0x{error.object[error.start]:02x})",
                "save the file as UTF-8, or declare its encoding in mapping.yml",
            ) from error
        plain = chunk if self._is_utf8 else text.encode()
        if b"\0" in plain:
            raise self._refusal(
                plain,
                plain.index(b"\0"),
                "holds a NUL byte",
                "export the file again: it is damaged or no text file",
            )
        self._survey(plain)
        return plain

    def end(self) -> bytes:
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._refusal(
                b"", 0, f"ends inside a {self.encoding} character", "copy the file again"
            ) from error
        return b""

    def snapshot(self, copy: Path, packed: bool) -> Snapshot:
        ends = self._tail.endswith(b"\n")
        return Snapshot(
            path=copy,
            name=self.name,
            line_count=self.line_count + (0 if ends else 1),
            ends_with_newline=ends,
            # A gzip trailer carries length and checksum: nothing can be cut off unseen.
            is_proven_whole=packed or ends,
            has_blank_lines=self._blank,
            has_bare_returns=self._bare,
        )

    def _survey(self, plain: bytes) -> None:
        seam = self._tail + plain
        self.line_count += plain.count(b"\n")
        self._blank = self._blank or b"\n\n" in seam or b"\n\r\n" in seam
        # A return at the very end may be half of CRLF; the next chunk's seam has both.
        returns = seam[:-1].count(b"\r") if seam.endswith(b"\r") else seam.count(b"\r")
        self._bare = self._bare or returns != seam.count(b"\r\n")
        if not self._first_line:
            self._first_line = (self._line + plain).partition(b"\n")[0]
        _, newline, rest = plain.rpartition(b"\n")
        self._line = rest if newline else self._line[:_CHUNK] + plain
        self._tail = seam[-2:] if not seam.endswith(b"\r\n") else b"\n"

    def _refuse_foreign(self, chunk: bytes) -> None:
        utf16 = chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if utf16 and "16" not in self.encoding:
            raise Refused("line 1, column 1: the file is UTF-16; save it as UTF-8")
        if chunk.startswith(b"PK\x03\x04"):
            raise Refused(
                "line 1, column 1: the file is a zip or Excel file; save the sheet as CSV (UTF-8)"
            )

    def _refusal(self, chunk: bytes, at: int, what: str, todo: str) -> Refused:
        """Names line and column: the position, and the header's cell if it looks like CSV."""
        before = self._line + chunk[:at]
        line = self.line_count + 1 + chunk[:at].count(b"\n")
        start = before.rpartition(b"\n")[2]
        place = f"line {line}, column {len(start) + 1}"
        header = self._first_line or before.partition(b"\n")[0]
        if line > 1 and header[:1] not in (b"{", b"["):
            delimiter = b";" if header.count(b";") > header.count(b",") else b","
            cells = header.rstrip(b"\r").split(delimiter)
            index = start.count(delimiter)
            if index < len(cells):
                place += f" ({cells[index].decode('ascii', 'replace')})"
        return Refused(f"{place}: the text {what}; {todo}")
