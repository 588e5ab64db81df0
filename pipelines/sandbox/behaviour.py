"""What people do: sales with their lines, deliveries and returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.sandbox import catalogue, names
from pipelines.sandbox.clock import DAY, Clock, hour_weights, seconds_of_day
from pipelines.sandbox.draw import Bools, Draw, Floats, Ints, pick, rank, store
from pipelines.sandbox.people import People

ONLINE, APP, MARKETPLACE, PHONE, STORE = range(5)
LATE_RATE = 0.10
# After a late parcel, this share of a customer's later purchases never happens.
LOST_AFTER_LATE = 0.45
#: Purchases after this point of the scale are still open when the history ends.
OPEN_FROM = 0.985


@dataclass
class Sales:
    """One entry per order or receipt, sorted by person and time; till counter-receipts last."""

    person: Ints  # -1: anonymous
    position: Floats
    channel: Ints
    business: Bools
    at: Ints
    closed: Bools
    cancelled: Bools
    late: Bools
    delivered_at: Ints
    refunded_at: Ints  # -1: nothing came back
    card_person: Ints  # -1: no loyalty card shown

    @property
    def count(self) -> int:
        return len(self.person)

    @property
    def in_shop(self) -> Bools:
        return self.channel < STORE


def after(start: Ints, delay: Floats | Ints, share: Floats, end: int) -> Ints:
    """``delay`` seconds later, or part of the way to the end when that would overshoot."""
    room = (end - start) * (0.3 + 0.6 * share)
    return (start + np.minimum(delay, room)).astype(np.int64)


def make(con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock) -> Sales:
    """Creates ``sale`` and ``line``."""
    person, position, channel = _purchases(seed, people)
    late, keep = _disappointments(seed, person, position, channel)
    person, position, channel, late = person[keep], position[keep], channel[keep], late[keep]
    # Colleagues try the shop with test accounts.
    tries = Draw(seed, "tests", people.tests).chance(0.7)
    tries[0] = True  # so that even a retailer of one customer has a sale
    tests = people.count + np.flatnonzero(tries)
    person = np.concatenate([person, tests])
    position = np.concatenate([position, Draw(seed, "test orders", len(tests)).unit() * OPEN_FROM])
    channel = np.concatenate([channel, np.full(len(tests), ONLINE)])
    late = np.concatenate([late, np.zeros(len(tests), dtype=bool)])
    anonymous = _anonymous(seed, int((channel == STORE).sum()))
    person = np.concatenate([person, np.full(len(anonymous), -1)])
    position = np.concatenate([position, anonymous])
    channel = np.concatenate([channel, np.full(len(anonymous), STORE)])
    late = np.concatenate([late, np.zeros(len(anonymous), dtype=bool)])
    sales, columns = _sales(seed, people, clock, person, position, channel, late)
    _lines(con, seed, sales, columns)
    store(con, "sale", **columns)
    return sales


def _purchases(seed: int, people: People) -> tuple[Ints, Floats, Ints]:
    draw = Draw(seed, "purchases", people.count)
    customers = people.count
    shop, card = people.in_shop[:customers], people.has_card[:customers]
    business = people.is_business[:customers]
    join = people.join[:customers]
    life = np.minimum(draw.exponential(0.9), 1.0 - join)
    # Heterogeneous rates: a few buy often, many once or never.
    mean = draw.random.gamma(0.75, 6.8, customers) * np.where(business, 1.8, 1.0)
    count = draw.poisson(mean * (0.25 + 0.75 * life))
    count = np.maximum(count, (shop & draw.chance(0.8)).astype(np.int64))
    count = np.maximum(count, (card & draw.chance(0.75)).astype(np.int64))
    count = np.where(shop | card, count, 0)
    person = np.repeat(np.arange(customers), count)
    each = Draw(seed, "purchase", len(person))
    position = join[person] + each.unit() * life[person]
    order = np.lexsort((position, person))
    position = position[order]
    wish = each.choice([65, 18, 10, 7])
    wish = np.where(business[person], np.where(wish == MARKETPLACE, PHONE, wish), wish)
    in_store = np.where(shop & card, 0.42, np.where(card, 1.0, 0.1))[person]
    channel = np.where(each.chance(in_store), STORE, wish)
    return person, position, channel


def _disappointments(
    seed: int, person: Ints, position: Floats, channel: Ints
) -> tuple[Bools, Bools]:
    """(late, kept): who waited too long once buys less afterwards."""
    draw = Draw(seed, "late", len(person))
    late = draw.chance(LATE_RATE) & (channel != STORE) & (position < OPEN_FROM)
    before = np.cumsum(late) - late
    first = np.searchsorted(person, person, side="left")
    let_down = before > before[first]
    kept = ~(let_down & draw.chance(LOST_AFTER_LATE))
    return late, kept


def _anonymous(seed: int, known_receipts: int) -> Floats:
    """As many receipts again of people whom nobody knows."""
    return np.sort(Draw(seed, "anonymous", int(known_receipts * 0.8)).unit())


def _sales(
    seed: int,
    people: People,
    clock: Clock,
    person: Ints,
    position: Floats,
    channel: Ints,
    late: Bools,
) -> tuple[Sales, dict[str, Any]]:
    count = len(person)
    draw = Draw(seed, "sales", count)
    shop = channel != STORE
    known = person >= 0
    business = known & people.is_business[person] & draw.chance(0.92)
    business &= shop | draw.chance(0.3)
    own_brand = shop & ~business & (channel != MARKETPLACE) & draw.chance(0.12)
    black = (channel <= APP) & draw.chance(0.07) & (position < OPEN_FROM)
    second = np.where(
        shop,
        seconds_of_day(draw.choice(hour_weights("online")), draw.unit()),
        seconds_of_day(draw.choice(hour_weights("store")), draw.unit()),
    )
    at = np.where(
        shop, clock.instant(position, second, "online"), clock.instant(position, second, "store")
    )
    at = np.where(black, clock.on_day(clock.black_week(position, draw.unit()), second), at)
    closed = (position < OPEN_FROM) | ~shop
    cancelled = shop & draw.chance(0.03) & ~late
    code = np.where(draw.chance(0.13), draw.choice([c[4] for c in catalogue.CODES]), -1)
    code = np.where(business | (channel == MARKETPLACE), -1, code)
    code = np.where(black, catalogue.BLACK_CODE, code)
    code = np.where(~shop & draw.chance(0.5), -1, code)
    shipped = after(at, 3600 * (4 + 44 * draw.unit()), draw.unit(), clock.end)
    promised = at + DAY * draw.ints(3, 6)
    early = promised - 3600 * (2 + 30 * draw.unit())
    slow = promised + DAY * (1 + draw.exponential(3.5))
    arrives = np.where(late, slow, np.maximum(early, shipped + 7200))
    delivered = after(shipped, arrives - shipped, np.where(late, 1.0, draw.unit()), clock.end)
    # However short the time that is left, a late parcel comes after its promise.
    promised = np.where(late, np.minimum(promised, delivered - 7200), promised)
    back = closed & shop & ~cancelled & draw.chance(np.where(late, 0.16, 0.085))
    refunded = after(delivered, DAY * (3 + draw.exponential(8.0)), draw.unit(), clock.end)
    carries = people.has_card[person] & known
    head = people.household[person]
    lends = known & ~carries & people.has_card[head] & draw.chance(0.6)
    shown = np.where(carries & draw.chance(0.9), person, np.where(lends, head, -1))
    # Lent cards: a friend pays with another person's card.
    friend = draw.ints(0, people.count)
    lent = (shown >= 0) & draw.chance(0.015) & people.has_card[friend]
    shown = np.where(shop, -1, np.where(lent, friend, shown))
    branch = np.where(shop, -1, draw.choice([38, 26, 20, 16]))
    home = Draw(seed, "home branch", people.extent).choice([38, 26, 20, 16])
    branch = np.where(~shop & known & draw.chance(0.8), home[person], branch)
    # A till receipt that is voided after closing is followed by one with reversed signs.
    voided = np.flatnonzero(~shop & draw.chance(0.008))
    sales = Sales(
        person, position, channel, business, at, closed, cancelled, late, delivered,
        np.where(back, refunded, -1), shown,
    )  # fmt: skip
    columns: dict[str, Any] = {
        "sale": np.arange(count + len(voided)),
        "reverses": np.concatenate([np.full(count, -1), voided]),
        "person": person, "position": position, "channel": channel, "is_b2b": business,
        "is_d2c": own_brand, "branch": branch, "at": at, "code": code, "is_cancelled": cancelled,
        "cancelled_at": after(at, 3600 * (1 + 20 * draw.unit()), draw.unit(), clock.end),
        "cancel_reason": pick(["customer", "inventory", "declined", "fraud"],
                              draw.choice([60, 25, 10, 5])),
        "is_closed": closed, "is_late": late, "shipped_at": shipped, "promised_at": promised,
        "delivered_at": delivered, "refunded_at": sales.refunded_at, "card_person": shown,
        "carrier": pick(["DHL", "Hermes", "DPD", "GLS"], draw.choice([60, 18, 14, 8])),
        "reason": pick([n for n, _ in names.RETURN_REASONS],
                       draw.choice([w for _, w in names.RETURN_REASONS])),
        "pay": draw.choice([38, 42, 14, 6]), "luck": draw.unit(), "chance": draw.unit(),
        "record_luck": draw.unit(),
    }  # fmt: skip
    columns["order_no"] = np.where(shop, rank(np.where(shop, position, 2.0)), -1)
    columns = {
        name: value if len(value) == count + len(voided) else _again(value, voided)
        for name, value in columns.items()
    }
    columns["at"] = columns["at"] + np.where(columns["reverses"] >= 0, 240, 0)
    return sales, columns


def _again(values: Any, voided: Ints) -> Any:
    """The column with the voided receipts' values repeated at the end."""
    if isinstance(values, np.ndarray):
        return np.concatenate([values, values[voided]])
    return pa.concat_arrays([values, values.take(pa.array(voided))])


def _lines(
    con: duckdb.DuckDBPyConnection, seed: int, sales: Sales, columns: dict[str, Any]
) -> None:
    """``line``, and the money of every sale in cents: discounts end where the lines do."""
    count = sales.count
    per_sale = Draw(seed, "baskets", count)
    size = 1 + np.minimum(per_sale.poisson(0.95 + 0.9 * sales.business), 6)
    first = np.cumsum(size) - size
    sale = np.repeat(np.arange(count), size)
    draw = Draw(seed, "lines", len(sale))
    weights = 1.0 / (3.0 + np.random.default_rng([seed, 77]).permutation(len(catalogue.ARTICLES)))
    weights[[article[0] == "Gutscheine" for article in catalogue.ARTICLES]] = 0.004
    product = draw.choice(weights)
    quantity = 1 + draw.choice([80, 13, 5, 2])
    quantity = np.where(sales.business[sale], quantity * draw.ints(1, 9), quantity)
    # Brought back to the till: one piece of what the last visit's first line was.
    store_visit = sales.channel == STORE
    visits = np.flatnonzero(store_visit)
    last_visit = np.full(count, -1)
    last_visit[visits[1:]] = visits[:-1]
    same = (last_visit >= 0) & (sales.person == sales.person[last_visit])
    brings = store_visit & same & per_sale.chance(0.09)
    is_first = np.arange(len(sale)) == first[sale]
    returned = is_first & brings[sale]
    product = np.where(returned, product[first[np.maximum(last_visit, 0)]][sale], product)
    quantity = np.where(returned, -1, quantity)
    price = np.array([article[2] for article in catalogue.ARTICLES])[product]
    price = np.where(sales.business[sale], price * 90 // 100, price)
    voucher = np.array([article[0] == "Gutscheine" for article in catalogue.ARTICLES])[product]
    quantity = np.where(voucher & ~returned, 1, quantity)
    gross = quantity * price
    base = np.where(voucher | returned, 0, gross)
    total_base = np.add.reduceat(base, first)
    code = columns["code"][:count]
    percent = np.array([*[c[1] for c in catalogue.CODES], 0])[code]
    fixed = np.array([*[c[2] for c in catalogue.CODES], 0])[code]
    minimum = np.array([*[c[3] for c in catalogue.CODES], 0])[code]
    off = np.minimum((total_base * percent + 50) // 100 + fixed, total_base)
    off = np.where(total_base >= minimum, off, 0)
    columns["code"] = _void(np.where(off > 0, code, -1), columns)
    running = np.cumsum(base) - (np.cumsum(base) - base)[first][sale]
    divisor = np.maximum(total_base, 1)[sale]
    share = (running * off[sale]) // divisor - ((running - base) * off[sale]) // divisor
    net = np.add.reduceat(gross, first) - off
    ships = sales.in_shop & ~sales.business & (net < catalogue.FREE_SHIPPING_FROM)
    redeemed = np.where(store_visit & (net > 3000) & per_sale.chance(0.03), 2500, 0)
    columns["discount"] = _void(off, columns)
    columns["shipping"] = _void(np.where(ships, catalogue.SHIPPING_CENTS, 0), columns)
    columns["redeemed"] = _void(redeemed, columns)
    tax = np.array([article[3] for article in catalogue.ARTICLES])[product]
    # One line of a returned parcel comes back, the first always, others by chance.
    comes_back = (sales.refunded_at[sale] >= 0) & ~voucher & (is_first | draw.chance(0.4))
    back = np.where(comes_back, 1 + (draw.unit() * quantity).astype(np.int64), 0)
    line_no = np.arange(len(sale)) - first[sale]
    reversed_sale = columns["reverses"][count:]
    again = np.concatenate(
        [np.arange(first[sale_no], first[sale_no] + size[sale_no]) for sale_no in reversed_sale]
        or [np.empty(0, dtype=np.int64)]
    ).astype(np.int64)
    new_sale = np.repeat(np.arange(count, count + len(reversed_sale)), size[reversed_sale])
    sign = np.concatenate([np.ones(len(sale), np.int64), np.full(len(again), -1)])

    def both(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.concatenate([values, values[again]])

    store(
        con, "line",
        sale=np.concatenate([sale, new_sale]), line_no=both(line_no), product=both(product),
        quantity=both(quantity) * sign, price=both(price), discount=both(share) * sign,
        tax=both(tax), back=both(back), is_return=both(returned),
    )  # fmt: skip


def _void(values: Ints, columns: dict[str, Any]) -> Ints:
    return np.concatenate([values, values[columns["reverses"][len(values) :]]])
