{#- Academic titles, each followed by a blank or the end, in any number. -#}
{% macro title_pattern() -%}
    {%- set titles = [
        'dr[.]?', 'prof[.]?', 'mag[.]', 'ing[.]', 'dipl[.]-?[a-zäöü]+[.]?', 'med[.]',
        'jur[.]', 'phil[.]', 'rer[.]', 'nat[.]', 'pol[.]', 'h[.] ?c[.]', 'mult[.]',
        'vet[.]', 'dent[.]',
    ] -%}
    (?:(?:{{ titles | join('|') }})(?: +|$))+
{%- endmacro %}
