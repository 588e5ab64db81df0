with

contacts as (select * from {{ ref('int_identity_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

records as (select * from {{ ref('int_identity_records') }}),

-- What an order carries may be another's (a lent card, a gift's phone); it counts only
-- for records that no contact describes. A membership speaks of its own bearer.
stated as (
    select
        record_key,
        true as is_own,
        email, phone, loyalty_card_number, vat_id, device_id, anonymous_id, external_id
    from contacts
    union all
    select
        mentions.record_key,
        false as is_own,
        mentions.email, mentions.phone, mentions.loyalty_card_number,
        cast(null as string) as vat_id,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id
    from mentions
    inner join records on mentions.record_key = records.record_key
    where records.record_kind = 'mention' or mentions.fact_type = 'loyalty_member'
),

identifiers as (
    {{ identifiers_in_rows('stated') }}
    union all
    -- The record that others name by its own id.
    select
        named_record_key as record_key,
        false as is_own,
        'external_id' as identifier_type,
        trim(external_id) as identifier_value
    from contacts
),

present as (
    select
        record_key,
        is_own,
        identifier_type,
        identifier_value,
        {{ hash_of('identifier_type') }} + {{ hash_of('identifier_value') }}
            as identifier_key
    from identifiers
    where identifier_value is not null
),

-- A record says a thing of itself once; others may say it again.
own as (
    select record_key, identifier_type, identifier_value, identifier_key
    from present
    where is_own
),

said as (
    select record_key, identifier_type, identifier_value, identifier_key
    from own
    union all
    select
        present.record_key, present.identifier_type, present.identifier_value,
        present.identifier_key
    from present
    left join own
        on
            present.record_key = own.record_key
            and present.identifier_key = own.identifier_key
    where not present.is_own and own.record_key is null
    group by 1, 2, 3, 4
)

select * from said
