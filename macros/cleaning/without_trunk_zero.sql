{#- An international number without the zero that is dialled at home only: +49 0171. -#}
{% macro without_trunk_zero(number) -%}
    {{ regexp_replace_all(
        number,
        '^[+](2[07]|3[123]|35[38]|38[1567]|4[013469]|421|6[14]|9[0245]|972)0+', '+\\1'
    ) }}
{%- endmacro %}
