with

hubspot as (select * from {{ ref('int_accounts__hubspot') }}),

shopify as (select * from {{ ref('int_accounts__shopify') }}),

segment as (select * from {{ ref('int_accounts__segment') }}),

salesforce as (select * from {{ ref('int_accounts__salesforce') }}),

zendesk as (select * from {{ ref('int_accounts__zendesk') }}),

template as (select * from {{ ref('int_accounts__template') }}),

stacked as (
    {{ stack(
        [
            'hubspot',
            'shopify',
            'segment',
            'salesforce',
            'zendesk',
            'template',
        ],
        [
            'source_name',
            'source_account_id',
            'company_name',
            'vat_id',
            'domain',
            'parent_account_id',
            'industry',
            'street',
            'postal_code',
            'city',
            'country_code',
            'updated_at',
        ]
    ) }}
)

select * from stacked
