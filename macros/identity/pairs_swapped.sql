{#- The pairs of people whose names do not fit as they stand, but whose first and last
    names changed places. -#}
{% macro pairs_swapped(pairs, names) -%}
    select
        {{ pairs }}.left_signature,
        {{ pairs }}.right_signature
    from {{ pairs }}
    {%- for side, part in [
        ('left', 'first'), ('right', 'last'), ('left', 'last'), ('right', 'first')
    ] %}
    inner join {{ names }} as {{ side }}_{{ part }}
        on {{ pairs }}.{{ side }}_{{ part }}_number = {{ side }}_{{ part }}.name_number
    {%- endfor %}
    where
        not {{ pairs }}.has_compatible_names
        and length(left_first.letters) > 1
        and length(right_first.letters) > 1
        and {{ one_name('left_first.letters', 'left_first.name_key',
                        'right_last.letters', 'right_last.name_key') }}
        and {{ one_name('left_last.letters', 'left_last.name_key',
                        'right_first.letters', 'right_first.name_key') }}
{%- endmacro %}
