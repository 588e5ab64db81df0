{#- Lower case, accents off, words of letters and digits apart by single spaces. Letters
    that are no Latin ones stay as they are. -#}
{% macro plain_letters(column) -%}
    {%- set german = namespace(sql='lower(' ~ column ~ ')') -%}
    {%- for umlaut, plain in {'ß': 'ss', 'ä': 'a', 'ö': 'o', 'ü': 'u'}.items() -%}
        {%- set letters = "'" ~ umlaut ~ "', '" ~ plain ~ "'" -%}
        {%- set german.sql = "replace(" ~ german.sql ~ ", " ~ letters ~ ")" -%}
    {%- endfor -%}
    {#- Looking every letter up is slow, and most texts are in plain letters by now. -#}
    {%- set folded -%}
        case
            when {{ regexp_matches(german.sql, '^[ -~]*$') }} then {{ german.sql }}
            else {{ without_accents(german.sql) }}
        end
    {%- endset -%}
    trim({{ regexp_replace_all(folded, '[^\\p{L}\\p{M}\\p{N}]+', ' ') }})
{%- endmacro %}
