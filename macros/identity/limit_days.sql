{#- Within how many days `5 annually` counts: 365; null for ever. -#}
{% macro limit_days(limit) -%}
    case split_part({{ limit }}, ' ', 2)
        when 'daily' then 1
        when 'weekly' then 7
        when 'monthly' then 30
        when 'annually' then 365
    end
{%- endmacro %}
