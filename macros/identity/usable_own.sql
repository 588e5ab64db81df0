{#- One row per record that states a value of this kind of itself, if the value may tell
    people apart: none that is skipped. A relay's address does so as little as it ties
    them, whoever holds it. A record says a thing of itself once. -#}
{% macro usable_own(stated, kind, skipped, relays) -%}
    {%- set value = stated ~ '.identifier_value' -%}
    select {{ stated }}.record_key, {{ value }} as {{ kind }}
    from {{ stated }}
    left join {{ skipped }} on {{ stated }}.identifier_key = {{ skipped }}.identifier_key
    {%- if kind == 'email' %}
    left join {{ relays }} on split_part({{ value }}, '@', 2) = {{ relays }}.mail_domain
    {%- endif %}
    where {{ stated }}.identifier_type = '{{ kind }}' and {{ stated }}.is_own
        and {{ skipped }}.identifier_key is null
    {%- if kind == 'email' %} and {{ relays }}.mail_domain is null{% endif -%}
{%- endmacro %}
