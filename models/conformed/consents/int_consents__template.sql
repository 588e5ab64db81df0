with

consents as (select * from {{ ref('stg_template__consents') }}),

in_our_words as (
    select
        source_name,
        source_record_id,
        purpose,
        status,
        changed_at,
        email,
        phone,
        method,
        proof_ref,
        expires_at
    from consents
)

select * from in_our_words
