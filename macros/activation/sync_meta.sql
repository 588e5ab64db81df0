{#- The value as a SQL text, once this sync's YAML says the same under `meta`: the
    engine goes by the YAML, so a sync without a purpose or with two cannot build. -#}
{% macro sync_meta(name, value) -%}
    {#- A unit test runs under a node of its own, which carries no meta. -#}
    {%- if execute and model.resource_type == 'model' -%}
        {%- set said = model.config.meta.get(name) -%}
        {%- if not said or said != value -%}
            {{ exceptions.raise_compiler_error(
                model.name ~ ": the SQL says " ~ name ~ " '" ~ value ~ "', "
                ~ "the YAML says " ~ (said or "nothing") ~ ". Nothing may be sent "
                ~ "without both: set config.meta." ~ name ~ " in its YAML."
            ) }}
        {%- endif -%}
    {%- endif -%}
    '{{ value }}'
{%- endmacro %}
