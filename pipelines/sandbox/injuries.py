"""What tools got wrong about people: ``record`` is each person's clean data, injured.

About 18 % of records differ from their person in a name, e-mail, phone, birth date or address.
"""

from __future__ import annotations

import duckdb

from pipelines.sandbox.records import HUBSPOT, HURTS, MAIN, RELAY, SECOND, TYPEFORM, ZENDESK

CODES = {name: code for code, name in enumerate(HURTS)}

MACROS = [
    # Insert, delete, swap or substitute one letter somewhere after the first.
    """create or replace macro typo(s, slip, spot, letter) as
    case
        when length(s) < 4 then s || chr(97 + cast(letter as int))
        when slip = 0 then left(s, slot(s, spot)) || chr(97 + cast(letter as int))
            || substr(s, slot(s, spot) + 1)
        when slip = 1 then left(s, slot(s, spot)) || substr(s, slot(s, spot) + 2)
        when slip = 2 then left(s, slot(s, spot)) || substr(s, slot(s, spot) + 2, 1)
            || substr(s, slot(s, spot) + 1, 1) || substr(s, slot(s, spot) + 3)
        else left(s, slot(s, spot)) || chr(97 + cast(letter as int))
            || substr(s, slot(s, spot) + 2)
    end""",
    "create or replace macro area(p) as case when p[1:3] in ('221', '171', '176')"
    " then p[1:3] else p[1:2] end",
    """create or replace macro dialled(p, f) as
    case f
        when 0 then '+49' || p
        when 1 then '0' || p
        when 2 then '+49 (0)' || area(p) || ' ' || substr(p, length(area(p)) + 1)
        when 3 then '0049' || p
        when 4 then '0' || area(p) || ' / ' || substr(p, length(area(p)) + 1)
        when 5 then '0' || area(p) || ' ' || substr(p, length(area(p)) + 1, 5) || '-'
            || substr(p, length(area(p)) + 6)
        when 6 then '(0' || area(p) || ') ' || substr(p, length(area(p)) + 1)
        when 7 then '+49 ' || area(p) || ' ' || substr(p, length(area(p)) + 1)
        else '0' || area(p) || '-' || substr(p, length(area(p)) + 1)
    end""",
]
SLOT = """create or replace macro slot(s, spot) as
    1 + cast(floor(spot * (length(s) - 2)) as int)"""


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Creates ``record``: one row per person record in a tool, as that tool holds it."""
    for macro in [SLOT, *MACROS]:
        con.execute(macro)
    _join(con)
    con.execute(f"""
        create table record as
        with
        named as (
            select
                *,
                {_first_name()} as injured_first,
                {_last_name()} as injured_last
            from joined
        ),
        shaped as (
            select
                *,
                case when {_hit("swapped")} then injured_last else injured_first end as first_out,
                case when {_hit("swapped")} then injured_first else injured_last end as last_out,
                {_email()} as email_out,
                {_phone()} as phone_out
            from named
        )
        select
            record, tool, role, person, number, answer,
            case when is_test
                then 'test:' || row_number() over (partition by is_test order by record)
                else person_id end as person_id, met_at, is_test, is_kiosk, head,
            gender, salutation, company, has_account,
            case when has_title < 0.35 and title is not null then title || ' ' || first_out
                when {_hit("salutation")} then salutation || ' ' || first_out
                else first_out end as first_name,
            case
                when has_title >= 0.35 and has_title < 0.5 and title is not null
                    then title || ' ' || last_out
                when shape > 0.985 then upper(last_out)
                else last_out end as last_name,
            {_dressed_email()} as email,
            phone_out as phone_digits,
            case when phone_out like '0%' then phone_out
                else dialled(phone_out, format) end as phone,
            case
                when {_hit("birth_placeholder")} then date '1900-01-01'
                when {_hit("birth_typo")} then
                    case when day(birth_date) <= 12
                    then make_date(year(birth_date), day(birth_date), month(birth_date))
                    else birth_date + cast(7 + slip as int) end
                else birth_date
            end as birth_date,
            {_street()} as street,
            case when {_moved()} then old_house_number else house_number end as house_number,
            {_postal_code()} as postal_code,
            case when {_moved()} then old_town else town end as town,
            {_card()} as card,
            shown, shown_phone, shown_birth, shape, format, consent, consented_at, consent_other,
            linked, card_luck, touched, odd
        from shaped
        order by record
    """)
    for used_up in ("joined", "raw_record", "by_guest", "nickname"):
        con.execute(f"drop table {used_up}")


def _join(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create table joined as
        select
            raw_record.*,
            person.* exclude (person),
            family_email,
            nick,
            tablet,
            case when person.person <> person.head then head_person.card end as family_card,
            friend_person.card as friend_card,
            person.company is not null as has_account
        from raw_record
        join person on person.person = raw_record.person
        left join family on family.head = person.head
        left join person as head_person on head_person.person = person.head
        left join person as friend_person on friend_person.person = raw_record.friend
        left join nickname on nickname.first_name = person.first_name
        left join branch on branch.branch = raw_record.desk
        order by record
    """)


def _hit(kind: str) -> str:
    """SQL: this record suffers from this injury (test and kiosk accounts never do)."""
    return f"({CODES[kind]} in (hurt, hurt_too) and not is_test and not is_kiosk)"


def _moved() -> str:
    return "(old_street is not null and stale_address < 0.3)"


def _street() -> str:
    """SQL: the street, old or new, written out, shortened or with ss."""
    street = f"case when {_moved()} then old_street else street end"
    return f"""case
        when format = 7 then replace(replace({street}, 'straße', 'str.'), 'Straße', 'Str.')
        when format = 8 then replace(replace({street}, 'straße', 'strasse'), 'Straße', 'Strasse')
        else {street} end"""


def _postal_code() -> str:
    """SQL: the postal code; a spreadsheet on the way to the CRM eats leading zeros."""
    code = f"case when {_moved()} then old_postal_code else postal_code end"
    return f"case when tool = {HUBSPOT} and odd < 0.1 then ltrim({code}, '0') else {code} end"


def _card() -> str:
    """SQL: the own card; now and then the spouse's or a friend's is in the account."""
    return """case
        when is_test or is_kiosk then null
        when card_luck < 0.006 then friend_card
        when card is null and card_luck < 0.2 then family_card
        else card end"""


def _spelt(name: str) -> str:
    """SQL: ue for ü in one record in twenty, u for ü where the injury says so."""
    return f"""case
        when {_hit("umlaut_lost")} then bare({name})
        when fold_name < 0.05 then german({name})
        else {name} end"""


def _first_name() -> str:
    return f"""case
        when {_hit("typo_first")} then typo(first_name, slip, spot, letter)
        when {_hit("nickname")} then coalesce(nick, first_name)
        when {_hit("initial")} then left(first_name, 1) || '.'
        when {_hit("unknown_name")} then case when slip = 0 then null else 'unbekannt' end
        else {_spelt("first_name")} end"""


def _last_name() -> str:
    return f"""case
        when {_hit("typo_last")} then typo(last_name, slip, spot, letter)
        when birth_name is not null and stale_name < 0.4 then {_spelt("birth_name")}
        when {_hit("unknown_name")} then case when slip < 2 then 'unbekannt' else '-' end
        else {_spelt("last_name")} end"""


def _email() -> str:
    return f"""case
        when role = {RELAY} then lower(to_base(relay, 36)) || '@marketplace.example.com'
        when is_test or is_kiosk then email
        when {_hit("kiosk_email")} then case when slip < 3
            then 'tablet-' || tablet || '@laden.example.com' else 'kiosk@laden.example.com' end
        when {_hit("no_email")} then case slip
            when 0 then 'noreply@example.com' when 1 then 'unbekannt@example.com'
            when 2 then 'keine@mail.example.org'
            else case when tool = {TYPEFORM} then email end end
        when company is not null and other_mail > 0.9 then
            case when slip = 0 then 'einkauf@' else 'info@' end || split_part(email, '@', 2)
        when uses_family_email or {_hit("family_email")} then family_email
        when tool = {ZENDESK} and phone is not null and (role = {SECOND} or shown < 0.06) then null
        when second_email is not null and (other_mail < 0.2 or role <> {MAIN}) then second_email
        when {_hit("typo_email")} then
            typo(split_part(email, '@', 1), slip, spot, letter) || '@' || split_part(email, '@', 2)
        else email end"""


def _dressed_email() -> str:
    """SQL: the same address as people type it; this is no injury, only untidy."""
    return """case
        when role = 2 or is_test then email_out
        when shape < 0.02 then upper(email_out)
        when shape < 0.035 then ' ' || email_out
        when shape < 0.05 then email_out || ' '
        when shape < 0.08 then upper(left(email_out, 1)) || substr(email_out, 2)
        when shape < 0.13 and email_out like '%@gmail.%'
            then replace(email_out, '@', '+waldkauz@')
        else email_out end"""


def _phone() -> str:
    return f"""case
        when is_test then '0000000'
        when role = {RELAY} then null
        when {_hit("no_phone")} then case when slip < 2 then '0000000' else '000000' end
        when {_hit("shared_phone")} then coalesce(landline, phone)
        when shown_phone < 0.78 then coalesce(phone, landline) end"""
