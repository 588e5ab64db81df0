"""Splits a CSV file into rows: DuckDB's reader where it proves lossless, else exactly.

A file is read in chunks of whole lines. The fast path takes a chunk only where nothing can
hide: fixed dialect, everything text, no blank line, no bare carriage return, a closed last
line, no reader error, and as many rows as lines. Any other chunk goes line by line through
the exact path, whose pieces (header, rows, blank lines, what is declared to be no record)
partition it byte for byte; it lands what is whole and hands the rest to quarantine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Literal

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.faults import Faults
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.sinks import Sink, in_order
from pipelines.landing.snapshots import LONGEST_VALUE_LINES, Chunk, Stream
from pipelines.sources.contract import Column, Csv

#: A row longer than this is not a row.
_LONGEST_ROW = 16 << 20
#: Cells that the exact path holds at a time; each costs some 60 bytes.
_MOST_CELLS = 1_000_000


@dataclass(frozen=True)
class Piece:
    """A record, a blank line or a line declared to be no record: bytes of a chunk.

    cells: of a record; None where a quote is opened and not closed as it should be.
    """

    what: Literal["record", "blank", "no record"]
    start: int
    end: int
    line_number: int
    text: str = ""
    cells: list[str] | None = None

    def as_faulty(self, row: int) -> Broken:
        return Broken(row, self.line_number, None, "", self.text)


@dataclass
class _Result:
    """What became of one chunk. texts: of its faulty rows."""

    row_count: int
    broken: list[Broken] = field(default_factory=list)
    texts: list[Broken] = field(default_factory=list)
    quarantined: int = 0
    blank: int = 0
    no_record: int = 0


def read(
    con: DuckDBPyConnection,
    stream: Stream,
    declared: Sequence[Column],
    dialect: Csv,
    sink: Sink,
    derived: Mapping[str, str] | None = None,
    more_faults: Callable[[Faults], None] = lambda faults: None,
) -> Reading:
    """Fills the sink; refuses a file whose header breaks the contract.

    derived: further columns of the rows, by name, as SQL over the file's own.
    """
    chunks = stream.chunks(dialect.quoted_newlines)
    head, chunks = _head(chunks, dialect.skip_lines + 1)
    header, delimiter = _header(head, stream.name, declared, dialect)
    reading, judged = prepared(
        header, delimiter, declared, dialect, derived, more_faults, f"line {len(head)}"
    )
    reader = _ChunkReader(stream, reading.columns, delimiter, dialect, sink, judged)
    texts = sink.spool()
    reading.broken = broken = sink.spool()
    fates = dict.fromkeys(("quarantined", "blank", "no record"), 0)
    for result in reader.results(con, chunks):
        reading.row_count += result.row_count
        broken.extend(result.broken)
        texts.extend(result.texts)
        fates["quarantined"] += result.quarantined
        fates["blank"] += result.blank
        fates["no record"] += result.no_record
    head_bytes = [len(line) for line in head]
    sink.close([*reading.columns, *(derived or {})])
    reading.is_inserted = sink.is_inserting
    reading.raw_texts = lambda: iter(texts)
    reading.byte_counts = {
        "header": head_bytes[-1],
        "quarantined": fates["quarantined"],
        "blank": fates["blank"],
        "no record": fates["no record"] + sum(head_bytes[:-1]),
        "landed": stream.byte_count - sum(head_bytes) - sum(fates.values()),
    }
    return reading


def prepared(
    header: Sequence[str],
    delimiter: str,
    declared: Sequence[Column],
    dialect: Csv,
    derived: Mapping[str, str] | None,
    more_faults: Callable[[Faults], None],
    place: str,
) -> tuple[Reading, Callable[[str], str]]:
    """A reading without rows, and what makes SQL of split rows SQL of judged ones."""
    columns = columns_in(header, declared, place)
    faults = Faults()
    faults.add_columns(columns, dialect)
    more_faults(faults)
    known = {column.name for column in declared}
    reading = Reading(
        columns=[column.name for column in columns],
        row_count=0,
        faults=faults.named,
        raw_texts=lambda: iter(()),
        new_columns=[column.name for column in columns if column.name not in known],
        found=[cell.strip() for cell in header],
        delimiter=delimiter,
    )
    more = "".join(f", {sql} as {quoted(name)}" for name, sql in (derived or {}).items())

    def judged(rows: str) -> str:
        return f"select *, {faults.sql()} as _fault from (select *{more} from ({rows}))"

    return reading, judged


def columns_in(
    header: Sequence[str], declared: Sequence[Column], place: str = "line 1"
) -> list[Column]:
    """The file's columns in its own order; unknown ones are new, as text.

    place: where the header stands, for the words of a refusal.
    """
    known = {column.name: column for column in declared}
    columns: list[Column] = []
    seen: dict[str, str] = {}
    for position, cell in enumerate(header, start=1):
        named = Column(cell.strip())
        if not named.name:
            raise Refused(
                f"{place}: column {position} of the header has no name; name it or remove it"
            )
        if named.name in seen:
            first = seen[named.name]
            also = f" (as {first} too)" if first != named.header else ""
            raise Refused(
                f"{place}: the header names {named.header} twice{also}; rename or remove one"
            )
        seen[named.name] = named.header
        columns.append(known.get(named.name, named))
    missing = [
        column.header
        for column in declared
        if (column.required or column.filled) and column.name not in seen
    ]
    if missing:
        raise Refused(
            f"{place}: the column {', '.join(missing)} is missing "
            f"(found: {_shortened(', '.join(header))}); export the file with it",
            missing,
        )
    return columns


def _head(chunks: Iterator[Chunk], line_count: int) -> tuple[list[bytes], Iterator[Chunk]]:
    """The first lines of the file, with their line ends, and the chunks after them."""
    head: list[bytes] = []
    for chunk in chunks:
        start = 0
        for _, end, _ in chunk.lines():
            head.append(chunk.data[start:end])
            start = end
            if len(head) == line_count:
                rest = chunk.after(start, chunk.data.count(b"\n", 0, start))
                return head, chain([rest] if rest.data else [], chunks)
    return head, iter(())


def _header(
    head: Sequence[bytes], name: str, declared: Sequence[Column], dialect: Csv
) -> tuple[list[str], str]:
    place = f"line {dialect.skip_lines + 1}"
    line = head[-1].decode() if len(head) > dialect.skip_lines else ""
    line = line.removesuffix("\n").removesuffix("\r")
    if not line.strip():
        what = (
            "the line is blank" if head and len(head) > dialect.skip_lines else "the file is empty"
        )
        raise Refused(f"{place}: there is no header, {what}; export it again")
    if "\r" in line:
        raise Refused(
            f"{place}: its lines end in bare carriage returns, as on old Macs; save the file "
            "with other line ends"
        )
    names = {column.name for column in declared}
    found: list[tuple[int, int, str, list[str]]] = []
    for delimiter in _delimiters(name, dialect):
        cells = split_line(line, delimiter, dialect.quoted)
        if cells is not None:
            hits = sum(Column(cell.strip()).name in names for cell in cells)
            found.append((hits, len(cells), delimiter, cells))
    if not found:
        raise Refused(f"{place}: a quote in the header is never closed; export the file again")
    _, _, delimiter, cells = max(found, key=lambda each: each[:2])
    return cells, delimiter


def _delimiters(name: str, dialect: Csv) -> tuple[str, ...]:
    if dialect.delimiter:
        return (dialect.delimiter,)
    return ("\t",) if name.lower().removesuffix(".gz").endswith(".tsv") else (",", ";")


@dataclass(frozen=True)
class _ChunkReader:
    """Reads the chunks after the header."""

    stream: Stream
    columns: Sequence[str]
    delimiter: str
    dialect: Csv
    sink: Sink
    judged: Callable[[str], str]

    def results(self, con: DuckDBPyConnection, chunks: Iterator[Chunk]) -> Iterator[_Result]:
        """One result per chunk, in order.

        Row numbers count the records of a small file. In a large one each chunk begins with
        the number that its first line has after the header: how many records the chunks
        before it hold is not known when it is read beside them. So where rows take several
        lines, or lines are blank, numbers are left out, but none repeats.
        """
        if not self.stream.is_small:
            head = self.dialect.skip_lines + 1
            tasks = (partial(self._read, chunk, chunk.first_line - head) for chunk in chunks)
            yield from in_order(con, tasks, is_small=False)
            return
        row = 1
        for chunk in chunks:
            result = self._read(chunk, row, con)
            yield result
            row += result.row_count

    def _read(self, chunk: Chunk, first_row: int, con: DuckDBPyConnection) -> _Result:
        rows = range(first_row, first_row + chunk.line_count)
        result = self._fast(chunk, rows, con) or self._exactly(chunk, rows, con)
        return result

    def _fast(self, chunk: Chunk, rows: range, con: DuckDBPyConnection) -> _Result | None:
        """The chunk by DuckDB's reader; None unless that proved that it lost nothing."""
        if self.dialect.total_row or chunk.may_be_cut:
            return None
        if chunk.has_blank_lines or chunk.has_bare_returns:
            return None
        count = chunk.line_count
        if self.dialect.quoted_newlines:
            count = chunk.record_count
        at = f"row_number() over () + {chunk.first_line - 1}"
        if count != chunk.line_count:
            if not self._are_parted_alike(chunk):
                return None
            at = "cast(null as bigint)"  # some rows take several lines
        copy = self.sink.scratch(f"{chunk.offset}.csv")
        copy.write_bytes(chunk.data)
        types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.columns)
        quote = '"' if self.dialect.quoted else ""
        split = f"""
            select
                *,
                row_number() over () + {rows.start - 1} as _row_number,
                {at} as _line_number
            from read_csv(
                {literal(str(copy))}, auto_detect = false, header = false,
                delim = {literal(self.delimiter)}, quote = '{quote}', escape = '{quote}',
                columns = {{{types}}}, nullstr = '', strict_mode = true,
                null_padding = false, encoding = 'utf-8', compression = 'none',
                max_line_size = {_LONGEST_ROW}
            )
        """
        try:
            if not self.sink.take(con, self.judged(split), count, rows):
                return None
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
            return None
        finally:
            copy.unlink()
        result = _Result(count)
        wanted = set(self.sink.faulty(con, rows))
        if wanted:
            records = pieces(chunk, self.delimiter, self.dialect)
            for row, piece in zip(rows, records, strict=False):
                if row in wanted:
                    result.texts.append(piece.as_faulty(row))
                    result.quarantined += piece.end - piece.start
        return result

    def _are_parted_alike(self, chunk: Chunk) -> bool:
        """Whether records over several lines are those of the exact path, too: texts of
        faulty rows are cut out by its rules, which hold a quote in an unquoted cell for a
        sign that a record ended above."""
        for start, end in chunk.long_records():
            text = chunk.data[start:end].decode().removesuffix("\n").removesuffix("\r")
            if split_line(text, self.delimiter, is_strict=True) is None:
                return False
        return True

    def _exactly(self, chunk: Chunk, rows: range, con: DuckDBPyConnection) -> _Result:
        """Row by row: what is whole is landed, what is not is quarantined, with its text."""
        result = _Result(0)
        width = len(self.columns)
        whole: dict[int, Piece] = {}
        row = rows.start - 1
        for piece in pieces(chunk, self.delimiter, self.dialect):
            size = piece.end - piece.start
            if piece.what != "record":
                result.blank += size * (piece.what == "blank")
                result.no_record += size * (piece.what == "no record")
                continue
            row += 1
            reason = _fault(piece, width)
            is_held = reason is None and chunk.may_be_cut
            if is_held:
                reason = (
                    "the last line has no line end, so it may be cut off; it is held back until"
                    " the whole file arrives"
                )
            if reason is None:
                whole[row] = piece
            else:
                result.quarantined += size
                broken = Broken(row, piece.line_number, None, reason, piece.text, is_held)
                result.broken.append(broken)
            if len(whole) * width >= _MOST_CELLS:
                self._take(con, whole, result)
        if whole:
            self._take(con, whole, result)
        result.row_count = row - rows.start + 1
        return result

    def _take(self, con: DuckDBPyConnection, whole: dict[int, Piece], result: _Result) -> None:
        """Hands whole rows to the sink and forgets them."""
        width = len(self.columns)
        cells = [[cell or None for cell in (piece.cells or [])[:width]] for piece in whole.values()]
        places = [(row, piece.line_number) for row, piece in whole.items()]
        rows = range(min(whole), max(whole) + 1)
        con.register("split_rows", table_of(self.columns, cells, places))
        try:
            if not self.sink.take(con, self.judged("select * from split_rows"), len(whole), rows):
                raise Refused("rows were lost on the way; please report this file as a bug")
        finally:
            con.unregister("split_rows")
        for faulty in self.sink.faulty(con, rows):
            piece = whole[faulty]
            result.texts.append(piece.as_faulty(faulty))
            result.quarantined += piece.end - piece.start
        whole.clear()


def table_of(
    columns: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    places: Sequence[tuple[int, int | None]],
) -> pa.Table:
    """Split rows with their row and line numbers."""
    arrays = [pa.array(values, pa.string()) for values in zip(*rows, strict=True)]
    arrays += [pa.array(numbers, pa.int64()) for numbers in zip(*places, strict=True)]
    return pa.Table.from_arrays(arrays, names=[*columns, "_row_number", "_line_number"])


def structural_fault(cells: list[str] | None, width: int) -> str | None:
    """Why a record's cells (None: it could not be split) are no row; None for a whole one."""
    if cells is None:
        return (
            "a quote is opened and not closed as it should be; values over several lines have to "
            "be declared (quoted_newlines in mapping.yml)"
        )
    if len(cells) == width + 1 and cells[-1] == "":
        return None  # a delimiter at the line's end adds an empty cell that says nothing
    if len(cells) != width:
        return f"the row has {len(cells)} values where the header has {width}"
    return None


def _fault(piece: Piece, width: int) -> str | None:
    if len(piece.text) > _LONGEST_ROW:
        return f"the row is longer than {_LONGEST_ROW >> 20} MB"
    if "\r" in piece.text and "\r" in re.sub(r'"(?:[^"]|"")*"', "", piece.text):
        return "the row holds a bare carriage return"
    return structural_fault(piece.cells, width)


def pieces(chunk: Chunk, delimiter: str, dialect: Csv) -> Iterator[Piece]:
    """The records, blank lines and lines of no record that a chunk after the header is made
    of. They partition it: each begins where the one before it ended."""
    pending: list[tuple[int, int, str]] = []
    total_row = re.compile(dialect.total_row) if dialect.total_row else None
    last_line = chunk.first_line + chunk.line_count - 1
    for line_number, (start, end, raw) in enumerate(chunk.lines(), start=chunk.first_line):
        pending.append((start, end, raw.decode()))
        # With quoted newlines a record may need more lines; when those do not make it
        # whole either, only its first line is broken and the others are read anew.
        while pending:
            text, used = pending[0][2], 1
            cells = split_line(text, delimiter, dialect.quoted)
            if cells is None and dialect.quoted_newlines:
                # Line ends inside a value stay as they came.
                joined = chunk.data[pending[0][0] : pending[-1][1]].decode()
                joined = joined.removesuffix("\n").removesuffix("\r")
                together = split_line(joined, delimiter, dialect.quoted, is_strict=True)
                if together is not None:
                    text, cells, used = joined, together, len(pending)
                elif len(pending) < LONGEST_VALUE_LINES and line_number < last_line:
                    break
            first, end_of_piece = pending[0][0], pending[used - 1][1]
            at = line_number - len(pending) + 1
            del pending[:used]
            if not text.strip():
                yield Piece("blank", first, end_of_piece, at)
            elif total_row and total_row.fullmatch(text):
                yield Piece("no record", first, end_of_piece, at, text)
            else:
                yield Piece("record", first, end_of_piece, at, text, cells)


def split_line(
    text: str, delimiter: str, quoted_cells: bool = True, is_strict: bool = False
) -> list[str] | None:
    """The cells of one record; None if a quoted cell does not end where it should.

    A quote inside an unquoted cell is plain text (``5" pipe``), as DuckDB reads it.
    is_strict: it is none. Where several lines seem to be one record it shows that they are
    parted inside out, by a quote that was broken above.
    """
    if '"' not in text or not quoted_cells:
        return text.split(delimiter)
    cells: list[str] = []
    position = 0
    quoted_cell = _quoted_cell(delimiter)
    while True:
        if text.startswith('"', position):
            match = quoted_cell.match(text, position)
            if match is None:
                return None
            cells.append(match.group(1).replace('""', '"'))
            position = match.end()
        else:
            end = text.find(delimiter, position)
            end = len(text) if end < 0 else end
            cells.append(text[position:end])
            if is_strict and '"' in cells[-1]:
                return None
            position = end
        if position >= len(text):
            return cells
        position += len(delimiter)


def _quoted_cell(delimiter: str) -> re.Pattern[str]:
    # Blanks after the closing quote are let pass, as DuckDB's reader does.
    return re.compile(rf'"((?:[^"]|"")*)" *(?={re.escape(delimiter)}|\Z)')


def _shortened(text: str, width: int = 120) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
