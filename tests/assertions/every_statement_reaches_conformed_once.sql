{#- Every key that a tool states is one row of its concept, and no row is invented. -#}
{%- set told = [
    ('contacts', 'shopify', 'customers', 'id', 'true'),
    ('contacts', 'hubspot', 'contacts', 'id', 'true'),
    ('contacts', 'hubspot', 'contact_exports', 'record_id', 'true'),
    ('contacts', 'dsfinvk', 'transactions', 'kunde_id', "trim(kunde_id) <> ''"),
    ('contacts', 'klaviyo', 'profiles', 'id', 'true'),
    ('contacts', 'salesforce', 'contacts', 'id', 'true'),
    ('contacts', 'salesforce', 'leads', 'id', 'true'),
    (
        'accounts', 'hubspot', 'companies', 'id',
        "lower(archived) is distinct from 'true'",
    ),
    ('accounts', 'hubspot', 'company_exports', 'record_id', 'true'),
    ('contacts', 'shopware', 'customers', 'id', 'true'),
    ('contacts', 'shopware', 'newsletter_recipients', "'newsletter:' || id", 'true'),
    ('orders', 'shopify', 'orders', 'id', 'true'),
    ('orders', 'shopify', 'orders_export', 'id', "trim(id) <> ''"),
    (
        'contacts', 'shopify', 'customers_export',
        "replace(trim(customer_id), '''', '')", 'true',
    ),
    ('orders', 'shopware', 'orders', 'id', 'true'),
    ('contacts', 'square', 'customers', 'id', 'true'),
    ('orders', 'square', 'orders', 'id', "state <> 'DRAFT'"),
    ('orders', 'amazon', 'all_orders', 'amazon_order_id', 'true'),
    ('contacts', 'amazon', 'unshipped_orders', 'lower(buyer_email)', 'true'),
    (
        'orders', 'dsfinvk', 'transactions',
        "z_kasse_id || '-' || z_nr || '-' || bon_id", 'true',
    ),
    (
        'order_lines', 'dsfinvk', 'lines',
        "z_kasse_id || '-' || z_nr || '-' || bon_id || '-' || pos_zeile", 'true',
    ),
    (
        'survey_responses', 'qualtrics', 'responses', 'response_id',
        "finished = '1' and status = '0'",
    ),
    ('service_contacts', 'zendesk', 'tickets', 'id', 'true'),
    (
        'service_contacts', 'zendesk', 'calls', "'call:' || id",
        "direction = 'inbound' and ticket_id is null",
    ),
    (
        'survey_responses', 'zendesk', 'satisfaction_ratings', 'id',
        "score in ('good', 'bad')",
    ),
    (
        'products', 'akeneo', 'products',
        'coalesce(identifier, ' ~ json_str('values', 'sku[0].data') ~ ', uuid)', 'true',
    ),
    ('products', 'akeneo', 'product_export', 'trim(sku)', 'true'),
    ('contacts', 'loyalty', 'members', 'trim(card_number)', 'true'),
    ('loyalty_members', 'loyalty', 'members', 'trim(card_number)', 'true'),
    ('loyalty_ledger', 'loyalty', 'points', 'trim(entry_id)', 'true'),
    ('promotions', 'loyalty', 'vouchers', 'trim(voucher_code)', 'true'),
    (
        'ad_spend', 'google_ads', 'campaign_report',
        "trim(campaign_id) || '/' || trim(day)", 'true',
    ),
    (
        'ad_spend', 'google_ads', 'kampagnenbericht',
        "trim(kampagnen_id) || '/' || trim(tag)", 'true',
    ),
    (
        'ad_spend', 'meta_ads', 'campaigns',
        "trim(campaign_id) || '/' || trim(day)", 'true',
    ),
    ('shipments', 'erp', 'lieferungen', 'trim(lieferschein)', 'true'),
    (
        'stock_levels', 'erp', 'bestand',
        "trim(artikelnummer) || '/' || trim(lagerort) || '/' || cast("
        ~ to_timestamp_utc('stand', 'Europe/Berlin', '%d.%m.%Y %H:%M')
        ~ ' as string)',
        'true',
    ),
] -%}
{%- set keys = {
    'contacts': 'source_record_id', 'accounts': 'source_account_id',
    'orders': 'source_order_id', 'order_lines': 'source_order_line_id',
    'loyalty_members': 'loyalty_card_number', 'loyalty_ledger': 'source_entry_id',
    'ad_spend': "campaign_id || '/' || cast(spend_date as string)",
    'promotions': 'promotion_code', 'products': 'source_product_id',
    'shipments': 'source_shipment_id',
    'stock_levels': "sku || '/' || location_id || '/' || cast(measured_at as string)",
    'service_contacts': 'source_contact_id', 'survey_responses': 'source_response_id',
} -%}
with

stated as (
    {%- for concept, tool, table_name, key, rule in told %}
    select distinct
        '{{ concept }}' as concept,
        '{{ tool }}' as source_name,
        {{ key }} as id
    from {{ source(tool, table_name) }}
    where {{ rule }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

counted as (
    {%- for concept, tool, table_name, key, rule in told %}
    select '{{ concept }}' as concept, source_name, {{ keys[concept] }} as id
    from {{ ref('int_' ~ concept) }}
    where source_name = '{{ tool }}'
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

compared as (
    select
        stated.concept as stated_concept,
        counted.concept as counted_concept,
        coalesce(stated.source_name, counted.source_name) as source_name,
        coalesce(stated.id, counted.id) as id
    from stated
    full outer join counted
        on
            stated.concept = counted.concept
            and stated.source_name = counted.source_name
            and stated.id = counted.id
),

lost as (
    select
        stated_concept,
        counted_concept,
        source_name,
        id
    from compared
    where stated_concept is null or counted_concept is null
)

select * from lost
