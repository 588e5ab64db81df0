{#- Every key in template files is one row of its concept, and no row is invented. -#}
{%- set keys = {
    'contacts': ['source_record_id'],
    'accounts': ['source_account_id'],
    'orders': ['source_order_id'],
    'order_lines': ['source_order_line_id'],
    'products': ['source_product_id'],
    'service_contacts': ['source_contact_id'],
    'survey_responses': ['source_response_id', 'question_key'],
    'survey_invitations': ['source_invitation_id'],
    'shipments': ['source_shipment_id'],
    'loyalty_members': ['loyalty_card_number'],
    'promotions': ['promotion_code'],
    'stock_levels': ['sku', 'location_id', 'measured_at'],
    'loyalty_ledger': ['source_entry_id'],
    'ad_spend': ['platform', 'campaign_id', 'spend_date'],
    'campaign_events': ['source_event_id'],
} -%}
{#- Keys that are more than a text: how the same value is written on both sides. -#}
{%- set typed = {
    'measured_at': to_timestamp_utc('measured_at'),
    'spend_date': to_date('spend_date'),
    'platform': "coalesce(lower(trim(platform)), '')",
} -%}
with

stated as (
    {%- for concept, columns in keys.items() %}
    select distinct
        '{{ concept }}' as concept,
        source_name,
        {%- for column in columns %}
        {{ "|| '/' ||" if not loop.first }}
        cast({{ typed.get(column, 'trim(' ~ column ~ ')') }} as string)
        {%- endfor %} as id
    from {{ source('template', concept) }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

counted as (
    {%- for concept, columns in keys.items() %}
    select
        '{{ concept }}' as concept,
        source_name,
        {%- for column in columns %}
        {{ "|| '/' ||" if not loop.first }}
        coalesce(cast({{ column }} as string), '')
        {%- endfor %} as id
    from {{ ref('int_' ~ concept ~ '__template') }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

compared as (
    select
        coalesce(stated.concept, counted.concept) as concept,
        coalesce(stated.source_name, counted.source_name) as source_name,
        coalesce(stated.id, counted.id) as id,
        stated.id is not null and counted.id is not null as is_kept
    from stated
    full outer join counted
        on
            stated.concept = counted.concept
            and stated.source_name = counted.source_name
            and stated.id = counted.id
),

lost as (
    select
        concept,
        source_name,
        id
    from compared
    where not is_kept
)

select * from lost
