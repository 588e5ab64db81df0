"""What people buy beside the main shop and the stores: outlet shop, pop-up stores, marketplace.

Each of these tools' sales are two small tables, ``<tool>_sale`` and ``<tool>_line``, in cents
and drawn from streams of their own, so that none of them disturbs another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from pipelines.sandbox import catalogue, names
from pipelines.sandbox.behaviour import OPEN_FROM, after
from pipelines.sandbox.clock import DAY, Clock, hour_weights, seconds_of_day
from pipelines.sandbox.draw import Draw, Floats, Ints, pick, rank, store
from pipelines.sandbox.people import People
from pipelines.sandbox.records import SECOND, tool_number

#: Share of the records that bought once without an account (``record.odd`` below it).
GUESTS = 0.2


@dataclass(frozen=True)
class Sideline:
    """One tool that takes orders; shares are of its sales, prices of the catalogue's."""

    tool: str
    further_orders: float  # mean number per known person, after the first
    price_percent: int
    is_store: bool = False
    anonymous: float = 0.0
    codes: tuple[str, ...] = ()  # without a name: a discount that no code stands for
    percents: tuple[int, ...] = ()
    shipping: int = 0
    has_guests: bool = False


SIDELINES = (
    Sideline(
        "shopware", 1.5, 70, codes=("OUTLET10", "LAGERRAUS20"), percents=(10, 20),
        shipping=590, has_guests=True,
    ),
    Sideline("square", 1.2, 100, is_store=True, anonymous=0.55, codes=("Messerabatt",),
             percents=(10,)),
    Sideline("amazon", 0.7, 104, codes=("PAWS-V2-16042-AUTUMN",), percents=(15,), shipping=399),
)  # fmt: skip


def make(con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock) -> None:
    """Creates ``<tool>_sale`` and ``<tool>_line`` for each sideline; needs ``record``."""
    for sideline in SIDELINES:
        _sales(con, seed, people, clock, sideline)


def _sales(
    con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock, sideline: Sideline
) -> None:
    known = con.execute(
        "select record, person, odd from record where tool = ? and role <> ? order by record",
        [tool_number(sideline.tool), SECOND],
    ).fetchnumpy()
    record, position = _visits(seed, people, sideline, known)
    count = len(record)
    draw = Draw(seed, f"{sideline.tool} sales", count)
    kind = "store" if sideline.is_store else "online"
    second = seconds_of_day(draw.choice(hour_weights(kind)), draw.unit())
    at = clock.instant(position, second, kind)
    closed = (position < OPEN_FROM) | sideline.is_store
    cancelled = draw.chance(0.04)
    code = np.where(draw.chance(0.2), draw.ints(0, len(sideline.codes)), -1)
    shipped = after(at, 3600 * (6 + 40 * draw.unit()), draw.unit(), clock.end)
    promised = at + DAY * draw.ints(3, 7)
    late = draw.chance(0.09)
    slow = np.where(late, DAY * (1 + draw.exponential(2.0)), -3600 * (2 + 40 * draw.unit()))
    arrives = np.maximum(promised + slow, shipped + 7200)
    delivered = after(shipped, arrives - shipped, draw.unit(), clock.end)
    returns = closed & ~cancelled & draw.chance(0.1)
    came_back = at if sideline.is_store else delivered
    refunded = after(came_back, DAY * (2 + draw.exponential(6.0)), draw.unit(), clock.end)
    refunded = np.where(returns, refunded, -1)
    discount, code, goods = _lines(con, seed, sideline, code, refunded)
    store(
        con, f"{sideline.tool}_sale",
        sale=np.arange(count), order_no=rank(at), record=record, at=at, is_closed=closed,
        is_cancelled=cancelled,
        cancelled_at=after(at, 3600 * (1 + 30 * draw.unit()), draw.unit(), clock.end),
        code=pick([*sideline.codes, None], np.where(code < 0, len(sideline.codes), code)),
        percent=pick([*sideline.percents, 0], np.where(code < 0, len(sideline.codes), code)),
        discount=discount,
        shipping=np.where(goods - discount < 10_000, sideline.shipping, 0),
        shipped_at=shipped, promised_at=promised, delivered_at=delivered,
        refunded_at=refunded, pay=draw.choice([45, 35, 20]), place=draw.choice([55, 45]),
        carrier=pick(["DHL", "Hermes", "DPD"], draw.choice([60, 25, 15])),
        reason=pick([n for n, _ in names.RETURN_REASONS],
                    draw.choice([w for _, w in names.RETURN_REASONS])),
        luck=draw.unit(),
    )  # fmt: skip


def _visits(
    seed: int, people: People, sideline: Sideline, known: dict[str, Ints]
) -> tuple[Ints, Floats]:
    """(record, position) of each sale: -1 for nobody known; by record, then by time."""
    draw = Draw(seed, f"{sideline.tool} visits", len(known["record"]))
    join = people.join[known["person"]]
    orders = 1 + draw.poisson(sideline.further_orders * (1 - join))
    if sideline.has_guests:
        orders = np.where(known["odd"] < GUESTS, 1, orders)
    record = np.repeat(known["record"], orders)
    each = Draw(seed, f"{sideline.tool} visit", len(record))
    position = np.repeat(join, orders) + each.unit() * np.repeat(1 - join, orders)
    nobody = int(len(record) * sideline.anonymous / (1 - sideline.anonymous))
    strangers = Draw(seed, f"{sideline.tool} strangers", nobody).unit()
    record = np.concatenate([record, np.full(nobody, -1)])
    position = np.concatenate([position, strangers])
    order = np.lexsort((position, record))
    return record[order], position[order]


def _lines(
    con: duckdb.DuckDBPyConnection, seed: int, sideline: Sideline, code: Ints, refunded: Ints
) -> tuple[Ints, Ints, Ints]:
    """Creates ``<tool>_line``; returns each sale's discount, used code and goods in cents."""
    count = len(code)
    size = 1 + np.minimum(Draw(seed, f"{sideline.tool} baskets", count).poisson(0.8), 4)
    first = np.cumsum(size) - size
    sale = np.repeat(np.arange(count), size)
    draw = Draw(seed, f"{sideline.tool} lines", len(sale))
    product = draw.choice(_weights(catalogue.ARTICLES))
    quantity = 1 + draw.choice([82, 14, 4])
    price = np.array([article[2] for article in catalogue.ARTICLES])[product]
    price = price * sideline.price_percent // 100
    gross = quantity * price
    goods = np.add.reduceat(gross, first)
    percent = np.array([*sideline.percents, 0])[code]
    discount = (goods * percent + 50) // 100
    running = np.cumsum(gross) - (np.cumsum(gross) - gross)[first][sale]
    share = running * discount[sale] // goods[sale]
    share -= (running - gross) * discount[sale] // goods[sale]
    is_first = np.arange(len(sale)) == first[sale]
    comes_back = (refunded[sale] >= 0) & (is_first | draw.chance(0.4))
    store(
        con, f"{sideline.tool}_line",
        sale=sale, line_no=np.arange(len(sale)) - first[sale], product=product,
        quantity=quantity, price=price, discount=share,
        tax=np.array([article[3] for article in catalogue.ARTICLES])[product],
        back=np.where(comes_back, 1 + (draw.unit() * quantity).astype(np.int64), 0),
    )  # fmt: skip
    return discount, np.where(discount > 0, code, -1), goods


def _weights(articles: Sequence[tuple[str, str, int, int]]) -> list[float]:
    """Nobody buys a gift voucher here; everything else sells about alike."""
    return [
        0.0 if article[0] == "Gutscheine" else 1.0 + n % 7 for n, article in enumerate(articles)
    ]
