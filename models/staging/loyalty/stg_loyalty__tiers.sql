with

source as (
    {{ newest_only(source('loyalty', 'tiers'), ['lower(trim(tier))']) }}
),

renamed as (
    select
        -- ids
        lower({{ clean_text('tier') }}) as tier,
        -- attributes
        {{ clean_text('tier_name') }} as tier_name,
        -- amounts
        {{ to_decimal('points_from') }} as points_from
    from source
    where _missing_since is null
)

select * from renamed
