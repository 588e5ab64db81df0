"""What people say: tickets, their ratings, and answers to surveys."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np

from pipelines.sandbox import names
from pipelines.sandbox.behaviour import Sales, after
from pipelines.sandbox.clock import DAY, Clock, hour_weights, seconds_of_day
from pipelines.sandbox.draw import Bools, Draw, Ints, pick, store
from pipelines.sandbox.people import People


def make(
    con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock, sales: Sales
) -> None:
    """Creates ``ticket`` and ``answer``."""
    opened = make_tickets(con, seed, people, clock, sales)
    make_answers(con, seed, people, clock, sales, opened)


@dataclass
class Tickets:
    """What the survey needs to know of the tickets."""

    person: Ints
    sale: Ints
    reason: Ints
    solved_at: Ints
    good: Bools


def make_tickets(
    con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock, sales: Sales
) -> Tickets:
    draw = Draw(seed, "tickets", sales.count)
    reasons = list(names.TICKETS)
    known = (sales.person >= 0) & (sales.person < people.count) & sales.closed
    shop = known & sales.in_shop & ~sales.cancelled
    late = shop & sales.late & draw.chance(0.5)
    back = shop & (sales.refunded_at >= 0) & ~late & draw.chance(0.22)
    other = known & ~late & ~back & draw.chance(0.055)
    chosen = np.flatnonzero(late | back | other)
    kind = np.where(late, 0, np.where(back, 1, 2 + draw.choice([30, 20, 25, 12, 8, 5])))[chosen]
    asks = np.flatnonzero(Draw(seed, "asks", people.count).chance(0.035))
    count = len(chosen) + len(asks)
    each = Draw(seed, "ticket", count)
    sale = np.concatenate([chosen, np.full(len(asks), -1)])
    person = np.concatenate([sales.person[chosen], asks])
    reason = np.concatenate([kind, np.array([2, 5, 6, 7])[each.ints(0, 4)[len(chosen) :]]])
    start = np.where(
        sales.late, sales.at + 5 * DAY, np.where(sales.in_shop, sales.delivered_at, sales.at)
    )
    start = np.where(late, np.minimum(start, sales.delivered_at), start)
    start = np.where(back, sales.refunded_at, start)[chosen]
    loose = clock.instant(each.unit() * 0.98, seconds_of_day(each.choice(hour_weights("online")),
                          each.unit()), "online")  # fmt: skip
    opened = np.concatenate(
        [
            after(
                start,
                3600 * each.exponential(30.0)[: len(chosen)],
                each.unit()[: len(chosen)],
                clock.end,
            ),
            loose[len(chosen) :],
        ]
    )
    bad = reason == 0
    reply = 20 + each.exponential(np.where(bad, 420.0, 190.0))
    solve = reply + 30 + each.exponential(np.where(bad, 2600.0, 1100.0))
    opened = opened.astype(np.int64)
    replied = after(opened, reply * 60, each.unit(), clock.end)
    solved = after(replied, (solve - reply) * 60, each.unit(), clock.end)
    reopens = each.poisson(np.where(bad, 0.35, 0.1))
    rated = each.unit()
    good = each.chance(np.where(bad, 0.42, 0.86) - 0.12 * np.minimum(reopens, 2))
    subjects = [names.TICKETS[name] for name in reasons]
    flat = [subject for group in subjects for subject in group]
    base = np.cumsum([0, *[len(group) for group in subjects]])
    width = np.array([len(group) for group in subjects])
    subject = base[reason] + (each.unit() * width[reason]).astype(np.int64)
    texts = [*names.COMMENTS_GOOD, *names.COMMENTS_BAD]
    comment = np.where(good, 0, len(names.COMMENTS_GOOD)) + each.ints(0, 6)
    store(
        con, "ticket",
        ticket=np.arange(count), person=person, sale=sale, reason=pick(reasons, reason),
        subject=pick(flat, subject), opened_at=opened, replied_at=replied, solved_at=solved,
        is_solved=each.chance(0.97),
        via=pick(["email", "phone", "chat", "web", "facebook"], each.choice([46, 24, 14, 13, 3])),
        reopens=reopens, replies=1 + each.poisson(0.8 + 0.6 * bad),
        handle=np.round(3 + each.exponential(np.where(bad, 11.0, 7.0)), 1),
        rated=rated, is_good=good, agent=each.ints(0, 6), names_order=each.chance(0.75),
        comment=pick([*texts, None], np.where(rated < 0.12, comment, len(texts))),
        record_luck=each.unit(),
    )  # fmt: skip
    return Tickets(person, sale, reason, solved, good)


def make_answers(
    con: duckdb.DuckDBPyConnection,
    seed: int, people: People, clock: Clock, sales: Sales, tickets: Tickets,
) -> None:  # fmt: skip
    """``answer``: one row per submitted form; late parcels and bad service show in the score."""
    draw = Draw(seed, "invited", sales.count)
    known = (sales.person >= 0) & (sales.person < people.count)
    known &= sales.closed & ~sales.cancelled
    bought = np.flatnonzero(known & sales.in_shop & draw.chance(0.06))
    arrived = np.flatnonzero(known & sales.in_shop & draw.chance(np.where(sales.late, 0.12, 0.045)))
    visited = np.flatnonzero(known & (sales.card_person >= 0) & draw.chance(0.05))
    served = np.flatnonzero(Draw(seed, "served", len(tickets.person)).chance(0.2))
    asked = np.flatnonzero(Draw(seed, "nps", people.count).chance(0.07))
    groups = [bought, arrived, served, visited, asked]
    kind = np.repeat(np.arange(5), [len(group) for group in groups])
    each = Draw(seed, "answers", len(kind))
    none = np.full(len(asked), -1)
    sale = np.concatenate([bought, arrived, tickets.sale[served], visited, none])
    ticket = np.where(kind == 2, np.concatenate([bought, arrived, served, visited, none]), -1)
    person = np.concatenate([sales.person[bought], sales.person[arrived], tickets.person[served],
                             sales.person[visited], asked])  # fmt: skip
    loose = clock.instant(each.unit() * 0.98, seconds_of_day(each.choice(hour_weights("online")),
                          each.unit()), "online")  # fmt: skip
    trigger = np.concatenate([sales.at[bought], sales.delivered_at[arrived],
                              tickets.solved_at[served], sales.at[visited],
                              loose[len(kind) - len(asked) :]])  # fmt: skip
    at = after(trigger, 3600 * (1 + each.exponential(20.0)), each.unit(), clock.end)
    late = np.append(sales.late, False)[sale] & (kind > 0)
    once_late = np.zeros(people.extent, dtype=bool)
    once_late[sales.person[sales.late & (sales.person >= 0)]] = True
    grumpy = late | ((kind == 2) & ~np.append(tickets.good, True)[ticket])
    grumpy |= (kind == 4) & once_late[person] & each.chance(0.6)
    happy_five = 1 + each.choice([3, 5, 13, 37, 42])
    cross_five = 1 + each.choice([28, 30, 22, 14, 6])
    happy_ten = each.choice([1, 1, 1, 2, 2, 6, 7, 16, 24, 20, 20])
    cross_ten = each.choice([8, 6, 9, 11, 12, 16, 14, 11, 7, 4, 2])
    five = np.where(grumpy, cross_five, happy_five)
    score = np.where(kind == 4, np.where(grumpy, cross_ten, happy_ten), five)
    mood = np.where(kind == 4, score // 2, score)
    pools = [names.COMMENTS_BAD, names.COMMENTS_MIXED, names.COMMENTS_GOOD, names.COMMENTS_LATE]
    pool = np.where(late & (mood <= 3), 3, np.where(mood <= 2, 0, np.where(mood == 3, 1, 2)))
    base = np.cumsum([0, *[len(texts) for texts in pools]])
    width = np.array([len(texts) for texts in pools])
    text = base[pool] + (each.unit() * width[pool]).astype(np.int64)
    text = np.where(each.chance(0.38), text, base[-1])
    refs = ["csat_purchase", "csat_delivery", "csat_service", "csat_store", "nps_relationship"]
    store(
        con, "answer",
        answer=np.arange(len(kind)), ref=pick(refs, kind), person=person, sale=sale, ticket=ticket,
        at=at, score=score, comment=pick([*[t for texts in pools for t in texts], None], text),
        seconds=each.ints(25, 400), hidden=each.unit(), names_order=each.chance(0.8),
        takes_nps=each.chance(0.25) & (kind < 4), nps=np.where(grumpy, cross_ten, happy_ten),
        browser=each.ints(0, 3), luck=each.unit(),
    )  # fmt: skip
