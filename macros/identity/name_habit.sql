{#- One row: whether people of this house write their whole name in one mailbox only
    (has_one_name). Asked are those whom a tool's own word makes one person: of at least
    twenty with a second mailbox at most one in twenty writes it in both. -#}
{% macro name_habit(two_mailboxes, rules) -%}
    select
        count(*) >= 20
        and 20 * count(case when {{ two_mailboxes }}.verdict = 'two_names' then 1 end)
        <= count(*) as has_one_name
    from {{ two_mailboxes }}
    inner join {{ rules }} on {{ two_mailboxes }}.trust_rank = {{ rules }}.trust_rank
    where
        {{ rules }}.identifier_type = 'external_id'
        and {{ two_mailboxes }}.verdict in ('two_names', 'second_mailbox')
{%- endmacro %}
