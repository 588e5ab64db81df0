with

identifies as (select * from {{ ref('stg_segment__identifies') }}),

events as (select * from {{ ref('int_events__segment') }}),

-- Each call adds to what the calls before it said, in the order in which they happened.
ordered as (
    select
        identifies.user_id,
        identifies.shopify_customer_id,
        identifies.loyalty_card_number,
        identifies.company_id,
        identifies.email,
        identifies.phone,
        identifies.first_name,
        identifies.last_name,
        identifies.title,
        identifies.birth_date,
        identifies.gender,
        identifies.language,
        identifies.company_name,
        identifies.street,
        identifies.house_number,
        identifies.postal_code,
        identifies.city,
        identifies.country_code,
        identifies.is_test,
        identifies.created_at,
        events.occurred_at,
        row_number() over (
            partition by identifies.user_id
            order by events.occurred_at, identifies.message_id
        ) as statement_number
    from identifies
    inner join events on identifies.message_id = events.message_id
),

merged as (
    select
        user_id,
        {{ newest_value('shopify_customer_id', 'statement_number') }}
            as shopify_customer_id,
        {{ newest_value('loyalty_card_number', 'statement_number') }}
            as loyalty_card_number,
        {{ newest_value('company_id', 'statement_number') }} as company_id,
        {{ newest_value('email', 'statement_number') }} as email,
        {{ newest_value('phone', 'statement_number') }} as phone,
        {{ newest_value('first_name', 'statement_number') }} as first_name,
        {{ newest_value('last_name', 'statement_number') }} as last_name,
        {{ newest_value('title', 'statement_number') }} as title,
        {{ newest_value('birth_date', 'statement_number') }} as birth_date,
        {{ newest_value('gender', 'statement_number') }} as gender,
        {{ newest_value('language', 'statement_number') }} as language,
        {{ newest_value('company_name', 'statement_number') }} as company_name,
        {{ newest_value('street', 'statement_number') }} as street,
        {{ newest_value('house_number', 'statement_number') }} as house_number,
        {{ newest_value('postal_code', 'statement_number') }} as postal_code,
        {{ newest_value('city', 'statement_number') }} as city,
        {{ newest_value('country_code', 'statement_number') }} as country_code,
        {{ newest_value('is_test', 'statement_number') }} as is_test,
        min(created_at) as created_at,
        max(occurred_at) as updated_at
    from ordered
    group by user_id
)

select * from merged
