with

components as (select * from {{ ref('int_identity_components') }}),

ties as (select * from {{ ref('int_identity_ties') }}),

-- A group is no less sure than its weakest pair, nor than the weakest tie of a record
-- that is tied to all others; no surer than the record that hangs on it least surely.
bounds as (
    select
        components.component_id,
        count(*) as record_count,
        -- Of a record that lacks a partner this is no more than nought.
        cast(greatest(
            min(ties.weakest_confidence),
            max(ties.partner_count + ties.weakest_confidence) - count(*) + 1
        ) as decimal(18, 4)) as lower_bound,
        min(ties.confidence) as upper_bound
    from components
    left join ties on components.record_key = ties.record_key
    group by 1
)

select * from bounds
