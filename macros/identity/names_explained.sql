{#- One row per pair of a customer's spellings that go with a third spelling of the same
    customer, if only with names swapped (Becky and Rebecac, beside Rebecca). Who is
    alike to both by an initial alone (J.) explains nobody. -#}
{% macro names_explained(compared) -%}
    {%- set alike -%}
    (
        {%- for one, third in [('left', 'right'), ('right', 'left')] %}
        select
            component_id, {{ one }}_signature as signature, {{ third }}_signature as third,
            first_names = 'initial' as is_initial
        from {{ compared }}
        where first_names in ('same', 'similar', 'initial') or is_swapped
        {%- if not loop.last %}
        union all
        {%- endif %}
        {%- endfor %}
    )
    {%- endset -%}
    select one.component_id, one.signature as left_signature,
        other.signature as right_signature
    from {{ alike }} as one
    inner join {{ alike }} as other
        on one.component_id = other.component_id and one.third = other.third
            and one.signature < other.signature
            and not (one.is_initial and other.is_initial)
    group by 1, 2, 3
{%- endmacro %}
