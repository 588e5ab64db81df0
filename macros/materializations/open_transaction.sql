{#- From here to adapter.commit() all is written or nothing. -#}
{% macro open_transaction() -%}
    {% call statement('opened') -%} select 1 {%- endcall %}
{%- endmacro %}
