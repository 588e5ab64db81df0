{#- The level that says most for one person, over all records of two groups. An initial
    says nothing where both are known by their names. -#}
{% macro best_level(column) -%}
    {%- set levels = [
        'same', 'slip', 'home', 'mailbox', 'similar', 'street', 'close', 'ending', 'door',
        'area', 'elsewhere', 'postal_code', 'city', 'named', 'different', 'initial'
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
