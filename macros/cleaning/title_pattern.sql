{#- Academic titles, each followed by a blank or the end, or by its full stop (Dr.Ute),
    in any number. -#}
{% macro title_pattern() -%}
    {%- set titles = [
        '(?:pd +|priv[.]-?doz[.] *)?d?dr[.]?(?:-ing[.])?', 'prof[.]?', 'm?mag[.]a?', 'ing[.]',
        'dipl[.]-?[a-zäöü]+[.]?', 'dkfm[.]', 'bakk[.]', 'lic[.]', 'med[.]',
        'jur[.]', 'phil[.]', 'rer[.]', 'nat[.]', 'pol[.]', 'oec[.]', 'habil[.]', 'h[.] ?c[.]',
        'mult[.]', 'vet[.]', 'dent[.]',
    ] -%}
    (?:(?:{{ titles | join('|') }})(?: +|$)|(?:univ[.]-|prof[.]|d?dr[.]))+
{%- endmacro %}
