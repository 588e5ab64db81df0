with

features as (select * from {{ ref('int_identity_features') }}),

names as (select * from {{ ref('int_identity_names') }}),

sounds as (
    {{ name_parts('names') }}
),

parts as (
    {{ meeting_parts('features', 'group_id', 'sounds') }}
),

block_values as (
    {{ meeting_values('parts', 'group_id') }}
)

select * from block_values
