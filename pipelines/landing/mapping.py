"""A mapping file: how the rows of somebody's own files become our conformed words.

It declares and computes nothing by itself; each expression compiles to one SQL expression
over the file's text columns. ``examples/online_retail`` documents it by example.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from pipelines.landing import kinds
from pipelines.landing.faults import Faults
from pipelines.landing.kinds import literal, quoted
from pipelines.landing.readings import Refused
from pipelines.sources import TEMPLATE
from pipelines.sources.contract import Column, Csv, Kind, snake_case

#: In ``join`` and as a column: the number of the row in its file.
ROW_NUMBER = "row_number()"
_TOP = ("files", "csv", "time_zone", "formats", "concepts")
_DIALECT = (
    *("delimiter", "decimal", "thousands", "encoding", "quoted", "quoted_newlines"),
    *("skip_lines", "total_row"),
)
_THOUSANDS = (".", ",", "'", " ")
_CONCEPT = ("one_per", "columns")
_VERBS = ("value", "column", "join")
_EXTRAS = {
    "value": (),
    "column": ("map", "starts_with", "otherwise", "trim_end"),
    "join": ("with",),
}


@dataclass(frozen=True)
class Expression:
    """SQL for one value, the file's columns it reads, and what makes it bad.

    bad: a condition that no case of a map meets. gap: that it is a clock time which its zone
    left out.
    """

    sql: str
    reads: tuple[str, ...] = ()
    bad: str | None = None
    gap: str | None = None


@dataclass(frozen=True)
class MappedConcept:
    """What one row of a file says of one concept.

    one_per: SQL expressions; of all rows that share them the first in the file speaks.
    """

    name: str
    key: Expression
    values: dict[str, Expression]
    one_per: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """A compiled mapping file.

    derived: names and SQL of the values that are more than a column, computed once a row.
    """

    path: Path
    sha256: str
    files: tuple[str, ...]
    dialect: Csv
    concepts: tuple[MappedConcept, ...]
    columns: tuple[Column, ...]
    derived: dict[str, str] = field(repr=False)
    faults: tuple[tuple[str, str | None, str], ...] = field(repr=False)

    def reads(self, file_name: str) -> bool:
        return any(fnmatch(file_name, pattern) for pattern in self.files)

    @property
    def table_name(self) -> str:
        """The ledger's name for what such a file feeds."""
        return ",".join(concept.name for concept in self.concepts)

    def add_faults(self, faults: Faults) -> None:
        for condition, column, reason in self.faults:
            faults.add(condition, column, reason)

    def statement(self, concept: MappedConcept, source_name: str, sound: str, target: str) -> str:
        """SQL that adds what the sound rows say of this concept to the target table."""
        spelled = ", ".join(
            f"{value.sql} as {quoted(name)}" for name, value in concept.values.items()
        )
        first = ""
        if concept.one_per:
            keys = ", ".join(concept.one_per)
            first = f"qualify row_number() over (partition by {keys} order by _row_number) = 1"
        return f"""
            insert into {target} by name
            select {literal(source_name)} as source_name, {spelled}, _file_sha256,
                _row_number, _load_id
            from ({sound})
            where {_filled(concept.key.sql)}
            {first}
        """


def _filled(sql: str) -> str:
    return f"coalesce(trim({sql}), '') <> ''"


def load(path: Path) -> Mapping:
    """Reads and compiles; everything it does not know is an error that names the key."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: cannot be read ({error.strerror}); check the path") from error
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise Refused(f"{path.name}{place}: no valid YAML; correct the line") from error
    return _Compiler(path, document, hashlib.sha256(text).hexdigest()).compile()


class _Compiler:
    def __init__(self, path: Path, document: Any, sha256: str) -> None:
        self.path = path
        self.document = document
        self.sha256 = sha256
        self.formats: dict[str, str] = {}
        self.zone: str | None = None
        self.dialect = Csv()
        self.used: dict[str, None] = {}
        # (what is wrong, column, reason) -> in which rows it matters; so that a column that
        # several concepts read is looked at once
        self.faults: dict[tuple[str, str | None, str], dict[str, None]] = {}
        self.derived: dict[str, str] = {}

    def error(self, where: str, what: str, todo: str) -> Refused:
        return Refused(f"{self.path.name}, key {where}: {what}; {todo}")

    def compile(self) -> Mapping:
        top = self.keys("(top)", self.document, _TOP, required=("files", "concepts"))
        files = top["files"] if isinstance(top["files"], list) else [top["files"]]
        self.dialect = self.compile_dialect(top.get("csv") or {})
        self.zone = self.compile_zone(top.get("time_zone"))
        formats = self.keys("formats", top.get("formats") or {}, None)
        self.formats = {str(column): str(form) for column, form in formats.items()}
        for column, form in self.formats.items():
            try:
                kinds.format_pattern(form)
            except ValueError as error:
                raise self.error(f"formats.{column}", str(error), "such as '%d.%m.%Y'") from error
        concepts = self.keys("concepts", top["concepts"], [table.name for table in TEMPLATE.tables])
        compiled = tuple(self.concept(name, body) for name, body in concepts.items())
        if not compiled:
            raise self.error("concepts", "it names none", "map at least one concept")
        for column in self.formats:
            if column not in self.used:
                raise self.error(
                    f"formats.{column}", "no concept reads this column", "use it or remove it"
                )
        nothing = " and ".join(f"not {_filled(concept.key.sql)}" for concept in compiled)
        self.fault(nothing, None, "the row fills the key of no concept in the mapping", "true")
        return Mapping(
            path=self.path,
            sha256=self.sha256,
            files=tuple(str(pattern) for pattern in files),
            dialect=self.dialect,
            concepts=compiled,
            columns=tuple(Column(header, required=True) for header in self.used),
            derived={name: sql for sql, name in self.derived.items()},
            faults=tuple(
                (f"({' or '.join(emitted)}) and {wrong}", column, reason)
                for (wrong, column, reason), emitted in self.faults.items()
            ),
        )

    def keys(
        self,
        where: str,
        body: Any,
        allowed: Iterable[str] | None,
        required: Iterable[str] = (),
    ) -> Dictionary[str, Any]:
        """The body, if it is a mapping of known keys."""
        if not isinstance(body, dict):
            raise self.error(where, "it holds no keys", "write 'key: value' lines under it")
        known = None if allowed is None else list(allowed)
        for key in body:
            if known is not None and key not in known:
                name = str(key) if where == "(top)" else f"{where}.{key}"
                raise self.error(name, "unknown", f"use one of {', '.join(known)}")
        for key in required:
            if key not in body:
                raise self.error(where, f"{key} is missing", f"add {key}")
        return body

    def compile_dialect(self, body: Any) -> Csv:
        found = self.keys("csv", body, _DIALECT)
        delimiter = found.get("delimiter")
        if delimiter is not None and (not isinstance(delimiter, str) or len(delimiter) != 1):
            raise self.error("csv.delimiter", "not one character", "such as ';' or '\\t'")
        decimal = found.get("decimal", ".")
        if decimal not in (".", ","):
            raise self.error("csv.decimal", "not '.' or ','", "write one of them in quotes")
        thousands = found.get("thousands")
        if thousands is not None and (thousands not in _THOUSANDS or thousands == decimal):
            raise self.error("csv.thousands", "no such sign", "write '.', ',', \"'\" or ' '")
        encoding = str(found.get("encoding", "utf-8"))
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise self.error(
                "csv.encoding", f"{encoding} is unknown", "such as utf-8 or cp1252"
            ) from error
        skip = found.get("skip_lines", 0)
        if not isinstance(skip, int) or isinstance(skip, bool) or skip < 0:
            raise self.error("csv.skip_lines", "no count", "write how many lines to skip")
        total = found.get("total_row")
        try:
            re.compile(total or "")
        except (re.error, TypeError) as error:
            raise self.error(
                "csv.total_row", "no regular expression", "such as 'Summe;.*'"
            ) from error
        return Csv(
            delimiter,
            decimal,
            encoding,
            quoted_newlines=self.yes_or_no("csv.quoted_newlines", found, False),
            thousands=thousands,
            quoted=self.yes_or_no("csv.quoted", found, True),
            skip_lines=skip,
            total_row=total,
        )

    def yes_or_no(self, where: str, found: Dictionary[str, Any], default: bool) -> bool:
        answer = found.get(where.rpartition(".")[2], default)
        if not isinstance(answer, bool):
            raise self.error(where, "not true or false", "write one of them")
        return answer

    def compile_zone(self, zone: Any) -> str | None:
        if zone is None:
            return None
        try:
            return kinds.check_zone(str(zone))
        except ValueError as error:
            raise self.error("time_zone", f"{zone} is unknown", "such as Europe/Berlin") from error

    def concept(self, name: str, body: Any) -> MappedConcept:
        where = f"concepts.{name}"
        found = self.keys(where, body, _CONCEPT, required=("columns",))
        columns = {column.header: column for column in TEMPLATE.table(name).columns}
        body_columns = self.keys(f"{where}.columns", found["columns"], columns)
        values: dict[str, Expression] = {}
        for header, written in body_columns.items():
            found_value = self.value(f"{where}.columns.{header}", written, columns[header].kind)
            values[header] = self.named(found_value)
        filled = [header for header, column in columns.items() if column.filled]
        for header in filled:
            if header not in values:
                raise self.error(where, f"{header} is missing", f"map {header}")
        key = values[filled[0]]
        one_per = found.get("one_per", [])
        expressions = tuple(
            self.column(f"{where}.one_per", str(column)).sql
            for column in (one_per if isinstance(one_per, list) else [one_per])
        )
        self.find_faults(key, values, {h: columns[h] for h in values}, filled[1:])
        return MappedConcept(name, key, values, expressions)

    def fault(self, wrong: str, column: str | None, reason: str, emitted: str) -> None:
        self.faults.setdefault((wrong, column, reason), {})[emitted] = None

    def find_faults(
        self,
        key: Expression,
        values: dict[str, Expression],
        columns: dict[str, Column],
        filled: list[str],
    ) -> None:
        """What makes a row bad, judged only where the row says something of the concept."""
        emitted = _filled(key.sql)
        for header, value in values.items():
            read = value.reads[0] if value.reads else None
            if value.bad:
                self.fault(value.bad, read, f"{read} is not in the map of {header}", emitted)
            if value.gap:
                left_out = f"{read} never was in {self.zone}: clocks went forward"
                self.fault(value.gap, read, left_out, emitted)
            kind = columns[header].kind
            wrong = kinds.is_not(kind, value.sql)
            if wrong and kind in ("decimal", "date", "timestamp"):
                # The expression gives null where the text could not be understood.
                source = quoted(snake_case(read)) if read else "null"
                wrong = f"({source} is not null and ({value.sql} is null or {wrong}))"
            elif wrong:
                wrong = f"({value.sql} is not null and {wrong})"
            if wrong:
                words = kinds.words(kind, self.dialect, self.formats.get(read or ""))
                self.fault(wrong, read, f"{read or header} is not {words}", emitted)
        # Last, because a text that could not be understood gives no value either.
        for header in filled:
            read = values[header].reads[0] if values[header].reads else None
            reason = f"{read or header} is empty ({header} needs a value)"
            self.fault(f"not {_filled(values[header].sql)}", read, reason, emitted)

    def named(self, value: Expression) -> Expression:
        """The same value by the name of a derived column, unless it is a plain one."""
        if "(" not in value.sql and " " not in value.sql.strip("'"):
            return value
        name = self.derived.setdefault(value.sql, f"_derived_{len(self.derived)}")
        return replace(value, sql=name)

    def column(self, where: str, header: str) -> Expression:
        if header == ROW_NUMBER:
            return Expression("cast(_row_number as varchar)")
        if not snake_case(header):
            raise self.error(where, "no column is named", "name a column of the files")
        self.used[header] = None
        return Expression(quoted(snake_case(header)), (header,))

    def value(self, where: str, written: Any, kind: Kind) -> Expression:
        """An expression: a column's name, or one of value, column (with map ...), join."""
        if written is None:
            return Expression("cast(null as varchar)")
        if isinstance(written, str):
            return self.typed(self.column(where, written), kind)
        verbs = [verb for verb in _VERBS if isinstance(written, dict) and verb in written]
        if len(verbs) != 1:
            raise self.error(
                where, "not understood", "write a column's name, or value, column or join"
            )
        (verb,) = verbs
        found = self.keys(where, written, (verb, *_EXTRAS[verb]))
        if verb == "value":
            return Expression(literal(_scalar_text(found["value"])))
        if verb == "join":
            return self.joined(where, found)
        base = self.column(f"{where}.column", str(found["column"]))
        if "trim_end" in found:
            end = literal(_scalar_text(found["trim_end"]))
            base = Expression(
                f"case when ends_with({base.sql}, {end}) then"
                f" left({base.sql}, length({base.sql}) - length({end})) else {base.sql} end",
                base.reads,
            )
        if "map" in found or "starts_with" in found:
            return self.cases(where, base, found, kind)
        if "otherwise" in found:
            raise self.error(f"{where}.otherwise", "there is no map before it", "remove it")
        return self.typed(base, kind)

    def joined(self, where: str, found: Dictionary[str, Any]) -> Expression:
        parts = found["join"]
        if not isinstance(parts, list) or not parts:
            raise self.error(f"{where}.join", "no list of columns", "such as [A, B]")
        columns = [self.column(f"{where}.join", str(part)) for part in parts]
        between = literal(_scalar_text(found.get("with", "")))
        # null if any part is empty: half an id is none
        sql = f" || {between} || ".join(column.sql for column in columns)
        reads = tuple(read for column in columns for read in column.reads)
        return Expression(f"({sql})", reads)

    def cases(
        self, where: str, base: Expression, found: Dictionary[str, Any], kind: Kind
    ) -> Expression:
        """``map`` by equal text, ``starts_with`` by prefix, then ``otherwise``."""
        whens: list[str] = []
        tests: list[str] = []
        for verb, test in (("map", "{0} = {1}"), ("starts_with", "starts_with({0}, {1})")):
            for text, result in self.keys(f"{where}.{verb}", found.get(verb, {}), None).items():
                condition = test.format(base.sql, literal(_scalar_text(text)))
                tests.append(condition)
                outcome = "null" if result is None else literal(_scalar_text(result))
                whens.append(f"when {condition} then {outcome}")
        bad = None
        otherwise = Expression("null")
        if "otherwise" in found:
            otherwise = self.value(f"{where}.otherwise", found["otherwise"], kind)
        else:
            bad = f"({base.sql} is not null and not ({' or '.join(tests) or 'false'}))"
        return Expression(
            f"case when {base.sql} is null then null {' '.join(whens)} else {otherwise.sql} end",
            (*base.reads, *otherwise.reads),
            bad,
        )

    def typed(self, base: Expression, kind: Kind) -> Expression:
        """A column's text as our own words want it: plain decimals, ISO times in UTC."""
        sql, gap = base.sql, None
        header = base.reads[0] if base.reads else ""
        if kind == "timestamp" and self.zone:
            gap = kinds.never_was(sql, self.zone, self.formats.get(header))
        if kind == "decimal" and (self.dialect.decimal == "," or self.dialect.thousands):
            wrong = kinds.is_not("decimal", sql, self.dialect)
            sql = f"case when {wrong} then null else {kinds.to_plain(sql, self.dialect)} end"
        if kind in ("date", "timestamp") and header in self.formats:
            form = self.formats[header]
            wrong = kinds.is_not(kind, sql, self.dialect, form)
            moment = f"case when {wrong} then null else try_strptime({sql}, {literal(form)}) end"
            if kind == "date":
                sql = f"cast(cast({moment} as date) as varchar)"
            elif "%z" in form:
                sql = f"replace(cast(timezone('UTC', {moment}) as varchar), ' ', 'T') || 'Z'"
            else:
                sql = self.instant(moment)
        elif kind == "timestamp" and self.zone:
            local = kinds.is_local_time(sql)
            instant = self.instant(f"try_cast({sql} as timestamp)")
            sql = f"case when {local} then {instant} else {sql} end"
        return Expression(sql, base.reads, base.bad, gap)

    def instant(self, moment: str) -> str:
        """SQL: a zoneless moment as ISO text, in UTC if the mapping names the zone."""
        if not self.zone:
            return f"replace(cast({moment} as varchar), ' ', 'T')"
        utc = kinds.instant_of(moment, self.zone)
        return f"replace(cast({utc} as varchar), ' ', 'T') || 'Z'"


def _scalar_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
