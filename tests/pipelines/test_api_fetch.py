"""Asking an API: everything once, nothing lost, nothing given away. Told with Shopify's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import run as running
from pipelines.console import VerbError
from pipelines.landing import fetch
from pipelines.landing.asking import ATTEMPTS
from pipelines.landing.command import command

from .api_house import NOW, ApiHouse, connect, customer
from .api_vendors import Asked, Reply, Shopify, Zendesk

SECRET = "shpat_0123456789abcdef_very_secret"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shopify]:
    with Shopify() as shop:
        shop.now = lambda: NOW
        shop.token = SECRET
        connect(monkeypatch, "shopify", shop)
        yield shop


@pytest.fixture
def house(tmp_path: Path) -> ApiHouse:
    return ApiHouse(tmp_path)


def fill(shop: Shopify, count: int, updated_at: datetime = NOW - timedelta(days=9)) -> None:
    shop.records["customers"] = [customer(n, updated_at) for n in range(1, count + 1)]


def ids(house: ApiHouse) -> list[int]:
    return [int(n) for (n,) in house.rows("select id from raw_shopify.customers order by 1")]


def asked_since(shop: Shopify) -> list[str]:
    return [
        asked.query["updated_at_min"]
        for asked in shop.asked
        if asked.path.endswith("customers.json") and "updated_at_min" in asked.query
    ]


# --- asking again ----------------------------------------------------------------------


def test_every_page_lands_and_the_spool_is_empty_afterwards(shop: Shopify, house: ApiHouse) -> None:
    fill(shop, 20)

    fetched, landed = house.fetch("shopify")

    assert (shop.wrong, fetched.failures) == ([], {})
    assert ids(house) == sorted(range(1, 21), key=str)
    assert landed.by_source()["shopify"]["files_landed"] == 3
    assert [*house.settings.spool.rglob("*.*")] == []


def test_a_second_run_asks_only_for_what_is_new_and_lands_nothing_twice(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 20)
    house.fetch()
    shop.records["customers"].append(customer(21, NOW))

    _, landed = house.fetch()

    # An hour is the time that Shopify may show a change late.
    assert asked_since(shop) == ["2000-01-01T00:00:00Z", "2026-11-01T11:00:00Z"]
    assert landed.landed_rows == 1
    assert ids(house) == sorted(range(1, 22), key=str)


def test_a_change_shown_late_is_caught(shop: Shopify, house: ApiHouse) -> None:
    fill(shop, 3)
    house.fetch()
    # It happened before the last run asked, but could not be seen then.
    shop.records["customers"].append(customer(4, NOW - timedelta(minutes=50)))
    shop.now = lambda: NOW + timedelta(days=1)

    house.fetch()

    assert ids(house) == [1, 2, 3, 4]


def test_the_newest_statement_of_a_record_told_twice_wins(shop: Shopify, house: ApiHouse) -> None:
    shop.records["customers"] = [customer(1, NOW - timedelta(minutes=1))]
    house.fetch()
    shop.records["customers"] = [customer(1, NOW, email="new@example.com")]

    house.fetch()
    _, landed = house.fetch()

    assert house.rows("select arg_max(email, updated_at), count(*) from raw_shopify.customers") == [
        ("new@example.com", 2)
    ]
    assert [file.status for file in landed.files] == ["already"]


def test_records_that_change_while_they_are_paged_are_not_lost(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 20)

    def touch(asked: Asked) -> None:
        if "page_info" in asked.query and shop.records["customers"][0]["id"] == 1:
            # The first page's customer goes, and one of a later page is changed.
            del shop.records["customers"][0]
            shop.records["customers"][-1]["updated_at"] = NOW.isoformat()

    shop.before = touch
    house.fetch()

    assert ids(house) == sorted(range(1, 21), key=str)


def test_our_clock_ahead_of_theirs_opens_no_gap(shop: Shopify, house: ApiHouse) -> None:
    """What counts is when the tool answered by its own clock, not when we believe it did."""
    shop.now = lambda: NOW - timedelta(days=30)
    house.fetch()
    house.fetch()

    assert asked_since(shop)[-1] == "2026-10-02T11:00:00Z"


def test_everything_is_asked_for_again_on_demand_and_lands_once(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 5)
    house.fetch()

    _, landed = house.fetch(again=True)

    assert asked_since(shop) == ["2000-01-01T00:00:00Z"] * 2
    assert {file.status for file in landed.files} == {"already"}
    assert ids(house) == [1, 2, 3, 4, 5]


def test_another_shop_is_asked_from_its_beginning(
    shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.fetch()
    with Shopify(customers=[customer(1, NOW - timedelta(days=9))]) as other:
        connect(monkeypatch, "shopify", other)
        house.fetch()

    assert ids(house) == [1]


# --- trouble ---------------------------------------------------------------------------


def test_we_wait_as_long_as_we_are_told_to(shop: Shopify, house: ApiHouse) -> None:
    fill(shop, 2)
    in_a_while = (datetime.now(NOW.tzinfo) + timedelta(seconds=90)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )
    shop.faults = [
        Reply(status=429, headers={"Retry-After": "2.0"}),
        Reply(status=429, headers={"Retry-After": in_a_while}),
    ]

    house.fetch()

    assert house.waits[0] == 2.0
    assert 80 < house.waits[1] <= 90
    assert ids(house) == [1, 2]


def test_trouble_that_passes_is_waited_out_ever_longer(shop: Shopify, house: ApiHouse) -> None:
    fill(shop, 9)
    shop.faults = [
        Reply(status=503),
        Reply({"customers": [{"id": 1}]}, cut=True),
        Reply(b'{"customers": [{"id": 1'),
        Reply([1, 2]),
    ]

    fetched, _ = house.fetch()

    assert fetched.failures == {}
    assert house.waits == [1.0, 2.0, 4.0, 8.0]
    assert ids(house) == list(range(1, 10))


def test_trouble_that_stays_ends_the_fetch_and_what_came_before_lands(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 9)

    def fail_on_page_two(asked: Asked) -> None:
        if "page_info" in asked.query:
            shop.faults = [Reply(status=500)]

    shop.before = fail_on_page_two
    fetched, landed = house.fetch()

    assert fetched.failures == {
        "shopify": f"shopify answered 500, {ATTEMPTS} times in a row. Next: run this again later."
    }
    assert landed.landed_rows == 7
    assert len(house.waits) == ATTEMPTS - 1

    # What was not asked to its end is asked anew.
    shop.before = lambda asked: None
    shop.faults = []
    house.fetch()

    assert asked_since(shop)[-1] == "2000-01-01T00:00:00Z"
    assert sorted(set(ids(house))) == list(range(1, 10))


def test_a_wait_of_hours_is_not_sat_out(shop: Shopify, house: ApiHouse) -> None:
    shop.faults = [Reply(status=429, headers={"Retry-After": "7200"})]

    fetched, _ = house.fetch()

    assert "asks us to wait 120 minutes" in fetched.failures["shopify"]
    assert house.waits == []


def test_a_list_that_the_account_has_not_is_left_out_and_told(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 1)
    shop.refused = ("price_rules", 403)

    fetched, _ = house.fetch()

    assert fetched.failures == {}
    assert len(fetched.absent) == 2  # the rules, and the codes that are asked rule by rule
    assert "does not let us read /admin/api/2025-07/price_rules.json" in fetched.absent[0]
    assert "give STAMMKUNDE_SHOPIFY_TOKEN the right" in fetched.absent[0]
    assert ids(house) == [1]
    assert "deletions" in {each.listing for each in fetched.fetched}


def test_a_reply_that_is_not_as_described_is_told_without_quoting_it(
    house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Zendesk() as desk:
        connect(monkeypatch, "zendesk", desk, EMAIL=desk.email)
        desk.faults = [Reply({"users": [{"id": 1, "name": "Ada"}]})]
        fetched, _ = house.fetch()

    assert "reply about users is not as its API describes it" in fetched.failures["zendesk"]
    assert "Ada" not in fetched.failures["zendesk"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_stops_at_once_and_says_what_to_set(
    status: int, shop: Shopify, house: ApiHouse
) -> None:
    shop.faults = [Reply(status=status)]

    fetched, _ = house.fetch()

    assert " STAMMKUNDE_SHOPIFY_TOKEN" in fetched.failures["shopify"]
    assert len(shop.asked) == 1


def test_a_next_page_elsewhere_is_not_asked(shop: Shopify, house: ApiHouse) -> None:
    with Shopify() as elsewhere:
        link = f'<{elsewhere.url}/admin/api/2025-07/customers.json?page_info=x>; rel="next"'
        shop.faults = [Reply({"customers": [customer(1, NOW)]}, headers={"Link": link})]
        fetched, _ = house.fetch()

        assert elsewhere.asked == []
    assert "another address" in fetched.failures["shopify"]


def test_a_redirect_is_not_followed(shop: Shopify, house: ApiHouse) -> None:
    with Shopify() as elsewhere:
        shop.faults = [Reply(status=302, headers={"Location": elsewhere.url + "/"})]
        fetched, _ = house.fetch()

        assert elsewhere.asked == []
    assert "answered 302" in fetched.failures["shopify"]


def test_pages_that_name_each_other_in_a_circle_end_the_fetch(
    shop: Shopify, house: ApiHouse
) -> None:
    fill(shop, 1)
    link = f'<{shop.url}/admin/api/2025-07/customers.json?page_info=x>; rel="next"'
    shop.faults = [Reply({"customers": [customer(1, NOW)]}, headers={"Link": link})] * 9

    fetched, _ = house.fetch()

    assert "in circles" in fetched.failures["shopify"]
    assert len(shop.asked) == 2


# --- settings and secrets --------------------------------------------------------------


def test_one_tool_in_trouble_stops_neither_landing_nor_exports(
    shop: Shopify, house: ApiHouse
) -> None:
    shop.faults = [Reply(status=401)]
    house.drop("kasse/contacts.csv", "source_record_id,email\n1,ada@example.com\n")

    fetched, landed = house.fetch()

    assert list(fetched.failures) == ["shopify"]
    assert landed.landed_rows == 1


def refusal(house: ApiHouse, *tools: str) -> str:
    """Why nothing is asked, in one line; told within 80 columns."""
    with pytest.raises(VerbError) as error:
        house.fetch(*tools)
    assert max(map(len, error.value.message.splitlines())) <= 80
    return " ".join(error.value.message.split())


def test_missing_settings_are_named(monkeypatch: pytest.MonkeyPatch, house: ApiHouse) -> None:
    assert "STAMMKUNDE_SHOPIFY_TOKEN" in refusal(house)
    assert "STAMMKUNDE_SHOPIFY_URL and STAMMKUNDE_SHOPIFY_TOKEN" in refusal(house, "shopify")
    monkeypatch.setenv("STAMMKUNDE_SHOPIFY_URL", "https://x.myshopify.com")
    assert "cannot be asked without STAMMKUNDE_SHOPIFY_TOKEN." in refusal(house)
    assert "dsfinvk has no API mode" in refusal(house, "dsfinvk")


@pytest.mark.parametrize("url", ["http://x.myshopify.com", "https://u:p4ssw0rd@x.example.com"])
def test_an_address_that_would_show_the_token_to_the_network_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, house: ApiHouse
) -> None:
    monkeypatch.setenv("STAMMKUNDE_SHOPIFY_URL", url)
    monkeypatch.setenv("STAMMKUNDE_SHOPIFY_TOKEN", SECRET)

    with pytest.raises(VerbError, match="STAMMKUNDE_SHOPIFY_URL") as error:
        house.fetch()

    assert SECRET not in str(error.value)
    assert "p4ssw0rd" not in str(error.value)


@pytest.mark.parametrize("token", [f"{SECRET}\n", f"Bearer {SECRET}", f"{SECRET}é"])
def test_a_token_that_was_copied_badly_is_refused_without_being_shown(
    token: str, shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAMMKUNDE_SHOPIFY_TOKEN", token)

    with pytest.raises(VerbError, match="STAMMKUNDE_SHOPIFY_TOKEN") as error:
        house.fetch()

    assert SECRET not in str(error.value)
    assert shop.asked == []


def test_no_file_and_no_output_holds_the_token(
    shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shop, 9)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", str(house.settings.exports))
    said = []
    for fault in ([], [Reply(status=401)], [Reply(status=404)], [Reply({"x": 1})]):
        shop.faults = fault
        result = CliRunner().invoke(command, ["shopify", "--api", *(["--json"] if fault else [])])
        said.append(result.output)

    assert any("check STAMMKUNDE_SHOPIFY_TOKEN" in " ".join(text.split()) for text in said)
    assert [text for text in said if SECRET in text] == []
    files = [file for file in house.settings.root.rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if SECRET.encode() in file.read_bytes()] == []


def test_the_verb_tells_in_80_columns_and_in_json(
    shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shop, 9)
    monkeypatch.setenv("STAMMKUNDE_DUCKDB", str(house.settings.warehouse))
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", str(house.settings.exports))

    told = CliRunner().invoke(command, ["--api"])
    payload = json.loads(CliRunner().invoke(command, ["--api", "--json"]).stdout)

    assert (told.exit_code, payload["not_fetched"]) == (0, {})
    assert "9 customers, 0 orders, 0 products" in told.output
    assert max(map(len, told.output.splitlines())) <= 80
    assert {each["records"] for each in payload["fetched"]} == {0}
    wrong = CliRunner().invoke(command, ["--api", "--from", str(house.settings.root)])
    assert wrong.exit_code == 2


def test_a_run_does_not_build_on_a_day_that_a_tool_did_not_tell(
    shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shop, 2)
    built: list[str] = []

    def build(*_: object) -> running.Outcome:
        built.append("built")
        return running.Outcome({}, [])

    monkeypatch.setattr(running, "steps", lambda: {"land": running._land, "build": build})
    shop.faults = [Reply(status=401)]
    stopped = running.run(house.settings, api=True)
    assert (stopped.step("land").state, built) == ("failed", [])
    assert "STAMMKUNDE_SHOPIFY_TOKEN" in stopped.step("land").message

    done = running.run(house.settings, api=True)
    assert (done.exit_code, built) == (0, ["built"])
    assert ids(house) == [1, 2]


# --- killed ----------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["writing a page", "before landing"])
def test_killed_between_pages_or_before_landing_the_next_run_completes(
    moment: str, shop: Shopify, house: ApiHouse, root: Path
) -> None:
    fill(shop, 20)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.pipelines.api_killed", moment, str(house.settings.root)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-2000:]

    fetched, _ = house.fetch()

    assert fetched.failures == {}
    assert ids(house) == sorted(range(1, 21), key=str)
    assert [*house.settings.spool.rglob("*.*")] == []
    shop.asked.clear()
    house.fetch()
    assert asked_since(shop) == ["2026-11-01T11:00:00Z"]


def test_what_landed_unnoted_is_asked_for_again_and_lands_once(
    shop: Shopify, house: ApiHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if killed between the ledger's word and ours."""
    fill(shop, 3)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(fetch, "_remember", killed)
        with pytest.raises(KeyboardInterrupt):
            house.fetch()
    _, landed = house.fetch()

    assert asked_since(shop) == ["2000-01-01T00:00:00Z"] * 2
    assert {file.status for file in landed.files} == {"already"}
    assert ids(house) == [1, 2, 3]
