{#- Lower case, accents off, words of a to z and digits apart by single spaces. -#}
{% macro plain_letters(column) -%}
    {%- set accented = {
        'a': 'äáàâãåāąă', 'c': 'çćčĉċ', 'd': 'đď', 'e': 'éèêëēěęėĕ', 'g': 'ğģĝġ', 'h': 'ĥħ',
        'i': 'íìîïīıįĭ', 'j': 'ĵ', 'k': 'ķ', 'l': 'łľļĺ', 'n': 'ñńňņ', 'o': 'öóòôõøōőŏ',
        'r': 'řŕŗ', 's': 'šśșşŝ', 't': 'ťțţŧ', 'u': 'üúùûůūűųŭ', 'w': 'ŵ', 'y': 'ýÿŷ',
        'z': 'žźż'
    } -%}
    {%- set letters = namespace(written='', plain='') -%}
    {%- for letter, all in accented.items() -%}
        {%- set letters.written = letters.written ~ all -%}
        {%- set letters.plain = letters.plain ~ letter * all | length -%}
    {%- endfor -%}
    {#- Accents that stand behind their letter, as macOS writes them, go. -#}
    {%- set behind = '\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327' -%}
    trim({{ regexp_replace_all(
        "translate(replace(replace(replace(lower(" ~ column
        ~ "), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '"
        ~ letters.written ~ behind ~ "', '" ~ letters.plain ~ "')",
        '[^a-z0-9]+', ' '
    ) }})
{%- endmacro %}
