"""One YAML tells what events may say: landing, the mart, the docs and people go by it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines import plan as plan_verb
from pipelines import tracking_plan
from pipelines.console import VerbError
from pipelines.landing.replay import replay

from .event_house import ROOT, build_events
from .landing_house import House

PLAN = ROOT / "tracking_plan.yml"

BLOCKING = """
unplanned_events: block
events:
  Order Completed:
    description: An order was placed.
    properties:
      order_id: { type: string, required: true }
      total: { type: number, required: true, on_violation: block }
"""


def event(number: int, name: str = "Order Completed", /, **properties: Any) -> dict[str, Any]:
    return {
        "messageId": f"m{number}", "type": "track", "event": name, "userId": "u",
        "timestamp": "2026-01-01T10:00:00Z", "receivedAt": "2026-01-01T10:00:01Z",
        "properties": properties,
    }  # fmt: skip


def lines(events: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in events)


def test_seed_and_docs_are_in_step_with_the_plan() -> None:
    plan = tracking_plan.load(PLAN)

    assert (ROOT / plan_verb.SEED).read_text() == tracking_plan.seed(plan), "cdp plan compile"
    assert (ROOT / plan_verb.PAGE).read_text() == tracking_plan.page(plan), "cdp plan compile"


def test_the_plan_knows_the_words_that_we_added_to_segments() -> None:
    events = tracking_plan.load(PLAN).events
    ours = {
        "Receipt Issued", "Delivery Promised", "Delivery Delivered", "Delivery Delayed",
        "Contact Opened", "Contact Solved", "Survey Answered", "Points Earned", "Points Burned",
        "Voucher Issued", "Voucher Redeemed", "Consent Updated",
    }  # fmt: skip
    assert ours <= set(events)
    assert len(set(events) - ours) >= 28, "the e-commerce specification's own"


def test_what_a_rule_blocks_is_quarantined_repaired_and_replayed(tmp_path: Path) -> None:
    house = House(tmp_path)
    (tmp_path / "tracking_plan.yml").write_text(BLOCKING)
    house.drop(
        "segment/events-1.jsonl",
        lines(
            [
                event(1, order_id="#1", total=12.5),
                event(2, total=7),  # lacks the order, which only informs
                event(3, order_id="#3", total="12,50"),
                event(4, "Bestellung fertig", order_id="#4", total=1),
                {**event(5, "Home", total="x"), "type": "page"},
            ]
        ),
    )

    house.land()

    assert house.quarantine() == [
        ("events-1.jsonl", 3, "total", "tracking plan: Order Completed: total is no number"),
        ("events-1.jsonl", 4, "event", "tracking plan: the event is not in the plan"),
    ]
    ids = "select message_id from raw_segment.events order by 1"
    assert house.rows(ids) == [("m1",), ("m2",), ("m5",)]

    # The sender's mistake is repaired; the other event finds its way into the plan.
    ((row,),) = house.rows(
        "select left(file_sha256, 8) || ':' || row_number from landing.quarantine"
        " where row_number = 3"
    )
    replay(house.settings, repairs={row: json.dumps(event(3, order_id="#3", total=12.5))})
    assert [reason for *_, reason in house.quarantine()] == [
        "tracking plan: the event is not in the plan"
    ]
    (tmp_path / "tracking_plan.yml").write_text(BLOCKING.replace("s: block", "s: inform"))
    replay(house.settings)

    assert house.quarantine() == []
    assert house.rows(ids) == [("m1",), ("m2",), ("m3",), ("m4",), ("m5",)]


def test_a_rule_for_the_lines_of_an_order_blocks_it_too(tmp_path: Path) -> None:
    house = House(tmp_path)
    line = (
        "{ type: array, items: { price: { type: number, required: true, on_violation: block } } }"
    )
    (tmp_path / "tracking_plan.yml").write_text(f"{BLOCKING}      products: {line}\n")
    sold = [
        event(1, total=1, products=[{"price": 1}, {"price": 2.5}]),
        event(2, total=1, products=[{"price": 1}, {"price": "2,50"}]),
        event(3, total=1, products=[{"price": 1}, {}]),
        event(4, total=1, products=[]),
    ]
    house.drop("segment/events-1.jsonl", lines(sold))

    house.land()

    assert house.rows("select message_id from raw_segment.events order by 1") == [("m1",), ("m4",)]
    assert house.quarantine() == [
        ("events-1.jsonl", 2, "products[].price",
         "tracking plan: Order Completed: products[].price is no number"),
        ("events-1.jsonl", 3, "products[].price",
         "tracking plan: Order Completed: products[].price is missing or empty"),
    ]  # fmt: skip


def test_landing_and_mart_judge_alike(tmp_path: Path) -> None:
    """The rules are written twice, for raw rows and for models; 900 events of every shape
    are judged by both."""
    plan = tracking_plan.load(PLAN)
    chance = random.Random(20261128)
    values = [
        None, "", " ", "x", "EUR", "email", "granted", "2026-01-01T10:00:00Z", "2026-01-01", "5",
        5, -5, 12345678901234567890, 5.5, True, [], [1], {}, {"a": 1}, "ada@example.com",
    ]  # fmt: skip
    said = []
    for number in range(900):
        name = chance.choice([*plan.events, "Unheard Of"])
        _, properties = plan.events.get(name, ("", {"x": {}}))
        own = {key: chance.choice(values) for key in properties if chance.random() < 0.8}
        for key, asked in properties.items():
            if "items" in asked and chance.random() < 0.8:
                own[key] = [
                    chance.choice([{inner: chance.choice(values) for inner in asked["items"]}, "x"])
                    for _ in range(chance.randrange(4))
                ]
        message = event(number, name, **own)
        if number % 7 == 0:
            traits = {key: chance.choice(values) for key in plan.traits}
            message = {**message, "type": "identify", "traits": traits}
        said.append(message)
    house = House(tmp_path)  # without a plan of its own: everything lands
    house.drop("segment/events-1.jsonl", lines(said))
    house.land()

    build_events(house, "event_violations")

    judged = [
        f"select message_id, nullif('{rule.property_name}', ''), '{rule.rule}'"
        f" from raw_segment.events where {tracking_plan.broken_by(plan, rule)}"
        for rule in plan.rules
        if rule.rule != "planned" or rule.event_name == "*"
    ]
    at_landing = set(house.rows(" union all ".join(judged)))
    found = house.rows("select message_id, property_name, rule from marts.event_violations")
    in_mart = {(at, name and re.sub(r"\[\d+\]", "[]", name), rule) for at, name, rule in found}
    assert in_mart == at_landing
    # An item is named by its place, counted here by Python.
    assert {(at, name) for at, name, rule in found if name and "].q" in name} == {
        (message["messageId"], f"products[{place}].quantity")
        for message in said
        if message["type"] == "track" and isinstance(message["properties"].get("products"), list)
        and "items" in plan.events.get(message["event"], ("", {}))[1].get("products", {})
        for place, item in enumerate(message["properties"]["products"])
        if isinstance(item, dict) and item["quantity"] not in (None, "", " ")
        and type(item["quantity"]) is not int
    }  # fmt: skip
    assert len({rule for _, _, rule in in_mart}) == 6, "every kind of rule was broken"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("events: [", "tracking_plan.yml, line 1: this is no YAML"),
        ("traits: {}", "there are no events"),
        ("events: { Sold: {} }", "Sold: needs a description"),
        ("events: { Sold: { description: d, properties: { a: { typ: x } } } }",
         "Sold, a: may have"),
        ("events: { Sold: { description: d, properties: { a: { type: text } } } }",
         "type must be one of string"),
        ("events: { Sold: { description: d, properties: { a: { items: { b: {} } } } } }",
         "Sold, a: items need a property of type array"),
        ("events: { Sold: { description: d,"
         " properties: { a: { type: array, items: { b: { type: x } } } } } }",
         "Sold, a[], b: type must be one of string"),
        ("events: { Sold: { description: d, properties: { 'a b': {} } } }",
         "Sold, a b: is no name of a property"),
        ("events: { Sold: { description: d, properties: { a: { pattern: '(' } } } }",
         "pattern is no regular expression"),
        ("events: { Sold: { description: d, properties: { a: { enum: ['x|y'] } } } }",
         "enum must be a list of texts without |"),
        ("events: { Sold: { description: d, properties: { a: { on_violation: drop } } } }",
         "on_violation must be inform or block"),
        ("unplanned_events: drop\nevents: { Sold: { description: d } }",
         "unplanned_events: must be inform, block or allow"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_meant_is_refused_by_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "tracking_plan.yml").write_text(text)

    with pytest.raises(VerbError, match="Next: ") as refusal:
        House(tmp_path).land()

    assert told in refusal.value.message


def test_compile_writes_what_is_out_of_step_and_check_only_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("seeds/marts", "models/marts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "dbt_project.yml").touch()
    (tmp_path / "tracking_plan.yml").write_text(BLOCKING)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(plan_verb.command, ["compile", *arguments])
        return done.exit_code, done.output

    assert run("--check") == (
        1,
        "Error: Out of step with the tracking plan: seeds/marts/tracking_plan_rules.csv,\n "
        " models/marts/tracking_plan.md. Next: cdp plan compile\n",
    )
    code, said = run()
    assert (code, said.splitlines()[0]) == (0, "1 events, 6 rules; 3 of them block.")
    assert run("--check")[0] == 0
    assert "| `total` | number | required, blocks |" in (tmp_path / plan_verb.PAGE).read_text()
