with

source as (
    {{ newest_only(
        source('template', 'loyalty_members'),
        ['source_name', 'trim(loyalty_card_number)']
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('loyalty_card_number') }} as loyalty_card_number,
        {{ clean_text('source_record_id') }} as source_record_id,
        -- attributes
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        {{ clean_text('tier') }} as tier,
        -- times
        {{ to_date('joined_on') }} as joined_on,
        {{ to_date('left_on') }} as left_on
    from source
)

select * from renamed
