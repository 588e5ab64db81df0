"""Typeform: Responses API, CSAT and NPS forms with hidden fields."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, monthly, write_json
from pipelines.sandbox.zendesk import FIRST_TICKET

RESPONSE_ID = "md5('typeform-' || answer)"


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes responses by month below ``root``/typeform."""
    tally = Tally()
    write_json(
        con, tally, root / "typeform", "responses", _QUERY, monthly("responses"),
        lambda count: (f'{{"total_items":{count},"page_count":1,"items":[\n', "\n]}\n"),
    )  # fmt: skip
    return tally


def _number(ref: str, value: str) -> str:
    return f"""{{
        'field': {{'id': md5({ref})[1:12], 'type': case when {ref} = 'nps_relationship'
            then 'opinion_scale' else 'rating' end, 'ref': {ref}}},
        'type': 'number',
        'number': {value},
        'text': cast(null as varchar)
    }}"""


_QUERY = f"""
    select strftime(make_timestamp("at" * 1000000), '%Y-%m') as month, to_json({{
        'response_id': {RESPONSE_ID},
        'landing_id': {RESPONSE_ID},
        'token': {RESPONSE_ID},
        'landed_at': iso_utc("at" - seconds),
        'submitted_at': iso_utc("at"),
        'metadata': {{
            'user_agent': ['Mozilla/5.0 (iPhone)', 'Mozilla/5.0 (Windows NT 10.0)',
                'Mozilla/5.0 (Linux; Android 15)'][cast(browser + 1 as int)],
            'platform': ['mobile', 'other', 'mobile'][cast(browser + 1 as int)]
        }},
        'hidden': {{
            'email': case when hidden < 0.8 or shop_number is null
                then coalesce(email, '') end,
            'order_name': case when names_order and order_no >= 0
                then '#' || (1001 + order_no) end,
            'shopify_customer_id': case when hidden >= 0.7 and hidden < 0.86
                then cast(shop_number as varchar) end,
            'ticket_id': case when ticket >= 0
                then cast({FIRST_TICKET} + ticket * 2 as varchar) end
        }},
        'answers': list_filter([
            {_number("ref", "score")},
            case when takes_nps then {_number("'nps_relationship'", "nps")} end,
            case when comment is not null then {{
                'field': {{'id': md5('comment')[1:12], 'type': 'long_text', 'ref': 'comment'}},
                'type': 'text',
                'number': cast(null as bigint),
                'text': comment
            }} end
        ], entry -> entry is not null)
    }}) || ',\n'
    from (
        select answer.*, typed.email, shop.number as shop_number, order_no
        from answer
        left join record as typed on typed.tool = 4 and typed.answer = answer.answer
        left join record as shop
            on shop.person = answer.person and shop.tool = 0 and shop.role = 0
        left join sale on sale.sale = answer.sale
    )
    order by "at", answer
"""
