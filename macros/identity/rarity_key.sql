{#- The number of a name in a field: int_identity_rarities says how rare it is. -#}
{% macro rarity_key(field, name_key) -%}
    {{ hash_of(field) }} + {{ hash_of(name_key) }}
{%- endmacro %}
