"""A tool nobody uses is an empty table, never a branch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from pipelines.sandbox.retailer import TOOLS

from .house import House

SALES = {"shopify", "shopware", "dsfinvk", "square", "amazon"}


@pytest.mark.parametrize(
    "missing", [SALES, {*TOOLS} - SALES], ids=["shops and tills", "all but shops and tills"]
)
def test_tools_that_never_exported_a_file_are_empty_tables(
    missing: set[str], tmp_path: Path
) -> None:
    """The whole project builds, data tests included, and the other tools' people stand."""
    house = House(tmp_path)
    house.sandbox(60)
    for tool in missing:
        shutil.rmtree(house.exports / tool)
    house.cdp("land")

    house.dbt("--quiet", "build", "--exclude-resource-type", "unit_test")

    present = {row[0] for row in house.query("select source_name from conformed.int_contacts")}
    truth = parquet.read_table(house.exports / "truth.parquet")
    assert present == set(truth["source_name"].to_pylist()) - missing
    ((people,),) = house.query("select count(*) from marts.customers")
    assert people > 0
