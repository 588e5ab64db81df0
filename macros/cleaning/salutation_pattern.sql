{#- A form of address before a name: alone it may be one (Anna Herr). -#}
{% macro salutation_pattern() -%}
    (?:herrn?|frau|hr[.]|fr[.]|mr[.]?|mrs[.]?|ms[.]) +
{%- endmacro %}
