"""``cdp explain``: why two records are one customer, or are not; who a record is.

What it prints is personal data, so values are masked unless one asks to see them;
nothing goes to a log.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from pipelines.console import Console, verb, wrapped
from pipelines.identity.evidence import LISTED, Evidence, Path
from pipelines.identity.records import Held, Registry
from pipelines.settings import settings


@click.command("explain")
@click.argument("one", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@click.option("--show-values", is_flag=True, help="Show personal data instead of masking it.")
@verb
def command(console: Console, one: str, other: str | None, show_values: bool) -> None:
    """Why A and B are one customer, or are not; with A alone, who that is.

    A and B are records (tool:record_id) or a customer_id, which speaks for its oldest
    record. It tells of the last build.
    """
    one, other = one.strip(), other.strip() if other else None
    with Registry(settings(), "cdp explain") as registry:
        evidence = Evidence(registry, show_values)
        left = registry.means(one)[0]
        right = registry.means(other)[0] if other else left
        # An id that was merged into another one is an old name of that customer.
        merged = {
            name: held.customer_id
            for name, held in ((one, left), (other or one, right))
            if ":" not in name and name != held.customer_id
        }
        told = [f"{name} is {now} now." for name, now in merged.items()]
        if other is None:
            known = evidence.customer(left, None if console.as_json else LISTED)
            console.result({**known, "merged_ids": merged}, [*told, *_customer_lines(known)])
            return
        if left.customer_id == right.customer_id:
            path = evidence.path(left, right)
            console.result(
                {"is_together": True, **asdict(path), "merged_ids": merged},
                [*told, *_path_lines(path, left, right)],
            )
            return
        why = evidence.apart(left, right)
    console.result(
        {"is_together": False, **why, "merged_ids": merged},
        [*told, *_apart_lines(why, left, right)],
    )


def _customer_lines(known: dict[str, Any]) -> list[str]:
    lines = [f"{known['customer_id']}: {known['records']} records, oldest first"]
    for entry in known["listed"]:
        lines.append(f"  {entry['record']}")
        tie = entry["tie"]
        if tie:
            lines += _cut(f"    {tie['identifier_type']} {tie['value']}", tie["confidence"])
            lines.append(f"      with {tie['right']}")
        else:
            lines.append("    alone")
    if known["records"] > len(known["listed"]):
        more = known["records"] - len(known["listed"])
        lines.append(f"  ... and {more:,} more; --json lists them all")
    lines.append("Next: cdp explain A B tells how two of them hang together.")
    return lines


def _path_lines(path: Path, left: Held, right: Held) -> list[str]:
    if left.record == right.record:
        of_whom = f"of {path.customer_id}, a customer of {path.records} records."
        return [f"A and B mean one record, {left.record},", of_whom]
    lines = [
        f"{left.record} and {right.record}",
        f"are one customer, {path.customer_id}, of {path.records} records.",
    ]
    if path.weakest is None:
        return lines
    weak = path.ties[path.weakest]
    lines.append(
        f"The shortest way is {len(path.ties)} tie{'s' * (len(path.ties) > 1)}; "
        f"the weakest is {weak.identifier_type}."
    )
    lines.append(f"  {path.ties[0].left}")
    for number, tie in enumerate(path.ties):
        mark = "  <- weakest" if number == path.weakest and len(path.ties) > 1 else ""
        lines += _cut(f"    {tie.identifier_type} {tie.value}", tie.confidence, mark)
        lines += _said(tie.fields, tie.totals)
        lines.append(f"  {tie.right}")
    return lines


def _apart_lines(why: dict[str, Any], left: Held, right: Held) -> list[str]:
    lines = [
        f"{left.record} is {left.customer_id},",
        f"{right.record} is {right.customer_id}: two customers.",
    ]
    lines += [f"{name} is a test person; tests are tied to nobody." for name in why["tests"]]
    for decision in why["decisions"]:
        lines += wrapped(
            f"Decided apart by {decision['decision_id']}: {decision['left']} and "
            f"{decision['right']}."
        )
        lines += wrapped(f"{decision['author']}: {decision['reason']}", "  ")
    for shared in why["shared"]:
        lines += wrapped(f"Both hold {shared['identifier_type']} {shared['value']}:")
        lines += wrapped(shared["reason"], "  ")
    like = why["likeness"]
    if like is None:
        lines.append("Likeness: not compared; they share no blocking key.")
    else:
        side = "above" if like["weight"] >= like["link_weight"] else "below"
        lines.append(
            f"Likeness: {like['probability']:.1%} one person; weight {like['weight']:+.2f}, "
            f"{side} the {like['link_weight']:+.2f} of a link"
        )
        lines += _said(like["fields"], like["totals"])
        if like["is_contradicted"] and not why["decisions"]:
            lines.append("  A decision or keys of their own that differ keep the two apart.")
        if like["weight"] >= like["review_weight"] and not why["decisions"]:
            lines.append("  It waits in the review queue: cdp identity review export")
    if not (why["shared"] or why["decisions"] or like):
        lines.append("They hold nothing in common that could tie them.")
    return lines


def _said(fields: list[dict[str, Any]], totals: dict[str, float]) -> list[str]:
    """Field by field for one person against strangers; then all of it by kind of pair."""
    lines = []
    if fields:
        told = ", ".join(
            f"{x['field'].replace('_', ' ')} {x['level'].replace('_', ' ')}"
            + (f" {x['weights']['person']:+.1f}" if x["weights"] else "")
            for x in fields
        )
        if totals and all(x["weights"] for x in fields):
            # How frequent the kind is; with it the fields add up to the total.
            rest = totals["person"] - sum(x["weights"]["person"] for x in fields)
            told += f"; for how few pairs are one person's {rest:+.1f}"
        lines += wrapped(told, "      ")
    if totals:
        names = {
            "person": "one person",
            "household": "relatives",
            "namesake": "namesakes",
            "bearer": "strangers of one name",
        }
        told = ", ".join(f"{names.get(kind, kind + 's')} {w:+.1f}" for kind, w in totals.items())
        lines += wrapped(f"in all, against strangers: {told}", "      ")
    return lines


def _cut(text: str, confidence: float, mark: str = "") -> list[str]:
    """The text with the confidence at its end; wrapped where both do not fit a line."""
    text, end = text.rstrip(), f"  {confidence:.4g}{mark}"
    if len(text) + len(end) <= 80:
        return [text + end]
    return [*wrapped(text.strip(), "    "), f"      {end.strip()}"]
