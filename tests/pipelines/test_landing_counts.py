"""Independent proof: the ledger's sums are those of the files, counted without our readers.

The standard library's csv and json, and openpyxl, know nothing of landing. What a tool
declares about its format (encoding, delimiter, lines before the header, the key of the
list) is all that both share. A tool that is added is counted without an edit here.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipelines.landing.engine import land
from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from pipelines.sources import TOOLS
from pipelines.sources.contract import Csv, Excel, Json, Table

from .landing_house import House


@dataclass(frozen=True)
class Found:
    """A file of an export, or of a zip in one: its path below the tool's folder, its bytes."""

    path: str
    content: bytes


def files_of(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                for member in packed.namelist():
                    if not member.endswith("/"):
                        yield Found(f"{name}/{member}", packed.read(member))
        else:
            yield Found(name, path.read_bytes())


def rows_in(file: Found, table: Table) -> int:
    """The records of a file, as the standard library sees them."""
    name, content = file.path.lower(), file.content
    if name.endswith(".gz"):
        name, content = name.removesuffix(".gz"), gzip.decompress(content)
    if name.endswith((".csv", ".tsv", ".txt")):
        return csv_rows(content, table.csv or Csv(), name)
    if name.endswith(".xlsx"):
        return excel_rows(content, table.excel or Excel())
    form = table.json or Json()
    if name.endswith((".jsonl", ".ndjson")) or form.lines:
        return sum(bool(line.strip()) for line in content.decode("utf-8-sig").splitlines())
    found: Any = json.loads(content)
    if isinstance(found, list):
        return len(found)
    for key in (form.list_key or "").split("."):
        found = found[key]
    return len(found)


def csv_rows(content: bytes, dialect: Csv, name: str) -> int:
    encoding = "utf-8-sig" if dialect.encoding == "utf-8" else dialect.encoding
    lines = io.StringIO(content.decode(encoding), newline="").readlines()[dialect.skip_lines :]
    delimiter = dialect.delimiter or ("\t" if name.endswith(".tsv") else None)
    delimiter = delimiter or (";" if lines[0].count(";") > lines[0].count(",") else ",")
    quoting = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    records = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    next(records)
    count, before = 0, records.line_num
    for cells in records:
        text = "".join(lines[before : records.line_num]).rstrip("\r\n")
        before = records.line_num
        is_total = dialect.total_row and re.fullmatch(dialect.total_row, text)
        count += bool(cells) and not is_total
    return count


def excel_rows(content: bytes, form: Excel) -> int:
    book = load_workbook(io.BytesIO(content), read_only=True)
    sheet = book[form.sheet] if form.sheet else book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))[form.skip_lines :]
    return sum(any(cell not in (None, "") for cell in row) for row in rows) - 1


@pytest.fixture(scope="module")
def sandbox(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[House, LandingReport]:
    """Every tool's export of a small retailer, landed once."""
    house = House(tmp_path_factory.mktemp("sandbox"))
    exports = house.settings.exports
    assert isinstance(exports, Path)
    subprocess.run(
        [
            *(sys.executable, "-m", "pipelines.cli", "sandbox", "--quiet", "--customers", "60"),
            *("--seed", "7", "--until", "2026-09-30", "--out", str(exports)),
        ],
        cwd=root,
        check=True,
    )
    return house, land(Settings(house.settings.root, house.settings.warehouse, exports))


def test_the_sandbox_lands_without_a_refusal_and_without_a_stranger(
    sandbox: tuple[House, LandingReport],
) -> None:
    _, report = sandbox

    assert [(file.label, file.reason) for file in report.refused] == []
    assert [file.label for file in report.of("ignored")] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_ledger_sums_equal_an_independent_count_of_the_files(
    tool: str, sandbox: tuple[House, LandingReport]
) -> None:
    house, _ = sandbox
    source = TOOLS[tool]
    exports = house.settings.exports
    assert isinstance(exports, Path)
    assert (exports / tool).is_dir(), f"the sandbox retailer has no {tool}"
    ledger = {
        (sha256, size): (table, rows, landed, quarantined)
        for sha256, size, table, rows, landed, quarantined in house.rows(
            "select file_sha256, byte_count, table_name, row_count, landed_count,"
            f" quarantined_count from landing.files where source_name = '{tool}'"
            " and status = 'landed'"
        )
    }
    counted = {}
    unclaimed = []
    for file in files_of(exports / tool):
        key = (hashlib.sha256(file.content).hexdigest(), len(file.content))
        if key in ledger:
            counted[key] = rows_in(file, source.table(ledger[key][0]))
        elif Path(file.path).name.lower() not in source.companions:
            unclaimed.append(file.path)

    assert unclaimed == []
    assert {key: rows for key, (_, rows, _, _) in ledger.items()} == counted
    assert [key for key, (_, rows, good, bad) in ledger.items() if rows != good + bad] == []
    for table in source.tables:
        ((in_raw,),) = house.rows(f'select count(*) from {source.dataset}."{table.name}"')
        assert in_raw == sum(good for name, _, good, _ in ledger.values() if name == table.name)
