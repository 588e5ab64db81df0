"""Splink alone, set up as its documentation sets it up, on a table ``to_link``.

Nothing of ours goes in: no exact keys, no guards, no folding of names beyond lower case.
Models are trained without labels, as in all of its examples. Its tutorial on fake_1000
and its example on FEBRL 3 are followed for these two sets; for any other, its example of
real persons ("deduplicate 50k synthetic"), with the comparisons of its library for the
fields which that example does not have.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

#: Its examples draw 10^6 to 10^7 pairs for what strangers agree on; the tutorial 2 * 10^6.
PAIRS = 2_000_000
#: Pairs less likely than this are not kept.
LEAST = 0.05

#: A threshold gives a query (record_key, customer_id).
Assignment = Callable[[float], str]


def by_example(connection: duckdb.DuckDBPyConnection, name: str) -> Assignment:
    """The assignment by the example that Splink has for the set of that name."""
    if name == "fake_1000":
        return _tutorial(connection)
    if name == "febrl3":
        return _febrl(connection)
    return _persons(connection)


def _tutorial(connection: duckdb.DuckDBPyConnection) -> Assignment:
    return _linked(
        connection,
        [
            cl.NameComparison("first_name"),
            cl.NameComparison("last_name"),
            cl.LevenshteinAtThresholds("birth_date", 1),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        [block_on("first_name", "city"), block_on("last_name")],
        [
            block_on("first_name", "birth_date"),
            "l.first_name = r.first_name and levenshtein(r.last_name, l.last_name) <= 2",
            block_on("email"),
        ],
        0.7,
        [block_on("first_name", "last_name"), block_on("birth_date")],
    )


def _febrl(connection: duckdb.DuckDBPyConnection) -> Assignment:
    keys = ("loyalty_card_number", "first_name", "last_name", "birth_date", "postal_code")
    return _linked(
        connection,
        [
            cl.NameComparison("first_name"),
            cl.NameComparison("last_name"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("loyalty_card_number", [2]),
            cl.ExactMatch("house_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postal_code").configure(term_frequency_adjustments=True),
        ],
        [block_on(key) for key in keys],
        [
            block_on("loyalty_card_number"),
            block_on("first_name", "last_name", "birth_date"),
            "l.first_name = r.last_name and l.last_name = r.first_name"
            " and l.birth_date = r.birth_date",
        ],
        0.9,
        [block_on("birth_date"), block_on("postal_code")],
    )


def _persons(connection: duckdb.DuckDBPyConnection) -> Assignment:
    fields = [
        str(column)
        for (column, *_) in connection.execute("describe to_link").fetchall()
        if connection.execute(f"select count({column}) from to_link").fetchone() != (0,)
    ]

    def only(*sets: tuple[str, ...]) -> list[Any]:
        """Rules over the sets of expressions whose fields are all there."""
        return [
            block_on(*these)
            for these in sets
            if all(any(name in expression for name in fields) for expression in these)
        ]

    comparisons = {
        "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=True),
        "postal_code": cl.LevenshteinAtThresholds("postal_code", [1, 2]),
        "city": cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        "street": cl.JaroWinklerAtThresholds("street"),
        "email": cl.EmailComparison("email"),
        "phone": cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
        "loyalty_card_number": cl.DamerauLevenshteinAtThresholds("loyalty_card_number", [2]),
    }
    area = "substr(postal_code, 1, 3)"
    return _linked(
        connection,
        [
            cl.ForenameSurnameComparison(
                "first_name", "last_name", forename_surname_concat_col_name="full_name"
            ),
            *(each for name, each in comparisons.items() if name in fields),
        ],
        only(
            ("substr(first_name, 1, 3)", "substr(last_name, 1, 4)"),
            ("last_name", "birth_date"), ("first_name", "birth_date"),
            ("postal_code", "first_name"), ("postal_code", "last_name"),
            ("birth_date", "city"), (area, "birth_date"),
            (area, "first_name"), (area, "last_name"),
            ("substr(first_name, 1, 2)", "substr(last_name, 1, 2)", "substr(birth_date, 1, 4)"),
            ("email",), ("phone",), ("loyalty_card_number",),
        ),
        only(
            ("first_name", "last_name", "birth_date"),
            ("substr(first_name, 1, 2)", "last_name", "substr(postal_code, 1, 2)"),
            ("birth_date", "postal_code"),
            ("email",),
        ),
        0.6,
        only(
            ("first_name", "last_name"),
            ("birth_date",) if "birth_date" in fields else ("email",),
            ("phone",) if "birth_date" not in fields else ("postal_code", "last_name"),
        ),
    )  # fmt: skip


def _linked(
    connection: duckdb.DuckDBPyConnection,
    comparisons: Sequence[Any],
    blocking: Sequence[Any],
    surely_one: Sequence[Any],
    recall: float,
    training: Iterable[Any],
) -> Assignment:
    """Trains and predicts; ``recall`` is the share of matches that ``surely_one`` finds."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(blocking),
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("to_link"), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(list(surely_one), recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=7)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predictions = linker.inference.predict(threshold_match_probability=LEAST)

    def assignment(threshold: float) -> str:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=threshold
        )
        return (
            "select unique_id as record_key, cast(cluster_id as varchar) as customer_id "
            f"from {clusters.physical_name}"
        )

    return assignment
