{#- One row per number (a record's or a group's) and value by which it may meet others,
    of parts that records say; the value's last five bits number its rule, from one on.
    What several say is told once, rule by rule: each has few enough to find them fast. -#}
{% macro meeting_values(parts, key) -%}
    {%- set told = [] -%}
    {%- for rule in meeting_rules() -%}
        {%- do told.append(
            'select ' ~ key ~ ', said - said % 32 + ' ~ loop.index ~ ' as block_key from ('
            ~ 'select distinct ' ~ key ~ ', ' ~ rule ~ ' as said from ' ~ parts
            ~ ' where ' ~ rule ~ ' is not null) as told_once'
        ) -%}
    {%- endfor -%}
    {{ gathered(told | join(' union all ')) }}
{%- endmacro %}
