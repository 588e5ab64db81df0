with

neighbours as (select * from {{ ref('int_identity_neighbours') }}),

rivals as (select * from {{ ref('int_identity_rivals') }}),

both_ways as (
    select left_core_id as core_id, right_core_id as neighbour_id from neighbours
    union all
    select right_core_id as core_id, left_core_id as neighbour_id from neighbours
),

fitting as (
    select
        both_ways.core_id,
        both_ways.neighbour_id
    from both_ways
    left join rivals
        on
            rivals.left_core_id = least(both_ways.core_id, both_ways.neighbour_id)
            and rivals.right_core_id
            = greatest(both_ways.core_id, both_ways.neighbour_id)
    where rivals.left_core_id is null
),

-- Who fits father and son of one name may be either.
torn as (
    select one.core_id
    from rivals
    inner join fitting as one on rivals.left_core_id = one.neighbour_id
    inner join fitting as other
        on
            rivals.right_core_id = other.neighbour_id
            and one.core_id = other.core_id
    group by one.core_id
)

select * from torn
