"""HubSpot: CRM API v3 objects, and the CSV that the lists of contacts and companies export."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, enveloped, numbered, write_csv, write_json

CHUNK = 100_000


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes contacts, companies, deals, engagements and CSV exports below ``root``/hubspot."""
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
    for kind, query in _ENGAGEMENTS.items():
        write_json(con, tally, folder, kind, query, numbered(kind), enveloped("results"))
    for what, columns, table in (
        ("contacts", _CONTACT_EXPORT, "crm_contact where place % 12 = 0 order by place"),
        ("companies", _COMPANY_EXPORT, "company where company % 3 = 0 order by company"),
    ):
        values = " || ',' || ".join(f"in_quotes({value})" for value in columns.values())
        write_csv(
            con, tally, root, f"hubspot-crm-exports-all-{what}-{clock.until}.csv",
            ",".join(f'"{name}"' for name in columns),
            f"select 'hubspot', {values} || '\r\n' from {table}",
        )  # fmt: skip
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


def _engagement(first: int, table: str, share: str, at: str, **properties: str) -> str:
    """SQL of one kind of object, at most one per contact, when ``share`` says so."""
    told = ", ".join(f"'{name}': {value}" for name, value in properties.items())
    return f"""
        select 'all', to_json({{
            'id': cast({first} + number as varchar),
            'properties': {{'hs_timestamp': iso_utc(happened_at), {told}}},
            'createdAt': iso_utc(happened_at),
            'updatedAt': iso_utc(happened_at + 60),
            'archived': false,
            'associations': {{'contacts': {{'results': [
                {{'id': cast(number as varchar), 'type': '{table}_to_contact'}}
            ]}}}}
        }}) || ',\n'
        from (
            select *, met_at + cast({at} * (history_end() - 7200 - met_at) as bigint)
                as happened_at
            from crm_contact
            where {share} and met_at < history_end() - 86400 and not is_test
        )
        order by place
    """


_OWNER = "cast(51000001 + number % 5 as varchar)"

_ENGAGEMENTS = {
    "deals": _engagement(
        7_000_000_000, "deal", "company is not null", "shown",
        dealname="'Ausstattung ' || number", pipeline="'default'",
        dealstage="case when shape < 0.4 then 'closedwon' when shape < 0.6 then 'closedlost'"
        " else 'contractsent' end",
        amount="cast(cast(300 + 9000 * shown_phone as decimal(12, 2)) as varchar)",
        deal_currency_code="'EUR'", closedate="iso_utc(happened_at)",
        hs_is_closed="case when shape < 0.6 then 'true' else 'false' end",
        hs_is_closed_won="case when shape < 0.4 then 'true' else 'false' end",
        hubspot_owner_id=_OWNER,
    ),
    "calls": _engagement(
        8_000_000_000, "call", "card_luck > 0.85", "shown_birth",
        hs_call_direction="case when shape < 0.6 then 'INBOUND' else 'OUTBOUND' end",
        hs_call_status="case when odd < 0.8 then 'COMPLETED' else 'NO_ANSWER' end",
        hs_call_duration="cast(cast(30000 + 600000 * shown as bigint) as varchar)",
        hs_call_title="'Anruf'", hubspot_owner_id=_OWNER,
    ),
    "emails": _engagement(
        8_200_000_000, "email", "shown_phone > 0.9", "linked",
        hs_email_direction="case when shape < 0.5 then 'INCOMING_EMAIL' else 'EMAIL' end",
        hs_email_status="'SENT'", hs_email_subject="'Ihre Anfrage'",
        hs_email_from_email="case when shape < 0.5 then lower(trim(email))"
        " else 'vertrieb@laden.example.com' end",
        hubspot_owner_id=_OWNER,
    ),
    "meetings": _engagement(
        8_400_000_000, "meeting", "company is not null and shape > 0.5", "shown_phone",
        hs_meeting_title="'Besuch'", hs_meeting_outcome="'COMPLETED'",
        hs_meeting_start_time="iso_utc(happened_at)",
        hs_meeting_end_time="iso_utc(happened_at + 3600)", hubspot_owner_id=_OWNER,
    ),
    "notes": _engagement(
        8_600_000_000, "note", "shown > 0.96", "touched",
        hs_note_body="'Ruft lieber nachmittags an'", hubspot_owner_id=_OWNER,
    ),
}  # fmt: skip

_CLOCK = "strftime(make_timestamp(({0} + berlin({0})) * 1000000), '%Y-%m-%d %H:%M')"
_TOUCHED = "(met_at + cast(touched * (history_end() - met_at) as bigint))"
_CONTACT_EXPORT = {
    "Record ID": "number", "First Name": "first_name", "Last Name": "last_name", "Email": "email",
    "Phone Number": "case when phone_digits not like '1%' then phone end",
    "Mobile Phone Number": "case when phone_digits like '1%' then phone end",
    "Street Address": "street || ' ' || house_number", "Postal Code": "postal_code",
    "City": "town", "Country/Region": "'Germany'", "Company Name": "null",
    "Preferred language": "'de'", "Associated Company IDs": "310000001 + company * 16",
    "Unsubscribed from all email": "case when odd > 0.97 then 'Yes' end",
    "Create Date": _CLOCK.format("met_at"), "Last Modified Date": _CLOCK.format(_TOUCHED),
}  # fmt: skip
_COMPANY_EXPORT = {
    "Record ID": "310000001 + company * 16", "Company name": "company_name",
    "Company Domain Name": "domain", "Industry": "industry", "Street Address": "company_street",
    "Postal Code": "company_postal_code", "City": "company_town", "Country/Region": "'Germany'",
    "Parent Company IDs": "310000001 + parent * 16",
    "Create Date": "null", "Last Modified Date": "null",
}  # fmt: skip
