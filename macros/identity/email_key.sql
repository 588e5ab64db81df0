{#- The matching key of an e-mail: plus tag and Gmail dots off; never for sending. -#}
{% macro email_key(column) -%}
    {#- Few addresses have anything to take off, and that is told at once; of one that
        begins with a plus, nothing but its provider would stay. -#}
    case
        when {{ column }} like '+%' then {{ column }}
        when {{ column }} like '%@gmail.com' or {{ column }} like '%@googlemail.com'
            then replace(
                split_part(split_part({{ column }}, '@', 1), '+', 1), '.', ''
            ) || '@gmail.com'
        when {{ column }} like '%+%'
            then split_part(split_part({{ column }}, '@', 1), '+', 1)
                || '@' || split_part({{ column }}, '@', 2)
        else {{ column }}
    end
{%- endmacro %}
