"""The work list of pairs that a person should judge, and the way back of the verdicts.

A row shows both sides with all that their records say. The file holds personal data; it
is readable by its owner only. What comes back are decisions of the journal.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.console import VerbError
from pipelines.identity import journal
from pipelines.identity.journal import CANNOT_LINK, MUST_LINK, UNSURE, Decision, Record
from pipelines.identity.records import Registry

VERDICTS = {"same": MUST_LINK, "different": CANNOT_LINK, "unsure": UNSURE}
#: What both sides say, side by side: <field>_a, <field>_b.
SHOWN = (
    "first_name", "last_name", "birth_date", "email", "phone", "street", "house_number",
    "postal_code", "city", "loyalty_card_number", "company_name",
)  # fmt: skip
ANSWERED = ("verdict", "author", "note")
NEEDED = ("record_a", "record_b", *ANSWERED)
#: A spreadsheet takes a text that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t")
_NUMBERS = re.compile(r"[+\d][+\d |.]*")


@dataclass
class Imported:
    """What an import did, by pair of records."""

    added: list[Decision] = field(default_factory=list)
    known: int = 0
    unanswered: int = 0
    vanished: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def header() -> list[str]:
    """The columns of the work list."""
    sides = [f"{name}_{side}" for name in SHOWN for side in ("a", "b")]
    return [
        "record_a", "record_b", "reason", "probability", "says", *sides,
        "records_a", "records_b", "net_sales_a", "net_sales_b", *ANSWERED,
    ]  # fmt: skip


def export(registry: Registry, path: Path, limit: int | None) -> int:
    """Writes the work list, the most worth first; returns its rows.

    Worth is the chance that the two are one person times the smaller one's net sales, in
    its main currency; then the chance itself. Raises VerbError where the file exists.
    """
    rows = _waiting(registry, limit)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header())
    writer.writerows([_plain(value) for value in row] + [""] * len(ANSWERED) for row in rows)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise VerbError(
            f"{path} exists, and may hold verdicts already.\n"
            f"Next: cdp identity review import {path}, or give another name"
        ) from None
    except OSError as error:
        raise VerbError(f"{path} cannot be written: {error.strerror}.") from None
    # With the mark by which a spreadsheet knows UTF-8; without it umlauts are lost there.
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        file.write(out.getvalue())
    return len(rows)


def read_back(
    registry: Registry, path: Path, seed: Path, author: str | None, at: datetime
) -> Imported:
    """Takes the verdicts of a work list into the journal, each once, all or none.

    ``author`` signs rows that name nobody. Raises VerbError that names the line of a
    verdict nobody knows or nobody signed.
    """
    done = Imported()
    wanted: dict[str, Decision] = {}
    lines_of: dict[str, int] = {}
    judged: dict[tuple[Record, Record], tuple[int, Decision]] = {}
    verdicts = 0
    for line, row in _rows(path):
        said = row["verdict"].strip().lower()
        if not said:
            done.unanswered += 1
            continue
        decision = _decision(path, line, row, said, author, at)
        before, other = judged.setdefault(decision.pair, (line, decision))
        if other.decision != decision.decision:
            raise VerbError(
                f"{path}, lines {before} and {line} judge one pair and differ:\n"
                f"  {decision.left} {decision.right}\n"
                "Nothing was imported. Next: mend one of the two and import again"
            )
        gone = [str(record) for record in decision.pair if not _stands(registry, record)]
        if gone:
            done.vanished.append(f"line {line}: {' and '.join(gone)}")
        else:
            verdicts += 1
            wanted[decision.decision_id] = decision
            lines_of[decision.decision_id] = line

    def decide(lines: list[Decision]) -> list[Decision]:
        ids = {standing.decision_id for standing in lines}
        holding = {(x.decision, x.pair) for x in journal.in_force(lines, at)}
        undecided = [x for x in wanted.values() if (x.decision, x.pair) not in holding]
        done.ended = [
            f"line {lines_of[x.decision_id]}: {x.decision_id}"
            for x in undecided
            if x.decision_id in ids
        ]
        new = [x for x in undecided if x.decision_id not in ids]
        done.known = verdicts - len(new) - len(done.ended)
        return new

    done.added = journal.append(seed, decide)
    return done


def _decision(
    path: Path, line: int, row: dict[str, str], said: str, author: str | None, at: datetime
) -> Decision:
    where = f"{path}, line {line}"
    if said not in VERDICTS:
        raise VerbError(
            f"{where}: verdict {said!r} is none of {', '.join(VERDICTS)}.\n"
            "Nothing was imported. Next: mend the cell and import again"
        )
    signed = " ".join(row["author"].split()) or author
    if not signed:
        raise VerbError(
            f"{where}: nobody signed the verdict.\n"
            "Nothing was imported. Next: fill in author, or give --author"
        )
    records = []
    for column in ("record_a", "record_b"):
        tool, colon, number = _written(row[column]).partition(":")
        if not (tool and colon and number):
            raise VerbError(
                f"{where}: {column} must read tool:record_id.\n"
                "Nothing was imported. Next: restore the cell from the export"
            )
        records.append(Record(tool, number))
    if records[0] == records[1]:
        raise VerbError(f"{where}: both sides are one record.\nNothing was imported.")
    left, right = sorted(records)
    note = " ".join(_written(row["note"]).split()) or "reviewed"
    kind = VERDICTS[said]
    # Without the time, so that the same verdict imported again is the same decision.
    decision_id = journal.identifier(("review", kind, str(left), str(right), signed, note))
    return Decision(decision_id, kind, left, right, signed, note, at)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells; commas or, as German spreadsheets write, semicolons or tabs."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise VerbError(
            f"{path} is not UTF-8.\nNext: save it as 'CSV UTF-8' and import again"
        ) from None
    top, _, rest = text.partition("\n")
    # Some spreadsheets tell each other on a line of its own what parts the cells.
    skipped = 1 if re.fullmatch(r"sep=.\s*", top) else 0
    if skipped:
        text, top = rest, rest.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=top.count), strict=True
    )
    missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if missing:
        raise VerbError(
            f"{path} lacks the column {missing[0]}.\n"
            "Next: import a file that cdp identity review export wrote"
        )
    try:
        for row in reader:
            yield reader.line_num + skipped, {name: row[name] or "" for name in NEEDED}
    except csv.Error as error:
        raise VerbError(
            f"{path}, line {reader.line_num + skipped}: {error}.\nNothing was imported."
        ) from None


def _stands(registry: Registry, record: Record) -> bool:
    return bool(
        registry.rows(
            "select 1 from live.identity.int_customer_ids"
            " where source_name = ? and source_record_id = ?",
            [record.source_name, record.source_record_id],
        )
    )


def _waiting(registry: Registry, limit: int | None) -> list[tuple[Any, ...]]:
    fields = [
        str(name)
        for (name,) in registry.rows("select distinct field from live.policy.identity_evidence")
    ]
    columns = {
        str(name)
        for (name,) in registry.rows(
            "select column_name from duckdb_columns() where database_name = 'live'"
            " and schema_name = 'identity' and table_name = 'int_identity_review'"
        )
    }
    says = ", ".join(
        f"case when queue.{name} <> 'unknown' then '{name.replace('_', ' ')} ' || queue.{name} end"
        for name in sorted(set(fields) & columns)
    )
    # Net sales need the marts; a warehouse whose identity room alone is built has none.
    has_sales = registry.rows(
        "select 1 from duckdb_tables() where database_name = 'live'"
        " and schema_name = 'marts' and table_name = 'customers'"
    )
    sales = (
        "select customer_id, net_sales_amount from live.marts.customers"
        if has_sales
        else "select null as customer_id, null as net_sales_amount where false"
    )
    values = ", ".join(
        f"string_agg(distinct cast(contacts.{name} as text), ' | ' order by"
        f" cast(contacts.{name} as text)) as {name}"
        for name in SHOWN
    )
    sides = ", ".join(f"left_side.{name}, right_side.{name}" for name in SHOWN)
    return registry.rows(
        f"""
        with
        sides as (
            select ids.customer_id, count(*) as record_count, {values}
            from live.identity.int_customer_ids as ids
            left join live.conformed.int_contacts as contacts
                on ids.source_name = contacts.source_name
                and ids.source_record_id = contacts.source_record_id
            group by ids.customer_id
        ),
        sales as ({sales})
        select
            queue.left_source_name || ':' || queue.left_source_record_id,
            queue.right_source_name || ':' || queue.right_source_record_id,
            queue.reason, round(queue.probability, 4), concat_ws(', ', {says or "null"}),
            {sides},
            left_side.record_count, right_side.record_count,
            left_sales.net_sales_amount, right_sales.net_sales_amount
        from live.identity.int_identity_review as queue
        inner join live.identity.int_customer_ids as left_ids
            on queue.left_source_name = left_ids.source_name
            and queue.left_source_record_id = left_ids.source_record_id
        inner join live.identity.int_customer_ids as right_ids
            on queue.right_source_name = right_ids.source_name
            and queue.right_source_record_id = right_ids.source_record_id
        inner join sides as left_side on left_ids.customer_id = left_side.customer_id
        inner join sides as right_side on right_ids.customer_id = right_side.customer_id
        left join sales as left_sales on left_ids.customer_id = left_sales.customer_id
        left join sales as right_sales on right_ids.customer_id = right_sales.customer_id
        order by
            queue.probability * least(
                coalesce(left_sales.net_sales_amount, 0),
                coalesce(right_sales.net_sales_amount, 0)
            ) desc,
            queue.probability desc, 1, 2
        {"" if limit is None else f"limit {limit}"}
        """
    )


def _plain(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; a phone number stays as it is."""
    text = "" if value is None else str(value)
    is_formula = text.startswith(FORMULA) and not _NUMBERS.fullmatch(text)
    return "'" + text if is_formula else text


def _written(text: str) -> str:
    """The cell as it was before ``_plain``."""
    cell = text.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def told(done: Imported) -> Sequence[str]:
    """The outcome for people, in lines of 80 columns."""
    lines = [
        f"Decisions added: {len(done.added)}; known before: {done.known}; "
        f"rows without verdict: {done.unanswered}."
    ]
    for found, why in (
        (done.vanished, "Verdicts on records that are gone, not imported"),
        (done.ended, "Verdicts that ended since; another note decides anew"),
    ):
        if found:
            lines.append(f"{why}: {len(found)}.")
            lines += [f"  {text}"[:80] for text in found[:10]]
        if len(found) > 10:
            lines.append(f"  ... and {len(found) - 10} more; --json lists them all")
    return lines
