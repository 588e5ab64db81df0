{#- The year of birth in a mailbox that spells both names of its owner, its last two
    digits: 89 of vanessa.meier1989@. Behind one name stands any number (vanessa26@). -#}
{% macro birth_year_in_mailbox(email, first_name, last_name) -%}
    {%- set whole_part = email_own_part(email, "''", "''") -%}
    {%- set own_part = email_own_part(email, first_name, last_name) -%}
    case
        when length({{ whole_part }}) = length({{ own_part }})
            + length({{ first_name }}) + length({{ last_name }})
            then {{ mailbox_year(own_part) }}
    end
{%- endmacro %}
