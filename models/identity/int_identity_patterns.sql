with

candidates as (select * from {{ ref('int_identity_candidates') }}),

weights as (select * from {{ ref('int_identity_weights') }}),

patterns as (
    {{ patterns_shown('candidates') }}
),

told as (
    {{ levels_in_rows('patterns', ['pattern_id']) }}
),

-- What is unknown speaks neither way.
summed_up as (
    {{ weigh_levels('told', 'weights') }}
),

weighed as (
    {{ weigh_patterns('patterns', 'summed_up', 'weights') }}
)

select * from weighed
