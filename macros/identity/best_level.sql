{#- The level that says most for one person, over all records of two groups. -#}
{% macro best_level(column) -%}
    {%- set levels = [
        'same', 'slip', 'home', 'mailbox', 'similar', 'street', 'initial', 'close',
        'ending', 'door', 'area', 'elsewhere', 'postal_code', 'city', 'named',
        'different'
    ] -%}
    {#- One smallest rank a field: a count for each level would be a hundred. -#}
    case min(case {{ column }}
        {%- for level in levels %}
        when '{{ level }}' then {{ loop.index }}
        {%- endfor %}
    end)
        {%- for level in levels %}
        when {{ loop.index }} then '{{ level }}'
        {%- endfor %}
        else 'unknown'
    end
{%- endmacro %}
