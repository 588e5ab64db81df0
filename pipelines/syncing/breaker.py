"""The breaker: a segment that suddenly shrinks is more often a broken build than the truth."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.syncing.catalog import SyncSpec
from pipelines.syncing.plan import Plan


@dataclass(frozen=True)
class Limits:
    """How much one sync may change before a person has to look.

    A share says nothing about a handful of people, so each has a minimum beside it.
    """

    removed_share: float = 0.20
    removed_minimum: int = 10
    removed_most: int = 5_000
    jump_share: float = 1.00
    jump_minimum: int = 1_000


def objection(plan: Plan, spec: SyncSpec, limits: Limits) -> str | None:
    """Why this plan may not be sent without ``--accept``; none if it may.

    Withdrawn consents are not counted: those removals are due, however many they are.
    """
    where = f"{spec.destination} holds {plan.held:,}"
    if plan.audience == 0 and plan.leaving:
        return f"segment {spec.segment} is empty and {where}"
    share = plan.leaving / plan.held if plan.held else 0.0
    many = share > limits.removed_share and plan.leaving > limits.removed_minimum
    if many or plan.leaving > limits.removed_most:
        return f"{plan.leaving:,} people would be removed and {where} ({share:.0%})"
    jump = plan.created / plan.held if plan.held else 0.0
    if jump > limits.jump_share and plan.created > limits.jump_minimum:
        return f"{plan.created:,} people would be added and {where} ({jump:+.0%})"
    return None
