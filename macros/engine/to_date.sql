{#- A date written 2025-12-31 (a time may follow), or in the declared format such as
    %d.%m.%Y; null when it is none. -#}
{% macro to_date(column, format=none) -%}
    {%- if format -%}
        cast({{ time_in_format(column, format) }} as date)
    {%- else -%}
        try_cast(left(trim({{ column }}), 10) as date)
    {%- endif -%}
{%- endmacro %}
