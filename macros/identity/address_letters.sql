{#- A street or house number in plain letters as one word: hauptstr and haupt strasse
    are one, so are marktpl and marktplatz, nr 5 and 5; but 5-7 is not 57. -#}
{% macro address_letters(letters) -%}
    {%- set word = namespace(sql=umlauts_as_vowels(letters)) -%}
    {%- for pattern, replacement in [
        ('(str|pl)(asse|ase|atz)\\b|\\bnr\\b', '\\1'),
        ('\\bst\\b', 'sankt'),
        ('([0-9]) ([0-9])', '\\1-\\2'),
    ] -%}
        {%- set word.sql = regexp_replace_all(word.sql, pattern, replacement) -%}
    {%- endfor -%}
    replace({{ word.sql }}, ' ', '')
{%- endmacro %}
