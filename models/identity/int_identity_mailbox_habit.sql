with

two_mailboxes as (select * from {{ ref('int_identity_two_mailboxes') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- Whom a tool's own word makes one person, whatever the mailboxes are.
known_as_one as (
    select two_mailboxes.verdict
    from two_mailboxes
    inner join rules on two_mailboxes.trust_rank = rules.trust_rank
    where
        rules.identifier_type = 'external_id'
        and two_mailboxes.verdict in ('two_names', 'second_mailbox')
),

-- Of fewer than twenty nobody knows, and more than one in twenty is a habit.
habit as (
    select
        count(*) >= 20
        and 20 * count(case when verdict = 'two_names' then 1 end) <= count(*)
            as has_one_name
    from known_as_one
)

select * from habit
