with

contacts as (select * from {{ ref('int_identity_contacts') }}),

mentions as (select * from {{ ref('int_fact_mentions') }}),

records as (select * from {{ ref('int_identity_records') }}),

own as (
    {{ identifiers_in_rows('contacts') }}
),

-- What an order carries may be another's (a lent card, a gift's phone); it counts only
-- for records that no contact describes. A membership speaks of its own bearer.
mentioned as (
    select
        mentions.record_key,
        mentions.email, mentions.phone, mentions.loyalty_card_number,
        cast(null as string) as vat_id,
        cast(null as string) as device_id,
        cast(null as string) as anonymous_id,
        cast(null as string) as external_id
    from mentions
    inner join records on mentions.record_key = records.record_key
    where records.is_mention or mentions.fact_type = 'loyalty_member'
),

told as (
    {{ identifiers_in_rows('mentioned') }}
    union all
    -- The record that others name by its own id.
    select
        named_record_key as record_key,
        'external_id' as identifier_type,
        trim(external_id) as identifier_value
    from contacts
    where named_record_key is not null
),

named as (
    select record_key
    from told
    group by 1
),

-- A record says a thing of itself once; others may say it again. Few are spoken of, so
-- what all say of themselves is not looked through for it.
spoken_of as (
    select
        contacts.record_key,
        contacts.email, contacts.phone, contacts.loyalty_card_number, contacts.vat_id,
        contacts.device_id, contacts.anonymous_id, contacts.external_id
    from contacts
    inner join named on contacts.record_key = named.record_key
),

said_again as (
    {{ identifiers_in_rows('spoken_of') }}
),

news as (
    select told.record_key, told.identifier_type, told.identifier_value
    from told
    left join said_again
        on
            told.record_key = said_again.record_key
            and told.identifier_type = said_again.identifier_type
            and told.identifier_value = said_again.identifier_value
    where said_again.record_key is null
    group by 1, 2, 3
),

said as (
    select record_key, identifier_type, identifier_value, true as is_own from own
    union all
    select record_key, identifier_type, identifier_value, false as is_own from news
),

keyed as (
    select
        record_key,
        identifier_type,
        identifier_value,
        {{ hash_of('identifier_type') }} + {{ hash_of('identifier_value') }}
            as identifier_key,
        is_own
    from said
),

stated as (
    {{ gathered_rows('keyed', [
        'record_key', 'identifier_type', 'identifier_value', 'identifier_key', 'is_own'
    ]) }}
)

select * from stated
