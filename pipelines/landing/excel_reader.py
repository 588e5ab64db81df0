"""Reads one sheet of a workbook: every cell as the text that a CSV of it would hold.

Excel keeps 15 digits of a number and no more, so longer ones go to quarantine, as do rows
with a cell that shows an error or whose formula was never worked out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from duckdb import DuckDBPyConnection
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pipelines.landing.csv_reader import prepared, table_of
from pipelines.landing.faults import Faults
from pipelines.landing.readings import Broken, Reading, Refused
from pipelines.landing.sinks import Sink
from pipelines.sources.contract import Column, Csv, Excel

#: Bytes of a workbook once unpacked; more does not fit into memory, and Excel ends there too.
_LARGEST = 1 << 30
#: From this number on Excel has rounded the last digits away.
_LONGEST_NUMBER = 10**15
#: Serial days that mean the same in every program: 1900-03-01 to 9999-12-31.
_SERIAL_DAYS = (61, 2_958_466)
_PROTECTED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
_BATCH = 20_000


def read(
    con: DuckDBPyConnection,
    path: Path,
    declared: Sequence[Column],
    form: Excel,
    dialect: Csv,
    sink: Sink,
    derived: Mapping[str, str] | None = None,
    more_faults: Callable[[Faults], None] = lambda faults: None,
) -> Reading:
    """Fills the sink; refuses a workbook that cannot be opened, or lacks the sheet."""
    workbook = _open(path)
    sheet = _sheet_name(workbook, form)
    rows = _rows(workbook, sheet, form)
    place, cells = next(rows, (form.skip_lines + 1, []))
    header = [_text(cell, "text", None, Csv(), 0) or "" for cell in cells]
    while header and not header[-1].strip():
        header.pop()
    if not header:
        raise Refused(f"row {place}: there is no header, the sheet {sheet} is empty")
    reading, judged = prepared(
        header, "\t", declared, dialect, derived, more_faults, f"row {place}"
    )
    known = {column.name: column for column in declared}
    columns = [known.get(name, Column(name)) for name in reading.columns]
    forms = [(column.kind, dialect.format_of(column)) for column in columns]
    epoch = _epoch(path)
    unsound = _unsound_cells(path, sheet)

    def texts_of(cells: Sequence[Any]) -> list[str | None]:
        found = [
            _text(cell, kind, form_of, dialect, epoch)
            for cell, (kind, form_of) in zip(cells, forms, strict=False)
        ]
        return found + [None] * (len(forms) - len(found))

    def shown(cells: Sequence[Any]) -> str:
        more = [_text(cell, "text", None, dialect, epoch) for cell in cells[len(forms) :]]
        return "\t".join(text or "" for text in texts_of(cells) + more).rstrip("\t")

    whole: list[list[str | None]] = []
    places: list[tuple[int, int]] = []

    def keep() -> None:
        con.register("split_rows", table_of(reading.columns, whole, places))
        rows = range(places[0][0], places[-1][0] + 1)
        sink.take(con, judged("select * from split_rows"), len(whole), rows)
        con.unregister("split_rows")
        whole.clear()
        places.clear()

    for number, (line, cells) in enumerate(rows, start=1):
        reading.row_count = number
        reason = unsound.get(line) or _fault(cells, len(header))
        if reason:
            reading.broken.append(Broken(number, line, None, reason, shown(cells)))
            continue
        whole.append(texts_of(cells))
        places.append((number, line))
        if len(whole) >= _BATCH:
            keep()
    if whole:
        keep()
    sink.close([*reading.columns, *(derived or {})])

    def raw_texts() -> Iterator[Broken]:
        wanted = set(sink.faulty(con, range(1, reading.row_count + 1)))
        again = _rows(_open(path), sheet, form) if wanted else iter(())
        next(again, None)
        for number, (line, cells) in enumerate(again, start=1):
            if number in wanted:
                yield Broken(number, line, None, "", shown(cells))

    reading.raw_texts = raw_texts
    return reading


def _open(path: Path) -> CalamineWorkbook:
    _refuse_large(path)
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise Refused("the workbook is protected by a password; save it without one") from error
    except (CalamineError, OSError) as error:
        with path.open("rb") as file:
            if _PROTECTED in file.read():
                raise Refused(
                    "the workbook is protected by a password; save it without one"
                ) from error
        raise Refused(
            f"the workbook is damaged or none ({str(error)[:80]}); save or copy it again"
        ) from error


def _refuse_large(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > _LARGEST:
            raise Refused(
                f"the workbook holds {size >> 20} MB, more than {_LARGEST >> 20}; "
                "save the sheet as CSV (UTF-8)"
            )


def _sheet_name(workbook: CalamineWorkbook, form: Excel) -> str:
    names = workbook.sheet_names
    if form.sheet is not None:
        if form.sheet not in names:
            raise Refused(
                f"there is no sheet {form.sheet} (found: {', '.join(names)[:80]}); "
                "name it so, or save the right workbook"
            )
        return form.sheet
    if len(names) != 1:
        raise Refused(
            f"the workbook has {len(names)} sheets ({', '.join(names)[:80]}) and nobody "
            "declared which; save the one sheet as a workbook of its own"
        )
    return names[0]


def _rows(workbook: CalamineWorkbook, sheet: str, form: Excel) -> Iterator[tuple[int, list[Any]]]:
    """(row number in the sheet, cells) from the header on; without empty rows."""
    for number, cells in enumerate(workbook.get_sheet_by_name(sheet).iter_rows(), start=1):
        if number > form.skip_lines and any(cell != "" for cell in cells):
            yield number, cells


def _fault(cells: Sequence[Any], width: int) -> str | None:
    if any(cell != "" for cell in cells[width:]):
        return f"the row has a value beyond the {width} columns of the header"
    for cell in cells:
        if isinstance(cell, float) and abs(cell) >= _LONGEST_NUMBER:
            return (
                "a number has more than 15 digits, of which Excel lost the last; "
                "format its column as text before it is filled"
            )
    return None


def _text(cell: Any, kind: str, form: str | None, dialect: Csv, epoch: int) -> str | None:
    """A cell as text; None if it is empty. epoch: days to add to a serial day."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if kind in ("date", "timestamp") and _SERIAL_DAYS[0] <= cell < _SERIAL_DAYS[1]:
            cell = _of_serial(float(cell) + epoch)
        else:
            # 15 digits are what Excel shows and keeps; the rest is noise of its arithmetic.
            plain = format(Decimal(f"{cell:.15g}"), "f")
            return plain.replace(".", dialect.decimal)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (date, datetime)):
        return _moment(cell, kind, form)
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, time):
        return cell.isoformat()
    return str(cell) or None


def _moment(moment: date | datetime, kind: str, form: str | None) -> str:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    is_day = moment.time() == time() and kind != "timestamp"
    if form and (is_day or kind == "timestamp"):
        return moment.strftime(form)
    return moment.date().isoformat() if is_day else moment.isoformat()


def _of_serial(day: float) -> datetime:
    """A serial day; its fraction is a time, kept to the millisecond as Excel does."""
    return datetime(1899, 12, 30) + timedelta(milliseconds=round(day * 86_400_000))


def _epoch(path: Path) -> int:
    """1462 for workbooks that count days from 1904, as those of old Macs do; else 0."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            return 0
        counts_from_1904 = re.search(rb'date1904="(1|true)"', packed.read("xl/workbook.xml"))
    return 1462 if counts_from_1904 else 0


def _unsound_cells(path: Path, sheet: str) -> dict[int, str]:
    """Row number -> why, for rows whose cells the library would show as empty."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        name = _member_of(packed, sheet)
        if name is None:
            return {}
        xml = packed.read(name)
    if b't="e"' not in xml and b"<f" not in xml:
        return {}
    found: dict[int, str] = {}
    for cell in ElementTree.fromstring(xml).iter():  # noqa: S314 - sizes are bounded above
        if not cell.tag.endswith("}c"):
            continue
        place = cell.get("r", "")
        parts = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
        row = int(re.sub(r"\D", "", place) or 0)
        if cell.get("t") == "e":
            found.setdefault(row, f"cell {place} shows the error {parts.get('v', '')}")
        elif "f" in parts and not parts.get("v") and cell.get("t") != "str":
            found.setdefault(row, f"the formula of cell {place} was never worked out")
    return found


def _member_of(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the package that holds the sheet."""
    try:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None
    ids = {
        each.get("name"): value
        for each in book.iter()
        if each.tag.endswith("}sheet")
        for key, value in each.attrib.items()
        if key.endswith("}id")
    }
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    target = targets.get(ids.get(sheet), "")
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return name if name in packed.namelist() else None
