"""Klaviyo and Square: what files would say, by the vendors' own descriptions of their APIs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pipelines.sandbox import retailer

from .api_described import AVAILABLE, Description
from .api_house import NOW, ApiHouse, connect, records
from .api_vendors import Asked, Klaviyo, Record, Reply, Square, Vendor

KLAVIYO = ("profiles", "lists", "campaigns", "metrics", "events")
SQUARE = {"customers": "customers", "orders": "orders", "payments": "payments",
          "catalog": "objects"}  # fmt: skip


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(60, 7, dt.date(2026, 9, 30), folder)
    return folder


def judged(vendor: Vendor, description: str) -> None:
    """Lets the vendor's own description judge as well, where it is there."""
    if AVAILABLE:
        vendor.judge = Description(description)


@pytest.mark.skipif(not AVAILABLE, reason="the descriptions lie beside a checkout")
def test_a_description_finds_what_is_wrong_on_either_side() -> None:
    square = Description("square")
    payments = Asked("GET", "/v2/payments", {"limit": "many", "since": "now"}, {}, b"")
    search = Asked("POST", "/v2/customers/search", {}, {}, b'{"limit": 101}')

    said = [
        *square(payments, Reply({"payments": [{"id": 7}]})),
        *square(search, Reply({"customers": {}})),
        *square(Asked("GET", "/v2/nothing", {}, {}, b""), Reply({})),
    ]

    assert len(said) == 6
    for part in ("since is no parameter", "limit: 'many'", "payments[0].id: 7", "$.limit: 101",
                 "$.customers: {}", "/v2/nothing is not described"):  # fmt: skip
        assert any(part in each for each in said), part


def test_klaviyo_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = Klaviyo(**{name: records(exports / "klaviyo", name, "data") for name in KLAVIYO})
    judged(mail, "klaviyo_stable")
    house, files = ApiHouse(tmp_path / "api"), ApiHouse(tmp_path / "files")
    with mail:
        connect(monkeypatch, "klaviyo", mail)
        fetched, _ = house.fetch("klaviyo")
    files.land("klaviyo", folder=exports)

    assert (mail.wrong, fetched.failures) == ([], {})
    # A suppressed profile is told twice, by its change and by its suppression.
    assert {name: set(rows) for name, rows in house.raw("klaviyo").items()} == {
        name: set(rows) for name, rows in files.raw("klaviyo").items()
    }
    assert min(len(rows) for rows in files.raw("klaviyo").values()) > 0


def test_klaviyos_no_is_heard_even_if_the_profile_counts_as_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def profile(suppression: list[Record]) -> Record:
        marketing = {"consent": "SUBSCRIBED", "suppression": suppression}
        return {
            "type": "profile",
            "id": "P1",
            "attributes": {
                "email": "ada@example.com",
                "updated": "2026-01-01T00:00:00+00:00",
                "subscriptions": {"email": {"marketing": marketing}},
            },
        }

    house = ApiHouse(tmp_path)
    with Klaviyo(profiles=[profile([])]) as mail:
        mail.now = lambda: NOW
        connect(monkeypatch, "klaviyo", mail)
        house.fetch("klaviyo")
        mail.records["profiles"] = [
            profile([{"reason": "UNSUBSCRIBE", "timestamp": "2026-11-01T11:30:00+00:00"}])
        ]
        house.fetch("klaviyo")

    assert mail.wrong == []
    assert house.rows(
        "select arg_max(attributes, _load_id) like '%UNSUBSCRIBE%', count(*)"
        " from raw_klaviyo.profiles"
    ) == [(True, 2)]


def as_told(value: Any) -> Any:
    """Square leaves out what has no value, and a refund names its location."""
    if isinstance(value, list):
        return [as_told(each) for each in value]
    if not isinstance(value, dict):
        return value
    told = {name: as_told(each) for name, each in value.items() if each is not None}
    for refund in told.get("refunds", []):
        refund.setdefault("location_id", told["location_id"])
    return told


def test_square_lands_what_its_files_would(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, files = ApiHouse(tmp_path / "api"), ApiHouse(tmp_path / "files")
    told = {
        name: [as_told(one) for one in records(exports / "square", name, key)]
        for name, key in SQUARE.items()
    }
    for name, key in SQUARE.items():
        files.drop(f"square/{name}.json", {key: told[name]})
    till = Square(sorted({order["location_id"] for order in told["orders"]}), **told)
    judged(till, "square")
    with till:
        connect(monkeypatch, "square", till)
        fetched, _ = house.fetch("square")
    files.land("square")

    assert (till.wrong, fetched.failures) == ([], {})
    assert house.raw("square") == files.raw("square")
    assert {name: len(house.raw("square")[name]) for name in SQUARE} == {
        name: len(rows) for name, rows in told.items()
    }
    assert len(till.locations) > 1


def test_a_square_till_that_was_offline_for_three_days_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = {
        "id": "O1",
        "location_id": "L1",
        "state": "COMPLETED",
        "created_at": (NOW - dt.timedelta(hours=71)).isoformat(),
        "updated_at": (NOW - dt.timedelta(hours=71)).isoformat(),
    }
    house = ApiHouse(tmp_path)
    with Square() as till:
        till.now = lambda: NOW
        connect(monkeypatch, "square", till)
        house.fetch("square")
        till.records["orders"] = [order]
        house.fetch("square")

    assert till.wrong == []
    assert house.rows("select id from raw_square.orders") == [("O1",)]
