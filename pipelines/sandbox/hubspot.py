"""HubSpot: CRM API v3 objects, contacts and companies."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, enveloped, numbered, write_json

CHUNK = 100_000


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes contacts and companies below ``root``/hubspot."""
    tally, folder = Tally(), root / "hubspot"
    con.execute("""
        create table crm_contact as
        select
            record.*,
            shop.number as shop_number,
            row_number() over (order by record.number) - 1 as place
        from record
        left join record as shop
            on shop.person = record.person and shop.tool = 0 and shop.role = 0
        where record.tool = 1
        order by record.number
    """)
    row = con.execute("select count(*) from crm_contact").fetchone()
    for first in range(0, int(row[0]) if row else 0, CHUNK):
        write_json(
            con, tally, folder, "contacts", _contacts(first, first + CHUNK),
            numbered("contacts", first // 10_000), enveloped("results"),
        )  # fmt: skip
    write_json(con, tally, folder, "companies", _companies(clock), numbered("companies"),
               enveloped("results"))  # fmt: skip
    return tally


def _consent(purpose: str, shift: float, reach: float) -> str:
    """The three properties of one purpose; the same person may answer them differently."""
    status = f"crm_consent((consent + {shift}) % 1.0)"
    return f"""
        'marketing_{purpose}_consent': case when consent_other < {reach} then {status} end,
        'marketing_{purpose}_consent_at': case when consent_other < {reach} and {status} is not null
            then iso_utc(consented_at) end,
        'marketing_{purpose}_consent_method': case
            when consent_other < {reach} and {status} is not null then
            ['double_opt_in', 'checkbox', 'store_form', 'import'][cast(format % 4 + 1 as int)]
            end"""


def _contacts(first: int, last: int) -> str:
    return f"""
        select 'all', to_json({{
            'id': cast(number as varchar),
            'properties': {{
                'email': email,
                'firstname': first_name,
                'lastname': last_name,
                'salutation': case when shown < 0.7 then salutation end,
                'date_of_birth': case when shown_birth < 0.62 then
                    cast(birth_date as varchar) end,
                'gender': case when shown < 0.3 then
                    case gender when 'f' then 'female' else 'male' end end,
                'phone': case when phone_digits not like '1%' then phone end,
                'mobilephone': case when phone_digits like '1%' then phone end,
                'address': case when shown < 0.75 then street || ' ' || house_number end,
                'zip': case when shown < 0.8 then postal_code end,
                'city': case when shown < 0.8 then town end,
                'country': case when shown < 0.8 then
                    ['DE', 'DE', 'Deutschland', 'Germany'][cast(format % 4 + 1 as int)] end,
                'company': case when odd < 0.85 then company_name end,
                'vat_id': case when odd < 0.3 then vat_id end,
                'hs_language': 'de',
                'loyalty_card_number': case when card_luck < 0.6 then card end,
                'shopify_customer_id': case when linked < 0.3 then
                    cast(shop_number as varchar) end,
                'associatedcompanyid': case when odd < 0.8 then
                    cast(310000001 + company * 16 as varchar) end,
                {_consent("email", 0.0, 0.9)},
                {_consent("phone", 0.37, 0.7)},
                {_consent("post", 0.61, 0.25)},
                'is_test': case when is_test then 'true' else 'false' end
            }},
            'createdAt': iso_utc(met_at),
            'updatedAt': iso_utc(met_at + cast(touched * (history_end() - met_at) as bigint)),
            'archived': odd > 0.994,
            'archivedAt': case when odd > 0.994 then iso_utc(history_end() - 86400 * 30) end
        }}) || ',\n'
        from crm_contact
        left join company using (company)
        where place >= {first} and place < {last}
        order by place
    """


def _companies(clock: Clock) -> str:
    made = f"cast({clock.begin} + founded * 86400 * 500 as bigint)"
    return f"""
        select 'all', to_json({{
            'id': cast(310000001 + company * 16 as varchar),
            'properties': {{
                'name': company_name,
                'domain': domain,
                'vat_id': case when founded < 0.8 then vat_id end,
                'industry': industry,
                'address': company_street,
                'zip': company_postal_code,
                'city': company_town,
                'country': 'DE',
                'hs_parent_company_id': cast(310000001 + parent * 16 as varchar)
            }},
            'createdAt': iso_utc({made}),
            'updatedAt': iso_utc({made} + 86400 * 90),
            'archived': false
        }}) || ',\n'
        from company
        order by company
    """
