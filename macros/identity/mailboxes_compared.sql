{#- What two tellers of one name (a mailbox or a birth date each: first_year, last_year,
    mail_domain, whole_name) say of who they are: two_years of birth, two_names (the
    whole name at two providers, or otherwise at one), or a second_mailbox. -#}
{% macro mailboxes_compared(one, other) -%}
    {%- set one_year = year_in_name(one ~ '.whole_name') -%}
    {%- set other_year = year_in_name(other ~ '.whole_name') -%}
    case
        when {{ one }}.first_year = {{ one }}.last_year
            and {{ other }}.first_year = {{ other }}.last_year
            and {{ birth_years_differ(one ~ '.first_year', other ~ '.first_year') }}
            and coalesce({{ one_year }}, {{ other_year }}) is not null then 'two_years'
        when {{ one }}.mail_domain <> {{ other }}.mail_domain then case
            when {{ one }}.whole_name is not null and {{ other }}.whole_name is not null
                then 'two_names'
            when coalesce({{ one }}.whole_name, {{ other }}.whole_name) is not null
                then 'second_mailbox'
        end
        when levenshtein({{ one }}.whole_name, {{ other }}.whole_name) > 1
            and ({{ one_year }} is null or {{ other_year }} is null)
            then 'two_names_at_one_provider'
    end
{%- endmacro %}
