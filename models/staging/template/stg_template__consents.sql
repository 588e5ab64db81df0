with

source as (
    {{ newest_only(
        source('template', 'consents'),
        [
            'source_name',
            'trim(source_record_id)',
            'lower(trim(purpose))',
            to_timestamp_utc('changed_at'),
        ]
    ) }}
),

renamed as (
    select
        -- ids
        source_name,
        {{ clean_text('source_record_id') }} as source_record_id,
        -- attributes
        lower({{ clean_text('purpose') }}) as purpose,
        lower({{ clean_text('status') }}) as status,
        {{ normalize_email('email') }} as email,
        {{ normalize_phone('phone') }} as phone,
        lower({{ clean_text('method') }}) as method,
        {{ clean_text('proof_ref') }} as proof_ref,
        -- times
        {{ to_timestamp_utc('changed_at') }} as changed_at,
        {{ to_timestamp_utc('expires_at') }} as expires_at
    from source
)

select * from renamed
