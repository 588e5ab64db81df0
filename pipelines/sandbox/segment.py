"""Segment: web and app messages, anonymous at first, as its archive's JSON lines.

As in life some come late, some twice, a few under an id that another message has, from
clocks that stand at 1970, or in words that the tracking plan does not know.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from pipelines.sandbox.behaviour import APP, ONLINE
from pipelines.sandbox.clock import DAY, Clock
from pipelines.sandbox.draw import Bools, Draw, store
from pipelines.sandbox.people import People
from pipelines.sandbox.write import Tally, write_lines

#: Share of the shop's account holders whose visits are tracked.
KNOWN = 0.45
#: Every n-th visit's clock stands at 1970, every n-th product view comes again with another
#: payload under the same id or bears a name, every n-th order lacks the currency, that the
#: tracking plan asks for otherwise.
ODD_CLOCK, REUSES_ID, MISNAMED, LACKS_CURRENCY = 97, 60, 90, 41


def knows(draw: Draw, people: People) -> Bools:
    """Who has ever signed in on a page that sends events."""
    return people.in_shop & draw.chance(KNOWN)


def make(con: duckdb.DuckDBPyConnection, seed: int, tool: int, clock: Clock) -> None:
    """Creates ``visit`` and ``message``; ``tool`` is the number of Segment's records."""
    _visits(con, seed, tool, clock)
    con.execute(f"create table message as {_MESSAGES}")
    (count,) = con.execute("select count(*) from message").fetchone() or (0,)
    draw = Draw(seed, "segment delivery", count)
    late = np.where(draw.chance(0.03), np.minimum(draw.exponential(20 * DAY), 400 * DAY), 0)
    store(
        con, "delivery", message=np.arange(count),
        delay=(1 + late + 2 * draw.unit()).astype(np.int64),
        comes_again=draw.chance(0.02), again_after=draw.ints(30, 3 * DAY),
    )  # fmt: skip


def _visits(con: duckdb.DuckDBPyConnection, seed: int, tool: int, clock: Clock) -> None:
    """``visit``: somebody in front of a screen, to look around (sale -1) or to order."""
    users = con.execute(
        f"select record, met_at from record where tool = {tool} order by record"
    ).fetchnumpy()
    per_user = Draw(seed, "segment users", len(users["record"]))
    times = 1 + np.minimum(per_user.poisson(0.6), 3)
    user = np.repeat(np.arange(len(times)), times)
    draw = Draw(seed, "segment visits", len(user))
    met_at = users["met_at"][user].astype(np.int64)
    is_first = np.r_[True, user[1:] != user[:-1]] if len(user) else np.empty(0, dtype=bool)
    later = met_at + (draw.unit() * (clock.end - met_at)).astype(np.int64)
    store(
        con, "looking_around",
        record=users["record"][user].astype(np.int64), at=np.where(is_first, met_at, later),
        is_app=draw.chance(0.25), device=np.where(draw.chance(0.2), 1, 0),
        on_tablet=draw.chance(0.01), has_odd_clock=np.arange(len(user)) % ODD_CLOCK == 5,
        signs_in=is_first | draw.chance(0.4), adds=draw.chance(0.4),
        product=draw.ints(0, 1 << 30), campaign=draw.unit(), leaves=draw.chance(0.3),
    )  # fmt: skip
    (sales,) = con.execute("select max(sale) + 1 from sale").fetchone() or (0,)
    tracked = Draw(seed, "segment orders", sales)
    store(con, "tracked", sale=np.arange(sales), is_tracked=tracked.chance(0.55))
    con.execute(f"""
        create table visit as
        select row_number() over (order by sale, record, "at") - 1 as visit, *
        from (
            select
                -1 as sale, -1 as order_no, * exclude (product, leaves),
                cast(product % (select count(*) from product) as bigint) as product,
                leaves and not signs_in as leaves
            from looking_around
            union all
            select
                sale.sale, order_no, mine.record, sale."at", channel = {APP}, 0, false, false,
                true, true, 1.0, line.product, false
            from sale
            join tracked on tracked.sale = sale.sale and is_tracked
            join sale_record on sale_record.sale = sale.sale
            join record as shop on shop.record = sale_record.record and shop.role = 0
            join record as mine on mine.tool = {tool} and mine.person = shop.person
            join line on line.sale = sale.sale and line_no = 0
            where channel in ({ONLINE}, {APP}) and order_no >= 0
        )
        order by visit
    """)
    con.execute("drop table looking_around")
    con.execute("drop table tracked")


# (step, type, event, seconds after the visit's moment, names the user, condition)
_MESSAGES = """
    select
        row_number() over (order by visit, step) - 1 as message,
        row_number() over (partition by event order by visit) as event_no,
        *
    from (
        select
            visit, step, sale, order_no, record, "at" + seconds as "at", is_app, device,
            on_tablet, has_odd_clock, product, campaign, names_user,
            case when type = 'page' and is_app then 'screen' else type end as type, event
        from visit
        cross join (values
            (0, 'page', null, 0, false),
            (1, 'track', 'Product Viewed', 20, false),
            (2, 'track', 'Product Added', 50, false),
            (3, 'identify', null, 70, true),
            (4, 'group', null, 71, true),
            (5, 'track', 'Checkout Started', 120, true),
            (6, 'track', 'Order Completed', 180, true)
        ) as steps(step, type, event, seconds, names_user)
        join record using (record)
        where case step
            when 1 then not leaves
            when 2 then adds and not leaves
            when 3 then signs_in
            when 4 then signs_in and company is not null
            when 5 then sale >= 0
            when 6 then sale >= 0
            else true end
    )
    order by message
"""


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes messages by the month in which they were received below ``root``/segment."""
    tally = Tally()
    write_lines(
        con, tally, root / "segment", "events", _LINES,
        lambda month: f"events-{month}.jsonl.gz",
    )  # fmt: skip
    return tally


def _moment(seconds: str) -> str:
    return f"strftime(make_timestamp(({seconds}) * 1000000), '%Y-%m-%dT%H:%M:%S.000Z')"


_PRODUCT = """{
    'product_id': cast(8800000000001 + product * 32 as varchar),
    'sku': sku,
    'name': title,
    'brand': brand,
    'category': category,
    'price': cast(price as decimal(12, 2)) / 100,
    'currency': 'EUR',
    'quantity': 1,
    'url': 'https://shop.example.com/products/' || lower(sku)
}"""

# Nulls are left away, as Segment does.
_LINES = f"""
    with
    carts as (
        select
            sale,
            sum(quantity * line.price) as gross,
            sum(discount) as discount,
            list({{
                'product_id': cast(8800000000001 + product * 32 as varchar),
                'sku': sku,
                'name': title,
                'price': cast(line.price as decimal(12, 2)) / 100,
                'quantity': quantity
            }} order by line_no) as products
        from line join product using (product)
        group by sale
    ),
    sent as (
        select message, 0 as again, "at" + delay as received from message
        join delivery using (message)
        union all
        -- The answer was lost on the way, so the client sent it once more.
        select message, 1, "at" + delay + again_after from message
        join delivery using (message) where comes_again
        union all
        select message, 2, "at" + delay + 7200 from message
        join delivery using (message)
        where event = 'Product Viewed' and event_no % {REUSES_ID} = 7
    ),
    told as (
        select
            message.*,
            again,
            greatest(least(received, history_end()), message."at") as received,
            case when has_odd_clock then message."at" - 600 else 0 end as behind,
            cast(record.number as varchar) as user_id,
            record.* exclude (record, number),
            shop.number as shop_number,
            company_name, domain, industry,
            sku, title, brand, category,
            product_table.price,
            gross, carts.discount, shipping, products, code.code
        from sent
        join message using (message)
        join record using (record)
        left join record as shop
            on shop.person = record.person and shop.tool = 0 and shop.role = 0
        left join company on company.company = record.company
        join product as product_table on product_table.product = message.product
        left join carts on carts.sale = message.sale
        left join sale on sale.sale = message.sale
        left join code on code.code_no = sale.code
    )
    select strftime(make_timestamp(received * 1000000), '%Y-%m') as month,
        json_merge_patch('{{}}', to_json({{
            'messageId': cast(md5('segment-' || user_id || '-' || visit || '-' || step) as uuid),
            'type': type,
            'anonymousId': cast(md5(case when on_tablet then 'tablet'
                else 'browser-' || user_id || '-' || device end) as uuid),
            'userId': case when names_user then user_id end,
            'groupId': case when type = 'group' then 'c' || company end,
            'event': case when event = 'Product Viewed' and event_no % {MISNAMED} = 11
                then 'Produkt angesehen' else event end,
            'name': case when type in ('page', 'screen') then 'Home' end,
            'properties': case
                when type in ('page', 'screen') then to_json({{
                    'title': 'Waldkauz', 'path': '/', 'url': 'https://shop.example.com/'
                        || case when campaign < 0.12
                        then '?utm_source=newsletter&utm_medium=email' else '' end
                }})
                when event in ('Product Viewed', 'Product Added') then
                    case when again = 2 then
                        json_merge_patch(to_json({_PRODUCT}), '{{"quantity":2}}')
                    else to_json({_PRODUCT}) end
                when event = 'Checkout Started' then to_json({{
                    'order_id': '#' || (1001 + order_no),
                    'value': cast(gross - discount as decimal(12, 2)) / 100,
                    'currency': 'EUR',
                    'products': products
                }})
                when event = 'Order Completed' then to_json({{
                    'order_id': '#' || (1001 + order_no),
                    'subtotal': cast(gross - discount as decimal(12, 2)) / 100,
                    'total': cast(gross - discount + shipping as decimal(12, 2)) / 100,
                    'shipping': cast(shipping as decimal(12, 2)) / 100,
                    'discount': cast(discount as decimal(12, 2)) / 100,
                    'coupon': code,
                    'currency': case when event_no % {LACKS_CURRENCY} <> 3 then 'EUR' end,
                    'products': products
                }})
            end,
            'traits': case type
                when 'identify' then to_json({{
                    'email': email,
                    'firstName': first_name,
                    'lastName': last_name,
                    'phone': case when shown_phone < 0.4 then phone end,
                    'shopify_customer_id': case when linked < 0.5
                        then cast(shop_number as varchar) end
                }})
                when 'group' then to_json({{
                    'name': company_name, 'industry': industry,
                    'website': 'https://' || domain
                }})
            end,
            'context': to_json({{
                'ip': '192.0.2.' || (1 + message % 250),
                'locale': 'de-DE',
                'library': {{
                    'name': case when is_app then 'analytics-ios' else 'analytics.js' end,
                    'version': case when is_app then '4.1.8' else '2.11.1' end
                }},
                'page': case when not is_app then
                    {{'url': 'https://shop.example.com/', 'path': '/'}} end,
                'campaign': case when campaign < 0.12
                    then {{'source': 'newsletter', 'medium': 'email', 'name': 'Waldpost'}} end,
                'app': case when is_app then {{'name': 'Waldkauz', 'version': '3.2'}} end,
                'device': case when is_app then {{
                    'id': cast(md5('device-' || user_id || '-' || device) as uuid),
                    'type': 'ios', 'model': 'iPhone14,5'
                }} end
            }}),
            'integrations': to_json({{'All': true}}),
            'channel': case when is_app then 'mobile' else 'client' end,
            'version': 2,
            'originalTimestamp': {_moment('"at" - behind')},
            'sentAt': {_moment("received - 1 - behind")},
            'timestamp': {_moment('"at" + 1')},
            'receivedAt': {_moment("received")}
        }})) || '\n'
    from told
    order by received, message, again
"""
