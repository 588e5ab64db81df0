{#- true/1/yes/ja and false/0/no/nein as boolean; null for anything else. -#}
{% macro to_boolean(column) -%}
    case
        when lower(trim({{ column }})) in ('true', '1', 'yes', 'ja') then true
        when lower(trim({{ column }})) in ('false', '0', 'no', 'nein') then false
    end
{%- endmacro %}
