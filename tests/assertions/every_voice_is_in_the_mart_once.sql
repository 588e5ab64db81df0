-- Each conformed service contact and each answer is one row of its mart: linking them
-- to orders, people and tickets neither loses nor doubles any.
with

source_contacts as (select * from {{ ref('int_service_contacts') }}),

contacts as (select * from {{ ref('service_contacts') }}),

source_answers as (select * from {{ ref('int_survey_responses') }}),

answers as (select * from {{ ref('survey_responses') }}),

counted as (
    select
        'service_contacts' as mart,
        count(*) as source_count
    from source_contacts
    union all
    select
        'survey_responses' as mart,
        count(*) as source_count
    from source_answers
),

found as (
    select
        'service_contacts' as mart,
        count(distinct service_contact_id) as mart_count
    from contacts
    union all
    select
        'survey_responses' as mart,
        count(distinct survey_response_id) as mart_count
    from answers
),

unequal as (
    select
        counted.mart,
        counted.source_count,
        found.mart_count
    from counted
    inner join found on counted.mart = found.mart
    where counted.source_count <> found.mart_count
)

select * from unequal
