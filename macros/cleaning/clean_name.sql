{#- A person's name without titles in front; null for words that name nobody. -#}
{% macro clean_name(column) -%}
    {%- set name = without_titles(column) -%}
    case
        when lower({{ name }}) not in (
            'unbekannt', 'unknown', 'anonym', 'anonymous', 'keine angabe', 'k.a.',
            'n/a', 'null', 'none'
        )
            and {{ regexp_matches(name, '[^ .,?*_0-9-]') }}
            then {{ name }}
    end
{%- endmacro %}
