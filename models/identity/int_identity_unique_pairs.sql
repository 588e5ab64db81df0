with

unique_values as (select * from {{ ref('int_identity_unique_values') }}),

rough_groups as (select * from {{ ref('int_identity_rough_groups') }}),

placed as (
    select
        rough_groups.component_id,
        unique_values.record_key,
        unique_values.identifier_type,
        unique_values.identifier_key
    from unique_values
    inner join rough_groups on unique_values.record_key = rough_groups.record_key
),

-- Who shares one value of the kind is not parted by another.
pairs as (
    select
        placed.record_key as left_record_key,
        others.record_key as right_record_key,
        placed.component_id,
        placed.identifier_type
    from placed
    inner join placed as others
        on
            placed.component_id = others.component_id
            and placed.identifier_type = others.identifier_type
            and placed.record_key < others.record_key
    group by 1, 2, 3, 4
    having max(
        case when placed.identifier_key = others.identifier_key then 1 else 0 end
    ) = 0
)

select * from pairs
