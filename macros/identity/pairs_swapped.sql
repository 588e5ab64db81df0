{#- The pairs of people whose names do not fit as they stand, but whose first and last
    names changed places. -#}
{% macro pairs_swapped(pairs, names) -%}
    select
        {{ pairs }}.left_signature,
        {{ pairs }}.right_signature
    from {{ pairs }}
    {{ names_by_number(pairs, names) }}
    where not {{ pairs }}.has_compatible_names and {{ names_changed_places() }}
{%- endmacro %}
