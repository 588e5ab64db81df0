"""Splits JSON documents and JSON lines into rows, columnar, by DuckDB's JSON functions.

Values land as written, digit by digit: DuckDB alone would write 0.10 as 0.1 and 1e5 as
100000.0, so such numbers are spelled as one long whole number while it reads them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from pipelines.landing.csv_reader import columns_in
from pipelines.landing.faults import AddFaults, Faults
from pipelines.landing.json_shapes import Guess, guessed
from pipelines.landing.json_splitter import Splitter
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.sinks import Sink, in_order
from pipelines.landing.snapshots import Chunk, Stream, places_of
from pipelines.sources.contract import Column, Json

#: NaN, Infinity and a comma before a closing bracket: DuckDB takes them, JSON has no such.
_NO_JSON = r"[:,\[]\s*[+-]?([nN][aA][nN]|[iI][nN][fF])|,\s*[\]}]"
#: Numbers that DuckDB would write otherwise: closing zeros, exponents, many digits.
_RESPELLED = (
    r"[:,\[]\s*-?([0-9]+\.[0-9]+0|[0-9]+\.[0-9]{8,}|[0-9]+\.0000[0-9]*|[0-9]{8,}\.[0-9]+"
    r"|[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+)\s*[,}\]]"
)
#: SQL: a record as DuckDB writes it, null if it is no JSON, and whether it came like that;
#: the line end is no part of it.
_WRITTEN = "try(cast(json(_text) as varchar))"
_IS_AS_WRITTEN = "starts_with(_text, _written) and strlen(_text) <= strlen(_written) + 2"
#: Bytes that are looked at in one go for NaN, and what may stand before such a value.
_STRIDE = 1 << 18
_BEFORE_VALUES = np.frombuffer(b":,[-+ \t\r\n", dtype=np.uint8)
#: Records of a batch that are looked at to guess the shapes of all.
_SAMPLES = 64
#: Bytes of a line that may be blank; longer ones never are, as far as records go.
_SHORT = 256
_SINGULAR = {"text": "one text", "decimal": "a number", "integer": "a number"}


#: What may be wrong with a record: of the shapes that were guessed and proven, or with any.
_FaultsOf = Callable[..., Faults]


@dataclass(frozen=True)
class _Batch:
    """Records in order. sizes: bytes that each takes in the file, line end included."""

    texts: pa.BinaryArray
    lines: Sequence[int] | NDArray[np.int64]
    first_row: int
    sizes: Sequence[int] | NDArray[np.int32]
    blank: int = 0

    @classmethod
    def of(
        cls, texts: list[bytes], lines: Sequence[int], first_row: int, sizes: list[int], blank: int
    ) -> _Batch:
        return cls(pa.array(texts, pa.binary()), lines, first_row, sizes, blank)


@dataclass
class _Result:
    """What became of a batch. keys: those of its records, by what they became."""

    row_count: int
    keys: dict[str, str] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    broken: list[Broken] = field(default_factory=list)
    texts: list[Broken] = field(default_factory=list)
    quarantined: int = 0
    blank: int = 0


def is_list(stream: Stream) -> bool:
    """Whether the file's first sign opens a list, so that it is no record a line."""
    return stream.first_sign() == b"["


def read_document(
    con: DuckDBPyConnection,
    stream: Stream,
    declared: Sequence[Column],
    form: Json,
    sink: Sink,
    add_rules: AddFaults = lambda faults: None,
    page: Mapping[str, str] | None = None,
) -> Reading:
    """One document: the list under the contract's key, a bare list, or one record.

    page: what the document says of all its records, by key.
    """
    splitter = Splitter(stream, form.list_key, form.one_key)
    head = "".join(f"{json.dumps(key)}: {json.dumps(said)}, " for key, said in (page or {}).items())

    def batches() -> Iterator[_Batch]:
        row = 1
        for found in splitter.elements():
            sizes = list(map(len, found.texts))
            texts = [_headed(text, head.encode()) for text in found.texts] if head else found.texts
            yield _Batch.of(texts, found.lines, row, sizes, 0)
            row += len(found.texts)

    reading = _read(con, stream, declared, batches(), sink, add_rules)
    reading.byte_counts["header"] = splitter.envelope_bytes
    reading.byte_counts["landed"] -= splitter.envelope_bytes
    return reading


def _headed(text: bytes, head: bytes) -> bytes:
    """A record with further keys in front of its own; what is no record stays as it is."""
    if not text.startswith(b"{"):
        return text
    own = text[1:].lstrip()
    return b"{" + (head.rstrip(b", ") if own.startswith(b"}") else head) + own


def read_lines(
    con: DuckDBPyConnection,
    stream: Stream,
    declared: Sequence[Column],
    sink: Sink,
    add_rules: AddFaults = lambda faults: None,
) -> Reading:
    """One record per line; a line that is no JSON object is quarantined alone."""

    def batches() -> Iterator[_Batch]:
        row = 1
        for chunk in stream.chunks():
            batch = _lines_of(chunk, row)
            yield batch
            row += len(batch.texts)

    return _read(con, stream, declared, batches(), sink, add_rules)


def _lines_of(chunk: Chunk, first_row: int) -> _Batch:
    """The lines of a chunk; blank ones are no records."""
    ends = places_of(b"\n", chunk.data) + 1
    if not chunk.data.endswith(b"\n"):
        ends = np.append(ends, len(chunk.data))
    bounds = np.concatenate(([0], ends)).astype(np.int32)
    sizes = np.diff(bounds)
    lines = np.arange(chunk.first_line, chunk.first_line + len(ends))
    # A blank line is short, so only short ones need a look.
    short = np.flatnonzero(sizes < _SHORT)
    if any(not chunk.data[bounds[at] : bounds[at + 1]].strip() for at in short):
        found = [(text, line, end - start)
                 for line, (start, end, text) in zip(lines, chunk.lines(), strict=True)
                 if text.strip()]  # fmt: skip
        texts, kept, kept_sizes = map(list, zip(*found, strict=True)) if found else ([], [], [])
        return _Batch.of(texts, kept, first_row, kept_sizes, len(chunk.data) - sum(kept_sizes))
    # No copy of the texts; their line ends stay with them, as blanks around the JSON.
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(chunk.data)]
    texts = pa.BinaryArray.from_buffers(pa.binary(), len(ends), buffers)
    return _Batch(texts, lines, first_row, sizes)


def _read(
    con: DuckDBPyConnection,
    stream: Stream,
    declared: Sequence[Column],
    batches: Iterator[_Batch],
    sink: Sink,
    add_rules: AddFaults,
) -> Reading:
    def faults(guess: Guess | None = None) -> Faults:
        found = _faults(declared, guess)
        add_rules(found)
        return found

    tasks = (partial(_read_batch, batch, declared, faults, sink) for batch in batches)
    broken, texts = sink.spool(), sink.spool()
    reading = Reading([], 0, faults().named, lambda: iter(texts), broken=broken)
    keys: dict[str, str] = {}
    present: set[str] = set()
    quarantined = blank = 0
    for result in in_order(con, tasks, stream.is_small):
        reading.row_count += result.row_count
        broken.extend(result.broken)
        texts.extend(result.texts)
        keys = {**result.keys, **keys}
        present |= result.present
        quarantined += result.quarantined
        blank += result.blank
    if present:
        columns_in(list(keys.values()), declared)  # refuses a file without what it must have
    known = {column.name for column in declared}
    reading.new_columns = sorted(name for name in keys if name not in known)
    reading.columns = [*(column.name for column in declared), *reading.new_columns]
    reading.found = sorted(present)
    sink.close(reading.columns)
    reading.is_inserted = sink.is_inserting
    reading.byte_counts = {
        "quarantined": quarantined,
        "blank": blank,
        "landed": stream.byte_count - quarantined - blank,
    }
    return reading


def _faults(declared: Sequence[Column], guess: Guess | None = None) -> Faults:
    """What may be wrong with a record; guess: with one that is proven to be of its shapes."""
    faults = Faults()
    faults.add(
        "not _is_proven"
        if guess
        else "case when starts_with(_text, '{') then false"
        " else not starts_with(ltrim(_text, e' \\t\\r\\n'), '{') end",
        None,
        "the record is not a JSON object",
    )
    faults.add("_repeats", None, "the record has the same key twice")
    for index, column in enumerate(declared):
        if column.kind != "json":
            name = quoted(column.name)
            faults.add(
                "false"
                if guess and guess.always_text(column.header)
                else f"case when {_opens(name)}"
                f" then json_type(_text, _pointers[{index + 1}]) in ('OBJECT', 'ARRAY')"
                " else false end",
                column.header,
                f"{column.header} is not {_SINGULAR.get(column.kind, 'one value')}"
                " but an object or a list",
            )
    sound = [c.name for c in declared if guess and c.kind == "json" and guess.never_text(c.header)]
    faults.add_columns(declared, sound=sound)
    return faults


def _opens(value: str) -> str:
    """SQL: whether a text begins as an object or a list does; the fastest way to ask."""
    return f"({value} >= '{{' and {value} < '|') or ({value} >= '[' and {value} < '\\')"


def _read_batch(
    batch: _Batch,
    declared: Sequence[Column],
    faults: _FaultsOf,
    sink: Sink,
    con: DuckDBPyConnection,
) -> _Result:
    result = _Result(len(batch.texts), blank=batch.blank)
    rows = range(batch.first_row, batch.first_row + len(batch.texts))
    if not rows:
        return result
    records = pa.Table.from_arrays(
        [
            pa.array(np.arange(rows.start, rows.stop)),
            pa.array(np.asarray(batch.lines)),
            batch.texts.view(pa.string()),
        ],
        names=["_row_number", "_line_number", "_text"],
    )
    rest = _plainly(con, batch, declared, faults, sink, result, records)
    if len(rest):
        con.register("given_rows", rest)
        _exactly(con, batch, declared, faults(), sink, result)
        con.unregister("given_rows")
    for row in sink.faulty(con, rows):
        result.texts.append(Broken(row, _line(batch, row), None, "", _text(batch, row)))
        result.quarantined += int(batch.sizes[row - batch.first_row])
    return result


def _plainly(
    con: DuckDBPyConnection,
    batch: _Batch,
    declared: Sequence[Column],
    faults: _FaultsOf,
    sink: Sink,
    result: _Result,
    records: pa.Table,
) -> pa.Table:
    """Takes the records of which one reading proves that it lost nothing; returns the rest."""
    rows = range(batch.first_row, batch.first_row + len(batch.texts))
    if _may_hold_nan(batch.texts.buffers()[2]):
        return records
    guess = guessed(_text(batch, row) for row in _some(rows))
    shaped = guess.shaped_keys
    if not shaped or _are_mixed_up(guess.keys, declared):
        return records
    result.keys, _ = _named(shaped, declared)
    result.present = set(shaped)
    names = _names(declared, result.keys)
    spelled_keys = _spelled_keys(names, result.keys, declared)
    shape = json.dumps(dict.fromkeys(shaped, "VARCHAR"), ensure_ascii=False)
    spelled = ", ".join(
        f"{f'_values.{quoted(key)}' if key in result.present else 'cast(null as varchar)'}"
        f" as {quoted(name)}"
        for key, name in zip(spelled_keys, names, strict=True)
    )
    judged = _judged(
        faults(guess),
        [*names, "_is_proven"],
        f"""
        select
            _row_number, _line_number, _text,
            false as _repeats,
            [{_pointers(spelled_keys)}] as _pointers,
            {guess.is_proven("_text", "_values")} as _is_proven,
            {spelled}
        from (
            select
                _row_number, _line_number, _text,
                try(from_json(_text, {literal(shape)})) as _values
            from given_rows
        )
        """,
    )
    columns = ["_row_number", "_line_number", *names, "_fault"]
    return sink.take_proven(con, judged, columns, records)


def _are_mixed_up(present: Collection[str], declared: Sequence[Column]) -> bool:
    """Whether keys want one column, are not spelled as declared, or differ in capitals
    alone, which DuckDB's structs do not tell apart."""
    keys, strangers = _named(sorted(present), declared)
    spelled = _spelled_keys(_names(declared, keys), keys, declared)
    headers = {column.name: column.header for column in declared}
    are_alike = len({key.lower() for key in spelled}) < len(spelled)
    return bool(strangers) or are_alike or any(headers.get(n, k) != k for n, k in keys.items())


def _some(rows: range) -> list[int]:
    """Rows from everywhere; their steps are those of the golden ratio, in tune with no period."""
    places = np.arange(_SAMPLES) * 0.6180339887498949 % 1 * len(rows)
    return [rows[int(at)] for at in np.unique(places.astype(int))]


def _exactly(
    con: DuckDBPyConnection,
    batch: _Batch,
    declared: Sequence[Column],
    faults: Faults,
    sink: Sink,
    result: _Result,
) -> None:
    """Takes records one by one: what is no JSON is set aside, odd numbers are spelled in a
    way that DuckDB leaves as it is."""
    is_odd = f"regexp_matches(_text, {literal(f'{_NO_JSON}|{_RESPELLED}')})"
    if not _may_hold_nan(batch.texts.buffers()[2]):
        is_odd = f"case when {_IS_AS_WRITTEN} then false else {is_odd} end"
    con.execute(
        f"""
        create or replace temp table json_rows as
        select * exclude (_written), {is_odd} as _is_odd
        from (
            select *, try(json_keys(_text)) as _keys, {_WRITTEN} as _written
            from given_rows
        )
        """
    )
    _set_aside(con, batch, result)
    key_lists = [row[0] for row in con.execute("select distinct _keys from json_rows").fetchall()]
    present = {key for keys in key_lists for key in keys}
    keys, strangers = _named(sorted(present), declared, result.keys)
    _set_strangers_aside(con, batch, result, strangers)
    result.present |= present
    result.keys = keys
    repeats = any(len(keys) != len(set(keys)) for keys in key_lists)
    (expected,) = con.execute("select count(*) from json_rows").fetchone() or (0,)
    if expected:
        rows = range(batch.first_row, batch.first_row + len(batch.texts))
        judged = _respelled(con, declared, result.keys, faults, repeats)
        if not sink.take(con, judged, expected, rows):
            raise Refused("rows were lost on the way; please report this file as a bug")
    con.execute("drop table json_rows")


def _may_hold_nan(texts: pa.Buffer) -> bool:
    """Whether the letters of NaN or Infinity stand where a value may begin."""
    for start in range(0, len(texts), _STRIDE):
        # Blocks overlap, so that no word is parted; small ones stay in the processor.
        signs = np.frombuffer(texts[start : start + _STRIDE + 3], dtype=np.uint8)
        small = signs | 0x20
        # Two letters of each word are looked for everywhere, the third where these are.
        n = small == ord("n")
        nan = np.flatnonzero(n[1:-2] & n[3:])
        inf = np.flatnonzero(n[2:-1] & (small[3:] == ord("f")))
        before = np.concatenate((nan[small[nan + 2] == ord("a")], inf[small[inf + 1] == ord("i")]))
        if len(before) and np.isin(signs[before], _BEFORE_VALUES).any():
            return True
    return False


def _set_aside(con: DuckDBPyConnection, batch: _Batch, result: _Result) -> None:
    """Rows that are no JSON go to quarantine; odd ones are looked at by a strict parser."""
    found = con.execute(
        "select _row_number, _keys is null from json_rows where _keys is null"
        f" or (_is_odd and regexp_matches(_text, {literal(_NO_JSON)})) order by 1"
    ).fetchall()
    reasons: dict[int, str] = {}
    for row, is_none in found:
        reason = _why_broken(_text(batch, int(row)))
        if reason or is_none:
            # Python lets pass what is no text either: half of a surrogate pair.
            reasons[int(row)] = reason or "the record is no valid JSON: it holds half a sign"
    _break(con, batch, result, reasons)


def _set_strangers_aside(
    con: DuckDBPyConnection, batch: _Batch, result: _Result, strangers: dict[str, str]
) -> None:
    for key, reason in strangers.items():
        found = con.execute(
            f"select _row_number from json_rows where list_contains(_keys, {literal(key)})"
        ).fetchall()
        _break(con, batch, result, {int(row): reason for (row,) in found}, key or None)


def _break(
    con: DuckDBPyConnection,
    batch: _Batch,
    result: _Result,
    reasons: dict[int, str],
    column: str | None = None,
) -> None:
    for row, reason in reasons.items():
        result.broken.append(Broken(row, _line(batch, row), column, reason, _text(batch, row)))
        result.quarantined += int(batch.sizes[row - batch.first_row])
    if reasons:
        con.execute("delete from json_rows where list_contains(?, _row_number)", [list(reasons)])


def _names(declared: Sequence[Column], keys: dict[str, str]) -> list[str]:
    """All columns of a batch: the declared ones, then those of further keys."""
    known = {column.name for column in declared}
    return [*(column.name for column in declared), *(name for name in keys if name not in known)]


def _spelled_keys(
    names: Sequence[str], keys: Mapping[str, str], declared: Sequence[Column]
) -> list[str]:
    """The key of each column: as records have it, else as declared."""
    headers = {column.name: column.header for column in declared}
    return [keys.get(name, headers.get(name, "")) for name in names]


def _pointers(keys: Sequence[str]) -> str:
    return ", ".join(literal("/" + _escaped(key)) for key in keys)


def _judged(faults: Faults, names: Sequence[str], spelled: str) -> str:
    """SQL of records as columns, each row with its first fault."""
    columns = ", ".join(map(quoted, names))
    # DuckDB would ask a filter's questions of the records themselves, and so parse them once
    # more; below a limit it asks nothing.
    return (
        f"select _row_number, _line_number, {columns}, {faults.sql()} as _fault"
        f" from ({spelled}) limit {2**63 - 1}"
    )


def _respelled(
    con: DuckDBPyConnection,
    declared: Sequence[Column],
    keys: dict[str, str],
    faults: Faults,
    repeats: bool,
) -> str:
    """SQL of ``json_rows`` as columns, each row with its first fault."""
    names = _names(declared, keys)
    pointers = _pointers(_spelled_keys(names, keys, declared))
    spelling = _Spelling()
    (has_odd,) = con.execute("select count(*) from json_rows where _is_odd").fetchone() or (0,)
    text, value = "_text", "_values[{}]"
    if has_odd:
        text = f"case when _is_odd then {spelling.spelled('_text')} else _text end"
        value = spelling.as_written("_values[{}]")
    spelled = ", ".join(
        f"{value.format(index)} as {quoted(name)}" for index, name in enumerate(names, start=1)
    )
    repeated = "len(_keys) <> len(list_distinct(_keys))" if repeats else "false"
    return _judged(
        faults,
        names,
        f"""
        select _row_number, _line_number, _text, _repeats, _pointers, {spelled}
        from (
            select
                _row_number, _line_number, _text,
                {repeated} as _repeats,
                [{pointers}] as _pointers,
                json_extract_string({text}, [{pointers}]) as _values
            from json_rows
        )
        """,
    )


class _Spelling:
    """Fractions and exponents as long whole numbers, which DuckDB leaves as they are.

    ``-0.10`` becomes ``-<first>0<point>10``. The runs of digits between are drawn anew
    each time, so no file holds them, and putting the point back is exact, inside of texts,
    too.
    """

    _EXPONENTS = ("e", "E", "e+", "E+", "e-", "E-")

    def __init__(self) -> None:
        runs = [str(10**29 + secrets.randbelow(9 * 10**29)) for _ in range(8)]
        self.first, self.point, *self.exponents = runs

    def spelled(self, text: str) -> str:
        """SQL: the JSON text with its fractions and exponents spelled as whole numbers."""
        before, whole, digits = r"([:,\[]\s*-?)", "(0|[1-9][0-9]*)", "([0-9]+)"
        for sign, run in zip(self._EXPONENTS, self.exponents, strict=True):
            exponent = sign.replace("+", "[+]")
            text = _replaced(
                text,
                rf"{before}{whole}[.]{digits}{exponent}{digits}",
                rf"\1{self.first}\2{self.point}\3{run}\4",
            )
            text = _replaced(
                text, rf"{before}{whole}{exponent}{digits}", rf"\1{self.first}\2{run}\3"
            )
        return _replaced(text, rf"{before}{whole}[.]{digits}", rf"\1{self.first}\2{self.point}\3")

    def as_written(self, value: str) -> str:
        """SQL: a value as it was written."""
        value = f"replace(replace({value}, '{self.first}', ''), '{self.point}', '.')"
        for sign, run in zip(self._EXPONENTS, self.exponents, strict=True):
            value = f"replace({value}, '{run}', '{sign}')"
        return value


def _replaced(text: str, pattern: str, by: str) -> str:
    return f"regexp_replace({text}, {literal(pattern)}, {literal(by)}, 'g')"


def _named(
    present: Sequence[str], declared: Sequence[Column], taken: Mapping[str, str] | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """(key by column name, reason by key that cannot be a column of its own).

    Each record chooses its keys, so a strange one is that record's fault, not the file's.
    taken: the keys of records before, by column name.
    """
    headers = {column.name: column.header for column in declared}
    keys = dict(taken or {})
    strangers: dict[str, str] = {}
    for key in sorted(present, key=lambda key: headers.get(Column(key).name) != key):
        name = Column(key).name
        if not name:
            strangers[key] = "the record has a key without a name"
        elif keys.get(name, key) != key:
            strangers[key] = f"the record has {key} where others have {keys[name]}"
        else:
            keys[name] = key
    return keys, strangers


def _line(batch: _Batch, row: int) -> int:
    return int(batch.lines[row - batch.first_row])


def _text(batch: _Batch, row: int) -> str:
    text: bytes = batch.texts[row - batch.first_row].as_py()
    return text.decode().removesuffix("\n").removesuffix("\r")


def _why_broken(text: str) -> str | None:
    """What a strict parser has against a record; None if nothing."""
    try:
        json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return f"the record is no valid JSON: {error.msg}, column {error.colno}"
    except RecursionError:
        return "the record is nested too deeply"
    except ValueError as error:
        return str(error)
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(f"the record holds {name}, which is no JSON")


def _escaped(key: str) -> str:
    """A key as one step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")
