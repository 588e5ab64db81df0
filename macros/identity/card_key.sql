{#- The matching key of a loyalty card: letters and digits only, in lower case. -#}
{% macro card_key(column) -%}
    {#- Most cards are written so, and that is told at once. -#}
    nullif(case
        when {{ regexp_matches(column, '[^a-z0-9]') }}
            then {{ regexp_replace_all('lower(' ~ column ~ ')', '[^a-z0-9]', '') }}
        else {{ column }}
    end, '')
{%- endmacro %}
