with

order_of_features as (select * from {{ ref('int_identity_features') }}),

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

address_words as (select * from {{ ref('int_identity_address_words') }}),

evidence as (select * from {{ ref('identity_evidence') }}),

plan as (select * from {{ ref('int_identity_lesson_plan') }}),

-- Records by the order of their hashes, fifty to a heap: pairs by chance.
firsts as (
    select order_of_features.record_key
    from order_of_features cross join plan
    order by order_of_features.record_key
    limit 2999
),

shuffled as (
    select record_key, row_number() over (order by record_key) as position
    from firsts
),

numbered as (
    select
        features.group_id, features.first_name_number, features.last_name_number,
        features.stated_first_name_number, features.stated_last_name_number,
        features.birth_text, features.postal_code, features.address_key,
        features.street_key, features.city_key, features.house_key,
        features.email, features.phone, features.loyalty_card, shuffled.position,
        floor(shuffled.position / 50) as heap
    from shuffled
    inner join features on shuffled.record_key = features.record_key
),

heaps as (
    {{ evidence_told(
        'numbered', ['group_id', 'position', 'heap'], 'names', 'address_words'
    ) }}
),

compared as (
    select {{ evidence_levels('left_heaps', 'right_heaps') }}
    from heaps as left_heaps
    inner join heaps as right_heaps
        on
            left_heaps.heap = right_heaps.heap
            and left_heaps.position < right_heaps.position
            and left_heaps.group_id <> right_heaps.group_id
),

-- Who agrees on three things is one person met by chance, not a stranger.
strangers as (
    select first_name, last_name, birth_date, place, phone, email, loyalty_card
    from compared
    where
        case when first_name = 'same' then 1 else 0 end
        + case when last_name = 'same' then 1 else 0 end
        + case when birth_date = 'same' then 1 else 0 end
        + case when place = 'same' then 1 else 0 end
        + case when phone = 'same' then 1 else 0 end
        + case when email = 'same' then 1 else 0 end
        + case when loyalty_card = 'same' then 1 else 0 end < 3
),

seen as (
    {{ count_levels('strangers') }}
),

levels as (
    select evidence.field, evidence.level
    from evidence
    cross join plan
    group by evidence.field, evidence.level
),

judged as (
    select
        levels.field,
        levels.level,
        coalesce(seen.pair_count, 0) as stranger_count,
        sum(coalesce(seen.pair_count, 0)) over (partition by levels.field)
            as field_count
    from levels
    left join seen on levels.field = seen.field and levels.level = seen.level
),

chance as (
    select
        field, level, stranger_count,
        cast((stranger_count + 0.5) / (field_count + 3) as decimal(18, 9))
            as u_probability
    from judged
)

select * from chance
