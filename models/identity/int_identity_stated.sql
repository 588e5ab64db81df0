with

contacts as (select * from {{ ref('int_identity_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

records as (select * from {{ ref('int_identity_records') }}),

-- What an order carries may be another's (a lent card, a gift's phone); it counts only
-- for records that no contact describes. A membership speaks of its own bearer.
stated as (
    select
        {{ record_key('source_name', 'source_record_id') }} as record_key,
        email,
        phone,
        loyalty_card_number,
        vat_id,
        device_id,
        anonymous_id,
        external_id
    from contacts
    union all
    select
        mentions.record_key,
        mentions.email,
        mentions.phone,
        mentions.loyalty_card_number,
        cast(null as string) as vat_id,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id
    from mentions
    inner join records on mentions.record_key = records.record_key
    where records.record_kind = 'mention' or mentions.fact_type = 'loyalty_member'
),

identifiers as (
    select
        record_key,
        'email' as identifier_type,
        {{ email_key('email') }} as identifier_value
    from stated
    union
    select
        record_key,
        'phone' as identifier_type,
        trim(phone) as identifier_value
    from stated
    union
    select
        record_key,
        'loyalty_card' as identifier_type,
        {{ card_key('loyalty_card_number') }} as identifier_value
    from stated
    union
    select
        record_key,
        'vat_id' as identifier_type,
        trim(vat_id) as identifier_value
    from stated
    union
    select
        record_key,
        'device_id' as identifier_type,
        {{ device_key('device_id') }} as identifier_value
    from stated
    union
    select
        record_key,
        'anonymous_id' as identifier_type,
        {{ device_key('anonymous_id') }} as identifier_value
    from stated
    union
    select
        record_key,
        'external_id' as identifier_type,
        trim(external_id) as identifier_value
    from stated
    union
    -- The record that others name by its own id.
    select
        {{ record_key_of('trim(external_id)') }} as record_key,
        'external_id' as identifier_type,
        trim(external_id) as identifier_value
    from stated
),

present as (
    select
        record_key,
        identifier_type,
        identifier_value,
        {{ hash_of('identifier_type') }} + {{ hash_of('identifier_value') }}
            as identifier_key
    from identifiers
    where identifier_value is not null
)

select * from present
