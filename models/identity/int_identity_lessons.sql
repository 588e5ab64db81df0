with

levels as (select * from {{ ref('int_identity_lesson_levels') }}),

-- Two who both are asked see their pair twice, so each time it counts half.
lessons as (
    select
        {{ pattern_name() }} as pattern_id,
        first_name,
        last_name,
        birth_date,
        place,
        phone,
        email,
        loyalty_card,
        cast(count(*) / 2.0 as decimal(18, 1)) as pair_count
    from levels
    group by 1, 2, 3, 4, 5, 6, 7, 8
)

select * from lessons
