"""The tracking plan: what ``tracking_plan.yml`` asks of events, as rules.

One file drives four things: the seed by which the mart ``event_violations`` judges, what
landing puts into quarantine, the page in the docs, and what people read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import yaml

from pipelines.console import VerbError
from pipelines.settings import Settings

TYPES = ("string", "number", "integer", "boolean", "array", "object", "datetime")
OUTCOMES = ("inform", "block")
_WORDS = {
    *("type", "required", "enum", "pattern", "forbidden", "on_violation", "description"),
    "items",
}
_PROPERTY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True)
class Rule:
    """One thing asked of one event.

    event_name: empty for identify calls, ``*`` for every track call (rule ``planned``).
    property_name: ``products[].price`` is asked of every item of ``products``.
    rule: planned, required, type, enum, pattern or forbidden. expected: the type, the
    values between bars (``|a|b|``), or the pattern. on_violation: inform or block.
    """

    event_type: str
    event_name: str
    property_name: str
    rule: str
    expected: str
    on_violation: str

    @property
    def reason(self) -> str:
        """What is wrong with an event that breaks the rule; names no value."""
        place = f"{self.event_name or self.event_type}: "
        name = self.property_name
        return (
            "tracking plan: "
            + {
                "planned": "the event is not in the plan",
                "required": f"{place}{name} is missing or empty",
                "type": f"{place}{name} is no {self.expected}",
                "enum": f"{place}{name} is none of {self.expected.strip('|').replace('|', ', ')}",
                "pattern": f"{place}{name} does not match {self.expected}",
                "forbidden": f"{place}{name} must not be there",
            }[self.rule]
        )


@dataclass(frozen=True)
class Plan:
    """A plan as read. events: name -> (description, properties)."""

    rules: tuple[Rule, ...]
    events: Mapping[str, tuple[str, Mapping[str, Mapping[str, Any]]]]
    traits: Mapping[str, Mapping[str, Any]]

    @property
    def blocking(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.on_violation == "block")


def of(settings: Settings) -> Plan | None:
    """The installation's plan, if it has one."""
    return load(settings.tracking_plan) if settings.tracking_plan.exists() else None


def load(path: Path) -> Plan:
    """The plan in the file; ``VerbError`` that names the place of what it cannot mean."""
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, changed: int) -> Plan:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "line 1"
        raise VerbError(f"{path.name}, {where}: this is no YAML. Next: mend it there.") from error
    if not isinstance(document, dict) or not isinstance(document.get("events"), dict):
        raise VerbError(f"{path.name}: there are no events. Next: list them under `events:`.")
    unplanned = document.get("unplanned_events", "inform")
    if unplanned not in (*OUTCOMES, "allow"):
        _unclear(path, "unplanned_events", "must be inform, block or allow")
    rules: list[Rule] = []
    if unplanned != "allow":
        rules.append(Rule("track", "*", "", "planned", "", unplanned))
    traits = _properties(path, "traits", document.get("traits") or {})
    rules += _rules("identify", "", traits)
    events: dict[str, tuple[str, Mapping[str, Mapping[str, Any]]]] = {}
    for name, body in document["events"].items():
        if not isinstance(body, dict) or not isinstance(body.get("description"), str):
            _unclear(path, str(name), "needs a description")
        properties = _properties(path, str(name), body.get("properties") or {})
        events[str(name)] = (body["description"], properties)
        rules.append(Rule("track", str(name), "", "planned", "", "inform"))
        rules += _rules("track", str(name), properties)
    return Plan(tuple(rules), events, traits)


def _properties(path: Path, place: str, stated: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(stated, dict):
        _unclear(path, place, "properties must be names with their rules")
    for name, asked in stated.items():
        where = f"{place}, {name}"
        if not _PROPERTY.fullmatch(str(name)):
            _unclear(path, where, "is no name of a property (letters, digits, _ and .)")
        if not isinstance(asked, dict) or set(asked) - _WORDS:
            _unclear(path, where, f"may have {', '.join(sorted(_WORDS))}, nothing else")
        if asked.get("type", "string") not in TYPES:
            _unclear(path, where, f"type must be one of {', '.join(TYPES)}")
        if asked.get("on_violation", "inform") not in OUTCOMES:
            _unclear(path, where, "on_violation must be inform or block")
        values = asked.get("enum", ["-"])
        if not isinstance(values, list) or any(
            not isinstance(value, str) or not value or "|" in value for value in values
        ):
            _unclear(path, where, "enum must be a list of texts without |")
        if "items" in asked:
            if asked.get("type") != "array" or "[]" in place:
                _unclear(path, where, "items need a property of type array, outside of other items")
            _properties(path, f"{where}[]", asked["items"])
        if "pattern" in asked and not _is_pattern(str(asked["pattern"])):
            _unclear(path, where, "pattern is no regular expression")
    return dict(stated)


def _is_pattern(text: str) -> bool:
    try:
        duckdb.execute("select regexp_matches('', ?)", [text])
    except duckdb.Error:
        return False
    return True


def _unclear(path: Path, where: str, what: str) -> NoReturn:
    raise VerbError(f"{path.name}, {where}: {what}. Next: mend it there.")


def _with_items(
    properties: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and rules of each property, and of those that the items of a list have."""
    for name, asked in properties.items():
        yield name, asked
        for inner, of_item in asked.get("items", {}).items():
            yield f"{name}[].{inner}", of_item


def _rules(
    event_type: str, event_name: str, properties: Mapping[str, Mapping[str, Any]]
) -> Iterator[Rule]:
    for name, asked in _with_items(properties):
        expected = {
            "required": "" if asked.get("required") else None,
            "forbidden": "" if asked.get("forbidden") else None,
            "type": asked.get("type"),
            "enum": f"|{'|'.join(asked['enum'])}|" if "enum" in asked else None,
            "pattern": asked.get("pattern"),
        }
        for rule, value in expected.items():
            if value is not None:
                outcome = asked.get("on_violation", "inform")
                yield Rule(event_type, event_name, name, rule, value, outcome)


# -- what landing asks


def broken_by(plan: Plan, rule: Rule) -> str:
    """SQL that is true where a row of ``raw_segment.events`` breaks the rule."""
    about = f"lower(trim(type)) = {_literal(rule.event_type)}"
    if rule.rule == "planned":
        known = ", ".join(_literal(name) for name in plan.events)
        return f"{about} and coalesce(trim(event), '') not in ({known})"
    if rule.event_name:
        about += f" and trim(event) = {_literal(rule.event_name)}"
    column = "traits" if rule.event_type == "identify" else "properties"
    listed, is_item, inner = rule.property_name.partition("[].")
    path = _literal(f"$.{rule.property_name}")
    if is_item:
        path = f"({_literal(f'$.{listed}[')} || position || {_literal(f'].{inner}')})"
    text = f"nullif(trim(json_extract_string({column}, {path})), '')"
    kind = f"json_type({column}, {path})"
    asked = _literal(rule.expected)
    kinds = {
        "string": f"{kind} = 'VARCHAR'",
        "integer": f"{kind} in ('BIGINT', 'UBIGINT', 'HUGEINT')",
        "number": f"{kind} in ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')",
        "boolean": f"{kind} = 'BOOLEAN'",
        "array": f"{kind} = 'ARRAY'",
        "object": f"{kind} = 'OBJECT'",
        "datetime": f"{kind} = 'VARCHAR' and try_cast({text} as timestamptz) is not null",
    }
    broken = {
        "required": f"{text} is null",
        "forbidden": f"{text} is not null",
        "type": f"{text} is not null and not ({kinds.get(rule.expected)})",
        "enum": f"not contains({asked}, '|' || {text} || '|')",
        "pattern": f"not regexp_matches({text}, {asked})",
    }[rule.rule]
    if is_item:
        length = f"json_array_length({column}, {_literal(f'$.{listed}')})"
        count = f"cast(coalesce({length}, 0) as bigint)"
        broken = f"len(list_filter(range({count}), lambda position: {broken})) > 0"
    return f"{about} and {broken}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# -- what is compiled


def seed(plan: Plan) -> str:
    """The rules as the CSV that dbt seeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Rule))
    writer.writerows([getattr(rule, field.name) for field in fields(Rule)] for rule in plan.rules)
    return out.getvalue()


def page(plan: Plan) -> str:
    """The plan as a page of the docs, in a dbt docs block."""
    lines = [
        "{#- Written by cdp plan compile from tracking_plan.yml; edit that. -#}",
        "{% docs tracking_plan %}",
        "## The tracking plan",
        "",
        "What identify calls say of a person:",
        "",
        *_table(plan.traits),
    ]
    for name, (description, properties) in plan.events.items():
        lines += ["", f"### {name}", "", description, "", *_table(properties)]
    return "\n".join([*lines, "", "{% enddocs %}", ""])


def _table(properties: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "| property | type | asked | meaning |"
    yield "|---|---|---|---|"
    for name, asked in _with_items(properties):
        words = [word for word in ("required", "forbidden") if asked.get(word)]
        if "enum" in asked:
            words.append("one of " + ", ".join(f"`{value}`" for value in asked["enum"]))
        if "pattern" in asked:
            words.append("matches `" + asked["pattern"].replace("|", "\\|") + "`")
        if asked.get("on_violation") == "block":
            words.append("blocks")
        kind = asked.get("type", "")
        yield f"| `{name}` | {kind} | {', '.join(words)} | {asked.get('description', '')} |"
