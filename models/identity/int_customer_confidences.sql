with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

bounds as (select * from {{ ref('int_identity_bounds') }}),

spans as (select * from {{ ref('int_identity_spans') }}),

open_links as (select * from {{ ref('int_identity_open_links') }}),

spanned as (
    select
        spans.component_id,
        min(open_links.confidence) as confidence
    from spans
    inner join open_links
        on
            spans.component_id = open_links.component_id
            and spans.weakest_rank = open_links.link_rank
    group by 1
),

rated as (
    select
        customer_ids.customer_id,
        bounds.component_id,
        bounds.record_count,
        -- A record alone is surely itself.
        cast(
            coalesce(spanned.confidence, bounds.upper_bound, 1) as decimal(18, 4)
        ) as confidence
    from bounds
    inner join customer_ids on bounds.component_id = customer_ids.record_key
    left join spanned on bounds.component_id = spanned.component_id
)

select * from rated
