"""Whatever the order of arrival, the same people with the same ids."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from pathlib import Path

import pytest

from .house import House

CUSTOMERS = 250
IDS = (
    "select source_name, source_record_id, customer_id from marts.customer_identities order by all"
)
MARTS = ("customer_identities", "customer_aliases")


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Everything landed in one go, the tables built once."""
    house = House(tmp_path_factory.mktemp("at_once"))
    house.sandbox(CUSTOMERS)
    house.cdp("land")
    house.build(*(f"+{mart}" for mart in MARTS))
    return house


def shuffle_records(folder: Path, chance: random.Random) -> None:
    """Reorders the records inside every JSON export."""
    for path in folder.rglob("*.json"):
        envelope = json.loads(path.read_text())
        for records in envelope.values():
            if isinstance(records, list):
                chance.shuffle(records)
        path.write_text(json.dumps(envelope, ensure_ascii=False))


def test_shuffled_input_and_split_loads_give_the_same_people_with_the_same_ids(
    at_once: House, tmp_path: Path
) -> None:
    chance = random.Random(20261001)
    house = House(tmp_path)
    waiting = shutil.copytree(at_once.exports, tmp_path / "waiting")
    shuffle_records(waiting, chance)
    drops = [
        path
        for tool in sorted(waiting.iterdir())
        if tool.is_dir()
        for path in sorted(tool.iterdir())
    ]
    chance.shuffle(drops)
    ids_seen: set[str] = set()
    for part in (drops[0::2], drops[1::2]):
        for path in part:
            target = house.exports / path.relative_to(waiting)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        house.cdp("land")
        house.build(*(f"+{mart}" for mart in MARTS))
        ids_seen |= {
            row[0] for row in house.query("select customer_id from marts.customer_identities")
        }

    assert house.query(IDS) == at_once.query(IDS)
    standing = {row[2] for row in house.query(IDS)}
    aliases = dict(
        house.query("select customer_id, standing_customer_id from marts.customer_aliases")
    )
    # An order may name a customer before the shop's own record says that it is a test.
    tests = {
        row[0]
        for row in house.query("select customer_id from identity.int_customer_ids where is_test")
    }
    lost = ids_seen - standing - set(aliases) - tests
    assert not lost, "every id ever given resolves"
    assert set(aliases.values()) <= standing, "in one step"


def test_a_full_rebuild_keeps_every_customer_id(at_once: House) -> None:
    before = at_once.query(IDS)

    at_once.build("path:models/identity", *MARTS, arguments=["--full-refresh"])

    assert at_once.query(IDS) == before


def test_gzip_and_bare_arrays_are_the_same_export(at_once: House, tmp_path: Path) -> None:
    house = House(tmp_path)
    shutil.copytree(at_once.exports / "hubspot", house.exports / "hubspot")
    for path in (house.exports / "hubspot").glob("*.json"):
        (records,) = json.loads(path.read_text()).values()
        with gzip.open(path.with_suffix(".jsonl.gz"), "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        path.unlink()
    house.cdp("land", "hubspot")

    contacts = "select id, properties from raw_hubspot.contacts order by id"
    ours, theirs = house.query(contacts), at_once.query(contacts)
    assert [(key, json.loads(value)) for key, value in ours] == [
        (key, json.loads(value)) for key, value in theirs
    ]
