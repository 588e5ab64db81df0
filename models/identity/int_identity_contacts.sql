with

contacts as (select * from {{ ref('int_contacts') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

-- Who was erased is nobody, however often an old export tells of them: what it says
-- gets no further than here. The key stands in the join, so that it is not worked out
-- for this while nobody is erased.
keyed as (
    select
        {{ record_key('contacts.source_name', 'contacts.source_record_id') }}
            as record_key,
        {{ record_key_of('trim(contacts.external_id)') }} as named_record_key,
        contacts.source_name,
        contacts.source_record_id,
        contacts.email,
        contacts.phone,
        contacts.first_name,
        contacts.last_name,
        contacts.birth_date,
        contacts.street,
        contacts.house_number,
        contacts.postal_code,
        contacts.city,
        contacts.country_code,
        contacts.loyalty_card_number,
        contacts.vat_id,
        contacts.device_id,
        contacts.anonymous_id,
        contacts.external_id,
        contacts.is_test,
        contacts.created_at
    from contacts
    left join erased
        on
            {{ record_key('contacts.source_name', 'contacts.source_record_id') }}
            = erased.record_key
    where erased.record_key is null
)

select * from keyed
