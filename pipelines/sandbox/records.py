"""Which tool holds a record of whom, and which record each order, ticket and answer names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from pipelines.sandbox import segment
from pipelines.sandbox.behaviour import MARKETPLACE, STORE, Sales
from pipelines.sandbox.clock import Clock
from pipelines.sandbox.draw import Bools, Draw, Ints, rank, store
from pipelines.sandbox.people import People

SHOPIFY, HUBSPOT, ZENDESK, DSFINVK, TYPEFORM = range(5)
MAIN, GUEST, RELAY, SECOND = range(4)
TOOLS = ("shopify", "hubspot", "zendesk", "dsfinvk", "typeform")
FIRST_ID = (7_100_000_000_001, 20_100_001, 360_000_000_001, 0, 0)


@dataclass(frozen=True)
class Holder:
    """A further tool that knows some of the same people.

    Each draws from streams of its own, so that one more tool changes no byte of the others'
    exports. knows: which of all people (customers, then tests and kiosks) it has a record of.
    record_id: SQL over ``record`` and ``person`` for the id under which it keeps them.
    twice: share of them whom it holds under a second record.
    """

    tool: str
    first_id: int
    knows: Callable[[Draw, People], Bools]
    role: int = MAIN
    record_id: str = "cast(number as varchar)"
    twice: float = 0.0


KLAVIYO_ID = "'01' || upper(substr(md5('klaviyo-' || number), 1, 24))"

#: Nine in ten buyers are contacts (003), the others leads (00Q) still.
SALESFORCE_ID = (
    "case when odd < 0.1 then '00Q5e' || lpad(cast(number as varchar), 10, '0') || 'EAA'"
    " else '0035e' || lpad(cast(number as varchar), 10, '0') || 'AAA' end"
)

#: A response, and for some who answered also a contact of the directory.
QUALTRICS_ID = (
    "case role when 0 then 'R_' else 'CID_' end || substr(md5('qualtrics-' || number), 1, 15)"
)


def _buyers(draw: Draw, people: People) -> Bools:
    """Most of those who buy for a company."""
    found: Bools = people.is_business & draw.chance(0.85)
    return found


def _shoppers(draw: Draw, people: People) -> Bools:
    """Seven in ten who shop online."""
    found: Bools = people.in_shop & draw.chance(0.7)
    return found


def _some(share: float, tests: int = 0) -> Callable[[Draw, People], Bools]:
    """This share of the consumers, the first customer always; every so many-th test account."""

    def knows(draw: Draw, people: People) -> Bools:
        number = np.arange(people.extent)
        picked = draw.chance(share) & ~people.is_business | (number == 0)
        test = (number - people.count) % tests == 1 if tests else np.zeros_like(number, bool)
        return np.where(
            number < people.count, picked, test & (number < people.count + people.tests)
        )

    return knows


def _card_holders(draw: Draw, people: People) -> Bools:
    """A card is a membership."""
    return people.has_card


#: Numbered on from the tools above, in this order: ``tool_number("square")``. A tool may
#: hold two kinds of record; their ids then tell the roles apart.
FURTHER: tuple[Holder, ...] = (
    Holder("klaviyo", 1_000_001, _shoppers, record_id=KLAVIYO_ID),
    Holder("shopware", 10_001, _some(0.07, tests=3),
           record_id="case role when 0 then shopware_id('customer', number)"
           " else 'newsletter:' || shopware_id('newsletter', number) end"),
    Holder("shopware", 10_001, _some(0.035), role=SECOND),
    Holder("segment", 880_000_001, segment.knows),
    Holder("amazon", 1, _some(0.08), role=RELAY, record_id="record.email"),
    Holder("square", 50_001, _some(0.06), record_id="square_id('customer', number)"),
    Holder("salesforce", 40_001, _buyers, record_id=SALESFORCE_ID, twice=0.08),
    Holder("loyalty", 1, _card_holders, record_id="person.card"),
    Holder("qualtrics", 60_001, _some(0.025), record_id=QUALTRICS_ID, twice=0.8),
)  # fmt: skip


def tool_number(tool: str) -> int:
    """The value of ``record.tool`` for a tool's name."""
    return [*TOOLS, *(holder.tool for holder in FURTHER)].index(tool)


def make(
    con: duckdb.DuckDBPyConnection, seed: int, people: People, clock: Clock, sales: Sales
) -> None:
    """Creates ``raw_record`` and the tables that tie sales, tickets and answers to records."""
    shop = (sales.person >= 0) & sales.in_shop
    relay_buyers = np.unique(sales.person[shop & (sales.channel == MARKETPLACE)])
    guest_draw = Draw(seed, "guests", people.extent)
    guest = guest_draw.chance(0.13) & ~people.is_business & people.in_shop
    by_guest = shop & (sales.channel != MARKETPLACE) & guest[sales.person]
    by_guest &= Draw(seed, "guest orders", sales.count).chance(0.45)
    guests = np.unique(sales.person[by_guest])
    tests = np.arange(people.count, people.count + people.tests)
    kiosks = np.arange(people.count + people.tests, people.extent)
    asked = con.execute("select distinct person from ticket order by person").fetchnumpy()["person"]
    twice = asked[Draw(seed, "second user", len(asked)).chance(0.08)]
    crm = np.flatnonzero(people.in_crm)
    doubled = crm[Draw(seed, "second contact", len(crm)).chance(0.045)]
    cards = np.unique(sales.card_person[sales.card_person >= 0])
    answers = con.execute("select person, hidden from answer order by answer").fetchnumpy()
    # Six in seven answers name their person; the rest came through a printed link.
    named = answers["hidden"] < 0.86
    groups = [
        (SHOPIFY, MAIN, np.concatenate([np.flatnonzero(people.in_shop), tests, kiosks])),
        (SHOPIFY, GUEST, guests),
        (SHOPIFY, RELAY, relay_buyers),
        (HUBSPOT, MAIN, np.concatenate([crm, tests[::3]])),
        (HUBSPOT, SECOND, doubled),
        (ZENDESK, MAIN, np.concatenate([asked, tests[::4]])),
        (ZENDESK, SECOND, twice),
        (DSFINVK, MAIN, cards),
        (TYPEFORM, MAIN, answers["person"][named]),
    ]
    tool = np.repeat([g[0] for g in groups], [len(g[2]) for g in groups])
    role = np.repeat([g[1] for g in groups], [len(g[2]) for g in groups])
    person = np.concatenate([g[2] for g in groups]).astype(np.int64)
    answer = np.full(len(person), -1)
    answer[tool == TYPEFORM] = np.flatnonzero(named)
    parts = [_records(seed, "records", people, clock, tool, role, person, answer)]
    for holder in FURTHER:
        known = holder.knows(Draw(seed, f"known to {holder.tool}", people.extent), people)
        once = np.flatnonzero(known).astype(np.int64)
        again = once[Draw(seed, f"known twice to {holder.tool}", len(once)).chance(holder.twice)]
        theirs = np.concatenate([once, again])
        roles = np.repeat([holder.role, SECOND], [len(once), len(again)])
        tools = np.full(len(theirs), tool_number(holder.tool))
        nothing = np.full(len(theirs), -1)
        stream = f"records {holder.tool}"
        parts.append(_records(seed, stream, people, clock, tools, roles, theirs, nothing))
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    store(con, "raw_record", record=np.arange(len(columns["person"])), **columns)
    _tie(con, by_guest)


def _records(
    seed: int, stream: str, people: People, clock: Clock,
    tool: Ints, role: Ints, person: Ints, answer: Ints,
) -> dict[str, Any]:  # fmt: skip
    """The columns of ``raw_record`` for these records, drawn from one stream."""
    draw = Draw(seed, stream, len(person))
    position = np.minimum(people.join[person] + 0.03 * draw.unit(), 0.999)
    numbers = np.empty(len(person), dtype=np.int64)
    for index, first in enumerate([*FIRST_ID, *(holder.first_id for holder in FURTHER)]):
        mine = tool == index
        numbers[mine] = first + 37 * rank(position[mine])
    second = draw.ints(8 * 3600, 20 * 3600)
    # What somebody agreed to is one fact; the tools may have heard different versions of it.
    wish = Draw(seed, "consent", people.extent)
    consent = wish.unit()[person]
    asked_at = people.join + (0.99 - people.join) * wish.unit()
    consented_at = clock.instant(asked_at, wish.ints(9 * 3600, 22 * 3600), "online")[person]
    holders = np.flatnonzero(people.has_card)
    friend = holders[draw.ints(0, len(holders))] if len(holders) else np.full(len(person), -1)
    return dict(
        tool=tool, role=role, person=person, number=numbers,
        friend=friend,
        answer=answer, met_at=clock.instant(position, second, "online"),
        hurt=_hurts(draw), hurt_too=np.where(draw.chance(0.22), _hurts(draw), 0),
        spot=draw.unit(), slip=draw.ints(0, 4), letter=draw.ints(0, 26), shown=draw.unit(),
        shown_phone=draw.unit(), shown_birth=draw.unit(), shape=draw.unit(), format=draw.ints(0, 9),
        other_mail=draw.unit(), relay=draw.ints(1 << 58, 1 << 60), desk=draw.ints(0, 4),
        fold_name=draw.unit(), has_title=draw.unit(), consent=consent, consented_at=consented_at,
        consent_other=draw.unit(), linked=draw.unit(), card_luck=draw.unit(), touched=draw.unit(),
        odd=draw.unit(), stale_address=draw.unit(), stale_name=draw.unit(),
    )  # fmt: skip


# How often each injury strikes, in per cent of the injured; position = code in injuries.py.
HURTS = {
    "none": 0, "typo_last": 13, "typo_first": 9, "swapped": 3, "nickname": 16, "salutation": 4,
    "typo_email": 12, "family_email": 8, "kiosk_email": 5, "no_email": 4, "no_phone": 5,
    "shared_phone": 5, "birth_placeholder": 4, "birth_typo": 5, "unknown_name": 2, "initial": 4,
    "umlaut_lost": 10,
}  # fmt: skip
HURT_SHARE = 0.13


def _hurts(draw: Draw) -> Ints:
    kinds = draw.choice(list(HURTS.values()))
    return np.where(draw.chance(HURT_SHARE), kinds, 0)


def _tie(
    con: duckdb.DuckDBPyConnection, by_guest: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> None:
    """``sale_record``, ``ticket_record``: the record under which each one was entered."""
    store(con, "by_guest", sale=np.arange(len(by_guest)), guest=by_guest)
    con.execute(f"""
        create table sale_record as
        select sale.sale, raw_record.record
        from sale
        left join by_guest on by_guest.sale = sale.sale
        join raw_record
            on raw_record.tool = {SHOPIFY}
            and raw_record.person = sale.person
            and raw_record.role = case
                when sale.channel = {MARKETPLACE} then {RELAY}
                when by_guest.guest then {GUEST}
                else {MAIN}
            end
        where sale.channel < {STORE}
        union all
        select sale.sale, raw_record.record
        from sale
        join raw_record
            on raw_record.tool = {DSFINVK} and raw_record.person = sale.card_person
        where sale.channel = {STORE}
        order by 1
    """)
    con.execute(f"""
        create table ticket_record as
        select ticket.ticket, coalesce(other.record, main.record) as record
        from ticket
        join raw_record as main
            on main.tool = {ZENDESK} and main.role = {MAIN} and main.person = ticket.person
        left join raw_record as other
            on other.tool = {ZENDESK} and other.role = {SECOND}
            and other.person = ticket.person and ticket.record_luck < 0.5
        order by 1
    """)
