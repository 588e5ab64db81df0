{#- No record of a file stands twice in a raw table, however often it is landed. -#}
{%- set raw_tables = {
    'shopify': ['customers', 'orders', 'products'],
    'dsfinvk': ['cashpointclosing', 'transactions', 'lines', 'datapayment'],
    'hubspot': ['contacts', 'companies'],
    'zendesk': ['users', 'tickets', 'ticket_metrics', 'satisfaction_ratings'],
    'typeform': ['responses'],
    'template': [
        'contacts', 'accounts', 'orders', 'order_lines', 'products',
        'service_contacts', 'survey_responses', 'survey_invitations', 'events',
        'campaign_events', 'consents', 'shipments', 'stock_levels', 'loyalty_members',
        'loyalty_ledger', 'promotions', 'ad_spend',
    ],
} -%}
with

raw_rows as (
    {%- for tool, tables in raw_tables.items() %}{% set outer = loop %}
    {%- for table_name in tables %}
    select
        '{{ tool }}.{{ table_name }}' as table_name,
        {{ "source_name" if tool == "template" else "''" }} as folder,
        _file_sha256,
        _row_number
    from {{ source(tool, table_name) }}
    {%- if not (outer.last and loop.last) %}
    union all
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
),

doubled as (
    select
        table_name,
        folder,
        _file_sha256,
        _row_number,
        count(*) as row_count
    from raw_rows
    group by table_name, folder, _file_sha256, _row_number
    having count(*) > 1
)

select * from doubled
