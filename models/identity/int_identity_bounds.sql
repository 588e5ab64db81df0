with

components as (select * from {{ ref('int_identity_components') }}),

explained_edges as (select * from {{ ref('int_identity_explained_edges') }}),

pairs as (
    select
        left_record_key,
        right_record_key,
        max(confidence) as confidence
    from explained_edges
    group by 1, 2
),

ends as (
    select left_record_key as record_key, confidence from pairs
    union all
    select right_record_key as record_key, confidence from pairs
),

surest as (
    select
        record_key,
        count(*) as partner_count,
        min(confidence) as weakest_tie,
        max(confidence) as surest_tie
    from ends
    group by 1
),

-- A group is no less sure than its weakest pair, nor than the weakest tie of a record
-- that is tied to all others; no surer than the record that hangs on it least surely.
bounds as (
    select
        components.component_id,
        count(*) as record_count,
        -- Of a record that lacks a partner this is no more than nought.
        cast(greatest(
            min(surest.weakest_tie),
            max(surest.partner_count + surest.weakest_tie) - count(*) + 1
        ) as decimal(18, 4)) as lower_bound,
        min(surest.surest_tie) as upper_bound
    from components
    left join surest on components.record_key = surest.record_key
    group by 1
)

select * from bounds
