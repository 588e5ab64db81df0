with

receipts as (select * from {{ ref('stg_dsfinvk__transactions') }}),

ranked as (
    select
        customer_id,
        customer_name,
        coalesce(lower(customer_type) = 'firma', false) as is_firm,
        {{ without_titles('customer_name') }} as bare_name,
        {{ title_of('customer_name') }} as title,
        customer_vat_id,
        customer_street,
        customer_house_number,
        customer_postal_code,
        customer_city,
        customer_country_code,
        min(ended_at) over (partition by customer_id) as first_seen_at,
        max(ended_at) over (partition by customer_id) as last_seen_at,
        -- The till prints name and address only on some receipts: those speak first.
        row_number() over (
            partition by customer_id
            order by
                case when customer_name is null then 1 else 0 end,
                case when customer_street is null then 1 else 0 end,
                ended_at desc nulls last,
                transaction_id
        ) as statement_rank
    from receipts
    where customer_id is not null
),

in_our_words as (
    select
        'dsfinvk' as source_name,
        customer_id as source_record_id,
        cast(null as string) as email,
        cast(null as string) as phone,
        case when not is_firm then {{ given_name('bare_name') }} end
            as first_name,
        case when not is_firm then {{ family_name('bare_name') }} end
            as last_name,
        case when not is_firm then title end as salutation,
        cast(null as date) as birth_date,
        cast(null as string) as gender,
        cast(null as string) as language,
        case when is_firm then customer_name end as company_name,
        customer_vat_id as vat_id,
        customer_street as street,
        customer_house_number as house_number,
        customer_postal_code as postal_code,
        customer_city as city,
        customer_country_code as country_code,
        customer_id as loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- A receipt that prints no name is the member's, whoever borrowed the card.
        case when customer_name is null then 'loyalty:' || customer_id end
            as external_id,
        cast(null as string) as account_id,
        false as is_test,
        first_seen_at as created_at,
        last_seen_at as updated_at,
        cast(null as timestamp) as deleted_at
    from ranked
    where statement_rank = 1
)

select * from in_our_words
