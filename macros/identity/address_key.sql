{#- Postal code and street with house number as one key; null for boxes and halves. -#}
{% macro address_key(line, is_whole, is_box, postal_code) -%}
    case
        when {{ is_box }} then null
        when ({{ is_whole }}) and {{ postal_code }} <> ''
            then {{ postal_code }} || ' ' || {{ line }}
    end
{%- endmacro %}
