{#- The matching key of an e-mail: plus tag and Gmail dots off; never for sending. -#}
{% macro email_key(column) -%}
    case
        when split_part({{ column }}, '@', 2) in ('gmail.com', 'googlemail.com')
            then replace(
                split_part(split_part({{ column }}, '@', 1), '+', 1), '.', ''
            ) || '@gmail.com'
        else split_part(split_part({{ column }}, '@', 1), '+', 1)
            || '@' || split_part({{ column }}, '@', 2)
    end
{%- endmacro %}
