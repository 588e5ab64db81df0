"""Who is who, measured: ours, exact keys alone and Splink alone on the same records.

The sandbox (its truth is known) and, where a folder ``../shared/data/identity`` lies beside
the checkout, FEBRL 3 and fake_1000 with their published labels. Each set is landed and
built by the shipped defaults. Splink is trained without labels, as its tutorials do, on
the same contacts; it is shown at its documented threshold of 0.95 and at the best one,
which nobody could know without the labels. On fake_1000, Splink's own tutorial stands
beside: its comparisons, blocking rules and cluster threshold of 0.2.

``python -m bench.identity lookalikes`` builds the sets of ``bench/lookalikes.py``, whose
labels nobody is judged by: what is changed about likeness is tried there.
"""

from __future__ import annotations

import csv
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.lookalikes import RECIPES, Recipe, records
from pipelines.score import Score, score_labelled
from tests.e2e.house import House

SETS = Path(__file__).resolve().parents[2] / "shared" / "data" / "identity"
CUSTOMERS = 5_000
THRESHOLDS = (0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9999)

B_CUBED = """
with
cells as (
    select person_id, customer_id, count(*) as n from labelled group by person_id, customer_id
),
people as (select person_id, sum(n) as n from cells group by person_id),
ids as (select customer_id, sum(n) as n from cells group by customer_id)
select sum(cells.n * cells.n / ids.n) / sum(cells.n),
       sum(cells.n * cells.n / people.n) / sum(cells.n)
from cells
inner join people on cells.person_id = people.person_id
inner join ids on cells.customer_id = ids.customer_id
"""

#: What Splink reads: the contacts of the warehouse that may be scored at all.
CONTACTS = """
select source_name || ':' || source_record_id as unique_id,
       lower(first_name) as first_name, lower(last_name) as last_name,
       cast(birth_date as varchar) as birth_date, lower(email) as email, phone,
       postal_code, lower(city) as city, lower(street) as street, loyalty_card_number
from live.conformed.int_contacts
"""

GROUPED = """
select records.source_name || ':' || records.source_record_id as record_key,
       groups.component_id as customer_id
from live.identity.{} as groups
inner join live.identity.int_identity_records as records
    on groups.record_key = records.record_key
"""


@dataclass(frozen=True)
class LabelledSet:
    """Exports in ``house.exports`` and, as a file of that house, who is who in them."""

    name: str
    house: House
    truth: Path


def write(path: Path, columns: list[str], rows: Iterator[list[str]]) -> None:
    """A CSV file with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def day(text: str) -> str:
    """``19560409`` as a date, or nothing where it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def febrl(house: House) -> LabelledSet:
    """FEBRL 3 as contacts; the social security number is its card."""
    with (SETS / "febrl3.csv").open(encoding="utf-8") as file:
        records = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    write(
        house.exports / "febrl3" / "contacts.csv",
        ["source_record_id", "first_name", "last_name", "birth_date", "street", "house_number",
         "postal_code", "city", "loyalty_card_number"],
        ([r["rec_id"], r["given_name"], r["surname"], day(r["date_of_birth"]), r["address_1"],
          r["street_number"], r["postcode"], r["suburb"], r["soc_sec_id"]] for r in records),
    )  # fmt: skip
    truth = house.place / "truth.csv"
    write(
        truth,
        ["source_name", "source_record_id", "person_id"],
        (["febrl3", r["rec_id"], r["rec_id"].split("-")[1]] for r in records),
    )
    return LabelledSet("febrl3", house, truth)


def fake(house: House) -> LabelledSet:
    """Splink's own example set as contacts."""
    with (SETS / "fake_1000.csv").open(encoding="utf-8") as file:
        records = list(csv.DictReader(file))
    write(
        house.exports / "fake1000" / "contacts.csv",
        ["source_record_id", "first_name", "last_name", "birth_date", "city", "email"],
        ([r["unique_id"], r["first_name"], r["surname"], r["dob"], r["city"], r["email"]]
         for r in records),
    )  # fmt: skip
    truth = house.place / "truth.csv"
    write(
        truth,
        ["source_name", "source_record_id", "person_id"],
        (["fake1000", r["unique_id"], r["cluster"]] for r in records),
    )
    return LabelledSet("fake_1000", house, truth)


def lookalikes(recipe: Recipe) -> Callable[[House], LabelledSet]:
    """A maker of one of our own sets as contacts."""

    def maker(house: House) -> LabelledSet:
        drawn = records(recipe)
        tool = "lookalikes"
        write(
            house.exports / tool / "contacts.csv",
            ["source_record_id", *recipe.fields],
            ([record_id, *(fields[name] for name in recipe.fields)]
             for record_id, _, fields in drawn),
        )  # fmt: skip
        truth = house.place / "truth.csv"
        write(
            truth,
            ["source_name", "source_record_id", "person_id"],
            ([tool, record_id, person_id] for record_id, person_id, _ in drawn),
        )
        return LabelledSet(recipe.name, house, truth)

    return maker


def sandbox(house: House) -> LabelledSet:
    """The retailer of the sandbox, all its tools."""
    house.sandbox(CUSTOMERS)
    return LabelledSet(f"sandbox {CUSTOMERS:,}", house, house.exports / "truth.parquet")


def figures(connection: duckdb.DuckDBPyConnection, assignment: str) -> tuple[Score, float]:
    """The score of a query (record_key, customer_id), and its B-cubed F1."""
    connection.execute(
        f"""
        create or replace table labelled as
        select truth.person_id, assigned.customer_id
        from truth inner join ({assignment}) as assigned using (record_key)
        """
    )
    row = connection.execute(B_CUBED).fetchone()
    assert row is not None
    precision, recall = (float(value) for value in row)
    return score_labelled(connection), 2 * precision * recall / (precision + recall)


def show(label: str, found: Score, b_cubed: float) -> None:
    """One line of figures."""
    print(
        f"   {label:<21} P {found.precision:.4f}  R {found.recall:.4f}  F1 {found.f1:.4f}"
        f"  B3 {b_cubed:.4f}  over-merged {found.over_merge_rate:.4f}"
        f"  exact {found.exact_rate:.4f}",
        flush=True,
    )


def splink_alone(connection: duckdb.DuckDBPyConnection) -> Callable[[float], str]:
    """Splink trained without labels on the table ``to_link``; a threshold gives its assignment."""
    used = [
        name
        for name in ("birth_date", "email", "phone", "postal_code", "loyalty_card_number")
        if connection.execute(f"select count({name}) from to_link").fetchone() != (0,)
    ]
    comparisons = [
        cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("last_name").configure(term_frequency_adjustments=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        *(
            cl.EmailComparison(name) if name == "email"
            else cl.LevenshteinAtThresholds(name, [1, 2])
            for name in used
        ),
    ]  # fmt: skip
    rules = [
        block_on("first_name", "last_name"),
        *(block_on("last_name", name) for name in ("birth_date", "postal_code", "city")
          if name in {*used, "city"}),
        *(block_on("first_name", name) for name in ("birth_date", "postal_code") if name in used),
        *(block_on(name) for name in ("email", "phone", "loyalty_card_number") if name in used),
    ]  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("to_link"), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "last_name", name) for name in used[:1]], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=7)
    for rule in (block_on("first_name", "last_name"), block_on(used[0])):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predictions = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))

    def assignment(threshold: float) -> str:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=threshold
        )
        return (
            "select unique_id as record_key, cast(cluster_id as varchar) as customer_id "
            f"from {clusters.physical_name}"
        )

    return assignment


def splink_by_its_tutorial(connection: duckdb.DuckDBPyConnection) -> str:
    """The assignment that Splink's tutorial on fake_1000 ends with (its parts 4 and 5)."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("last_name"),
            cl.LevenshteinAtThresholds("birth_date", 1),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "city"),
            block_on("last_name"),
        ],
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("to_link"), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "birth_date"),
            "l.first_name = r.first_name and levenshtein(r.last_name, l.last_name) <= 2",
            block_on("email"),
        ],
        recall=0.7,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=7)
    for rule in (block_on("first_name", "last_name"), block_on("birth_date")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        linker.inference.predict(threshold_match_probability=0.1),
        threshold_match_probability=0.2,
    )
    return (
        "select unique_id as record_key, cast(cluster_id as varchar) as customer_id "
        f"from {clusters.physical_name}"
    )


def measure(labelled: LabelledSet) -> None:
    """Builds the set and prints a line for each way."""
    house = labelled.house
    house.cdp("land", "--quiet")
    house.dbt("--quiet", "seed")
    house.dbt("--quiet", "run", "--select", "+customer_identities")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{house.warehouse}' as live (read_only)")
        connection.execute(
            f"""
            create table truth as
            select source_name || ':' || source_record_id as record_key,
                   cast(person_id as varchar) as person_id
            from '{labelled.truth}'
            """
        )
        connection.execute(f"create table to_link as {CONTACTS}")
        row = connection.execute("select count(*) from to_link").fetchone()
        assert row is not None
        print(f"{labelled.name}: {row[0]:,} contacts", flush=True)
        show("ours", *figures(connection, GROUPED.format("int_identity_components")))
        show("exact keys alone", *figures(connection, GROUPED.format("int_identity_firm_groups")))
        if labelled.name == "fake_1000":
            show("Splink by tutorial", *figures(connection, splink_by_its_tutorial(connection)))
        assignment = splink_alone(connection)
        tried = {at: figures(connection, assignment(at)) for at in THRESHOLDS}
        show("Splink at 0.95", *tried[0.95])
        best = max(tried, key=lambda at: tried[at][0].f1)
        show(f"Splink at best {best}", *tried[best])


def main() -> None:
    makers: list[tuple[str, Callable[[House], LabelledSet]]] = [("sandbox", sandbox)]
    if SETS.is_dir():
        makers = [("febrl3", febrl), ("fake_1000", fake), *makers]
    if "lookalikes" in sys.argv[1:]:
        makers = [("lookalikes", lookalikes(recipe)) for recipe in RECIPES]
    for name, maker in makers:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as place:
            measure(maker(House(Path(place))))


if __name__ == "__main__":
    main()
