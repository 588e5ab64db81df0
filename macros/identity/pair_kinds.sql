{#- The kinds of pairs that are held against strangers; whose habits each follows stands
    in seed identity_kinships. -#}
{% macro pair_kinds() -%}
    {{ return(['person', 'household', 'namesake', 'twin', 'bearer']) }}
{%- endmacro %}
