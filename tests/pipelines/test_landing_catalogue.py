"""The catalogue of bad files: each with its outcome - landed, quarantined or refused.

Numbers are those of the list of cases that landing must survive. Nothing half-lands, no
value changes, and what does not land says where it stands and why.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from pipelines.sources import TOOLS
from pipelines.sources.contract import Csv, Excel, Json, Source, Table, fields

from .landing_house import House, as_if_large

_FIELDS = fields("id!", "name", "amount decimal", "day date", "at timestamp")


def table(name: str, **forms: Any) -> Table:
    return Table(name, _FIELDS, **forms)


#: A tool that speaks every dialect.
PROBE = Source(
    "probe",
    (
        table("plain", csv=Csv(), json=Json(), excel=Excel(), parquet=True),
        table(
            "german",
            csv=Csv(
                delimiter=";",
                decimal=",",
                date_format="%d.%m.%Y",
                timestamp_format="%d.%m.%Y %H:%M",
                time_zone="Europe/Berlin",
            ),
            excel=Excel(sheet="Daten", skip_lines=2),
        ),
        table("american", csv=Csv(thousands=",", date_format="%-m/%-d/%Y")),
        table("western", csv=Csv(delimiter=";", encoding="cp1252")),
        table("wide", csv=Csv(delimiter=";", encoding="utf-16")),
        table("tabbed", csv=Csv(delimiter="\t", quoted=False)),
        table("report", csv=Csv(delimiter=";", skip_lines=2, total_row="Summe;.*")),
        table("notes", csv=Csv(delimiter=";", quoted_newlines=True)),
        table("stream", json=Json(lines=True)),
        table("envelope", json=Json("data.items")),
    ),
)
HEADER = "id;name;amount;day\n"
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Case:
    """A file and what must become of it. lands: id, name, amount, day (rest: null).

    quarantines: (line, column, words of the reason). Neither: the file is refused.
    """

    file: str
    content: bytes | Callable[[], bytes]
    lands: tuple[Row, ...] = ()
    quarantines: tuple[tuple[int | None, str | None, str], ...] = ()
    refused: str | None = None


def case(
    file: str,
    content: str | bytes | Callable[[], bytes],
    *lands: Row,
    quarantines: tuple[tuple[int | None, str | None, str], ...] = (),
    refused: str | None = None,
) -> Case:
    data = content.encode() if isinstance(content, str) else content
    full = tuple((*row, *[None] * (4 - len(row))) for row in lands)
    return Case(file, data, full, quarantines, refused)


def workbook(*rows: tuple[Any, ...], title: str = "Daten", more: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if more:
        book.create_sheet(more)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(encrypted: bool = False, **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    data = bytearray(out.getvalue())
    if encrypted:  # the flag in the member's own header and in the directory
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def parquet(query: str) -> bytes:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"probe-{os.getpid()}.parquet"
    duckdb.sql(f"copy ({query}) to '{path}' (format parquet)")
    data = path.read_bytes()
    path.unlink()
    return data


HEAD = ("id", "name", "amount", "day")
#: An Office file under a password is no zip but a container with this stream in it.
PROTECTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    + bytes(512)
)  # fmt: skip
LONG = "x" * (17 << 20)

CASES = {
    # -- 11 delimiters
    "11 an undeclared delimiter": case("plain.csv", "id|name\n1|Ada\n", refused="id is missing"),
    "11 comma or semicolon, the header decides": case(
        "plain.csv", "id;name\n1;Ada, Bob\n", ("1", "Ada, Bob")),
    "11 a suffix that says tab": case("plain.tsv", "id\tname\n1\tA;B,C\n", ("1", "A;B,C")),
    "11 declared tabs, where quotes are text": case(
        "tabbed.txt", 'id\tname\n1\t"Best" shirt\n2\t5" pipe\n', ("1", '"Best" shirt'),
        ("2", '5" pipe')),
    # -- 12 to 14 encodings
    "12 cp1252, declared": case(
        "western.csv", "id;name\n1;Jürgen €\n".encode("cp1252"), ("1", "Jürgen €")),
    "12 cp1252, undeclared": case(
        "plain.csv", "id,name\n1,Ada\n2,Jürgen\n".encode("cp1252"),
        refused=r"line 3, column 4 \(name\).*not utf-8.*save the file as UTF-8"),
    "12 a byte that the declared encoding lacks": case(
        "western.csv", b"id;name\n1;\x81\n", refused=r"line 2, column 3 \(name\).*not cp1252"),
    "13 UTF-16, declared": case(
        "wide.csv", "id;name\n1;Zoë\n".encode("utf-16"), ("1", "Zoë")),
    "13 UTF-16, undeclared": case(
        "plain.csv", "id,name\n1,Zoë\n".encode("utf-16"), refused="UTF-16; save it as UTF-8"),
    "13 UTF-16, cut in a sign": case(
        "wide.csv", "id;name\n1;Zoë\n".encode("utf-16")[:-1], refused="ends inside a utf-16"),
    "14 a byte order mark": case(
        "plain.csv", "\ufeffid,name\n1,Ada\n", ("1", "Ada")),
    # -- 15 numbers
    "15 German numbers": case(
        "german.csv", HEADER + "1;;1.234,56;\n2;;1.234;\n3;;-1.234,56;\n4;;12,5;\n",
        ("1", None, "1.234,56"), ("2", None, "1.234"), ("3", None, "-1.234,56"),
        ("4", None, "12,5")),
    "15 what is no German number": case(
        "german.csv", HEADER + "1;;1.234,56 €;\n2;;12,5-;\n3;;1,234.56;\n4;;1.23;\n5;;1,00;\n",
        ("5", None, "1,00"), quarantines=(
            (2, "amount", "comma"), (3, "amount", "comma"), (4, "amount", "comma"),
            (5, "amount", "comma"))),
    "15 thousands commas, declared": case(
        "american.csv", 'id,amount\n1,"1,234.56"\n2,"1.234,56"\n', ("1", None, "1,234.56"),
        quarantines=((3, "amount", "such as 1,234.56"),)),
    "15 a decimal comma, undeclared": case(
        "plain.csv", 'id,amount\n1,"12,50"\n', quarantines=((2, "amount", "1234.56"),)),
    # -- 16 days and times
    "16 German days": case(
        "german.csv", HEADER + "1;;;31.12.2025\n2;;;29.02.2024\n3;;;31.06.2025\n4;;;31.12.25\n"
        "5;;;12/31/2025\n6;;;29.02.2025\n7;;;2025-12-31\n",
        ("1", None, None, "31.12.2025"), ("2", None, None, "29.02.2024"),
        quarantines=tuple((line, "day", r"date in the form %d\.%m\.%Y") for line in range(4, 9))),
    "16 days in German, undeclared": case(
        "plain.csv", "id,day\n1,31.12.2025\n2,2025-12-31\n", ("2", None, None, "2025-12-31"),
        quarantines=((2, "day", "such as 2025-12-31"),)),
    "16 American days, declared": case(
        "american.csv", "id,day\n1,12/31/2025\n2,1/2/2025\n3,31/12/2025\n",
        ("1", None, None, "12/31/2025"), ("2", None, None, "1/2/2025"),
        quarantines=((4, "day", "%-m/%-d/%Y"),)),
    "16 a time that never was, and one that was twice": case(
        "german.csv", "id;at\n1;30.03.2025 02:30\n2;26.10.2025 02:30\n", ("2",),
        quarantines=((2, "at", "never was in Europe/Berlin"),)),
    # -- 17 what looks like a number
    "17 leading zeros, long ids, 1e5, NA": case(
        "plain.csv", "id,name\n00123,+49 30 1\n12345678901234567890123,1e5\n3,NA\n4,null\n",
        ("00123", "+49 30 1"), ("12345678901234567890123", "1e5"), ("3", "NA"), ("4", "null")),
    # -- 18 to 20 quotes
    "18 an unclosed quote": case(
        "plain.csv", 'id,name\n1,a\n2,"b\n3,c\n4,d\n', ("1", "a"), ("3", "c"), ("4", "d"),
        quarantines=((3, None, "quote"),)),
    "19 quotes inside": case(
        "plain.csv", 'id,name\n1,5" Rohr\n2,"a ""b"" c"\n3,"a"b\n4,"" \n',
        ("1", '5" Rohr'), ("2", 'a "b" c'), ("4",), quarantines=((4, None, "quote"),)),
    "20 a quoted newline, undeclared": case(
        "plain.csv", 'id,name\n1,"a\nb"\n2,c\n', ("2", "c"),
        quarantines=((2, None, "quote"), (3, None, "1 values|quote"))),
    "20 a quoted newline, declared": case(
        "notes.csv", 'id;name\r\n1;"a\r\nb"\r\n2;"c\r\n3;d\r\n', ("1", "a\r\nb"), ("3", "d"),
        quarantines=((4, None, "quote"),)),
    # -- 21, 22 columns
    "21 a column twice": case("plain.csv", "id,name,Name\n1,a,b\n", refused="Name twice"),
    "21 swapped columns land by name": case("plain.csv", "name,id\nAda,1\n", ("1", "Ada")),
    "21 a required column missing or renamed": case(
        "plain.csv", "nr,name\n1,Ada\n", refused="line 1: the column id is missing.*found: nr"),
    "21 another column missing": case("plain.csv", "id\n1\n", ("1",)),
    "21 an extra column": case("plain.csv", "id,name,extra\n1,Ada,x\n", ("1", "Ada")),
    "21 a column without a name": case("plain.csv", "id,,name\n1,,a\n", refused="column 2"),
    "22 headers that only umlauts tell apart": case(
        "plain.csv", "id,Größe,Grüße\n1,42,viele\n", ("1",)),
    "22 headers that become one column": case(
        "plain.csv", "id,E-Mail,e mail\n1,a,b\n", refused="e mail twice.*E-Mail"),
    # -- 23, 24 rows
    "23 a short and a long row": case(
        "plain.csv", "id,name,amount\n1,a\n2,b,1,x\n3,c,1\n4,d,1,\n", ("3", "c", "1"),
        ("4", "d", "1"), quarantines=((2, None, "2 values"), (3, None, "4 values"))),
    "24 the header again": case(
        "german.csv", HEADER + "1;a;1,00;\n" + HEADER, ("1", "a", "1,00"),
        quarantines=((3, "amount", "decimal"),)),
    "24 a total row, undeclared": case(
        "german.csv", HEADER + "1;a;1,00;\n;Summe;1,00;\n", ("1", "a", "1,00"),
        quarantines=((3, "id", "empty"),)),
    "24 preamble and total row, declared": case(
        "report.csv", "Bericht\n\n" + HEADER + "1;a;1.00;\nSumme;;1.00;\n", ("1", "a", "1.00")),
    "24 a preamble, undeclared": case(
        "plain.csv", "Bericht\n\nid,name\n1,a\n", refused="line 1: the column id is missing"),
    # -- 25, 26 bytes and lengths
    "25 a NUL byte": case(
        "plain.csv", b"id,name\n1,A\0da\n", refused=r"line 2, column 4 \(name\).*NUL"),
    "26 a cell of 3 MB": case("plain.csv", f"id,name\n1,{LONG[: 3 << 20]}\n2,b\n",
                              ("1", LONG[: 3 << 20]), ("2", "b")),
    "26 a row of 17 MB": case("plain.csv", f"id,name\n1,a\n2,{LONG}\n3,c\n", ("1", "a"),
                              ("3", "c"), quarantines=((3, None, "longer than 16 MB"),)),
    # -- 27 packed files and workbooks
    "27 a cut gzip": case("plain.csv.gz", gzip.compress(b"id,name\n" + b"1,a\n" * 99)[:-9],
                          refused="gzip stream is cut"),
    "27 a gzip that is none": case("plain.csv.gz", "id\n27\n", refused="gzip"),
    "27 a gzip whose last line is open is whole": case(
        "plain.csv.gz", gzip.compress(b"id,name\n1,a\n2,b"), ("1", "a"), ("2", "b")),
    "27 a gzip bomb": case(
        "plain.csv.gz", lambda: gzip.compress(b"id,name\n" + b"1,a\n" * (17 << 20), 1),
        refused="unpacks to more than.*times its size"),
    "27 a zip, whose last line is whole": case(
        "any.zip", zipped(**{"plain.csv": "id,name\n1,a"}), ("1", "a")),
    "27 a zip bomb": case("any.zip", lambda: zipped(**{"plain.csv": "1\n" * (34 << 20)}),
                          refused="unpacks to more than"),
    "27 a cut zip": case("any.zip", zipped(**{"plain.csv": "id\n1\n"})[:-30], refused="zip is cut"),
    "27 a zip with a password": case(
        "any.zip", zipped(True, **{"plain.csv": "id\n1\n"}), refused="password"),
    "27 a zip member that would leave the folder": case(
        "any.zip", zipped(**{"../../plain.csv": "id,name\n2,b\n"}), ("2", "b")),
    "27 a workbook that calls itself CSV": case(
        "plain.csv", workbook(HEAD, (1,)), refused="zip or Excel file"),
    "27 a CSV that calls itself a workbook": case(
        "plain.xlsx", "id,name\n1,a\n", refused="workbook is damaged or none"),
    "27 a CSV that calls itself JSON": case(
        "plain.json", "id,name\n1,a\n", refused="line 1, column 1.*no valid JSON"),
    "27 a workbook": case(
        "plain.xlsx", workbook(HEAD, (1, "a", 0.1 + 0.2, date(2025, 12, 31)), (), ("007", True, 2)),
        ("1", "a", "0.3", "2025-12-31"), ("007", "true", "2")),
    "27 a workbook in the words of its CSV": case(
        "german.xlsx", workbook(("Bericht",), (), HEAD, (1, "a", 1234.5, datetime(2025, 1, 2))),
        ("1", "a", "1234,5", "02.01.2025")),
    "27 a serial day": case(
        "plain.xlsx", workbook(HEAD, (1, "a", None, 46022)), ("1", "a", None, "2025-12-31")),
    "27 a workbook with a password": case("plain.xlsx", PROTECTED, refused="password"),
    "27 two sheets, and none declared": case(
        "plain.xlsx", workbook(HEAD, (1,), more="Zwei"), refused="2 sheets"),
    "27 the declared sheet is not there": case(
        "german.xlsx", workbook(HEAD, title="Tabelle1"), refused="no sheet Daten.*Tabelle1"),
    "27 numbers that Excel cut, errors, formulas": case(
        "plain.xlsx",
        workbook(HEAD, (12345678901234567890, "a"), (2, "#N/A"), (3, "=A2+1"), (4, "d")),
        ("4", "d"), quarantines=(
            (2, None, "15 digits"), (3, None, "cell B3 shows the error #N/A"),
            (4, None, "formula of cell B4"))),
    "27 a value beyond the header": case(
        "plain.xlsx", workbook(("id",), (1,), (2, "x")), ("1",),
        quarantines=((3, None, "beyond"),)),
    # -- 28 to 30 starts and ends
    "28 no bytes": case("plain.csv", "", refused="line 1: there is no header, the file is empty"),
    "28 a header alone": case("plain.csv", "id,name\n"),
    "29 no final newline": case("plain.csv", "id,name\n1,a\n2,b", ("1", "a"),
                                quarantines=((3, None, "held back"),)),
    "30 bare carriage returns": case(
        "plain.csv", "id,name\r1,a\r2,b\r", refused="carriage returns"),
    "30 mixed line ends": case("plain.csv", "id,name\r\n1,a\n2,b\r\n", ("1", "a"), ("2", "b")),
    "30 a bare return in a row": case(
        "plain.csv", "id,name\n1,a\rb\n2,c\n", ("2", "c"),
        quarantines=((2, None, "bare carriage"),)),
    # -- 31 JSON
    "31 lines, good and bad": case(
        "plain.jsonl",
        '{"id": "1"}\n{"id": \n\n"x"\n7\nnull\n[]\n{"id": "2", "id": "3"}\n{"id": {"a": 1}}\n'
        '{"id": 4}\n',
        ("1",), ("4",), quarantines=(
            (2, None, "no valid JSON"), (4, None, "not a JSON object"),
            (5, None, "not a JSON object"), (6, None, "not a JSON object"),
            (7, None, "not a JSON object"), (8, None, "same key twice"),
            (9, "id", "not one value but an object|not one text but an object"))),
    "31 a byte order mark": case("plain.jsonl", '\ufeff{"id": "1"}\n', ("1",)),
    "31 NaN, Infinity, a comma too many, half a sign": case(
        "plain.jsonl",
        '{"id": 1, "amount": NaN}\n{"id": 2, "x": [-Infinity]}\n{"id": 3,}\n'
        '{"id": 4, "name": "\\ud800"}\n{"id": 5, "name": "NaN, Infinity,]"}\n',
        ("5", "NaN, Infinity,]"), quarantines=(
            (1, None, "NaN"), (2, None, "Infinity"), (3, None, "no valid JSON"),
            (4, None, "half a sign"))),
    "31 numbers land as written": case(
        "plain.jsonl",
        '{"id": 123456789012345678901234567890, "amount": 0.10}\n'
        '{"id": 0.12345678901234567890, "amount": 12.00}\n'
        '{"id": 1e5, "name": -1.50E-07}\n{"id": 7.0, "name": "a: 1.50, b"}\n',
        ("123456789012345678901234567890", None, "0.10"),
        ("0.12345678901234567890", None, "12.00"), ("1e5", "-1.50E-07"), ("7.0", "a: 1.50, b")),
    "31 a changed type": case(
        "plain.jsonl", '{"id": 1, "amount": 1}\n{"id": 2, "amount": "viel"}\n', ("1", None, "1"),
        quarantines=((2, "amount", "decimal"),)),
    "31 deep nesting": case(
        "plain.jsonl", f'{{"id": 1, "x": {"[" * 5000}{"]" * 5000}}}\n{{"id": 2}}\n',
        ("1",), ("2",)),
    "31 a half-written last line": case(
        "plain.jsonl", '{"id": 1}\n{"id": 2, "na', ("1",),
        quarantines=((2, None, "no valid JSON"),)),
    "31 lines in a .json file, declared": case(
        "stream.json", '{"id": 1}\n{"id": 2}\n', ("1",), ("2",)),
    "31 a list in a .json file of lines": case("stream.json", '[{"id": 1}]', ("1",)),
    "31 lines in a .json file, undeclared": case(
        "plain.json", '{"id": 1}\n{"id": 2}\n', refused="no valid JSON"),
    "31 one bad record of a list": case(
        "envelope.json",
        '{"data": {"n": 3, "items": [\n{"id": 1, "amount": 0.10},\n{"id" 2},\n{"id": 3, "x": NaN},'
        '\n4, {"id": 5}\n]}, "next": null}',
        ("1", None, "0.10"), ("5",), quarantines=(
            (3, None, "no valid JSON"), (4, None, "NaN"), (5, None, "not a JSON object"))),
    "31 half a document": case(
        "envelope.json", '{"data": {"items": [{"id": 1},\n{"id": 2', refused="line 2.*never ends"),
    "31 a document that breaks after its list": case(
        "envelope.json", '{"data": {"items": [{"id": 1}\n]}, }', refused="line 2, column"),
    "31 a document without the list": case(
        "envelope.json", '{"rows": []}', refused="no list called 'data.items'.*found: rows"),
    "31 a list that stands twice": case(
        "envelope.json", '{"data": {"items": [{"id": 1}], "items": []}}', refused="items twice"),
    "31 an empty list": case("envelope.json", '{"data": {"items": [ ]}}'),
    "31 an empty document": case("envelope.json", "", refused="no valid JSON"),
    # -- 32 Parquet
    "32 Parquet": case(
        "plain.parquet", parquet("select 1 as id, 1.50::decimal(9, 2) as amount, date '2025-12-31'"
                                 " as day, 'a' as name"), ("1", "a", "1.50", "2025-12-31")),
    "32 Parquet of another scale": case(
        "plain.parquet", parquet("select 1 as id, 1.5::decimal(9, 4) as amount"),
        ("1", None, "1.5000")),
    "32 cut Parquet": case(
        "plain.parquet", parquet("select 1 as id")[:-20], refused="no readable Parquet"),
    "32 Parquet of another schema": case(
        "plain.parquet", parquet("select 1 as nr"), refused="id is missing"),
    "32 Parquet of another type": case(
        "plain.parquet", parquet("select 1 as id, 'viel' as amount"),
        quarantines=((None, "amount", "decimal"),)),
    # -- 33 file names
    "33 a name that is hostile": case("o'brien [1]; --/plain-'a'.csv", "id\n331\n", ("331",)),
    "33 a newline in the name": case("a\nb/plain.csv", "id\n332\n", ("332",)),
}  # fmt: skip


def content_of(each: Case) -> bytes:
    return each.content if isinstance(each.content, bytes) else each.content()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Every case in a folder of its own, all landed in one run."""
    house = House(tmp_path_factory.mktemp("catalogue"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(TOOLS, "probe", PROBE)
        for name, each in CASES.items():
            house.drop(f"probe/{name}/{each.file}", content_of(each))
        house.land()
        yield house


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_has_its_outcome(house: House, name: str) -> None:
    each = CASES[name]
    found = house.rows(
        "select table_name, file_sha256, status, reason, row_count, landed_count,"
        f" quarantined_count from landing.files where starts_with(file_path, '{name}/')"
    )

    ((table_name, sha256, status, reason, *counts),) = found

    if each.refused:
        assert (status, counts) == ("refused", [None, None, None]), reason
        assert re.search(each.refused, reason), reason
        return
    rows, broken = each.lands, each.quarantines
    assert (status, counts) == ("landed", [len(rows) + len(broken), len(rows), len(broken)]), reason
    assert house.rows(
        f"select id, name, amount, day from raw_probe.{table_name}"
        f" where _file_sha256 = '{sha256}' order by _row_number"
    ) == list(rows)
    quarantined = house.rows(
        "select line_number, column_name, reason from landing.quarantine"
        f" where file_sha256 = '{sha256}' and table_name = '{table_name}' order by row_number"
    )
    for (line, column, why), (at, of, words) in zip(quarantined, broken, strict=True):
        assert (line, column) == (at, of), why
        assert re.search(words, why), why


def test_past_the_limit_a_file_has_the_same_outcome(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is read in chunks, side by side, straight into its raw table."""
    large = House(tmp_path)
    monkeypatch.setitem(TOOLS, "probe", PROBE)
    as_if_large(monkeypatch)
    for name, each in CASES.items():
        # What unpacks to megabytes would take minutes in chunks as small as these.
        if len(content_of(each)) < 20_000:
            large.drop(f"probe/{name}/{each.file}", content_of(each))
    large.land()

    hashes = {row[0] for row in large.rows("select file_sha256 from landing.files")}
    assert len(hashes) > 80
    # Reasons name the first line that could not be unpacked, and so depend on the chunks.
    assert large.everything("reason") == {
        table: [row for row in rows if hashes.intersection(row)]
        for table, rows in house.everything("reason").items()
    }


def test_umlauts_and_extra_columns_land_in_columns_of_their_own(house: House) -> None:
    assert house.rows("select groesse, gruesse from raw_probe.plain where groesse <> ''") == [
        ("42", "viele")
    ]
    assert house.rows("select extra from raw_probe.plain where extra is not null") == [("x",)]


def test_the_ledger_names_the_very_bytes(house: House) -> None:
    small = [each for each in CASES.values() if isinstance(each.content, bytes)]
    hashes = {
        hashlib.sha256(content_of(each)).hexdigest()
        for each in small
        if not each.file.endswith(".zip") or each.refused
    }
    known = {row[0] for row in house.rows("select file_sha256 from landing.files")}
    assert hashes - known == set()


def test_rows_in_quarantine_keep_their_text(house: House) -> None:
    texts = dict(
        house.rows(
            "select split_part(file_path, '/', 1), raw_text from landing.quarantine"
            " where file_path like '15 what%' or file_path like '31 one%'"
            " order by row_number desc"
        )
    )
    assert texts == {
        "15 what is no German number": "1;;1.234,56 €;",
        "31 one bad record of a list": '{"id" 2}',
    }


def test_what_is_no_finished_file_is_not_read(tmp_path: Path) -> None:
    """33: hidden, unfinished, linked from outside, or no file at all."""
    house = House(tmp_path)
    secret = tmp_path / "contacts.csv"
    secret.write_text("source_record_id\n1\n")
    for name in (".contacts.csv", "~$contacts.csv", "contacts.csv.part", "contacts.csv.tmp"):
        house.drop(f"kasse/{name}", "source_record_id\n1\n")
    folder = house.settings.exports / "kasse"
    (folder / "contacts-1.csv").symlink_to(secret)
    os.mkfifo(folder / "contacts-2.csv")

    assert house.land().files == []


def test_a_zip_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    house = House(tmp_path)
    one, two = "source_record_id\n1\n", "source_record_id\n2\n"
    house.drop("kasse/a.zip", zipped(**{"contacts-1.csv": one}))
    house.land()
    packed_anew = zipped(**{"x/contacts-1.csv": one, "contacts-2.csv": two, "__MACOSX/._a": "-"})
    house.drop("kasse/b.zip", packed_anew)

    report = house.land()

    assert [(file.file_path, file.status) for file in report.files] == [
        ("a.zip/contacts-1.csv", "already"),
        ("b.zip/x/contacts-1.csv", "already"),
        ("b.zip/contacts-2.csv", "landed"),
    ]
    assert house.rows("select source_record_id from raw_template.contacts order by 1") == [
        ("1",),
        ("2",),
    ]


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.landing import formats

    house = House(tmp_path)
    path = house.drop("kasse/contacts.csv", "source_record_id\n1\n")
    original = formats.opened

    def changing(*args: Any, **kwargs: Any) -> Any:
        path.write_text("source_record_id\n1\n2\n")
        return original(*args, **kwargs)

    monkeypatch.setattr(formats, "opened", changing)
    assert "changed while it was read" in str(house.land().refused[0].reason)
    monkeypatch.undo()

    assert house.land().landed_rows == 2
    assert json.loads(json.dumps(house.land().payload()))["refused"] == []
