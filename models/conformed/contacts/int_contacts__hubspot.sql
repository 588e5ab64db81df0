with

contacts as (select * from {{ ref('stg_hubspot__contacts') }}),

merged as (select * from {{ ref('stg_hubspot__contact_merges') }}),

exported as (select * from {{ ref('int_contact_exports__hubspot') }}),

in_our_words as (
    select
        'hubspot' as source_name,
        contacts.hubspot_contact_id as source_record_id,
        contacts.email,
        contacts.phone,
        contacts.first_name,
        contacts.last_name,
        contacts.salutation,
        contacts.birth_date,
        contacts.gender,
        contacts.language,
        contacts.company_name,
        contacts.vat_id,
        contacts.street,
        contacts.house_number,
        contacts.postal_code,
        contacts.city,
        contacts.country_code,
        contacts.loyalty_card_number,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        -- A merge is the CRM's own word on who is who; it comes before any other id.
        coalesce(
            'hubspot:' || merged.merged_into_contact_id,
            'shopify:' || contacts.shopify_customer_id
        ) as external_id,
        contacts.hubspot_company_id as account_id,
        contacts.is_test,
        contacts.created_at,
        contacts.updated_at,
        coalesce(
            merged.merged_at,
            case
                when contacts.is_archived
                    then coalesce(contacts.archived_at, contacts.updated_at)
            end
        ) as deleted_at
    from contacts
    left outer join merged
        on contacts.hubspot_contact_id = merged.hubspot_contact_id
),

told as (
    {{ stack(
        ['in_our_words', 'exported'],
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

select * from told
