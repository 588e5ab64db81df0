{#- A name as it sounds: titles and particles off, ä/ae/a, ß/ss/s, y/i, th/t ... one. -#}
{% macro name_key(column) -%}
    {%- set without_titles -%}
        {{ regexp_replace_all(
            plain_letters(column),
            '\\b(dr|prof|professor|med|dent|vet|phil|rer|nat|jur|habil|ing|dipl|mag|msc|bsc|mba'
            ~ '|herr|herrn|frau|fraulein|von|vom|van|zu|zum|zur|de|der|den|del|della|di|da'
            ~ '|und|jr|jun|junior|sr|sen|senior|geb|[0-9]+)\\b',
            ' '
        ) }}
    {%- endset -%}
    {%- set sounds = [
        ('ae', 'a'), ('oe', 'o'), ('ue', 'u'), ('ph', 'f'), ('th', 't'), ('dt', 't'),
        ('tz', 'z'), ('ck', 'k'), ('c', 'k'), ('ey', 'ai'), ('ay', 'ai'), ('ei', 'ai'),
        ('ie', 'i'), ('y', 'i'), ('w', 'v'), ('ah', 'a'), ('eh', 'e'), ('oh', 'o'),
        ('uh', 'u'), ('bb', 'b'), ('dd', 'd'), ('ff', 'f'), ('gg', 'g'), ('kk', 'k'),
        ('ll', 'l'), ('mm', 'm'), ('nn', 'n'), ('pp', 'p'), ('rr', 'r'), ('ss', 's'),
        ('tt', 't'), ('zz', 'z'), ('aa', 'a'), ('ee', 'e'), ('oo', 'o')
    ] -%}
    {%- set folded = namespace(sql=without_titles | trim) -%}
    {%- for written, heard in sounds -%}
        {%- set folded.sql = "replace(" ~ folded.sql ~ ", '" ~ written ~ "', '" ~ heard ~ "')" -%}
    {%- endfor -%}
    nullif(trim({{ regexp_replace_all(folded.sql, ' +', ' ') }}), '')
{%- endmacro %}
