{#- The matching key of a company's name: lower case, umlauts in one spelling, blanks,
    legal forms and `&` off; null when nothing else stays. -#}
{% macro company_key(column) -%}
    {%- set forms = [
        'gmbh', 'mbh', 'ggmbh', 'ag', 'kgaa', 'kg', 'ohg', 'gbr', 'ug', 'haftungsbeschrankt',
        'e k', 'e kfm', 'e kfr', 'e v', 'ev', 'e g', 'eg', 'se', 'co', 'u co', 'cie', 'ltd',
        'limited', 'inc', 'llc', 'llp', 'plc', 'corp', 'bv', 'b v', 'nv', 'n v', 'sarl',
        's a r l', 'sa', 's a', 'sas', 'srl', 's r l', 'spa', 's p a', 'sp z o o', 'ab',
        'a s', 'oy', 'gesmbh', 'ges m b h', 'og', 'und', 'and', 'the'
    ] -%}
    {%- set pattern = '\\b(' ~ forms | join('|') ~ ')\\b' -%}
    nullif(
        replace(
            {{ umlauts_as_vowels(regexp_replace_all(plain_letters(column), pattern, ' ')) }},
            ' ', ''
        ), ''
    )
{%- endmacro %}
