"""A drop-folder file as plain UTF-8 in chunks of whole lines: what is hashed is what is read.

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
from functools import cached_property
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pipelines.landing.archives import Meter
from pipelines.landing.readings import Refused

#: Bytes of a chunk, of which a reader holds a few in memory. With 96 MB the reading of a
#: million order lines took twice the time within a gigabyte. From 32 MB on, the system
#: would give new pages to each, which costs four times as much as filling them.
CHUNK = 28 << 20
#: Bytes of a file that is read in one piece, by one thread.
SMALL = 4 << 20
#: Bytes without a line end that are taken for no line at all.
LONGEST_LINE = 256 << 20
#: A quoted value over more lines than this is taken for a broken quote.
LONGEST_VALUE_LINES = 100
_BLOCK = 1 << 20
#: Bytes that stay in the processor's own memory while they are looked at.
_STRIDE = 1 << 18


@dataclass(frozen=True)
class Chunk:
    """Whole lines of a file as plain UTF-8; only a file's last may lack its line end.

    offset: bytes before it in the plain text. first_line: the number of its first line.
    may_be_cut: nothing proves that its last line is whole.
    """

    data: bytes
    offset: int
    first_line: int
    may_be_cut: bool

    @cached_property
    def line_count(self) -> int:
        return line_ends(self.data) + (0 if self.data.endswith(b"\n") else 1)

    @cached_property
    def record_count(self) -> int:
        """Lines that begin outside of quotes, if every quote opens or closes a value."""
        quotes_before = np.searchsorted(places_of(b'"', self.data), places_of(b"\n", self.data))
        count = int(np.count_nonzero(quotes_before % 2 == 0))
        return count + (0 if self.data.endswith(b"\n") else 1)

    def long_records(self) -> Iterator[tuple[int, int]]:
        """(start, end) of each record over several lines, as ``record_count`` counts them."""
        ends = places_of(b"\n", self.data) + 1
        if not self.data.endswith(b"\n"):
            ends = np.append(ends, len(self.data))
        quotes_before = np.searchsorted(places_of(b'"', self.data), ends)
        closing = np.flatnonzero(quotes_before % 2 == 0)
        for first, last in zip(np.append(0, closing + 1), closing, strict=False):
            if last > first:
                yield int(ends[first - 1]) if first else 0, int(ends[last])

    @cached_property
    def has_blank_lines(self) -> bool:
        starts = self.data.startswith((b"\n", b"\r\n"))
        has_returns = b"\r" in self.data
        return starts or b"\n\n" in self.data or (has_returns and b"\n\r\n" in self.data)

    @cached_property
    def has_bare_returns(self) -> bool:
        return b"\r" in self.data and self.data.count(b"\r") != self.data.count(b"\r\n")

    def lines(self) -> Iterator[tuple[int, int, bytes]]:
        """(start, end, text without its line end) of each line, in bytes of the chunk."""
        start, length = 0, len(self.data)
        while start < length:
            end = self.data.find(b"\n", start) + 1 or length
            stop = end - 1 if self.data[end - 1] == 10 else end
            if stop < end and stop > start and self.data[stop - 1] == 13:
                stop -= 1
            yield start, end, self.data[start:stop]
            start = end

    def after(self, start: int, line_count: int) -> Chunk:
        """The rest of the chunk after its first lines, which end at ``start``."""
        return Chunk(
            self.data[start:],
            self.offset + start,
            self.first_line + line_count,
            self.may_be_cut,
        )


def places_of(sign: bytes, data: bytes) -> NDArray[np.int64]:
    """Where a byte stands, in small strides: whole chunks would leave the processor."""
    found = [
        np.flatnonzero(_stride(data, at) == ord(sign)) + at for at in range(0, len(data), _STRIDE)
    ]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def line_ends(data: bytes) -> int:
    """How many there are; ten times as fast as ``bytes.count`` where lines are short."""
    counts = (np.count_nonzero(_stride(data, at) == 10) for at in range(0, len(data), _STRIDE))
    return sum(map(int, counts))


def _stride(data: bytes, at: int) -> NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8, min(_STRIDE, len(data) - at), at)


class Stream:
    """A file that is read once, from start to end.

    Raises Refused, while it is read, for what no reader may see, and at the end if the
    bytes were not those of the hash.
    """

    def __init__(
        self, path: Path, sha256: str, encoding: str = "utf-8", is_proven_whole: bool = False
    ) -> None:
        self.path, self.name = path, path.name
        self.is_packed = path.suffix.lower() == ".gz"
        # A gzip trailer carries length and checksum: nothing can be cut off unseen.
        self.is_proven_whole = is_proven_whole or self.is_packed
        # Text packs to a tenth or less of its size.
        self.is_small = path.stat().st_size < (SMALL // 10 if self.is_packed else SMALL)
        self.byte_count = 0  # of the plain text, once it is read
        self._sha256, self._encoding = sha256, encoding

    def blocks(self) -> Iterator[bytes]:
        """The plain text, block by block."""
        digest = hashlib.sha256()
        meter = Meter(self.path.stat().st_size)
        pass_over = _Pass(self.name, self._encoding)
        with self.path.open("rb") as raw:
            hashing = _Hashing(raw, digest)
            stream = gzip.GzipFile(mode="rb", fileobj=hashing) if self.is_packed else hashing
            try:
                while block := stream.read(_BLOCK):
                    if self.is_packed:
                        meter.add(len(block))
                    plain = pass_over.feed(block)
                    self.byte_count += len(plain)
                    yield plain
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise Refused(
                    f"line {pass_over.line_count + 1}: the gzip stream is cut or damaged "
                    f"({error}); copy the file again"
                ) from error
            pass_over.end()
            while hashing.read(_BLOCK):
                pass  # whatever follows the gzip members belongs to the hash
        if digest.hexdigest() != self._sha256:
            raise Refused("the file changed while it was read; it is tried again next run")

    def first_sign(self) -> bytes:
        """The first byte that is no blank; empty if there is none."""
        opened = gzip.open if self.is_packed else open
        try:
            with opened(self.path, "rb") as file:
                start: bytes = file.read(_BLOCK)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return b""  # whoever reads it all says what is wrong
        return start.removeprefix(codecs.BOM_UTF8).lstrip()[:1]

    def chunks(self, quoted_newlines: bool = False) -> Iterator[Chunk]:
        """The plain text in chunks of whole lines.

        quoted_newlines: do not part the lines of one quoted value, as far as quotes tell.
        A last line without its end is a chunk of its own, unless something proves that
        nothing was cut off.
        """
        offset, line = 0, 1
        held: list[bytes] = []
        length = 0
        for block in self.blocks():
            held.append(block)
            length += len(block)
            if length >= CHUNK and b"\n" in block:
                if quoted_newlines:
                    block = b"".join(held)
                    held = [block]
                cut = _cut(block, quoted_newlines)
                held[-1] = block[:cut]
                chunk = Chunk(b"".join(held), offset, line, False)
                yield chunk
                held, length = [block[cut:]], len(block) - cut
                offset, line = offset + len(chunk.data), line + chunk.line_count
            elif length > LONGEST_LINE + CHUNK:
                raise Refused(
                    f"line {line}: it is longer than {LONGEST_LINE >> 20} MB, so this is no "
                    "file of lines; export it again"
                )
        data = b"".join(held)
        cut = len(data) if self.is_proven_whole else data.rfind(b"\n") + 1
        if cut:
            chunk = Chunk(data[:cut], offset, line, False)
            yield chunk
            offset, line = offset + cut, line + chunk.line_count
        if cut < len(data):
            yield Chunk(data[cut:], offset, line, True)


def _cut(data: bytes, quoted_newlines: bool) -> int:
    """Where the last whole record ends, as far as quotes tell."""
    end = data.rfind(b"\n") + 1
    if not quoted_newlines:
        return end
    cut = end
    for _ in range(LONGEST_VALUE_LINES):
        if cut and data.count(b'"', 0, cut) % 2 == 0:
            return cut
        cut = data.rfind(b"\n", 0, max(cut - 1, 0)) + 1
    return end


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
        self._started = False

    def feed(self, chunk: bytes) -> bytes:
        if not self._started:
            self._started = True
            self._refuse_foreign(chunk)
            if self._is_utf8 and chunk.startswith(codecs.BOM_UTF8):
                chunk = chunk[3:]
        plain = chunk
        # Pure ASCII is the same bytes in UTF-8, unless half a sign waits for its rest.
        if not (self._is_utf8 and chunk.isascii() and not self._decoder.getstate()[0]):
            text = self._decoded(chunk)
            plain = chunk if self._is_utf8 else text.removeprefix("\ufeff").encode()
        if b"\0" in plain:
            raise self._refusal(
                plain,
                plain.index(b"\0"),
                "holds a NUL byte",
                "export the file again: it is damaged or no text file",
            )
        self._survey(plain)
        return plain

    def _decoded(self, chunk: bytes) -> str:
        try:
            return self._decoder.decode(chunk)
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

    def end(self) -> None:
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._refusal(
                b"", 0, f"ends inside a {self.encoding} character", "copy the file again"
            ) from error

    def _survey(self, plain: bytes) -> None:
        self.line_count += line_ends(plain)
        if not self._first_line:
            self._first_line = (self._line + plain).partition(b"\n")[0]
        end = plain.rfind(b"\n") + 1
        self._line = plain[end:] if end else self._line[:_BLOCK] + plain

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
