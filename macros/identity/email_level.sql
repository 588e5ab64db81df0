{#- same, similar (a letter wrong; anna35@ and anna36@ are two, and so are j.meier@ and
    jan.meier@ of Jan, emma.meyer82@ of Meyer and emma.meier82@ of Meier), mailbox (one
    name before the @, other domain), named (they differ, but one has nothing before the @
    but the person's own name, which a second mailbox may vary), different, unknown. -#}
{% macro email_level(left_person, right_person) -%}
    {%- set l, r = left_person ~ '.email', right_person ~ '.email' -%}
    {%- set l_own = left_person ~ '.email_own_part' -%}
    {%- set r_own = right_person ~ '.email_own_part' -%}
    case
        when {{ l }} is null or {{ r }} is null then 'unknown'
        when {{ l }} = {{ r }} then 'same'
        when {{ names_similar(l, r, mailboxes_apart(l, r)) }}
            and {{ regexp_replace_all(l, '[^0-9]', '') }}
            = {{ regexp_replace_all(r, '[^0-9]', '') }}
            {#- Who spells his name, or an initial, has made no slip before the @. #}
            and (coalesce(greatest(length({{ l_own }}), length({{ r_own }})) > 1, true)
                or split_part({{ l }}, '@', 1) = split_part({{ r }}, '@', 1))
            {%- for name in ['first_name_letters', 'last_name_letters'] %}
            and coalesce(replace({{ l }}, {{ left_person }}.{{ name }},
                {{ right_person }}.{{ name }}) <> {{ r }}, true)
            {%- endfor %} then 'similar'
        when least(length({{ l_own }}), length({{ r_own }})) < 2 then 'named'
        when {{ l_own }} = {{ r_own }} then 'mailbox'
        else 'different'
    end
{%- endmacro %}
