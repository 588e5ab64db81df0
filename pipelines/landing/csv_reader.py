"""Splits a CSV file into rows: DuckDB's reader where it proves lossless, else exactly.

The fast path is taken only where nothing can hide: fixed dialect, everything text, no
blank line, no bare carriage return, a closed last line, no reader error, and as many rows
as lines. Anything else goes line by line through the exact path, which lands what is whole
and hands the rest to quarantine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.faults import Faults
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.snapshots import Snapshot
from pipelines.sources.contract import Column, Csv

#: A row longer than this is not a row; DuckDB's reader then fails and the exact path runs.
_LONGEST_LINE = 16 << 20
#: A quoted value over more lines than this is taken for a broken quote.
_LONGEST_VALUE_LINES = 100
_BATCH = 50_000


def read(
    con: DuckDBPyConnection,
    snapshot: Snapshot,
    declared: Sequence[Column],
    dialect: Csv,
    derived: Mapping[str, str] | None = None,
    more_faults: Callable[[Faults], None] = lambda faults: None,
) -> Reading:
    """Fills ``work.parsed``; refuses a file whose header breaks the contract.

    derived: further columns of ``work.parsed``, by name, as SQL over the file's own.
    """
    header, delimiter = _header(snapshot, declared, dialect)
    reading, judged = prepared(
        header, delimiter, declared, dialect, derived, more_faults, f"line {dialect.skip_lines + 1}"
    )
    if not _read_fast(con, snapshot, reading, delimiter, dialect, judged):
        _read_exactly(con, snapshot, reading, delimiter, dialect, judged)
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
        raw_texts=lambda wanted: {},
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
            raise Refused(
                f"{place}: the header names {named.header} twice (as {seen[named.name]} too); "
                "rename or remove one of them"
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


def _header(snapshot: Snapshot, declared: Sequence[Column], dialect: Csv) -> tuple[list[str], str]:
    line = next(islice(snapshot.lines(), dialect.skip_lines, None), b"").decode()
    place = f"line {dialect.skip_lines + 1}"
    if not line.strip():
        what = "the file is empty" if not snapshot.line_count else "the line is blank"
        raise Refused(f"{place}: there is no header, {what}; export it again")
    names = {column.name for column in declared}
    found: list[tuple[int, int, str, list[str]]] = []
    for delimiter in _delimiters(snapshot.name, dialect):
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


def _read_fast(
    con: DuckDBPyConnection,
    snapshot: Snapshot,
    reading: Reading,
    delimiter: str,
    dialect: Csv,
    judged: Callable[[str], str],
) -> bool:
    """Whether DuckDB's reader took the file and proved that it lost nothing."""
    if (
        dialect.total_row
        or snapshot.has_blank_lines
        or snapshot.has_bare_returns
        or not snapshot.is_proven_whole
    ):
        return False
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in reading.columns)
    head = dialect.skip_lines + 1
    quote = '"' if dialect.quoted else ""
    rows = f"""
        select
            *,
            row_number() over () as _row_number,
            row_number() over () + {head} as _line_number
        from read_csv(
            {literal(str(snapshot.path))}, auto_detect = false, header = true,
            skip = {dialect.skip_lines}, delim = {literal(delimiter)},
            quote = '{quote}', escape = '{quote}',
            columns = {{{types}}}, nullstr = '', strict_mode = true,
            null_padding = false, encoding = 'utf-8', compression = 'none',
            max_line_size = {_LONGEST_LINE}
        )
    """
    try:
        con.execute(f"create or replace table work.parsed as {judged(rows)}")
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
        return False
    (count,) = con.execute("select count(*) from work.parsed").fetchone() or (0,)
    if count != snapshot.line_count - head:
        return False
    reading.row_count = count
    reading.raw_texts = lambda wanted: _lines_of(snapshot, wanted, head)
    return True


def _lines_of(snapshot: Snapshot, wanted: set[int], head: int) -> dict[int, tuple[int | None, str]]:
    """Raw lines by row number, where row n is line n + head."""
    return {
        number: (number + head, line.decode())
        for number, line in enumerate(snapshot.lines(), start=1 - head)
        if number in wanted
    }


def _read_exactly(
    con: DuckDBPyConnection,
    snapshot: Snapshot,
    reading: Reading,
    delimiter: str,
    dialect: Csv,
    judged: Callable[[str], str],
) -> None:
    """Row by row: what is whole is landed, what is not is quarantined, with its text."""
    width = len(reading.columns)
    spelled = ", ".join(f"{quoted(name)} varchar" for name in reading.columns)
    con.execute(
        f"create or replace table work.split ({spelled}, _row_number bigint, _line_number bigint)"
    )
    whole: list[list[str | None]] = []
    places: list[tuple[int, int]] = []

    def flush() -> None:
        if whole:
            insert(con, whole, places)
            whole.clear()
            places.clear()

    for number, (line_number, text, cells) in enumerate(
        _records(snapshot, delimiter, dialect), start=1
    ):
        reading.row_count = number
        reason = structural_fault(cells, width)
        is_held = False
        if reason is None and line_number == snapshot.line_count and _may_be_cut(snapshot):
            is_held = True
            reason = (
                "the last line has no line end, so it may be cut off; it is held back until"
                " the whole file arrives"
            )
        if reason is None and cells is not None:
            whole.append([cell or None for cell in cells[:width]])
            places.append((number, line_number))
            if len(whole) >= _BATCH:
                flush()
        else:
            reading.broken.append(Broken(number, line_number, None, reason or "", text, is_held))
    flush()
    rows = "select * from work.split order by _row_number"
    con.execute(f"create or replace table work.parsed as {judged(rows)}")
    con.execute("drop table work.split")
    reading.raw_texts = lambda wanted: {
        number: (line_number, text)
        for number, (line_number, text, _) in enumerate(
            _records(snapshot, delimiter, dialect), start=1
        )
        if number in wanted
    }


def insert(
    con: DuckDBPyConnection,
    rows: Sequence[Sequence[str | None]],
    places: Sequence[tuple[int, int | None]],
) -> None:
    """Adds split rows, with their row and line numbers, to ``work.split``."""
    arrays: list[Any] = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    arrays += [pa.array(column, pa.int64()) for column in zip(*places, strict=True)]
    batch = pa.Table.from_arrays(arrays, names=[f"c{index}" for index in range(len(arrays))])
    con.register("split_rows", batch)
    con.execute("insert into work.split select * from split_rows")
    con.unregister("split_rows")


def _may_be_cut(snapshot: Snapshot) -> bool:
    return not snapshot.is_proven_whole


def structural_fault(cells: list[str] | None, width: int) -> str | None:
    """Why a record's cells (None: it could not be split) are no row; None for a whole one."""
    if cells is None:
        return "a quote is opened and not closed as it should be"
    if len(cells) == width + 1 and cells[-1] == "":
        return None  # a delimiter at the line's end adds an empty cell that says nothing
    if len(cells) != width:
        return f"the row has {len(cells)} values where the header has {width}"
    return None


def _records(
    snapshot: Snapshot, delimiter: str, dialect: Csv
) -> Iterator[tuple[int, str, list[str] | None]]:
    """(line, raw text, cells or None) of each record; no blank lines, no total rows."""
    pending: list[str] = []
    total_row = re.compile(dialect.total_row) if dialect.total_row else None
    lines = islice(enumerate(snapshot.lines(), start=1), dialect.skip_lines + 1, None)
    for line_number, raw in lines:
        pending.append(raw.decode())
        # With quoted newlines a record may need more lines; when those do not make it
        # whole either, only its first line is broken and the others are read anew.
        while pending:
            start = line_number - len(pending) + 1
            cells = split_line(pending[0], delimiter, dialect.quoted)
            used = 1
            if cells is None and dialect.quoted_newlines:
                joined = split_line("\n".join(pending), delimiter)
                if joined is not None:
                    cells, used = joined, len(pending)
                elif len(pending) < _LONGEST_VALUE_LINES and line_number < snapshot.line_count:
                    break
            text = "\n".join(pending[:used])
            del pending[:used]
            if text.strip() and not (total_row and total_row.fullmatch(text)):
                yield start, text, cells


def split_line(text: str, delimiter: str, quoted_cells: bool = True) -> list[str] | None:
    """The cells of one record; None if a quoted cell does not end where it should.

    A quote inside an unquoted cell is plain text (``5" pipe``), as DuckDB reads it.
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
            position = end
        if position >= len(text):
            return cells
        position += len(delimiter)


def _quoted_cell(delimiter: str) -> re.Pattern[str]:
    # Blanks after the closing quote are let pass, as DuckDB's reader does.
    return re.compile(rf'"((?:[^"]|"")*)" *(?={re.escape(delimiter)}|\Z)')


def _shortened(text: str, width: int = 120) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
