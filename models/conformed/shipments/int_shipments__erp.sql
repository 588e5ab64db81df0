with

lieferungen as (select * from {{ ref('stg_erp__lieferungen') }}),

-- A parcel promised for a day is on time until that day is over.
in_our_words as (
    select
        'erp' as source_name,
        lieferschein as source_shipment_id,
        concat_ws(':', herkunft, auftragsnummer) as source_order_id,
        {{ to_timestamp_utc("cast(zugesagt_am as string) || ' 23:59:59'") }}
            as promised_at,
        versandt_am as shipped_at,
        zugestellt_am as delivered_at,
        versanddienst as carrier,
        case
            when zugestellt_am is not null or status = 'zugestellt' then 'delivered'
            when status in ('storniert', 'unzustellbar', 'verloren') then 'failed'
            when versandt_am is not null or status = 'unterwegs' then 'in_transit'
            else 'open'
        end as status,
        geaendert_am as updated_at
    from lieferungen
)

select * from in_our_words
