{#- The seed has the public name already, so the model takes it as an alias. -#}
{{ config(alias='identity_decisions') }}

with

decisions as (select * from {{ ref('identity_decisions') }}),

judged as (
    select
        decision_id,
        decision,
        left_source_name,
        left_source_record_id,
        right_source_name,
        right_source_record_id,
        author,
        reason as decision_reason,
        decided_at,
        expires_at as verdict_expires_at,
        coalesce(expires_at > {{ as_of() }}, true) as is_in_force
    from decisions
)

select * from judged
