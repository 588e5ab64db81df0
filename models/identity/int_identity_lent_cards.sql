with

two_mailboxes as (select * from {{ ref('int_identity_two_mailboxes') }}),

habit as (select * from {{ ref('int_identity_mailbox_habit') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- Two years of birth, or a name written as two people write theirs.
lent as (
    select
        two_mailboxes.identifier_key,
        'lent_card' as reason
    from two_mailboxes
    inner join rules on two_mailboxes.trust_rank = rules.trust_rank
    cross join habit
    where
        rules.identifier_type = 'loyalty_card'
        and (
            two_mailboxes.verdict in ('two_years', 'two_names_at_one_provider')
            or (two_mailboxes.verdict = 'two_names' and habit.has_one_name)
        )
    group by two_mailboxes.identifier_key
)

select * from lent
