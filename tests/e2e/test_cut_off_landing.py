"""A landing that was cut off is invisible to dbt, even before the next one clears it up."""

from __future__ import annotations

import json

import duckdb
import pytest

from .house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("cut_off"))
    page = house.exports / "hubspot/contacts-1.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"results": [{"id": "1", "properties": {}}]}))
    house.cdp("land")
    # As if killed between the rows of the second run and its ledger.
    with duckdb.connect(str(house.warehouse)) as live:
        load_id = "29990101T000000000000"
        live.execute(f"insert into landing.loads (load_id) values ('{load_id}')")
        live.execute(
            "insert into raw_hubspot.contacts by name select * replace"
            f" ('2' as id, '{load_id}' as _load_id, 7 as _row_number) from raw_hubspot.contacts"
        )
    house.dbt("--quiet", "run", "--select", "stg_hubspot__contacts")
    return house


def test_rows_of_a_landing_that_was_cut_off_reach_no_model(house: House) -> None:
    assert house.query("select hubspot_contact_id from staging.stg_hubspot__contacts") == [("1",)]
    assert house.query("select count(*) from raw_hubspot.contacts") == [(1,)]
