with

source as (
    {{ newest_only(
        source('erp', 'lieferungen'),
        ['trim(lieferschein)'],
        to_timestamp_utc('geaendert_am', 'Europe/Berlin', '%d.%m.%Y %H:%M')
    ) }}
),

renamed as (
    select
        -- ids
        {{ clean_text('lieferschein') }} as lieferschein,
        {{ clean_text('auftragsnummer') }} as auftragsnummer,
        lower({{ clean_text('herkunft') }}) as herkunft,
        {{ clean_text('sendungsnummer') }} as sendungsnummer,
        -- attributes
        {{ clean_text('versanddienst') }} as versanddienst,
        lower({{ clean_text('status') }}) as status,
        -- times
        {{ to_date('zugesagt_am', '%d.%m.%Y') }} as zugesagt_am,
        {{ to_timestamp_utc('versandt_am', 'Europe/Berlin', '%d.%m.%Y %H:%M') }}
            as versandt_am,
        {{ to_timestamp_utc('zugestellt_am', 'Europe/Berlin', '%d.%m.%Y %H:%M') }}
            as zugestellt_am,
        {{ to_timestamp_utc('geaendert_am', 'Europe/Berlin', '%d.%m.%Y %H:%M') }}
            as geaendert_am
    from source
)

select * from renamed
