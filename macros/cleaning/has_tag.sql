{#- True when a comma-separated list holds the tag, in any case; false when empty. -#}
{% macro has_tag(column, tag) -%}
    coalesce(
        {{ regexp_matches(
            'lower(' ~ column ~ ')', '(^|,) *' ~ tag ~ ' *(,|$)'
        ) }}, false
    )
{%- endmacro %}
