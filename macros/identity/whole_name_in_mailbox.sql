{#- What stands before the @ where it is both names of its owner and at most a number:
    vanessameier1989 of vanessa.meier1989@, nothing of vanessa26@ and v.meier@. -#}
{% macro whole_name_in_mailbox(email, first_name, last_name) -%}
    {%- set whole_part = email_own_part(email, "''", "''") -%}
    {%- set own_part = email_own_part(email, first_name, last_name) -%}
    case
        when length({{ whole_part }}) = length({{ own_part }})
            + length({{ first_name }}) + length({{ last_name }})
            and {{ regexp_matches(own_part, '^[0-9]*$') }}
            then {{ whole_part }}
    end
{%- endmacro %}
