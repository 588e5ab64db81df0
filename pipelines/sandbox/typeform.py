"""Typeform: Responses API, CSAT, NPS and CES forms with hidden fields, and their definitions."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, monthly, numbered, write_json
from pipelines.sandbox.zendesk import FIRST_TICKET

RESPONSE_ID = "md5('typeform-' || answer)"


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes responses by month and the forms' definitions below ``root``/typeform."""
    tally, folder = Tally(), root / "typeform"
    write_json(con, tally, folder, "responses", _QUERY, monthly("responses"), _page)
    write_json(con, tally, folder, "responses", _EFFORT, numbered("responses-ces"), _page)
    write_json(
        con, tally, folder, "forms", _forms(clock),
        lambda key, part: "forms.jsonl", lambda count: ("", "\n"),
    )  # fmt: skip
    return tally


def _page(count: int) -> tuple[str, str]:
    return f'{{"total_items":{count},"page_count":1,"items":[\n', "\n]}\n"


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

# Asked after a ticket was solved; the link names the ticket and nobody, so no record is made.
_EFFORT = f"""
    select 'all', to_json({{
        'response_id': md5('typeform-ces-' || ticket),
        'landing_id': md5('typeform-ces-' || ticket),
        'token': md5('typeform-ces-' || ticket),
        'landed_at': iso_utc(least(history_end(), solved_at + 3600) - 60),
        'submitted_at': iso_utc(least(history_end(), solved_at + 3600)),
        'metadata': {{'user_agent': 'Mozilla/5.0 (iPhone)', 'platform': 'mobile'}},
        'hidden': {{
            'email': '',
            'order_name': cast(null as varchar),
            'shopify_customer_id': cast(null as varchar),
            'ticket_id': cast({FIRST_TICKET} + ticket * 2 as varchar)
        }},
        'answers': [{
    _number(
        "'ces_service'",
        "case when is_good then 5 + cast(ticket % 3 as int) else 1 + cast(ticket % 4 as int) end",
    )
}]
    }}) || ',\n'
    from ticket
    where is_solved and (record_luck * 37) % 1.0 < 0.1
    order by solved_at, ticket
"""

_FORMS = {
    "purchase": [("csat_purchase", "rating", 5), ("nps_relationship", "opinion_scale", 11)],
    "delivery": [("csat_delivery", "rating", 5)],
    "service": [("csat_service", "rating", 5), ("ces_service", "rating", 7)],
    "store": [("csat_store", "rating", 5)],
}


def _forms(clock: Clock) -> str:
    """One definition a line; a text ends with the separator, whose comma nobody may write."""
    defined = []
    for name, questions in _FORMS.items():
        fields = ", ".join(
            f"{{'id': md5('{ref}')[1:12], 'title': 'Frage {ref}', 'ref': '{ref}', 'type': '{kind}',"
            f" 'properties': {{'steps': {steps}, 'start_at_one': false}}}}"
            for ref, kind, steps in questions
        )
        defined.append(f"""
            select 'all' as key, to_json({{
                'id': md5('form-{name}')[1:8], 'type': 'form', 'title': 'Umfrage {name}',
                'fields': [{fields}],
                'hidden': ['email', 'order_name', 'shopify_customer_id', 'ticket_id'],
                'last_updated_at': iso_utc(cast({clock.begin} as bigint))
            }}) || ' \n' as text
        """)
    return " union all ".join(defined)
