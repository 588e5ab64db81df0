"""Salesforce: CSV results of Bulk API 2.0 ``queryAll`` jobs, the B2B accounts and buyers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import SALESFORCE_ID, SECOND, tool_number
from pipelines.sandbox.write import Tally, write_csv

OWNERS = 4


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes accounts, contacts, leads, opportunities and tasks below ``root``/salesforce."""
    tally = Tally()
    _prepare(con, clock)
    for stem, table, columns in (
        ("Account", "sold_to", _ACCOUNTS), ("Contact", "buyer where not is_lead", _CONTACTS),
        ("Lead", "buyer where is_lead", _LEADS), ("Opportunity", "deal", _OPPORTUNITIES),
        ("Task", "call", _TASKS),
    ):  # fmt: skip
        # What every object carries beside its own fields.
        columns = {
            **columns,
            "OwnerId": f"'0055e' || lpad(cast(number % {OWNERS} as varchar), 10, '0') || 'AAA'",
            "CreatedDate": "bulk_time(made_at)", "LastModifiedDate": "bulk_time(told_at)",
            "SystemModstamp": "bulk_time(told_at)",
        }  # fmt: skip
        values = " || ',' || ".join(f"in_quotes({value})" for value in columns.values())
        write_csv(
            con, tally, root, f"{stem}.csv", ",".join(f'"{name}"' for name in columns),
            f"select 'salesforce', {values} || '\r\n' from {table} order by number",
        )  # fmt: skip
    return tally


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """One table per object, each with ``number``, ``made_at`` and ``told_at``."""
    con.execute("create macro bulk_time(t) as replace(iso_utc(t), 'Z', '.000+0000')")
    con.execute("create macro account_id(n) as '0015e' || lpad(cast(n as varchar), 10, '0')||'AAA'")
    con.execute(f"""
        create table sold_to as
        select
            *,
            company as number,
            cast({clock.begin} + founded * 400 * 86400 as bigint) as made_at,
            cast({clock.begin} + founded * 400 * 86400 + 86400 * 60 as bigint) as told_at
        from company
    """)
    con.execute(f"""
        create table buyer as
        select
            *,
            odd < 0.1 as is_lead,
            {SALESFORCE_ID} as person_id_18,
            met_at as made_at,
            met_at + cast(touched * (history_end() - met_at) as bigint) as told_at,
            -- Every other duplicate was found and merged into the person's first record.
            case when role = {SECOND} and number % 2 = 0 then
                first({SALESFORCE_ID}) over (partition by person order by role)
            end as master_id
        from record
        where tool = {tool_number("salesforce")}
    """)
    con.execute("""
        create table deal as
        select
            number * 3 + step as number,
            company,
            person_id_18,
            (shown * (step * 17 + 3)) % 1.0 as luck,
            cast(400 + 24000 * shape as decimal(12, 2)) as amount,
            met_at + step * 40 * 86400 as made_at,
            least(history_end(), met_at + step * 40 * 86400 + 30 * 86400) as told_at
        from buyer cross join (select unnest(range(3)) as step)
        where not is_lead and master_id is null and shown_birth * 3 > step
            and met_at + step * 40 * 86400 < history_end()
    """)
    con.execute("""
        create table call as
        select
            number,
            person_id_18,
            cast(60 + 900 * shape as int) as seconds,
            case when linked < 0.6 then 'Inbound' else 'Outbound' end as call_type,
            met_at + cast(shown_phone * (history_end() - met_at - 3600) as bigint) as made_at,
            met_at + cast(shown_phone * (history_end() - met_at - 3600) as bigint)
                + cast(60 + 900 * shape as int) as told_at
        from buyer
        where master_id is null and card_luck < 0.5 and met_at < history_end() - 7200
    """)


_ACCOUNTS = {
    "Id": "account_id(company)", "IsDeleted": "false", "MasterRecordId": "null",
    "Name": "company_name", "Type": "'Customer - Direct'", "ParentId": "account_id(parent)",
    "BillingStreet": "company_street", "BillingCity": "company_town",
    "BillingPostalCode": "company_postal_code", "BillingCountry": "'Germany'",
    "Phone": "null", "Website": "'https://www.' || domain", "Industry": "industry",
    "VAT_Id__c": "case when founded < 0.6 then vat_id end",
}  # fmt: skip

_PERSON = {
    "Id": "person_id_18", "IsDeleted": "master_id is not null or odd > 0.99",
    "MasterRecordId": "master_id", "Salutation": "case when shown < 0.6 then salutation end",
    "FirstName": "first_name", "LastName": "coalesce(last_name, '[not provided]')",
    "Email": "trim(email)",
    "Phone": "case when phone_digits not like '1%' then phone end",
    "MobilePhone": "case when phone_digits like '1%' then phone end",
    "HasOptedOutOfEmail": "coalesce(crm_consent(consent) = 'withdrawn', false)",
    "DoNotCall": "coalesce(crm_consent((consent + 0.37) % 1.0) = 'withdrawn', false)",
}  # fmt: skip

_CONTACTS = {
    **_PERSON,
    "AccountId": "account_id(company)", "Title": "'Einkauf'",
    "MailingStreet": "case when shown < 0.5 then street || ' ' || house_number"
    " || case when shape < 0.1 then chr(10) || 'Hinterhaus' else '' end end",
    "MailingCity": "case when shown < 0.5 then town end",
    "MailingPostalCode": "case when shown < 0.5 then postal_code end",
    "MailingCountry": "'Germany'",
    "Birthdate": "case when shown_birth < 0.1 then cast(birth_date as varchar) end",
}  # fmt: skip

_LEADS = {
    **_PERSON,
    "Company": "coalesce((select company_name from company where company = buyer.company), '-')",
    "Status": "'Working - Contacted'", "LeadSource": "'Trade Show'",
    "Street": "null", "City": "town", "PostalCode": "postal_code", "Country": "'Germany'",
    "IsConverted": "false", "ConvertedAccountId": "null", "ConvertedContactId": "null",
}  # fmt: skip

_OPPORTUNITIES = {
    "Id": "'0065e' || lpad(cast(number as varchar), 10, '0') || 'AAA'", "IsDeleted": "false",
    "AccountId": "account_id(company)", "ContactId": "person_id_18",
    "Name": "'Rahmenauftrag ' || number", "Type": "'Existing Business'", "LeadSource": "'Web'",
    "StageName": "case when luck < 0.4 then 'Closed Won' when luck < 0.6 then 'Closed Lost'"
    " else 'Negotiation/Review' end",
    "Amount": "amount", "CurrencyIsoCode": "'EUR'",
    "Probability": "case when luck < 0.4 then 100 when luck < 0.6 then 0 else 60 end",
    "CloseDate": "local_day(told_at)", "IsClosed": "luck < 0.6", "IsWon": "luck < 0.4",
}  # fmt: skip

_TASKS = {
    "Id": "'00T5e' || lpad(cast(number as varchar), 10, '0') || 'EAA'", "IsDeleted": "false",
    "WhoId": "person_id_18", "WhatId": "null", "Subject": "'Anruf'", "Status": "'Completed'",
    "TaskSubtype": "'Call'", "CallType": "call_type", "CallDurationInSeconds": "seconds",
    "CallDisposition": "'Erreicht'", "ActivityDate": "local_day(made_at)",
    "CompletedDateTime": "bulk_time(told_at)", "IsClosed": "true",
}  # fmt: skip
