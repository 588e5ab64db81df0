{#- A text in lower case whose Latin letters have no accents, neither on them nor, as
    macOS writes them, behind them; marks without width, which come along where a text was
    copied, are off, too. -#}
{% macro without_accents(text) -%}
    {%- set accented = {
        'a': 'äáàâãåāąăǎạảấầẩẫậắằẳẵặ', 'c': 'çćčĉċ', 'd': 'đďðḍ',
        'e': 'éèêëēěęėĕẹẻẽếềểễệə', 'g': 'ğģĝġǧ', 'h': 'ĥħḥ', 'i': 'íìîïīıįĭǐỉịĩ', 'j': 'ĵ',
        'k': 'ķ', 'l': 'łľļĺ', 'n': 'ñńňņṇ', 'o': 'öóòôõøōőŏǒọỏốồổỗộơớờởỡợ', 'r': 'řŕŗṛ',
        's': 'šśșşŝṣ', 't': 'ťțţŧṭ', 'u': 'üúùûůūűųŭǔụủũưứừửữự', 'w': 'ŵẁẃẅ',
        'y': 'ýÿŷỳỵỷỹ', 'z': 'žźżẓ'
    } -%}
    {%- set letters = namespace(written='', plain='') -%}
    {%- for letter, all in accented.items() -%}
        {%- set letters.written = letters.written ~ all -%}
        {%- set letters.plain = letters.plain ~ letter * all | length -%}
    {%- endfor -%}
    {%- set behind = '\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a'
        ~ '\u030b\u030c\u031b\u0323\u0326\u0327\u0328' -%}
    {%- set no_width = '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff' -%}
    translate(
        replace(replace(replace({{ text }}, 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '{{ letters.written ~ behind ~ no_width }}', '{{ letters.plain }}'
    )
{%- endmacro %}
