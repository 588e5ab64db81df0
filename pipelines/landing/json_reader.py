"""Splits JSON documents and JSON lines into rows, columnar, by DuckDB's JSON functions.

Numbers: whole numbers come through digit by digit, however long; DuckDB writes a fraction
in its shortest form (0.10 becomes 0.1, 1e5 becomes 100000.0). Strings, which is what the
tools use for money, come through as written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from pipelines.landing.csv_reader import columns_in
from pipelines.landing.faults import Faults
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.snapshots import Snapshot
from pipelines.sources.contract import Column, Json

_BATCH = 100_000


def read_document(
    con: DuckDBPyConnection, snapshot: Snapshot, declared: Sequence[Column], form: Json
) -> Reading:
    """One document: the list under the contract's key, or a bare list."""
    con.execute(
        "create or replace table work.document as"
        f" select content from read_text({literal(str(snapshot.path))})"
    )
    if not _fetch(con, "select json_valid(content) from work.document"):
        raise Refused(_where_broken(snapshot))
    pointer = ""
    kind = str(_fetch(con, "select json_type(content) from work.document"))
    if kind == "OBJECT":
        key = form.list_key or ""
        pointer = "".join("/" + _escaped(step) for step in key.split("."))
        kind = str(_fetch(con, f"select json_type(content, {literal(pointer)}) from work.document"))
        if not key or kind != "ARRAY":
            found = _fetch(
                con, "select array_to_string(json_keys(content), ', ') from work.document"
            )
            wanted = f"a list called {key!r}" if key else "a list of records"
            raise Refused(
                f"line 1: the document has no {wanted[2:] if key else wanted} "
                f"(found: {str(found)[:80]}); export {wanted}, or a bare list"
            )
    elif kind != "ARRAY":
        raise Refused("line 1: the document is neither an object nor a list; export it again")
    con.execute(
        f"""
        create or replace table work.records as
        select
            unnest(range(1, len(list) + 1)) as _row_number,
            cast(null as bigint) as _line_number,
            unnest(list) as record
        from (
            select cast(json_extract(content, {literal(pointer)}) as json[]) as list
            from work.document
        )
        """
    )
    con.execute("drop table work.document")

    def raw_texts(wanted: set[int]) -> dict[int, tuple[int | None, str]]:
        return _elements_of(snapshot, form, wanted)

    return _columnar(con, declared, raw_texts, [])


def is_list(snapshot: Snapshot) -> bool:
    """Whether the file's first sign opens a list, so that it is no record a line."""
    first = next((line for line in snapshot.lines() if line.strip()), b"")
    return first.lstrip().startswith(b"[")


def read_lines(con: DuckDBPyConnection, snapshot: Snapshot, declared: Sequence[Column]) -> Reading:
    """One record per line; a line that is no JSON object is quarantined alone."""
    con.execute(
        "create or replace table work.records"
        " (_row_number bigint, _line_number bigint, record varchar)"
    )
    for batch in _numbered_lines(snapshot):
        con.register("json_lines", batch)
        con.execute("insert into work.records select * from json_lines")
        con.unregister("json_lines")
    broken = [
        Broken(row, line, None, _why_broken(text), text)
        for row, line, text in con.execute(
            "select * from work.records where not json_valid(record) order by 1"
        ).fetchall()
    ]
    con.execute("delete from work.records where not json_valid(record)")

    def raw_texts(wanted: set[int]) -> dict[int, tuple[int | None, str]]:
        return {
            row: (line, text)
            for batch in _numbered_lines(snapshot)
            for row, line, text in zip(*(c.to_pylist() for c in batch.columns), strict=True)
            if row in wanted
        }

    return _columnar(con, declared, raw_texts, broken)


def _columnar(
    con: DuckDBPyConnection,
    declared: Sequence[Column],
    raw_texts: Callable[[set[int]], dict[int, tuple[int | None, str]]],
    broken: list[Broken],
) -> Reading:
    """``work.records`` (place and JSON) as ``work.parsed`` (one column per field)."""
    present = [
        str(row[0])
        for row in con.execute(
            "select distinct unnest(json_keys(record)) as key from work.records"
            " where json_type(record) = 'OBJECT' order by key"
        ).fetchall()
    ]
    rows = int(_fetch(con, "select count(*) from work.records"))  # type: ignore[call-overload]
    keys, strangers = _named(present, declared)
    if rows and present:
        columns_in(list(keys.values()), declared)  # refuses a file without what it must have
    names = {column.name for column in declared}
    new = [Column(key) for name, key in keys.items() if name not in names]
    columns = [*declared, *new]

    faults = Faults()
    faults.add("_type <> 'OBJECT'", None, "the record is not a JSON object")
    faults.add("_repeats", None, "the record has the same key twice")
    for key, reason in strangers.items():
        faults.add(f"list_contains(_keys, {literal(key)})", key or None, reason)
    for index, column in enumerate(columns, start=1):
        if column.kind != "json" and column in declared:
            faults.add(
                f"_types[{index}] in ('OBJECT', 'ARRAY')",
                column.header,
                f"{column.header} is not {_SINGULAR.get(column.kind, 'one value')}"
                " but an object or a list",
            )
    faults.add_columns(columns)

    pointers = ", ".join(
        literal("/" + _escaped(keys.get(column.name, column.header))) for column in columns
    )
    spelled = ", ".join(
        f"_values[{index}] as {quoted(column.name)}"
        for index, column in enumerate(columns, start=1)
    )
    con.execute(
        f"""
        create or replace table work.parsed as
        select * exclude (_types, _type, _keys, _repeats), {faults.sql()} as _fault
        from (
            select _row_number, _line_number, _types, _type, _keys, _repeats, {spelled}
            from (
                select
                    _row_number,
                    _line_number,
                    json_type(record) as _type,
                    json_keys(record) as _keys,
                    coalesce(len(_keys) <> len(list_distinct(_keys)), false) as _repeats,
                    json_extract_string(record, [{pointers}]) as _values,
                    json_type(record, [{pointers}]) as _types
                from work.records
            )
        )
        """
    )
    con.execute("drop table work.records")
    return Reading(
        columns=[column.name for column in columns],
        row_count=rows + len(broken),
        faults=faults.named,
        raw_texts=raw_texts,
        new_columns=[column.name for column in new],
        found=present,
        broken=broken,
    )


def _named(
    present: Sequence[str], declared: Sequence[Column]
) -> tuple[dict[str, str], dict[str, str]]:
    """(key by column name, reason by key that cannot be a column of its own).

    Each record chooses its keys, so a strange one is that record's fault, not the file's.
    """
    headers = {column.name: column.header for column in declared}
    keys: dict[str, str] = {}
    strangers: dict[str, str] = {}
    for key in sorted(present, key=lambda key: headers.get(Column(key).name) != key):
        name = Column(key).name
        if not name:
            strangers[key] = "the record has a key without a name"
        elif name in keys:
            strangers[key] = f"the record has {key} where others have {keys[name]}"
        else:
            keys[name] = key
    return keys, strangers


_SINGULAR = {"text": "one text", "decimal": "a number", "integer": "a number"}


def _numbered_lines(snapshot: Snapshot) -> Iterator[pa.Table]:
    """Batches of (record number, line number, text); blank lines are no records."""
    rows: list[int] = []
    lines: list[int] = []
    texts: list[bytes] = []
    row = 0
    for line, text in enumerate(snapshot.lines(), start=1):
        if text.strip():
            row += 1
            rows.append(row)
            lines.append(line)
            texts.append(text)
        if len(texts) >= _BATCH:
            yield _batch(rows, lines, texts)
            rows, lines, texts = [], [], []
    if texts:
        yield _batch(rows, lines, texts)


def _batch(rows: list[int], lines: list[int], texts: list[bytes]) -> pa.Table:
    return pa.Table.from_arrays(
        [
            pa.array(rows, pa.int64()),
            pa.array(lines, pa.int64()),
            pa.array(texts, pa.binary()).cast(pa.string()),
        ],
        names=["row", "line", "text"],
    )


def _where_broken(snapshot: Snapshot) -> str:
    try:
        json.loads(snapshot.path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        return (
            f"line {error.lineno}, column {error.colno}: the document is no valid JSON "
            f"({error.msg}); export or copy the file again"
        )
    except RecursionError:
        return "the document is nested too deeply; export the file again"
    return "the document is no valid JSON; export or copy the file again"


def _why_broken(text: str) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f"the line is no valid JSON: {error.msg}, column {error.colno}"
    except RecursionError:
        return "the line is nested too deeply"
    return "the line is no valid JSON"


def _elements_of(
    snapshot: Snapshot, form: Json, wanted: set[int]
) -> dict[int, tuple[int | None, str]]:
    """Line and raw text of the wanted records, by walking the list in the file's text."""
    text = snapshot.path.read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    position = _list_start(text, form, decoder)
    found: dict[int, tuple[int | None, str]] = {}
    number = line = 0
    counted = 0
    while len(found) < len(wanted):
        while text[position] in " \t\r\n,":
            position += 1
        if text[position] == "]":
            break
        _, end = decoder.raw_decode(text, position)
        number += 1
        if number in wanted:
            line += text.count("\n", counted, position)
            counted = position
            found[number] = (line + 1, text[position:end])
        position = end
    return found


def _list_start(text: str, form: Json, decoder: json.JSONDecoder) -> int:
    """The position after the opening bracket of the records' list."""
    position = len(text) - len(text.lstrip())
    if text[position] == "[":
        return position + 1
    for step in (form.list_key or "").split("."):
        position = _value_of(text, step, position, decoder)
    return position + 1


def _value_of(text: str, key: str, position: int, decoder: json.JSONDecoder) -> int:
    """Where the value of a key begins, in the object that begins at a position."""
    position += 1
    while True:
        while text[position] in " \t\r\n,":
            position += 1
        found, position = decoder.raw_decode(text, position)
        while text[position] in " \t\r\n:":
            position += 1
        if found == key:
            return position
        _, position = decoder.raw_decode(text, position)


def _escaped(key: str) -> str:
    """A key as one step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def _fetch(con: DuckDBPyConnection, query: str) -> object:
    row = con.execute(query).fetchone()
    return row[0] if row else None
