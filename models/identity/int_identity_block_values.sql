with

features as (select * from {{ ref('int_identity_features') }}),

parts as (
    {{ meeting_parts('features', 'group_id') }}
),

block_values as (
    {{ meeting_values('parts', 'group_id') }}
)

select * from block_values
