with

categories as (select * from {{ ref('stg_akeneo__categories') }}),

exports as (select * from {{ ref('stg_akeneo__category_exports') }}),

stated as (
    select
        category_code,
        parent_category_code,
        coalesce(category_label, category_code) as category_label
    from categories
    union all
    select
        exports.category_code,
        exports.parent_category_code,
        coalesce(exports.category_label, exports.category_code) as category_label
    from exports
    left join categories on exports.category_code = categories.category_code
    where categories.category_code is null
),

-- The root is the catalogue itself and no step of the path.
below_root as (
    select
        category_code,
        parent_category_code,
        category_label
    from stated
    where parent_category_code is not null
),

paths as (
    select
        own.category_code,
        concat_ws(
            ' > ',
            third.category_label,
            second.category_label,
            first_up.category_label,
            own.category_label
        ) as category_path
    from below_root as own
    left join below_root as first_up
        on own.parent_category_code = first_up.category_code
    left join below_root as second
        on first_up.parent_category_code = second.category_code
    left join below_root as third
        on second.parent_category_code = third.category_code
)

select * from paths
