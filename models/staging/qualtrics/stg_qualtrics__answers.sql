with

source as (
    {{ newest_only(
        source('qualtrics', 'responses'),
        ['response_id'],
        to_timestamp_utc('recorded_date', 'Europe/Berlin')
    ) }}
),

listed as (
    select
        {{ json_elements(
            "'[\"csat_purchase\", \"csat_delivery\", \"csat_return\", \"csat_service\","
            ~ "\"csat_store\", \"csat_product\", \"ces_purchase\", \"ces_delivery\","
            ~ "\"ces_return\", \"ces_service\", \"ces_store\", \"ces_product\","
            ~ "\"nps_relationship\", \"comment\"]'"
        ) }} as listed_tag
),

questions as (
    select replace(cast(listed_tag as string), '"', '') as question_tag
    from listed
),

paired as (
    select
        source.response_id,
        questions.question_tag,
        case questions.question_tag
            when 'csat_purchase' then source.csat_purchase
            when 'csat_delivery' then source.csat_delivery
            when 'csat_return' then source.csat_return
            when 'csat_service' then source.csat_service
            when 'csat_store' then source.csat_store
            when 'csat_product' then source.csat_product
            when 'ces_purchase' then source.ces_purchase
            when 'ces_delivery' then source.ces_delivery
            when 'ces_return' then source.ces_return
            when 'ces_service' then source.ces_service
            when 'ces_store' then source.ces_store
            when 'ces_product' then source.ces_product
            when 'nps_relationship' then source.nps_relationship
            else source.comment
        end as answer
    from source
    cross join questions
),

renamed as (
    select
        -- ids
        response_id as qualtrics_response_id,
        -- attributes
        question_tag,
        {{ clean_text('answer') }} as answer_text
    from paired
    where {{ clean_text('answer') }} is not null
)

select * from renamed
