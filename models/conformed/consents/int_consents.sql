with

shopify as (select * from {{ ref('int_consents__shopify') }}),

hubspot as (select * from {{ ref('int_consents__hubspot') }}),

klaviyo as (select * from {{ ref('int_consents__klaviyo') }}),

shopware as (select * from {{ ref('int_consents__shopware') }}),

square as (select * from {{ ref('int_consents__square') }}),

salesforce as (select * from {{ ref('int_consents__salesforce') }}),

qualtrics as (select * from {{ ref('int_consents__qualtrics') }}),

segment as (select * from {{ ref('int_consents__segment') }}),

template as (select * from {{ ref('int_consents__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'hubspot',
            'klaviyo',
            'shopware',
            'square',
            'salesforce',
            'qualtrics',
            'segment',
            'template',
        ],
        [
            'source_name',
            'source_record_id',
            'purpose',
            'status',
            'changed_at',
            'email',
            'phone',
            'method',
            'proof_ref',
            'expires_at',
        ]
    ) }}
)

select * from stacked
