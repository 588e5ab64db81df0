"""Who there is: persons with households, companies, cards, phones and one clean record each."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from pipelines.sandbox import names
from pipelines.sandbox.catalogue import STORES
from pipelines.sandbox.draw import Bools, Draw, Floats, Ints, pick, store

# Numbers that the Bundesnetzagentur keeps for films and books (Mitteilung 148/2021). There are
# only 5,200, so in a large sandbox most people carry no phone rather than sharing one.
LANDLINES = ("3023125", "6990009", "4066969", "2214710", "8999998")
MOBILES = ("17139200", "176040690")


@dataclass
class People:
    """Columns of all persons; the first ``count`` are customers, then test and kiosk accounts."""

    count: int
    tests: int
    household: Ints  # number of the household's head
    company: Ints  # -1: no buyer for a company
    has_card: Bools
    in_shop: Bools
    in_crm: Bools
    join: Floats  # when the retailer first met them, 0 to 1
    extent: int = 0  # customers, tests and kiosks

    @property
    def is_business(self) -> Bools:
        return self.company >= 0


def phone_pool(draw: Draw) -> tuple[list[str], list[str]]:
    """Reserved numbers without country code, shuffled: (personal, household)."""
    mobile = [f"{prefix}{number:02d}" for prefix in MOBILES for number in range(100)]
    fixed = [f"{prefix}{number:03d}" for prefix in LANDLINES for number in range(1000)]
    draw.random.shuffle(fixed)
    personal = [*mobile, *fixed[:2800]]
    draw.random.shuffle(personal)
    return personal, fixed[2800:]


def make(con: duckdb.DuckDBPyConnection, seed: int, customers: int) -> People:
    """Creates ``person`` and ``company`` and returns the columns that behaviour needs."""
    tests = max(3, customers // 400)
    extent = customers + tests + len(STORES)
    draw = Draw(seed, "people", extent)
    number = np.arange(extent)
    joins = draw.chance(0.16) & (number > 0) & (number < customers)
    household = np.maximum.accumulate(np.where(joins, 0, number))
    companies = max(2, customers * 6 // 180)
    business = draw.chance(0.06) & (number < customers)
    company = np.where(business, draw.ints(0, companies), -1)
    has_card = draw.chance(0.38) & (number < customers)
    in_crm = (draw.chance(0.45) | (business & draw.chance(0.7))) & (number < customers)
    in_shop = (draw.chance(0.5) | business | ~(has_card | in_crm)) & (number < customers)
    join = np.where(draw.chance(0.4), 0.0, draw.unit() * 0.97)
    people = People(customers, tests, household, company, has_card, in_shop, in_crm, join, extent)
    _make_raw(con, draw, people)
    _make_companies(con, seed, companies)
    _make_clean(con)
    return people


def _make_raw(con: duckdb.DuckDBPyConnection, draw: Draw, people: People) -> None:
    number = np.arange(people.extent)
    head = people.household
    surname = draw.choice([weight for _, weight in names.SURNAMES])
    shares_name = draw.chance(0.8)
    surname = np.where((head != number) & shares_name, surname[head], surname)
    woman = draw.chance(0.52)
    woman_name = draw.choice([weight for _, weight in names.WOMEN])
    man_name = draw.choice([weight for _, weight in names.MEN])
    # Junior is called like senior; the family's elders and children share one mailbox.
    junior = (head != number) & shares_name & draw.chance(0.04) & (woman == woman[head])
    woman_name = np.where(junior, woman_name[head], woman_name)
    man_name = np.where(junior, man_name[head], man_name)
    female = pick([name for name, _ in names.WOMEN], woman_name)
    male = pick([name for name, _ in names.MEN], man_name)
    company = people.company
    uses_family_email = (head != number) & draw.chance(0.12) & (company < 0)
    born = draw.ints(-14_600, 13_100)  # days since 1970: 1930 to 2005
    born = np.where(head != number, np.maximum(born, born[head] - 3_000), born)
    # Who buys for a company is of working age.
    born = np.where(company >= 0, -4_400 + (born + 14_600) % 14_600, born)
    town = draw.choice([weight for _, _, weight in names.TOWNS])[head]
    old_town = np.where(draw.chance(0.6), town, draw.choice([w for _, _, w in names.TOWNS]))
    streets = [weight for _, weight in names.STREETS]
    personal, shared = phone_pool(draw)
    has_phone = np.flatnonzero(draw.chance(0.45) & (number < people.count))[: len(personal)]
    phone = np.full(people.extent, len(personal))
    phone[has_phone] = np.arange(len(has_phone))
    is_head = np.flatnonzero(draw.chance(0.3) & (number == head) & (number < people.count))
    is_head = is_head[: len(shared)]
    landline = np.full(people.extent, len(shared))
    landline[is_head] = np.arange(len(is_head))
    body = 290_100_000_000 + draw.random.permutation(people.extent) * 37 + draw.ints(0, 37)
    titles = np.where(draw.chance(0.03), draw.ints(0, len(names.TITLES)), len(names.TITLES))
    street = draw.choice(streets)[head]
    house = draw.ints(1, 130)[head]
    letter = np.where(draw.chance(0.12), draw.ints(0, 3), 3)[head]
    store(
        con,
        "raw_person",
        person=number,
        head=head,
        company=company,
        surname=pick([name for name, _ in names.SURNAMES], surname),
        birth_surname=pick(
            [name for name, _ in names.SURNAMES], draw.choice([w for _, w in names.SURNAMES])
        ),
        has_married=woman & draw.chance(0.1),
        is_woman=woman,
        female=female,
        male=male,
        uses_family_email=uses_family_email,
        title=pick([*names.TITLES, None], titles),
        birth_date=pa.array(born.astype("datetime64[D]")),
        town=pick([name for name, _, _ in names.TOWNS], town),
        postal_prefix=pick([prefix for _, prefix, _ in names.TOWNS], town),
        postal_rest=draw.ints(1, 100_000)[head],
        street=pick([name for name, _ in names.STREETS], street),
        house=house,
        house_letter=pick(["a", "b", "c", ""], letter),
        has_moved=draw.chance(0.1)[head],
        old_town=pick([name for name, _, _ in names.TOWNS], old_town),
        old_prefix=pick([prefix for _, prefix, _ in names.TOWNS], old_town),
        old_rest=draw.ints(1, 100_000)[head],
        old_street=pick([name for name, _ in names.STREETS], draw.choice(streets)),
        old_house=draw.ints(1, 130),
        mail_style=draw.choice([30, 10, 18, 12, 14, 16]),
        mail_domain=pick(
            [name for name, _ in names.MAIL_DOMAINS],
            draw.choice([weight for _, weight in names.MAIL_DOMAINS]),
        ),
        mail_number=draw.ints(1, 99),
        has_second_mail=draw.chance(0.14),
        second_domain=pick(
            [name for name, _ in names.MAIL_DOMAINS],
            draw.choice([weight for _, weight in names.MAIL_DOMAINS]),
        ),
        phone=pick([*personal, None], phone),
        landline=pick([*shared, None], landline[head]),
        card_body=np.where(people.has_card, body, -1),
        kind=np.where(
            number < people.count, 0, np.where(number < people.count + people.tests, 1, 2)
        ),
        kind_number=np.where(
            number < people.count + people.tests,
            number - people.count,
            number - people.count - people.tests,
        ),
    )
    store(
        con,
        "test_person",
        test=list(range(len(names.TEST_PEOPLE))),
        test_first=[first for first, _, _ in names.TEST_PEOPLE],
        test_last=[last for _, last, _ in names.TEST_PEOPLE],
        test_mail=[mail for _, _, mail in names.TEST_PEOPLE],
    )
    store(con, "nickname", first_name=list(names.NICKNAMES), nick=list(names.NICKNAMES.values()))


def _make_companies(con: duckdb.DuckDBPyConnection, seed: int, count: int) -> None:
    draw = Draw(seed, "companies", count)
    trade = pick(
        [n for n, _ in names.COMPANY_TRADES], draw.choice([w for _, w in names.COMPANY_TRADES])
    )
    form = pick(
        [n for n, _ in names.COMPANY_FORMS], draw.choice([w for _, w in names.COMPANY_FORMS])
    )
    town = draw.choice([weight for _, _, weight in names.TOWNS])
    store(
        con,
        "raw_company",
        company=np.arange(count),
        owner=pick([n for n, _ in names.SURNAMES], draw.choice([w for _, w in names.SURNAMES])),
        trade=trade,
        form=form,
        town=pick([name for name, _, _ in names.TOWNS], town),
        prefix=pick([prefix for _, prefix, _ in names.TOWNS], town),
        rest=draw.ints(1, 100_000),
        street=pick([n for n, _ in names.STREETS], draw.choice([w for _, w in names.STREETS])),
        house=draw.ints(1, 130),
        vat=draw.ints(100_000_000, 999_999_999),
        industry=pick(names.INDUSTRIES, draw.ints(0, len(names.INDUSTRIES))),
        parent=np.where(draw.chance(0.08), draw.ints(0, count), -1),
        founded=draw.unit(),
    )
    con.execute("""
        create table company as
        select
            company,
            trade || ' ' || owner || ' ' || form as company_name,
            fold(trade) || '-' || fold(owner) || case when twin > 1 then '-' || twin else '' end
                || '.example.com' as domain,
            'DE' || vat as vat_id,
            town as company_town,
            postal_code(prefix, rest) as company_postal_code,
            street || ' ' || house as company_street,
            industry,
            nullif(case when parent <> company then parent else -1 end, -1) as parent,
            founded
        from (
            select *, row_number() over (
                partition by fold(trade), fold(owner) order by company
            ) as twin
            from raw_company
        )
        order by company
    """)


MACROS = [
    # An address part in ASCII, German way: Müller -> mueller.
    "create or replace macro german(s) as replace(replace(replace(replace(replace(replace(replace("
    "s, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'Ä', 'Ae'), 'Ö', 'Oe'), 'Ü', 'Ue'), 'ß', 'ss')",
    # The foreigner's way: Müller -> Muller.
    "create or replace macro bare(s) as strip_accents(replace(replace(replace(replace("
    "s, 'ß', 'ss'), 'ł', 'l'), 'Ł', 'L'), 'ı', 'i'))",
    "create or replace macro fold(s) as"
    " regexp_replace(lower(bare(german(s))), '[^a-z0-9]+', '', 'g')",
    "create or replace macro postal_code(prefix, rest) as"
    " prefix || right(lpad(cast(rest as varchar), 5, '0'), 5 - length(prefix))",
    "create or replace macro check_digit(body) as (10 - list_sum(list_transform(range(12), i ->"
    " cast(substr(body, cast(i + 1 as int), 1) as int) * case when i % 2 = 1 then 3 else 1 end))"
    " % 10) % 10",
]


def _make_clean(con: duckdb.DuckDBPyConnection) -> None:
    """``person``: what is true of each person, before any tool got it wrong."""
    con.execute(f"""
        create table named as
        select
            raw_person.*,
            branch.* exclude (branch),
            case kind
                when 1 then test_first
                when 2 then 'Tablet'
                else case when is_woman then female else male end
            end as first_name,
            case kind
                when 1 then test_last when 2 then branch_town else surname
            end as last_name,
            case kind
                when 1 then test_mail when 2 then 'tablet-' || tablet || '@laden.example.com'
            end as fixed_mail
        from raw_person
        left join test_person on kind = 1 and test = kind_number % {len(names.TEST_PEOPLE)}
        left join branch on kind = 2 and branch = kind_number
        order by person
    """)
    con.execute("""
        create table person as
        with local_parts as (
            select
                *,
                fold(first_name) as f,
                fold(last_name) as l,
                lpad(cast(mail_number as varchar), 2, '0') as nn,
                cast(year(birth_date) as varchar) as yyyy
            from named
        ),
        addressed as (
            select
                *,
                case mail_style
                    when 0 then f || '.' || l
                    when 1 then left(f, 1) || '.' || l
                    when 2 then f || l || right(yyyy, 2)
                    when 3 then l || '.' || f
                    when 4 then f || nn
                    else f || '_' || l || yyyy
                end as local_part
            from local_parts
        ),
        numbered as (
            select *, row_number() over (
                partition by local_part, mail_domain order by person
            ) as twin
            from addressed
        )
        select
            person,
            case kind
                when 0 then 'p' || lpad(cast(person + 1 as varchar), 6, '0')
                when 1 then 'test:' || (kind_number + 1)
                else 'kiosk:' || (kind_number + 1)
            end as person_id,
            kind = 1 as is_test,
            uses_family_email,
            kind = 2 as is_kiosk,
            head,
            case when is_woman then 'f' else 'm' end as gender,
            case when is_woman then 'Frau' else 'Herr' end as salutation,
            title,
            first_name,
            last_name,
            case when has_married and kind = 0 then birth_surname end as birth_name,
            case when kind = 0 then birth_date end as birth_date,
            coalesce(
                fixed_mail,
                case when numbered.company >= 0 then f || '.' || l
                    || case when twin > 1 then cast(person as varchar) else '' end
                    || '@' || company.domain end,
                local_part || case when twin > 1 then '.' || person else '' end
                    || '@' || mail_domain
            ) as email,
            case when has_second_mail and kind = 0 then
                left(f, 2) || '.' || l || '.' || person || '@' || second_domain end as second_email,
            case when kind = 0 then
                'familie.' || fold(surname) || '.' || head || '@' || mail_domain
            end as own_family_email,
            phone,
            landline,
            coalesce(branch_postal_code, postal_code(postal_prefix, postal_rest)) as postal_code,
            coalesce(branch_town, numbered.town) as town,
            coalesce(regexp_extract(branch_street, '^(.*) ', 1), street) as street,
            coalesce(regexp_extract(branch_street, '[0-9]+$'), house || house_letter)
                as house_number,
            case when has_moved and kind = 0
                then postal_code(old_prefix, old_rest) end as old_postal_code,
            case when has_moved and kind = 0
                then old_town end as old_town,
            case when has_moved and kind = 0
                then old_street end as old_street,
            case when has_moved and kind = 0
                then cast(old_house as varchar) end as old_house_number,
            nullif(numbered.company, -1) as company,
            case when card_body > 0 then
                card_body || cast(check_digit(cast(card_body as varchar)) as varchar)
            end as card
        from numbered
        left join company on company.company = numbered.company
        order by person
    """)
    con.execute("""
        create table family as
        select head, any_value(own_family_email) as family_email
        from person where person = head group by head order by head
    """)
    for used_up in ("raw_person", "raw_company", "named", "test_person"):
        con.execute(f"drop table {used_up}")
