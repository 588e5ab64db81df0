with

metric_definitions as (select * from {{ ref('metric_definitions') }}),

metrics as (
    select
        metric_key,
        english_name,
        german_name,
        formula,
        numerator,
        denominator,
        exclusions,
        unit,
        model,
        value_column,
        numerator_column,
        denominator_column
    from metric_definitions
)

select * from metrics
