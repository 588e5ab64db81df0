with

pairs as (select * from {{ ref('int_identity_lesson_pairs') }}),

features as (select * from {{ ref('int_identity_features') }}),

met as (
    select left_record_key as record_key from pairs
    union
    select right_record_key as record_key from pairs
),

-- Few meet, so what they say is not looked for among all, and not twice.
records as (
    select
        features.record_key,
        features.given_name_key, features.given_name_meanings,
        features.is_first_name_of_many,
        features.first_name_key, features.first_name_letters,
        features.last_name_key, features.last_name_letters,
        features.birth_text,
        features.postal_code, features.address_key,
        features.street_letters, features.city_letters, features.house_letters,
        features.email, features.email_own_part, features.phone, features.loyalty_card
    from features
    inner join met on features.record_key = met.record_key
),

compared as (
    select
        pairs.left_record_key,
        pairs.right_record_key,
        {{ evidence_levels('left_records', 'right_records') }}
    from pairs
    inner join records as left_records
        on pairs.left_record_key = left_records.record_key
    inner join records as right_records
        on pairs.right_record_key = right_records.record_key
)

select * from compared
