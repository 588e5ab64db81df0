{#- The rules by which records meet, each by what has to be the same; a rule's number is
    its place. Each survives a wrong letter in what it does not name; in large data the
    short ones are only good for rare values. A sum has no order: swapped names meet. -#}
{% macro meeting_rules() -%}
    {{ return([
        'born + given_start', 'born + family_start', 'born + postal_code',
        'born + city', 'born',
        'given + family', 'given + family + born_year', 'given + family + born_day',
        'family + postal_code', 'given + postal_code',
        'family + given_letter + city', 'given + family_letter + city',
        'family + given_letter + street', 'given + family_letter + street',
        'street + house', 'family + given_letter + address',
        'family + given_letter', 'given + family_letter',
        'family', 'family + city', 'given',
        'born_year + city', 'born_day + city', 'house + city',
        'email', 'email_local_part', 'phone_end',
        'card', 'card_start', 'card_end',
        'given + family + email_end'
    ]) }}
{%- endmacro %}
