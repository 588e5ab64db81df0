"""What sqlfluff's Jinja templater sees in place of the project's macros.

A model is linted as its author reads it: a macro call shows as a function call of the
same name. Rendered in full, a phone number's cleaning alone is thousands of tokens and
says nothing about the model around it; what macros render is proven by building it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

MACROS = Path(__file__).resolve().parents[3] / "macros"


def call_of(name: str) -> Callable[..., str]:
    """A stand-in: the first argument is SQL, the others are text to the linter."""

    def call(*arguments: object, **named: object) -> str:
        column, *rest = [*map(str, arguments), *map(str, named.values())] or [""]
        quoted = ["'" + value.replace("'", "''") + "'" for value in rest]
        return f"{name}({', '.join([column, *quoted])})"

    return call


def stack(tables: Iterable[str], columns: Iterable[str]) -> str:
    """The union that the macro writes, each table's columns on one line."""
    listed = ", ".join(columns)
    return "\nunion all\n".join(f"select {listed} from {table}" for table in tables)


def newest_only(relation: object, *arguments: object, **named: object) -> str:
    """The query that the macro writes, without its ranking."""
    return f"select * from {relation}"


newest_file_only = newest_only
newest_report_only = newest_only
first_only = newest_only


def gathered_rows(united: str, columns: Iterable[str]) -> str:
    """The query that the macro writes, without its detour."""
    return f"select {', '.join(columns)} from {united}"


def count_levels(pairs: str) -> str:
    """One of the counts that the macro unites."""
    return f"select first_name as level, count(*) as pair_count from {pairs} group by first_name"


def levels_in_rows(patterns: str, columns: Iterable[str]) -> str:
    """The query that the macro writes, for one field."""
    listed = ", ".join(columns)
    return f"select {listed}, 'first_name' as field, first_name as level from {patterns}"


def name_parts(names: str) -> str:
    """The query that the macro writes, with one of the parts."""
    return f"select name_number, name_key as family from {names}"


def meeting_parts(records: str, key: str, names: str) -> str:
    """The query that the macro writes, with two of the parts."""
    return f"select {records}.{key}, birth_text as born, family from {records} cross join {names}"


def meeting_values(parts: str, key: str) -> str:
    """The query that the macro writes, for one of the rules."""
    return f"select {key}, born as block_key from {parts}"


def identifier_of_parts(parts: str, rules: str, kind: str, value: str) -> str:
    """The query that the macro writes, its kind's rule joined in another way."""
    return (
        f"select {parts}.record_key, {rules}.trust_rank, {value} as identifier_key,"
        f" {parts}.signature, {parts}.is_named from {parts} cross join {rules}"
    )


def held_by_several(identifiers: str) -> str:
    """The query that the macro writes, all kinds at once."""
    return (
        f"select identifier_key, trust_rank, count(*) as record_count from {identifiers}"
        " group by identifier_key, trust_rank having count(*) > 1"
    )


def met_by_several(block_values: str) -> str:
    """The query that the macro writes, all values at once."""
    return (
        f"select block_key, count(*) as group_count from {block_values}"
        " group by block_key having count(*) > 1"
    )


def holders_by_kind(identifiers: str, shared_values: str, judged_values: str) -> str:
    """The query that the macro writes, all kinds at once and with one of its joins."""
    return (
        f"select {identifiers}.trust_rank, {identifiers}.signature from {identifiers}"
        f" cross join {shared_values} cross join {judged_values}"
    )


def meetings_by_kind(holders: str) -> str:
    """The query that the macro writes, all kinds at once and without its pairs."""
    return (
        "select trust_rank, identifier_key, signature as left_signature,"
        f" centre_record_key as left_record_key, is_named as is_left_named from {holders}"
    )


def edges_that_stand(edges: str, lost_edges: str) -> str:
    """The query that the macro writes, what is lost joined in another way."""
    columns = ("left_record_key", "right_record_key", "identifier_key", "trust_rank")
    listed = ", ".join(f"{edges}.{column}" for column in columns)
    return f"select {listed} from {edges} cross join {lost_edges}"


def people_described(people: str, columns: Iterable[str], names: str) -> str:
    """The query that the macro writes, with one of a name's columns."""
    listed = ", ".join(f"{people}.{column}" for column in columns)
    return f"select {listed}, {names}.given_name_key from {people} cross join {names}"


names_told = people_described


def names_explained(compared: str) -> str:
    """The query that the macro writes, its pairs found in another way."""
    return f"select customer_id, left_signature, right_signature from {compared}"


def identifiers_in_rows(people: str) -> str:
    """The query that the macro writes, for one kind of identifier."""
    return f"select record_key, 'email' as identifier_type, email as identifier_value from {people}"


def steps(*tables: str) -> str:
    """A query over all tables that the macro is given, with one of its columns."""
    first, *others = tables
    column = f"{first}.pattern_id" if others else "pattern_id"
    return f"select {column} from {first}" + "".join(f" cross join {other}" for other in others)


def records_that_meet(features: str, met: str, key: str) -> str:
    """The query that the macro writes, with one of the columns."""
    return f"select {features}.{key} from {features} inner join {met} using ({key})"


def said_by_groups(records: str, thing: str) -> str:
    """The query that the macro writes, with one of the columns."""
    return f"select group_id, '{thing}' as pattern_id from {records}"


def usable_own(stated: str, kind: str, skipped: str, relays: str) -> str:
    """The query that the macro writes, its joins made in another way."""
    return (
        f"select {stated}.record_key, {stated}.identifier_value as {kind}"
        f" from {stated} cross join {skipped} cross join {relays}"
    )


def places_told(records: str, columns: Iterable[str], words: str) -> str:
    """The query that the macro writes, with one of a word's columns."""
    listed = ", ".join(f"{records}.{column}" for column in columns)
    return f"select {listed}, {words}.street_letters from {records} cross join {words}"


def evidence_told(records: str, columns: Iterable[str], names: str, words: str) -> str:
    """The query that the macro writes, with two of its columns."""
    listed = ", ".join(f"{records}.{column}" for column in columns)
    joined = f"{records} cross join {names} cross join {words}"
    return f"select {listed}, {names}.letters, {words}.street_letters from {joined}"


def places_said(records: str, words: str) -> str:
    """The query that the macro writes, with one of a word's columns."""
    return f"select {records}.group_id, {words}.street_letters from {records} cross join {words}"


compare_groups = steps
names_compared = steps
first_names_compared = steps
last_names_compared = steps
pairs_swapped = steps
meetings_judged = steps
best_levels = steps
name_patterns = steps
patterns_shown = steps
weigh_levels = steps
weigh_patterns = steps
weigh_pairs = steps
weigh_one_person = steps
torn_links = steps
links_that_hold = steps


def raw_tables() -> list[tuple[str, str]]:
    """Two tables of the many that dbt knows when it runs."""
    return [("shopify", "customers"), ("template", "contacts")]


for path in MACROS.rglob("*.sql"):
    globals().setdefault(path.stem, call_of(path.stem))
