"""Qualtrics: a response export with its three header lines, invitations and the directory."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.records import QUALTRICS_ID, SECOND, tool_number
from pipelines.sandbox.write import Tally, numbered, write_csv, write_json

ZONE = "Europe/Berlin"


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes responses, contacts and distribution history below ``root``/qualtrics."""
    tally, folder = Tally(), root / "qualtrics"
    _prepare(con, clock)
    values = " || ',' || ".join(f"in_quotes({value})" for _, _, _, value in _COLUMNS)
    write_csv(
        con, tally, root, "responses-relationship.csv", _header(),
        f"select 'qualtrics', {values} || '\r\n' from sheet order by recorded_at, response_id",
    )  # fmt: skip
    for kind, query in (("contacts", _CONTACTS), ("distribution_history", _HISTORY)):
        write_json(con, tally, folder, kind, query, numbered(kind), _page)
    return tally


def _page(count: int) -> tuple[str, str]:
    return '{"result":{"elements":[\n', '\n],"nextPage":null},"meta":{"httpStatus":"200 - OK"}}\n'


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``sheet`` (responses, one of them a preview) and ``panel`` (contacts of the directory)."""
    con.execute(
        "create macro clock_time(t) as"
        " strftime(make_timestamp((t + berlin(t)) * 1000000), '%Y-%m-%d %H:%M:%S')"
    )
    con.execute(f"""
        create table surveyed as
        select
            heard.*,
            {QUALTRICS_ID} as qualtrics_id,
            shop_number,
            met_at + cast(touched * (history_end() - met_at) as bigint) as told_at,
            cast(floor(least(shown + 0.25, 0.999) * 11) as int) as nps
        from (select * from record where tool = {tool_number("qualtrics")}) as heard
        left join (
            select person, number as shop_number from record where tool = 0 and role = 0
        ) as shop on shop.person = heard.person
    """)
    con.execute(f"""
        create table sheet as
        select
            qualtrics_id as response_id, told_at as recorded_at, '0' as status, odd >= 0.05
            as is_finished, last_name, first_name, trim(email) as email,
            case when linked < 0.2 then 'shopify:' || shop_number end as reference, nps,
            case when shape < 0.5 then cast(1 + nps // 2.5 as int) end as csat_store,
            case when shape > 0.6 then cast(1 + nps * 6 // 10 as int) end as ces_service,
            case when shown_phone < 0.2 then 'Alles gut, danke.' || chr(10) || 'Nur "eilig", bitte.'
            end as comment, 30 + cast(400 * shape as int) as seconds
        from surveyed where role <> {SECOND}
        union all
        select 'R_0000000preview', cast({clock.begin} + 86400 as bigint), '1', true, null, null,
            null, null, 10, 5, 7, 'Test', 12
    """)
    con.execute(f"create table panel as select * from surveyed where role = {SECOND}")


#: Short name, id for imports, question text and value of each column.
_COLUMNS = [
    ("StartDate", "startDate", "Start Date", "clock_time(recorded_at - seconds)"),
    ("EndDate", "endDate", "End Date", "clock_time(recorded_at)"),
    ("Status", "status", "Response Type", "status"),
    ("IPAddress", "ipAddress", "IP Address", "null"),
    ("Progress", "progress", "Progress", "case when is_finished then 100 else 50 end"),
    ("Duration (in seconds)", "duration", "Duration (in seconds)", "seconds"),
    ("Finished", "finished", "Finished", "case when is_finished then 1 else 0 end"),
    ("RecordedDate", "recordedDate", "Recorded Date", "clock_time(recorded_at)"),
    ("ResponseId", "_recordId", "Response ID", "response_id"),
    ("RecipientLastName", "recipientLastName", "Recipient Last Name", "last_name"),
    ("RecipientFirstName", "recipientFirstName", "Recipient First Name", "first_name"),
    ("RecipientEmail", "recipientEmail", "Recipient Email", "email"),
    ("ExternalReference", "externalDataReference", "External Data Reference", "reference"),
    ("DistributionChannel", "distributionChannel", "Distribution Channel", "'email'"),
    ("UserLanguage", "userLanguage", "User Language", "'DE'"),
    ("NPS_relationship_NPS_GROUP", "QID1_NPS_GROUP", "Wie wahrscheinlich ... - Group",
     "case when nps > 8 then 'Promoter' when nps > 6 then 'Passive' else 'Detractor' end"),
    ("NPS_relationship", "QID1", "Empfehlen Sie uns weiter?\nVon 0 bis 10.", "nps"),
    ("CSAT_store", "QID2", "Wie zufrieden waren Sie mit der Filiale?", "csat_store"),
    ("CES_service", "QID3", "Wir haben es Ihnen leicht gemacht.", "ces_service"),
    ("Comment", "QID4_TEXT", 'Was sollen wir "noch" wissen?', "comment"),
]  # fmt: skip


def _header() -> str:
    """The three lines that stand above the responses."""
    ids = []
    for name, own, _, _ in _COLUMNS:
        zone = {"timeZone": ZONE} if name.endswith("Date") else {}
        ids.append(json.dumps({"ImportId": own, **zone}, separators=(",", ":")))
    names, texts = ([column[place] for column in _COLUMNS] for place in (0, 2))
    lines = [names, texts, ids]
    return "\r\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )


_CONTACTS = """
    select 'all', to_json({
        'contactId': qualtrics_id,
        'firstName': first_name,
        'lastName': last_name,
        'email': lower(trim(email)),
        'phone': case when shown_phone < 0.3 then phone end,
        'extRef': cast(null as varchar),
        'language': 'de',
        'directoryUnsubscribed': odd > 0.93,
        'directoryUnsubscribeDate': case when odd > 0.93 then iso_utc(told_at) end,
        'creationDate': iso_utc(met_at),
        'lastModified': iso_utc(told_at)
    }) || ',\n'
    from panel
    order by number
"""

# Each contact was asked twice and answered, if at all, the second time.
_HISTORY = """
    select 'all', to_json({
        'contactId': panel.qualtrics_id,
        'contactLookupId': 'CGC_' || substr(md5(panel.qualtrics_id), 1, 15),
        'distributionId': distribution,
        'status': case when is_second and answered.qualtrics_id is not null then 'SurveyFinished'
            when panel.odd < 0.04 then 'HardBounce' when panel.shape < 0.4 then 'Opened'
            else 'Success' end,
        'surveyLink': 'https://laden.example.com/jfe/form/SV_0',
        'contactFrequencyRuleId': cast(null as varchar),
        'responseId': case when is_second then answered.qualtrics_id end,
        'responseStartedAt': cast(null as varchar),
        'responseCompletedAt': case when is_second and answered.qualtrics_id is not null
            then iso_utc(answered.told_at) end,
        'sentAt': iso_utc(coalesce(answered.told_at, panel.told_at)
            - case when is_second then 7200 else 82800 end),
        'openedAt': cast(null as varchar),
        'surveySessionId': cast(null as varchar)
    }) || ',\n'
    from panel
    cross join (
        select unnest(['EMD_ersterVersuch', 'EMD_zweiterVersuch']) as distribution,
            unnest([false, true]) as is_second
    ) as attempt
    left join surveyed as answered on answered.person = panel.person and answered.role = 0
    order by panel.number, distribution
"""
