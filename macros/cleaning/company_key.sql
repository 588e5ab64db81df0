{#- The matching key of a company's name: lower case, umlauts in one spelling, blanks,
    legal forms and `&` off; null when nothing else stays. -#}
{% macro company_key(column) -%}
    {%- set forms = [
        'gmbh', 'g m b h', 'mbh', 'm b h', 'ggmbh', 'ag', 'a g', 'kgaa', 'kg', 'k g', 'ohg',
        'o h g', 'gbr', 'ug', 'haftungsbeschrae?nkt', 'e ?k', 'e kfm',
        'e kfr', 'e v', 'ev', 'e g', 'eg', 'se', 'partg', 'mbb', 'gesellschaft m ?b ?h',
        'u co', 'co', 'cie', 'ltd', 'limited', 'inc', 'llc', 'llp', 'plc', 'corp', 'bv',
        'b v', 'nv', 'n v', 'sarl', 's a ?r ?l', 'sa', 's a', 'sas', 'srl', 's r l', 'spa',
        's p a', 'sp ?z ?o ?o', 's r o', 'd o o', 'kft', 'ab', 'a s', 'aps', 'oy', 'gesmbh',
        'ges m b h', 'og', 'firma', 'und', 'u', 'and', 'the'
    ] -%}
    {%- set pattern = '\\b(' ~ forms | join('|') ~ ')\\b' -%}
    nullif(
        replace(
            {{ umlauts_as_vowels(regexp_replace_all(plain_letters(column), pattern, ' ')) }},
            ' ', ''
        ), ''
    )
{%- endmacro %}
