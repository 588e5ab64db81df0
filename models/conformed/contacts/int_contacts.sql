with

shopify as (select * from {{ ref('int_contacts__shopify') }}),

dsfinvk as (select * from {{ ref('int_contacts__dsfinvk') }}),

hubspot as (select * from {{ ref('int_contacts__hubspot') }}),

zendesk as (select * from {{ ref('int_contacts__zendesk') }}),

typeform as (select * from {{ ref('int_contacts__typeform') }}),

klaviyo as (select * from {{ ref('int_contacts__klaviyo') }}),

shopware as (select * from {{ ref('int_contacts__shopware') }}),

segment as (select * from {{ ref('int_contacts__segment') }}),

square as (select * from {{ ref('int_contacts__square') }}),

salesforce as (select * from {{ ref('int_contacts__salesforce') }}),

amazon as (select * from {{ ref('int_contacts__amazon') }}),

loyalty as (select * from {{ ref('int_contacts__loyalty') }}),

qualtrics as (select * from {{ ref('int_contacts__qualtrics') }}),

template as (select * from {{ ref('int_contacts__template') }}),

stacked as (
    {{ stack(
        [
            'shopify',
            'dsfinvk',
            'hubspot',
            'zendesk',
            'typeform',
            'klaviyo',
            'shopware',
            'segment',
            'square',
            'salesforce',
            'amazon',
            'loyalty',
            'qualtrics',
            'template',
        ],
        [
            'source_name',
            'source_record_id',
            'email',
            'phone',
            'first_name',
            'last_name',
            'salutation',
            'birth_date',
            'gender',
            'language',
            'company_name',
            'vat_id',
            'street',
            'house_number',
            'postal_code',
            'city',
            'country_code',
            'loyalty_card_number',
            'device_id',
            'anonymous_id',
            'external_id',
            'account_id',
            'is_test',
            'created_at',
            'updated_at',
            'deleted_at',
        ]
    ) }}
)

select * from stacked
