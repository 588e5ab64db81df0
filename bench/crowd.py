"""Contacts of so many records, drawn by hashes: the same on every machine.

Two and a half records a person in four tools; families of one name and home, moved
houses, shared and kiosk mails, store devices, lent cards, an error of typing or another
name in every sixth record.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import yaml

from tests.e2e.house import ROOT

#: The identity room reads these concepts; only contacts are filled.
READ = ("contacts", "orders", "service_contacts", "survey_responses", "consents", "loyalty_members")

PEOPLE = """
create temp table people as
with
drawn as (
    select
        person,
        -- Every third group of four is a family of one name, home and maybe mailbox.
        case when hash(person // 4, 'family') % 3 = 0 then -(person // 4) else person end
            as household,
        hash(person, 'given') as given_draw,
        hash(person, 'traits') as draw
    from range({people}) as numbers (person)
)
select
    person,
    household,
    -- Common names are common: the square of a draw.
    cast(pow((given_draw % 100003) / 100003.0, 2) * 1500 as int) as given_number,
    cast(pow((hash(household, 'family') % 100003) / 100003.0, 2) * 40000 as int)
        as family_number,
    date '1938-01-01' + cast(draw % 25500 as int) as birth_date,
    hash(household, 'home') as home,
    hash(person, 'moved') as other_home,
    draw // 1024 % 100 < 15 as has_moved,
    draw // 131072 % 100 < 80 as has_email,
    draw // 16777216 % 100 < 55 as has_phone,
    draw // 2147483648 % 100 < 30 as has_card,
    hash(person, 'device') as device
from drawn
"""
SYLLABLE = (
    "['an','be','cla','do','el','fri','ga','hei','in','jo','ka','lu','ma','nor','ot','pe',"
    "'ro','sa','ti','ur','vi','wal','xa','ye','zo','bru','chri','det','ger','stef']"
    "[cast({number} % 30 + 1 as int)]"
)
ENDING = (
    "['mann','er','berg','ke','stein','lich','hofer','bauer','meier','schmidt','hausen','ow',"
    "'feld','bach','ling','mueller']"
    "[cast({number} % 16 + 1 as int)]"
)
CONTACTS = """
insert into conformed.int_contacts by name
with
drawn as (
    select number, hash(number, 'record') as draw, hash(number, 'error') as slip
    from range({records}) as numbers (number)
),
known as (
    select
        drawn.number, drawn.draw, drawn.slip, people.*,
        draw // 128 % 10 < 6 as has_address,
        case when has_moved and draw // 4096 % 2 = 0 then other_home else home end as lives,
        {first} || {second} || case when given_number % 2 = 0 then 'a' else 'us' end
            as given_name,
        {third} || {fourth} || {ending} as family_name
    from drawn
    inner join people on people.person = hash(drawn.number, 'person') % {people}
),
written as (
    select
        *,
        -- Every sixth record: a letter too few, two that changed places, an umlaut.
        case slip % 36
            when 0 then left(given_name, 2) || substring(given_name, 4)
            when 1 then left(given_name, 1) || substring(given_name, 3, 1)
                || substring(given_name, 2, 1) || substring(given_name, 4)
            when 2 then replace(given_name, 'a', 'ä')
            else given_name
        end as first_name,
        case slip % 36
            when 3 then left(family_name, 3) || substring(family_name, 5)
            when 4 then replace(family_name, 'ue', 'ü')
            when 5 then 'Neu' || {fourth} || 'er'
            else family_name
        end as last_name
    from known
)
select
    ['shopify', 'hubspot', 'zendesk', 'dsfinvk'][cast(draw % 4 + 1 as int)] as source_name,
    cast(number as varchar) as source_record_id,
    case
        when draw // 16384 % 500 = 0 then 'kiosk-' || person % 50 || '@example.com'
        when household < 0 and has_email and draw // 16384 % 10 = 1
            then 'family' || -household || '@example.org'
        when has_email and draw // 16384 % 10 > 1
            then lower(given_name || '.' || family_name) || person || '@example.com'
    end as email,
    case
        when has_phone and draw // 2097152 % 10 < 7
            then '+4930' || lpad(cast(person as varchar), 9, '0')
        when draw // 2097152 % 100 = 99
            then '+4989' || lpad(cast(abs(household) as varchar), 9, '0')
    end as phone,
    upper(left(first_name, 1)) || substring(first_name, 2) as first_name,
    upper(left(last_name, 1)) || substring(last_name, 2) as last_name,
    case
        when draw // 268435456 % 10 < 5 and slip % 36 = 6
            then birth_date + cast(slip // 64 % 9 * 10 as int)
        when draw // 268435456 % 10 < 5 then birth_date
    end as birth_date,
    'de' as language,
    case
        when has_address
            then {street} || case when slip % 2 = 0 then 'straße' else 'str.' end
    end as street,
    case when has_address then cast(lives // 65536 % 120 + 1 as varchar) end as house_number,
    case
        when has_address then lpad(cast(1000 + lives // 16777216 % 8000 * 12 as varchar), 5, '0')
    end as postal_code,
    case when has_address then 'Stadt' || lives // 16777216 % 8000 end as city,
    'DE' as country_code,
    case
        when has_card and draw // 34359738368 % 10 < 5
            then '2901' || lpad(cast(person as varchar), 9, '0')
        when draw // 34359738368 % 200 = 199
            then '2901' || lpad(cast(hash(number, 'lent') % {people} as varchar), 9, '0')
    end as loyalty_card_number,
    case
        when draw // 4398046511104 % 100 = 0 then 'store-tablet-' || person % 20
        when draw // 4398046511104 % 10 = 1 then 'dev-' || device
    end as device_id,
    false as is_test,
    timestamp '2019-01-01' + to_seconds(cast(draw // 8 % 240000000 as bigint)) as created_at,
    created_at as updated_at
from written
"""


def room(file: Path) -> None:
    """A warehouse whose conformed room is empty."""
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema conformed")
        for concept in READ:
            path = ROOT / "models" / "conformed" / concept / f"int_{concept}.yml"
            (model,) = yaml.safe_load(path.read_text())["models"]
            columns = ", ".join(f"{c['name']} {c['data_type']}" for c in model["columns"])
            connection.execute(f"create table conformed.int_{concept} ({columns})")


def fill(file: Path, records: int) -> None:
    """So many contacts for an empty room."""
    people = records * 2 // 5
    names = {
        "first": SYLLABLE.format(number="given_number"),
        "second": SYLLABLE.format(number="(given_number // 30)"),
        "third": SYLLABLE.format(number="family_number"),
        "fourth": SYLLABLE.format(number="(family_number // 30)"),
        "ending": ENDING.format(number="(family_number // 900)"),
        "street": f"{SYLLABLE.format(number='lives')} || "
        f"{SYLLABLE.format(number='(lives // 32)')} || 'en'",
    }
    with duckdb.connect(str(file)) as connection:
        connection.execute("set threads = 2")
        connection.execute(PEOPLE.format(people=people))
        connection.execute(CONTACTS.format(people=people, records=records, **names))
