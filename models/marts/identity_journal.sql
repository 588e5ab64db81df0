{#- The seed has the public name already, so the model takes it as an alias. -#}
{{ config(alias='identity_decisions') }}

with

decisions as (select * from {{ ref('identity_decisions') }}),

erased as (select * from {{ ref('int_identity_erased') }}),

withdrawn as (
    select
        withdraws_decision_id as decision_id,
        min(decided_at) as withdrawn_at
    from decisions
    where decision = 'withdrawn'
    group by withdraws_decision_id
),

judged as (
    select
        decisions.decision_id,
        decisions.decision,
        decisions.left_source_name,
        decisions.left_source_record_id,
        decisions.right_source_name,
        decisions.right_source_record_id,
        decisions.author,
        decisions.reason as decision_reason,
        decisions.withdraws_decision_id,
        decisions.decided_at,
        decisions.expires_at as verdict_expires_at,
        decisions.decision <> 'withdrawn'
        and decisions.decided_at <= {{ as_of() }}
        and coalesce(decisions.expires_at > {{ as_of() }}, true)
        and coalesce(withdrawn.withdrawn_at > {{ as_of() }}, true) as is_in_force
    from decisions
    left join withdrawn on decisions.decision_id = withdrawn.decision_id
    -- A record's id may be a card number, and the erased have none here.
    left join erased as erased_left
        on
            {{ record_key(
                'decisions.left_source_name', 'decisions.left_source_record_id'
            ) }} = erased_left.record_key
    left join erased as erased_right
        on
            {{ record_key(
                'decisions.right_source_name', 'decisions.right_source_record_id'
            ) }} = erased_right.record_key
    where erased_left.record_key is null and erased_right.record_key is null
)

select * from judged
