"""``cdp sync`` as people and jobs call it: words, exit codes, and who may run beside it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
import yaml

from pipelines.console import VerbError
from pipelines.destinations.standard_webhooks import SigningSecret
from pipelines.destinations.webhook import Webhook
from pipelines.syncing.engine import sync
from pipelines.syncing.receiver import Receiver, Reply

from .sync_house import SECRET, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_webhook_that_nobody_configured_is_passed_over(house: House) -> None:
    house.wants("ada")

    done = house.cdp("sync")

    assert done.returncode == 0, done.stderr
    assert "not configured: STAMMKUNDE_WEBHOOK_URL is not set" in done.stdout
    assert house.run(
        "select count(*) from information_schema.schemata where schema_name = 'raw_syncing'"
    ) == [(0,)]


def test_a_webhook_without_its_secret_fails_rather_than_being_passed_over(
    house: House,
) -> None:
    house.wants("ada")

    done = house.cdp("sync", "--quiet", STAMMKUNDE_WEBHOOK_URL="https://example.com/t0p-secret")

    assert done.returncode == 1
    assert "STAMMKUNDE_WEBHOOK_SECRET" in done.stderr
    assert "t0p" not in done.stdout + done.stderr


def test_an_unknown_sync_is_wrong_use_and_the_known_ones_are_named(house: House) -> None:
    done = house.cdp("sync", "poeple")

    assert done.returncode == 2
    assert "sync_webhook__people" in done.stderr


def test_a_missing_table_is_told_with_the_next_step(tmp_path: Path) -> None:
    house = House(tmp_path, destination="files")
    house.run("drop table activation.sync_files__people")

    done = house.cdp("sync")

    assert done.returncode == 1
    assert "dbt build -s +sync_files__people" in " ".join(done.stdout.split())


def test_the_breaker_ends_with_three_and_accept_lets_it_pass(tmp_path: Path) -> None:
    house = House(tmp_path, destination="files")
    house.wants("ada", "ben")
    sync(house.settings)
    house.wants()

    stopped = house.cdp("sync", "people")
    empty_reason = house.cdp("sync", "--accept", " ")
    accepted = house.cdp("sync", "people", "--accept", "campaign is over", "--json")

    assert stopped.returncode == 3
    assert "segment people is empty and files holds 2" in stopped.stdout
    assert max(map(len, stopped.stdout.splitlines())) <= 80
    assert empty_reason.returncode == 2
    assert accepted.returncode == 0
    (told,) = json.loads(accepted.stdout)["syncs"]
    assert (told["removed"], told["accepted"], told["status"]) == (2, 2, "done")


def test_the_outbox_may_lie_elsewhere(tmp_path: Path) -> None:
    house = House(tmp_path / "house", destination="files")
    house.wants("ada")

    done = house.cdp("sync", STAMMKUNDE_OUTBOX=str(tmp_path / "elsewhere"))

    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "elsewhere" / "sync_files__people").glob("*.csv"))) == 1


def test_two_syncs_at_once_do_not_send_twice(house: House) -> None:
    house.wants("ada")
    arrived, go_on = threading.Event(), threading.Event()

    def slow(message: object) -> Reply | None:
        arrived.set()
        go_on.wait(10)
        return None

    with Receiver(SECRET, answer=slow) as receiver:
        destinations = {"webhook": Webhook(receiver.url, SigningSecret(SECRET))}
        first = threading.Thread(
            target=sync, args=(house.settings,), kwargs={"destinations": destinations}
        )
        first.start()
        assert arrived.wait(10)
        with pytest.raises(VerbError, match="Another cdp sync"):
            sync(house.settings, destinations=destinations)
        go_on.set()
        first.join(10)

        assert len(receiver.batches) == 1


def test_the_warehouse_is_free_while_a_slow_destination_thinks(house: House) -> None:
    """dbt in another process must not wait for somebody else's web server."""
    house.wants("ada")
    seen: list[int] = []

    def look(message: object) -> Reply | None:
        done = house.cdp(
            "sync",
            "--dry-run",
            "--json",
            STAMMKUNDE_WEBHOOK_URL="https://example.com",
            STAMMKUNDE_WEBHOOK_SECRET=SECRET,
        )
        seen.append(done.returncode)
        return None

    with Receiver(SECRET, answer=look) as receiver:
        destinations = {"webhook": Webhook(receiver.url, SigningSecret(SECRET))}
        assert sync(house.settings, destinations=destinations).syncs[0].accepted == 1

    assert seen == [0]


@pytest.mark.parametrize("unsaid", ["destination", "purpose", "mode", "segment"])
def test_the_engine_sends_nothing_for_a_sync_that_does_not_say_all(
    house: House, unsaid: str
) -> None:
    path = house.settings.root / "models" / "activation" / "sync.yml"
    declared = yaml.safe_load(path.read_text())
    del declared["models"][0]["config"]["meta"][unsaid]
    path.write_text(yaml.safe_dump(declared))

    with pytest.raises(VerbError, match=unsaid):
        sync(house.settings)
