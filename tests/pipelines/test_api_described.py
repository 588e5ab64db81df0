"""What Klaviyo and Square tell late, and the judge that their own descriptions are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from .api_described import AVAILABLE, Description
from .api_house import NOW, ApiHouse, connect
from .api_vendors import Asked, Klaviyo, Record, Reply, Square


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


def test_the_members_of_each_klaviyo_list_know_their_list_and_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def member(number: int, joined: str) -> Record:
        told = {"email": f"p{number}@example.com", "joined_group_at": joined}
        links = {"self": f"https://a.klaviyo.com/api/profiles/P{number}"}
        return {"type": "profile", "id": f"P{number}", "attributes": told, "links": links}

    listed = {"type": "list", "id": "Y6nRLr", "attributes": {"name": "Newsletter"},
              "links": {"self": "https://a.klaviyo.com/api/lists/Y6nRLr"}}  # fmt: skip
    house = ApiHouse(tmp_path)
    with Klaviyo(lists=[listed], list_members=[member(1, "2026-01-01T00:00:00+00:00")]) as mail:
        if AVAILABLE:
            mail.judge = Description("klaviyo_stable")
        mail.now = lambda: NOW
        connect(monkeypatch, "klaviyo", mail)
        house.fetch("klaviyo")
        mail.records["list_members"].append(member(2, "2026-11-01T11:30:00+00:00"))
        house.fetch("klaviyo")

    assert mail.wrong == []
    assert house.rows(
        "select regexp_extract(links_self, 'lists/([^/?]+)', 1), id from raw_klaviyo.list_members"
        " order by 2"
    ) == [("Y6nRLr", "P1"), ("Y6nRLr", "P2")]


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
