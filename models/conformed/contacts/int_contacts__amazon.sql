with

items as (select * from {{ ref('stg_amazon__unshipped_items') }}),

ranked as (
    select
        buyer_email,
        buyer_phone,
        buyer_name,
        buyer_title,
        buyer_company_name,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        -- A present goes to somebody else's address.
        coalesce(lower(buyer_name) = lower(recipient_name), false) as is_for_buyer,
        min(purchased_at) over (partition by buyer_email) as first_seen_at,
        max(reported_at) over (partition by buyer_email) as last_seen_at,
        row_number() over (
            partition by buyer_email
            order by
                case when lower(buyer_name) = lower(recipient_name) then 0 else 1 end,
                reported_at desc nulls last,
                amazon_order_item_id
        ) as statement_rank
    from items
    where buyer_email is not null
),

in_our_words as (
    select
        'amazon' as source_name,
        buyer_email as source_record_id,
        buyer_email as email,
        buyer_phone as phone,
        {{ given_name('buyer_name') }} as first_name,
        {{ family_name('buyer_name') }} as last_name,
        buyer_title as salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        buyer_company_name as company_name,
        cast(null as string) as vat_id,
        case when is_for_buyer then street end as street,
        case when is_for_buyer then house_number end as house_number,
        case when is_for_buyer then postal_code end as postal_code,
        case when is_for_buyer then city end as city,
        case when is_for_buyer then country_code end as country_code,
        cast(null as string) as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id,
        cast(null as string) as account_id,
        false as is_test,
        first_seen_at as created_at,
        last_seen_at as updated_at,
        cast(null as timestamp) as deleted_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
