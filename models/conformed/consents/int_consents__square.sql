with

customers as (select * from {{ ref('stg_square__customers') }}),

in_our_words as (
    select
        'square' as source_name,
        square_customer_id as source_record_id,
        'marketing_email' as purpose,
        'withdrawn' as status,
        -- Square does not say when: a no counts from the latest moment it may have
        -- been said.
        updated_at as changed_at,
        email,
        phone,
        cast(null as string) as method,
        cast(null as string) as proof_ref,
        cast(null as timestamp) as expires_at
    from customers
    where is_email_unsubscribed
)

select * from in_our_words
