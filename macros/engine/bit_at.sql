{#- The bigint of which only the bit at this position is set, 0 being the last. -#}
{% macro bit_at(position) -%}
    {{ return(adapter.dispatch('bit_at', 'stammkunde')(position)) }}
{%- endmacro %}

{% macro default__bit_at(position) -%}
    (cast(1 as bigint) << {{ position }})
{%- endmacro %}

{% macro spark__bit_at(position) -%}
    shiftleft(cast(1 as bigint), {{ position }})
{%- endmacro %}
