"""A property: however a file is injured, no row is lost and no sound row is changed.

FUZZ_FILES says how many files (2,000; `make chaos` takes 10,000), and
FUZZ_SEED from which seed; each run prints the seed that it took.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.landing import csv_reader, json_reader, json_splitter, snapshots
from pipelines.landing.hashes import sha256_of
from pipelines.landing.inserts import Target
from pipelines.landing.json_splitter import Splitter
from pipelines.landing.readings import Reading, Refused
from pipelines.landing.sinks import Sink
from pipelines.landing.snapshots import Stream
from pipelines.sources.contract import Csv, fields

from .injured_files import Injured, make

COLUMNS = fields("id!", "name", "amount decimal", "note")

#: Cells as a careful program writes them: quoted where they must be, never with a newline.
names = st.text(st.sampled_from("aäß\" ;,.'|#\\-"), max_size=6)
amounts = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


def cell(text: str) -> str:
    needs_quotes = any(mark in text for mark in ';"') or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if needs_quotes else text


rows = st.lists(st.tuples(names, amounts, names), min_size=1, max_size=12)

#: (which line, where in it, what happens there)
injuries = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.floats(0, 1),
        st.one_of(
            st.sampled_from(['"', ";", '";"', "\n", "\r", "\r\n", '\n"', "x", ",", '""', "\\"]),
            st.integers(-20, -1),  # so many characters vanish
        ),
    ),
    max_size=4,
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as work")
    connection.execute("set enable_external_file_cache = false")  # as landing does
    yield connection
    connection.close()


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=rows, injuries=injuries, cut=st.integers(0, 3))
def test_an_injured_file_loses_no_row_and_changes_no_sound_one(
    rows: list[tuple[str, object, str]],
    injuries: list[tuple[int, float, str | int]],
    cut: int,
    con: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    sound = {
        str(number): (f"r{number}", name, f"{amount}", note)
        for number, (name, amount, note) in enumerate(rows)
    }
    lines = [";".join(cell(value) for value in values) for values in sound.values()]
    touched = set()
    for line, place, what in injuries:
        if line < len(lines):
            touched.add(line)
            at = round(place * len(lines[line]))
            text = lines[line]
            lines[line] = (
                text[:at] + what + text[at:]
                if isinstance(what, str)
                else text[:at] + text[at - what :]
            )
    content = "id;name;amount;note\n" + "".join(f"{line}\n" for line in lines)
    if cut:
        touched.add(len(lines) - 1)
        content = content[: max(content.rindex("\n", 0, -1) + 1, len(content) - cut)]
    file = tmp_path_factory.mktemp("fuzz") / "orders.csv"
    file.write_bytes(content.encode())

    reading, landed = read(con, file)

    faulty = con.execute("select count(*) from work.parsed where _fault is not null").fetchone()
    assert reading.row_count == len(landed) + (faulty or (0,))[0] + len(reading.broken)
    records = [line for line in content.split("\n")[1:] if line.strip()]
    assert reading.row_count == len(records)
    for number, values in enumerate(sound.values()):
        if number not in touched:
            assert tuple(value or None for value in values) in landed


def split(con: duckdb.DuckDBPyConnection, file: Path) -> Reading:
    stream = Stream(file, sha256_of(file))
    sink = Sink(con, file.parent)
    return csv_reader.read(con, stream, COLUMNS, Csv(delimiter=";"), sink)


def read(
    con: duckdb.DuckDBPyConnection, file: Path
) -> tuple[Reading, list[tuple[str | None, ...]]]:
    reading = split(con, file)
    landed = con.execute(
        "select id, name, amount, note from work.parsed where _fault is null order by _row_number"
    ).fetchall()
    return reading, landed


@settings(max_examples=200, deadline=None, derandomize=True)
@given(noise=st.binary(max_size=300), into=st.integers(0, 60))
def test_any_bytes_are_read_or_refused_but_never_crash(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, into: int
) -> None:
    content = b"id;name;amount;note\n1;a;1.00;b\n2;c;2.00;d\n"
    file = tmp_path_factory.mktemp("noise") / "orders.csv"
    file.write_bytes(content[:into] + noise + content[into:])
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as work")
        try:
            reading = split(con, file)
        except Refused:
            return
        (parsed,) = con.execute("select count(*) from work.parsed").fetchone() or (0,)
    assert reading.row_count == parsed + len(reading.broken)


def test_the_fast_and_the_exact_path_read_the_same(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = 'id;name;amount;note\n1;"a;""b""";1.50;\n2; x ;x;5" y\n3;"";-2;"z" \n4;a;1;b;\n'
    fast, exact = tmp_path / "fast.csv", tmp_path / "exact.csv"
    fast.write_text(content)
    exact.write_text(content + "\n")  # the blank line bars the fast path
    taken: list[str] = []
    original = csv_reader._ChunkReader._exactly

    def watched(reader: Any, *args: Any) -> Any:
        taken.append(reader.stream.name)
        return original(reader, *args)

    monkeypatch.setattr(csv_reader._ChunkReader, "_exactly", watched)

    first, rows_fast = read(con, fast)
    assert taken == []
    second, rows_exact = read(con, exact)

    assert taken == ["exact.csv"]
    assert rows_fast == rows_exact
    assert rows_fast == [("1", 'a;"b"', "1.50", None), ("3", None, "-2", "z"), ("4", "a", "1", "b")]
    assert first.row_count == second.row_count == 4


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.sampled_from([0.1, 1e400, -0.0, 1e22, 1.5e-7]),
    st.text(st.sampled_from('aäß"\\/\n{[nNaIif-:, 😀'), max_size=8),
)
nested = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b c", "ü"]), inner, max_size=2),
    ),
    max_leaves=5,
)
keys = st.sampled_from(["id", "name", "amount", "note", "Extra", "extra", "x y", "ID"])


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    records=st.lists(st.dictionaries(keys, nested, min_size=1), min_size=1, max_size=6),
    separators=st.sampled_from([(",", ":"), (",", ":"), (", ", ": ")]),
    is_large=st.booleans(),
)
def test_json_by_columns_and_record_by_record_reads_the_same(
    con: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
    records: list[dict[str, Any]],
    separators: tuple[str, str],
    is_large: bool,
) -> None:
    file = tmp_path_factory.mktemp("json") / "orders.jsonl"
    lines = [json.dumps(r, ensure_ascii=False, separators=separators) for r in records]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def found() -> tuple[Any, ...]:
        try:
            sink = Sink(con, file.parent, raw_table(con) if is_large else None)
            reading = json_reader.read_lines(con, Stream(file, sha256_of(file)), COLUMNS, sink)
        except Refused as refusal:
            return (str(refusal),)
        names = sorted(reading.columns)
        spelled = ", ".join(f'"{name}"' for name in names)
        rows = con.execute(
            f"select _row_number, _fault, {spelled} from work.parsed order by 1"
        ).fetchall()
        return names, rows, list(reading.broken), reading.byte_counts, list(reading.raw_texts())

    by_columns = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_reader, "_plainly", lambda *given: given[-1])
        assert found() == by_columns


def test_thousands_of_injured_files_lose_no_byte(
    con: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed = int(os.environ.get("FUZZ_SEED", time.time_ns() % 10**9))
    count = int(os.environ.get("FUZZ_FILES", "2000"))
    with capsys.disabled():
        print(f"\nfuzz: {count} files, FUZZ_SEED={seed}")
    con.execute("set threads = 1")
    outcomes: Counter[str] = Counter()
    for number in range(count):
        injured = make(seed, number)
        path = tmp_path / injured.name
        path.write_bytes(injured.content)
        # Every tenth file is read as if it were a large one: in many chunks, side by side.
        is_large = number % 10 == 0
        monkeypatch.setattr(snapshots, "SMALL", 0 if is_large else 4 << 20)
        monkeypatch.setattr(snapshots, "CHUNK", 100 if is_large else 32 << 20)
        monkeypatch.setattr(snapshots, "_BLOCK", 64 if is_large else 1 << 20)
        monkeypatch.setattr(json_splitter, "_STRETCH", 64 if is_large else 8 << 20)
        try:
            outcomes += check(con, path, injured)
        except Refused:
            outcomes["refused"] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}, file {number}: {injured.content!r}") from error
    assert outcomes["landed"] > count, outcomes
    assert outcomes["quarantined"] > count / 10, outcomes
    assert 0 < outcomes["refused"] < count / 4, outcomes


def raw_table(con: duckdb.DuckDBPyConnection) -> Target:
    """An empty raw table, as a large file's rows find it."""
    columns = ", ".join(f"{column.name} varchar" for column in COLUMNS)
    con.execute(f"create or replace table landed ({columns}, _row_number bigint, _load_id varchar)")
    return Target("memory.main.landed", {"_load_id": "now"})


def check(con: duckdb.DuckDBPyConnection, path: Path, injured: Injured) -> Counter[str]:
    """Reads the file; asserts that its rows and its bytes are all accounted for."""
    stream = Stream(path, sha256_of(path))
    sink = Sink(con, path.parent, None if stream.is_small else raw_table(con))
    if isinstance(injured.form, Csv):
        stream = Stream(path, sha256_of(path), injured.form.encoding)
        reading = csv_reader.read(con, stream, COLUMNS, injured.form, sink)
    elif injured.form.lines:
        reading = json_reader.read_lines(con, stream, COLUMNS, sink)
    else:
        reading = json_reader.read_document(con, stream, COLUMNS, injured.form, sink)
    landed = dict.fromkeys(
        con.execute(
            "select id, name, amount, note from work.parsed where _fault is null"
        ).fetchall()
        if {"id", "name", "amount", "note"} <= set(reading.columns)
        else []
    )
    sound = {row for (row,) in con.execute(
        "select _row_number from work.parsed where _fault is null").fetchall()}  # fmt: skip
    faulty = {row for (row,) in con.execute(
        "select _row_number from work.parsed where _fault is not null").fetchall()}  # fmt: skip
    texts = {each.row_number: each.raw_text for each in reading.broken}
    found = list(reading.raw_texts())
    assert [each.row_number for each in found] == sorted(faulty)
    texts |= {each.row_number: each.raw_text for each in found}

    # Every record has one fate, and every byte one kind.
    assert len(sound) + len(texts) == reading.row_count
    assert not sound & set(texts)
    assert bytes_by_fate(path, injured, reading, sound) == {
        fate: count for fate, count in reading.byte_counts.items() if count
    }
    # No row that nobody touched was lost or changed: it landed, or lies in quarantine. Two
    # broken quotes turn what stands between them inside out, so a comma of its may part it.
    kept = squeezed(",".join(text for _, text in sorted(texts.items())))
    for row in injured.untouched:
        # An empty cell of a CSV says nothing; an empty text of JSON is one.
        whole = tuple(value or None for value in row) if isinstance(injured.form, Csv) else row
        assert whole in landed or squeezed(injured.texts[row]) in kept, row
    sink.discard()
    return Counter({"landed": len(sound), "quarantined": len(texts)})


def squeezed(text: str) -> str:
    """Blanks around a JSON element are the envelope's, so they are no part of its text."""
    return "".join(text.split())


def bytes_by_fate(
    path: Path, injured: Injured, reading: Reading, sound: set[int]
) -> dict[str, int]:
    """What the bytes of a file are, by reading it anew."""
    found: Counter[str] = Counter()
    row = 0
    if isinstance(injured.form, Csv):
        stream = Stream(path, sha256_of(path), injured.form.encoding)
        position = 0
        head = injured.form.skip_lines + 1
        for chunk in stream.chunks(injured.form.quoted_newlines):
            start = 0
            for _, end, _ in chunk.lines():
                if head:
                    head -= 1
                    found["no record" if head else "header"] += end - start
                    start = end
            if not head and start < len(chunk.data):
                rest = chunk.after(start, chunk.data.count(b"\n", 0, start))
                position = 0
                if not stream.is_small:
                    row = rest.first_line - injured.form.skip_lines - 2
                for piece in csv_reader.pieces(rest, reading.delimiter or "", injured.form):
                    assert piece.start == position, "pieces leave no gap and never overlap"
                    position = piece.end
                    fate: str = piece.what
                    if piece.what == "record":
                        row += 1
                        fate = "landed" if row in sound else "quarantined"
                    found[fate] += piece.end - piece.start
                assert position == len(rest.data)
    elif injured.form.lines:
        for chunk in Stream(path, sha256_of(path)).chunks():
            for start, end, text in chunk.lines():
                fate = "blank"
                if text.strip():
                    row += 1
                    fate = "landed" if row in sound else "quarantined"
                found[fate] += end - start
    else:
        splitter = Splitter(Stream(path, sha256_of(path)), injured.form.list_key)
        for elements in splitter.elements():
            for text in elements.texts:
                row += 1
                found["landed" if row in sound else "quarantined"] += len(text)
        found["header"] = splitter.envelope_bytes
    return {fate: count for fate, count in found.items() if count}
