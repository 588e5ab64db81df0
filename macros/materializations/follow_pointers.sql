{#- Doubles the reach of every pointer until each one shows its root, which points no
    further: a chain of n nodes takes as many steps as n has binary digits. -#}
{% macro follow_pointers(target, pointers, round, jump) -%}
    {%- set farther = closure_step(target, 'pointers_' ~ round ~ '_' ~ jump,
        'select near.node_key, coalesce(far.root_key, near.root_key) as root_key,'
        ~ ' far.root_key is not null as has_moved from ' ~ pointers ~ ' as near left join '
        ~ pointers ~ ' as far on near.root_key = far.node_key'
    ) -%}
    {%- do run_query('drop table if exists ' ~ pointers) -%}
    {%- set still = 'select count(*) from ' ~ farther ~ ' where has_moved' -%}
    {%- set moved = run_query(still) -%}
    {%- if moved.rows[0][0] == 0 -%}
        {{ return(farther) }}
    {%- endif -%}
    {{ return(follow_pointers(target, farther, round, jump + 1)) }}
{%- endmacro %}
