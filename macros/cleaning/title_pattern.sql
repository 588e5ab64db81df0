{#- Salutations and academic titles in front of a name, in any number. -#}
{% macro title_pattern() -%}
    {%- set titles = [
        'herrn?', 'frau', 'hr[.]', 'fr[.]', 'mr[.]?', 'mrs[.]?', 'ms[.]', 'dr[.]?',
        'prof[.]?', 'mag[.]', 'ing[.]', 'dipl[.]-?[a-zäöü]+[.]?', 'med[.]', 'jur[.]',
        'phil[.]', 'rer[.]', 'nat[.]', 'pol[.]', 'h[.] ?c[.]', 'mult[.]', 'vet[.]',
        'dent[.]',
    ] -%}
    (?i)^((?:(?:{{ titles | join('|') }})(?: +|$))+)
{%- endmacro %}
