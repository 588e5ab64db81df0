with

group_calls as (select * from {{ ref('stg_segment__groups') }}),

events as (select * from {{ ref('int_events__segment') }}),

ordered as (
    select
        group_calls.group_id,
        group_calls.name,
        group_calls.vat_id,
        group_calls.website_domain,
        group_calls.industry,
        group_calls.street,
        group_calls.postal_code,
        group_calls.city,
        group_calls.country_code,
        events.occurred_at,
        row_number() over (
            partition by group_calls.group_id
            order by events.occurred_at, group_calls.message_id
        ) as statement_number
    from group_calls
    inner join events on group_calls.message_id = events.message_id
),

in_our_words as (
    select
        'segment' as source_name,
        group_id as source_account_id,
        {{ newest_value('name', 'statement_number') }} as company_name,
        {{ newest_value('vat_id', 'statement_number') }} as vat_id,
        {{ newest_value('website_domain', 'statement_number') }} as domain,
        cast(null as string) as parent_account_id,
        {{ newest_value('industry', 'statement_number') }} as industry,
        {{ newest_value('street', 'statement_number') }} as street,
        {{ newest_value('postal_code', 'statement_number') }} as postal_code,
        {{ newest_value('city', 'statement_number') }} as city,
        {{ newest_value('country_code', 'statement_number') }} as country_code,
        max(occurred_at) as updated_at
    from ordered
    group by group_id
)

select * from in_our_words
