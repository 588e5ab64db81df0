"""What ties two records, or keeps them two: read from the identity room of the last build.

Values are masked where they are read, unless one asks to see them, so that no caller can
forget to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pipelines.identity.masks import masked
from pipelines.identity.records import Held, Registry

#: What an identifier made of several fields is made of.
MADE_OF = {
    "name_and_birth_date": ("first_name", "last_name", "birth_date"),
    "name_and_address": ("first_name", "last_name", "street", "house_number", "postal_code"),
    "first_name_and_address": ("first_name", "street", "house_number", "postal_code"),
    "last_name_and_address": ("last_name", "street", "house_number", "postal_code"),
    "birth_date_and_address": ("birth_date", "street", "house_number", "postal_code"),
    "last_name_birth_date_and_postal_code": ("last_name", "birth_date", "postal_code"),
    "first_name_birth_date_and_postal_code": ("first_name", "birth_date", "postal_code"),
}
#: Pairs of groups as they were weighed, by what each says and by what they say together.
SCORES = (
    "(select * from live.identity.int_identity_scores"
    " union all by name select * from live.identity.int_identity_later_scores)"
)
#: The kinds of pairs that are held against strangers, as in macro pair_kinds.
KINDS = ("person", "household", "namesake", "twin", "bearer")
_WEIGHTS = ", ".join(f"{kind}_weight" for kind in KINDS)
#: So many records of a customer are listed for people; machines get all.
LISTED = 20


@dataclass
class Tie:
    """One piece of evidence between two records; values are masked or not, as asked."""

    left: str
    right: str
    identifier_type: str
    trust_rank: int
    confidence: float
    value: str = ""
    fields: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)


@dataclass
class Path:
    """Two records of one customer and the shortest chain of ties between them."""

    customer_id: str
    records: int
    ties: list[Tie]
    weakest: int | None


class Evidence:
    """Reads the identity room for explanations."""

    def __init__(self, registry: Registry, show_values: bool) -> None:
        self.registry = registry
        self.show_values = show_values

    # -- together ---------------------------------------------------------------------

    def path(self, one: Held, other: Held) -> Path:
        """The fewest ties between two records of one customer; of equal ones the surest."""
        keys = self._keys(one.customer_id)
        start, end = self._key(one), self._key(other)
        edges = self._edges(one.customer_id)
        steps = _shortest(edges, start, end)
        ties = [self._tie(edge, keys) for edge in steps]
        for tie, edge, (left, right) in zip(ties, steps, _directed(steps, start), strict=True):
            tie.left, tie.right = keys[left], keys[right]
            tie.value = self._value(edge, left)
        weakest = min(range(len(ties)), key=lambda i: ties[i].confidence) if ties else None
        return Path(one.customer_id, len(keys), ties, weakest)

    def customer(self, one: Held, most: int | None = None) -> dict[str, Any]:
        """The customer of a record: records, so many or all, each with its surest tie."""
        keys = self._keys(one.customer_id)
        best: dict[Any, tuple[Any, ...]] = {}
        for edge in self._edges(one.customer_id):
            for end in edge[:2]:
                if end not in best or edge[5] > best[end][5]:
                    best[end] = edge
        records = []
        for key, name in list(keys.items())[:most]:
            found = best.get(key)
            tie: Tie | None = None
            if found is not None:
                tie = self._tie(found, keys)
                tie.left, tie.right = name, keys[found[1] if found[0] == key else found[0]]
                tie.value = self._value(found, key)
            records.append({"record": name, "tie": asdict(tie) if tie else None})
        return {
            "customer_id": one.customer_id,
            "records": len(keys),
            "listed": records,
        }

    # -- apart ------------------------------------------------------------------------

    def apart(self, one: Held, other: Held) -> dict[str, Any]:
        """Why two customers are two: decisions, what both hold, and their likeness."""
        left, right = one.customer_id, other.customer_id
        decisions = self._decisions(left, right)
        return {
            "customer_ids": [left, right],
            "tests": [
                str(held.record)
                for held in (one, other)
                if self.registry.rows(
                    "select 1 from live.identity.int_customer_ids where is_test"
                    " and source_name = ? and source_record_id = ?",
                    [held.record.source_name, held.record.source_record_id],
                )
            ],
            "decisions": decisions,
            "shared": self._shared(left, right, is_decided=bool(decisions)),
            "likeness": self._likeness(left, right),
        }

    def _decisions(self, left: str, right: str) -> list[dict[str, Any]]:
        rows = self.registry.rows(
            """
            select verdicts.decision_id, one.source_name || ':' || one.source_record_id,
                other.source_name || ':' || other.source_record_id,
                decisions.author, decisions.reason
            from live.identity.int_identity_verdicts as verdicts
            inner join live.policy.identity_decisions as decisions
                on verdicts.decision_id = decisions.decision_id
            inner join live.identity.int_customer_ids as one
                on verdicts.left_record_key = one.record_key
            inner join live.identity.int_customer_ids as other
                on verdicts.right_record_key = other.record_key
            where verdicts.decision = 'cannot_link'
                and (one.customer_id, other.customer_id) in ((?, ?), (?, ?))
            order by 1
            """,
            [left, right, right, left],
        )
        names = ("decision_id", "left", "right", "author", "reason")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _shared(self, left: str, right: str, is_decided: bool) -> list[dict[str, Any]]:
        """Identifiers that both hold, and why each tied nobody or did not hold."""
        rows = self.registry.rows(
            """
            with
            held as (
                select rules.identifier_type, identifiers.identifier_key,
                    identifiers.signature, identifiers.record_key, ids.customer_id,
                    ids.source_name, ids.source_record_id
                from live.identity.int_identity_identifiers as identifiers
                inner join live.policy.identity_rules as rules
                    on identifiers.trust_rank = rules.trust_rank
                inner join live.identity.int_customer_ids as ids
                    on identifiers.record_key = ids.record_key
                where ids.customer_id in (?, ?)
            )
            select one.identifier_type, one.record_key,
                one.source_name || ':' || one.source_record_id,
                other.source_name || ':' || other.source_record_id,
                vals.skip_reason, shared.record_count,
                comparisons.first_names, comparisons.last_names, comparisons.birth_dates,
                exists (
                    select 1 from live.identity.int_identity_edges as edges
                    where edges.left_record_key
                            = least(meetings.left_record_key, meetings.right_record_key)
                        and edges.right_record_key
                            = greatest(meetings.left_record_key, meetings.right_record_key)
                        and edges.identifier_key = meetings.identifier_key
                ), one.identifier_key,
                exists (
                    select 1 from live.identity.int_identity_edges as edges
                    where edges.left_record_key = least(one.record_key, other.record_key)
                        and edges.right_record_key = greatest(one.record_key, other.record_key)
                        and edges.identifier_key = one.identifier_key
                ) or one.signature = other.signature
            from held as one
            inner join held as other
                on one.identifier_key = other.identifier_key
                and one.identifier_type = other.identifier_type
            left join live.identity.int_identity_values as vals
                on one.identifier_key = vals.identifier_key
            left join live.identity.int_identity_shared_values as shared
                on one.identifier_key = shared.identifier_key
            left join live.identity.int_identity_comparisons as comparisons
                on comparisons.left_signature = least(one.signature, other.signature)
                and comparisons.right_signature = greatest(one.signature, other.signature)
            left join live.identity.int_identity_meetings as meetings
                on meetings.identifier_key = one.identifier_key
                and meetings.left_signature = least(one.signature, other.signature)
                and meetings.right_signature = greatest(one.signature, other.signature)
            where one.customer_id = ? and other.customer_id = ?
            qualify row_number() over (
                partition by one.identifier_key order by one.record_key, other.record_key
            ) = 1
            order by 1, 2
            """,
            [left, right, left, right],
        )
        return [
            {
                "identifier_type": kind,
                "value": self._held_value(kind, key, identifier),
                "left": one,
                "right": other,
                "reason": _reason(skip, count, first, last, born, accepted or is_tie, is_decided),
            }
            for kind, key, one, other, skip, count, first, last, born, accepted, identifier,
            is_tie in rows
        ]  # fmt: skip

    def _likeness(self, left: str, right: str) -> dict[str, Any] | None:
        """The best score between groups of the two, with what each field weighs."""
        rows = self.registry.rows(
            f"""
            select scores.left_group_id, scores.right_group_id, scores.pattern_id,
                scores.probability, threshold.link_weight, threshold.review_weight,
                scores.weight, exists (
                    select 1 from live.identity.int_identity_objections as objections
                    inner join live.identity.int_customer_ids as one
                        on objections.left_group_id = one.record_key
                    inner join live.identity.int_customer_ids as other
                        on objections.right_group_id = other.record_key
                    where (one.customer_id, other.customer_id) in ((?, ?), (?, ?))
                )
            from {SCORES} as scores
            cross join live.identity.int_identity_threshold as threshold
            inner join live.identity.int_customer_ids as one
                on scores.left_group_id = one.record_key
            inner join live.identity.int_customer_ids as other
                on scores.right_group_id = other.record_key
            where (one.customer_id, other.customer_id) in ((?, ?), (?, ?))
            order by scores.weight desc, 1, 2, 3 limit 1
            """,
            [left, right, right, left] * 2,
        )
        if not rows:
            return None
        one, other, pattern, probability, link, review, weight, objected = rows[0]
        return {
            "probability": float(probability),
            "weight": float(weight),
            "link_weight": float(link),
            "review_weight": float(review),
            "is_contradicted": bool(objected),
            "fields": self._fields(one, other, pattern),
            "totals": self._totals(one, other, pattern),
        }

    # -- what the room holds ----------------------------------------------------------

    def _keys(self, customer_id: str) -> dict[Any, str]:
        return {
            key: f"{tool}:{number}"
            for key, tool, number in self.registry.rows(
                "select ids.record_key, ids.source_name, ids.source_record_id"
                " from live.identity.int_customer_ids as ids"
                " left join live.identity.int_identity_records as records"
                " on ids.record_key = records.record_key where ids.customer_id = ?"
                " order by records.created_at nulls last, ids.record_key",
                [customer_id],
            )
        }

    def _key(self, held: Held) -> Any:
        [(key,)] = self.registry.rows(
            "select record_key from live.identity.int_customer_ids"
            " where source_name = ? and source_record_id = ?",
            [held.record.source_name, held.record.source_record_id],
        )
        return key

    def _edges(self, customer_id: str) -> list[tuple[Any, ...]]:
        """left, right, type, identifier_key, trust_rank, confidence, pattern_id."""
        return self.registry.rows(
            "select edges.left_record_key, edges.right_record_key, rules.identifier_type,"
            " edges.identifier_key, edges.trust_rank, edges.confidence, edges.pattern_id"
            " from live.identity.int_identity_explained_edges as edges"
            " inner join live.identity.int_customer_ids as ids"
            " on edges.left_record_key = ids.record_key"
            " inner join live.policy.identity_rules as rules"
            " on edges.trust_rank = rules.trust_rank where ids.customer_id = ?"
            " order by edges.confidence desc, edges.trust_rank, 1, 2, 3",
            [customer_id],
        )

    def _tie(self, edge: tuple[Any, ...], keys: dict[Any, str]) -> Tie:
        left, right, kind, _, rank, confidence, pattern = edge
        tie = Tie(keys[left], keys[right], str(kind), int(rank), float(confidence))
        if pattern is not None:
            tie.fields = self._fields(left, right, pattern)
            tie.totals = self._totals(left, right, pattern)
        return tie

    def _value(self, edge: tuple[Any, ...], record_key: Any) -> str:
        left, right, kind, identifier, *_ = edge
        if kind == "decision":
            rows = self.registry.rows(
                "select verdicts.decision_id, decisions.author, decisions.reason"
                " from live.identity.int_identity_verdicts as verdicts"
                " inner join live.policy.identity_decisions as decisions"
                " on verdicts.decision_id = decisions.decision_id"
                " where left_record_key = ? and right_record_key = ?"
                " and verdicts.decision = 'must_link'",
                [left, right],
            )
            return ", ".join(f"{i} by {author}: {reason}" for i, author, reason in rows)
        return "" if identifier is None else self._held_value(str(kind), record_key, identifier)

    def _held_value(self, kind: str, record_key: Any, identifier: Any) -> str:
        """An identifier as the record states it, or the fields it is made of."""
        stated = self.registry.rows(
            "select identifier_value from live.identity.int_identity_stated"
            " where record_key = ? and identifier_key = ?",
            [record_key, identifier],
        )
        if stated:
            return self._shown(kind, str(stated[0][0]))
        fields = MADE_OF.get(kind, ())
        if not fields:
            return ""
        columns = ", ".join(f"cast(contacts.{name} as text)" for name in fields)
        rows = self.registry.rows(
            f"select {columns} from live.conformed.int_contacts as contacts"
            " inner join live.identity.int_customer_ids as ids"
            " on contacts.source_name = ids.source_name"
            " and contacts.source_record_id = ids.source_record_id"
            " where ids.record_key = ?",
            [record_key],
        )
        return " ".join(
            self._shown(name, str(value))
            for name, value in zip(fields, rows[0] if rows else (), strict=False)
            if value is not None
        )

    def _shown(self, kind: str, value: str) -> str:
        return value if self.show_values else masked(kind, value)

    def _fields(self, left: Any, right: Any, pattern: Any) -> list[dict[str, Any]]:
        """What each field that both state says, and weighs by kind of pair, in log odds.

        A pair too unlikely to be shown to anybody has levels, but no weights.
        """
        rows = self.registry.rows(
            f"select field, level, {_WEIGHTS} from live.identity.int_identity_explained_fields"
            " where left_record_key = ? and right_record_key = ? and pattern_id = ?"
            " order by abs(person_weight) desc, field",
            [left, right, pattern],
        )
        if rows:
            return [
                {
                    "field": row[0],
                    "level": row[1],
                    "weights": {n: float(w) for n, w in zip(KINDS, row[2:], strict=True)},
                }
                for row in rows
            ]
        known = {
            name
            for (name,) in self.registry.rows("select field from live.policy.identity_evidence")
        }
        columns = [name for name in self._columns("int_identity_patterns") if name in known]
        return [
            {"field": name, "level": level, "weights": {}}
            for name, level in zip(columns, pattern.split(" "), strict=True)
            if level != "unknown"
        ]

    def _totals(self, left: Any, right: Any, pattern: Any) -> dict[str, float]:
        """Kind of pair -> its log odds against strangers: all fields and how frequent it is."""
        rows = self.registry.rows(
            f"select {_WEIGHTS} from {SCORES}"
            " where left_group_id = ? and right_group_id = ? and pattern_id = ?",
            [left, right, pattern],
        )
        return {
            kind: float(weight) for row in rows for kind, weight in zip(KINDS, row, strict=True)
        }

    def _columns(self, table: str) -> list[str]:
        rows = self.registry.rows(
            "select column_name from duckdb_columns() where database_name = 'live'"
            " and schema_name = 'identity' and table_name = ? order by column_index",
            [table],
        )
        return [str(name) for (name,) in rows]


def _shortest(edges: Sequence[tuple[Any, ...]], start: Any, end: Any) -> list[tuple[Any, ...]]:
    """The fewest edges from start to end; of equal ways the one whose weakest is surest."""
    ties: dict[Any, list[tuple[Any, tuple[Any, ...]]]] = {}
    for edge in edges:
        ties.setdefault(edge[0], []).append((edge[1], edge))
        ties.setdefault(edge[1], []).append((edge[0], edge))
    depth, sure = {start: 0}, {start: 1.0}
    came: dict[Any, tuple[Any, tuple[Any, ...]]] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, edge in ties.get(here, []):
            weakest = min(sure[here], float(edge[5]))
            if there not in depth:
                waiting.append(there)
            elif depth[there] != depth[here] + 1 or weakest <= sure[there]:
                continue
            depth[there], sure[there], came[there] = depth[here] + 1, weakest, (here, edge)
    path, here = [], end
    while here != start and here in came:
        here, edge = came[here]
        path.append(edge)
    return path[::-1]


def _directed(steps: Sequence[tuple[Any, ...]], start: Any) -> list[tuple[Any, Any]]:
    found, here = [], start
    for edge in steps:
        there = edge[1] if edge[0] == here else edge[0]
        found.append((here, there))
        here = there
    return found


def _reason(
    skip: str | None, count: int | None, first: str | None, last: str | None,
    born: str | None, would_tie: bool, is_decided: bool,
) -> str:  # fmt: skip
    if skip is not None:
        return f"ties nobody: {skip.replace('_', ' ')} ({count} records hold it)"
    if would_tie and is_decided:
        return "would tie them; the decision stands above it"
    if would_tie:
        return (
            "would tie them; it gave way to a contradiction in the group, or because each"
            " is known by keys of their own that differ"
        )
    if first is not None:
        said = {"first names": first, "last names": last, "birth dates": born}
        told = ", ".join(f"{name} {level}" for name, level in said.items() if level)
        return f"did not tie: {told}"
    return "did not tie: both need a name for that"
