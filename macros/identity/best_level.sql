{#- The level that says most for one person, over all records of two groups. -#}
{% macro best_level(column) -%}
    case
        {%- for level in [
            'same', 'slip', 'home', 'mailbox', 'similar', 'street', 'initial', 'close',
            'ending', 'door', 'area', 'elsewhere', 'postal_code', 'city', 'named',
            'different'
        ] %}
        when count(case when {{ column }} = '{{ level }}' then 1 end) > 0
            then '{{ level }}'
        {%- endfor %}
        else 'unknown'
    end
{%- endmacro %}
