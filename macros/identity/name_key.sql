{#- A name in plain letters as it sounds: ae/a, ss/s, y/i, th/t ... one letter. -#}
{% macro name_key(letters) -%}
    {%- set sounds = [
        ('ae', 'a'), ('oe', 'o'), ('ue', 'u'), ('ph', 'f'), ('th', 't'), ('dt', 't'),
        ('tz', 'z'), ('ck', 'k'), ('c', 'k'), ('ey', 'ai'), ('ay', 'ai'), ('ei', 'ai'),
        ('ie', 'i'), ('y', 'i'), ('w', 'v'), ('ah', 'a'), ('eh', 'e'), ('oh', 'o'),
        ('uh', 'u'), ('bb', 'b'), ('dd', 'd'), ('ff', 'f'), ('gg', 'g'), ('kk', 'k'),
        ('ll', 'l'), ('mm', 'm'), ('nn', 'n'), ('pp', 'p'), ('rr', 'r'), ('ss', 's'),
        ('tt', 't'), ('zz', 'z'), ('aa', 'a'), ('ee', 'e'), ('oo', 'o')
    ] -%}
    {%- set folded = namespace(sql=letters) -%}
    {%- for written, heard in sounds -%}
        {%- set letters_of = "'" ~ written ~ "', '" ~ heard ~ "'" -%}
        {%- set folded.sql = "replace(" ~ folded.sql ~ ", " ~ letters_of ~ ")" -%}
    {%- endfor -%}
    {{ folded.sql }}
{%- endmacro %}
