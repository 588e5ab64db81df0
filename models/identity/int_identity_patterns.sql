with

candidates as (select * from {{ ref('int_identity_candidates') }}),

chance as (select * from {{ ref('int_identity_chance') }}),

patterns as (
    select
        pattern_id,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        count(*) as pair_count
    from candidates
    group by 1, 2, 3, 4, 5, 6, 7, 8
),

-- What is unknown speaks neither way.
weighed as (
    select
        patterns.pattern_id,
        patterns.first_name,
        patterns.last_name,
        patterns.birth_date,
        patterns.place,
        patterns.phone,
        patterns.email,
        patterns.loyalty_card,
        patterns.pair_count,
        coalesce(last_names.weight, 0) + coalesce(places.weight, 0)
        + coalesce(phones.weight, 0) as household_weight,
        coalesce(emails.weight, 0) + coalesce(cards.weight, 0) as contact_weight,
        coalesce(first_names.weight, 0) as first_name_weight,
        coalesce(birth_dates.weight, 0) as birth_date_weight
    from patterns
    left join chance as first_names
        on first_names.field = 'first_name' and patterns.first_name = first_names.level
    left join chance as last_names
        on last_names.field = 'last_name' and patterns.last_name = last_names.level
    left join chance as birth_dates
        on birth_dates.field = 'birth_date' and patterns.birth_date = birth_dates.level
    left join chance as places
        on places.field = 'place' and patterns.place = places.level
    left join chance as phones
        on phones.field = 'phone' and patterns.phone = phones.level
    left join chance as emails
        on emails.field = 'email' and patterns.email = emails.level
    left join chance as cards
        on cards.field = 'loyalty_card' and patterns.loyalty_card = cards.level
)

select * from weighed
