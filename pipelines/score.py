"""``cdp score``: how well records were put together, against labelled ones.

Every figure speaks of pairs of records. Pairs are never formed: a group of n records has
n * (n - 1) / 2 of them, so counting records per person, per id and per person-and-id is
enough, whatever the size of a group.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import duckdb

from pipelines.console import Console, GateStop, fail, verb
from pipelines.settings import settings

TRUTH_COLUMNS = ("source_name", "source_record_id", "person_id")
READERS = {".parquet": "read_parquet(?)", ".csv": "read_csv(?, all_varchar = true)"}

# labelled(person_id, customer_id): one row per record that both sides know.
FIGURES = """
with
cells as (
    select person_id, customer_id, count(*) as records
    from labelled group by person_id, customer_id
),
people as (
    select person_id, sum(records) as records, count(*) as ids from cells group by person_id
),
ids as (
    select customer_id, sum(records) as records, count(*) as people
    from cells group by customer_id
),
pairs as (
    select
        (select coalesce(sum(records * (records - 1) / 2), 0) from cells) as right_pairs,
        (select coalesce(sum(records * (records - 1) / 2), 0) from ids) as found_pairs,
        (select coalesce(sum(records * (records - 1) / 2), 0) from people) as true_pairs
),
sharing as (
    select count(distinct cells.person_id) as people
    from cells inner join ids on cells.customer_id = ids.customer_id where ids.people > 1
),
exact as (
    select count(*) as people
    from people
    inner join cells on people.person_id = cells.person_id
    inner join ids on cells.customer_id = ids.customer_id
    where people.ids = 1 and ids.people = 1
)
select
    cast(right_pairs as bigint), cast(found_pairs as bigint), cast(true_pairs as bigint),
    (select count(*) from labelled), (select count(*) from people), (select count(*) from ids),
    (select people from sharing), (select people from exact)
from pairs
"""


@dataclass(frozen=True)
class Score:
    """Quality of one assignment of ids to labelled records.

    over_merge_rate: share of true people who share an id with somebody else.
    exact_rate: share of true people whose records are one id's, and all of that id's.
    """

    precision: float
    recall: float
    f1: float
    over_merge_rate: float
    exact_rate: float
    records: int
    people: int
    customer_ids: int
    right_pairs: int
    found_pairs: int
    true_pairs: int


def score_labelled(connection: duckdb.DuckDBPyConnection) -> Score:
    """Scores the rows of ``labelled`` (person_id, customer_id) of this connection."""
    row = connection.execute(FIGURES).fetchone()
    assert row is not None
    right, found, true, records, people, ids, sharing, exact = (int(value) for value in row)
    # Nothing found is nothing wrong; nothing to find is nothing missed.
    precision = right / found if found else 1.0
    recall = right / true if true else 1.0
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        over_merge_rate=sharing / people if people else 0.0,
        exact_rate=exact / people if people else 0.0,
        records=records,
        people=people,
        customer_ids=ids,
        right_pairs=right,
        found_pairs=found,
        true_pairs=true,
    )


def score(warehouse: Path, truth: Path) -> tuple[Score, int]:
    """The score of a built warehouse, and how many labelled records it does not know."""
    if not warehouse.exists():
        fail(f"{warehouse} does not exist; build it first: cdp land, then dbt build")
    if truth.suffix not in READERS:
        fail(f"{truth} is neither .parquet nor .csv; give a file with {', '.join(TRUTH_COLUMNS)}")
    with duckdb.connect() as connection:
        connection.execute(
            f"create table truth as select * from {READERS[truth.suffix]}", [str(truth)]
        )
        columns = {row[0] for row in connection.execute("describe truth").fetchall()}
        missing = [column for column in TRUTH_COLUMNS if column not in columns]
        if missing:
            fail(f"{truth} lacks the column {missing[0]}; it needs {', '.join(TRUTH_COLUMNS)}")
        path = str(warehouse).replace("'", "''")
        connection.execute(f"attach '{path}' as live (read_only)")
        try:
            connection.execute(
                """
                create table joined as
                select truth.person_id, ids.customer_id
                from truth left join live.identity.int_customer_ids as ids
                    on truth.source_name = ids.source_name
                    and cast(truth.source_record_id as text) = ids.source_record_id
                """
            )
        except duckdb.CatalogException:
            fail(f"{warehouse} has no identity.int_customer_ids; run dbt build first")
        connection.execute(
            "create table labelled as select * from joined where customer_id is not null"
        )
        row = connection.execute("select count(*) from joined where customer_id is null").fetchone()
        assert row is not None
        found = score_labelled(connection)
    if not found.records:
        fail(f"none of the records in {truth} stands in {warehouse}; is it another export's truth?")
    return found, int(row[0])


@click.command("score")
@click.option(
    "--truth",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Labelled records: source_name, source_record_id, person_id (parquet or csv).",
)
@click.option("--min-precision", type=click.FloatRange(0, 1), help="Exit 3 below this.")
@click.option("--min-f1", type=click.FloatRange(0, 1), help="Exit 3 below this.")
@click.option("--max-over-merge", type=click.FloatRange(0, 1), help="Exit 3 above this.")
@verb
def command(
    truth: Path,
    min_precision: float | None,
    min_f1: float | None,
    max_over_merge: float | None,
    console: Console,
) -> None:
    """Score identity against labelled records.

    Precision: of the pairs of records that share an id, the share that are one person's.
    Recall: of the pairs that are one person's, the share that share an id.
    """
    result, unknown = score(settings().warehouse, truth)
    payload: dict[str, Any] = {**asdict(result), "unknown_records": unknown}
    console.result(
        payload,
        [
            f"records scored     {result.records:>12,}   not in the warehouse {unknown:,}",
            f"people in truth    {result.people:>12,}   ids given {result.customer_ids:,}",
            f"pairwise precision {result.precision:>12.4%}   recall {result.recall:.4%}",
            f"pairwise F1        {result.f1:>12.4%}",
            f"over-merged people {result.over_merge_rate:>12.4%}   (share an id with another)",
            f"exact people       {result.exact_rate:>12.4%}   (all records, no other's)",
        ],
    )
    missed = [
        f"{name} {value:.4f}, the gate asks {word} {limit}"
        for name, value, limit, word, bad in (
            ("precision", result.precision, min_precision, "at least",
             min_precision is not None and result.precision < min_precision),
            ("F1", result.f1, min_f1, "at least", min_f1 is not None and result.f1 < min_f1),
            ("over-merge rate", result.over_merge_rate, max_over_merge, "at most",
             max_over_merge is not None and result.over_merge_rate > max_over_merge),
        )
        if bad
    ]  # fmt: skip
    if missed:
        raise GateStop("; ".join(missed) + "; look at identity.int_identity_quarantine and edges")
