{#- `CC digits` as dialled in the country CC, with n for all that is not dialled from
    abroad: GB 0791 is n791, HU 06 1 is n1, ES 612 is n612; + stays. -#}
{% macro mark_home_number(dialled) -%}
    {%- set lengths = {
        6: 'AC|CK|FK|FO|GL|NC|NF|SH|TA|TK|WF', 7: 'AW|BN|BQ|BZ|CV|FJ|FM|GY|IO|KM|MH|MV'
            ~ '|NR|NU|PW|SB|SC|SR|ST|TO|TV|VU|WS', 8: 'BF|BH|BI|BT|BW|CF|CR|CW|CY|DJ|DK|EE|GA|GI'
            ~ '|GT|HK|HN|HT|KW|LS|LV|ML|MO|MR|MT|MU|NE|NI|NO|OM|PA|PF|PG|QA|SG|SJ|SV|SZ|TD|TG|TL'
            ~ '|TN', 9: 'AD|AO|CG|CL|CM|CZ|ES|GM|GN|GQ|GW|IS|MZ|PL|PT|SN|TJ|UZ',
        10: 'AG|AI|AS|BB|BJ|BM|BS|CA|CI|DM|DO|GD|GR|GU|JM|KN|KY|LC|MP|MS|MX|PR|SM|SX|TC|TT'
            ~ '|US|VC|VG|VI', 11: 'IT|LU|VA',
    } -%}
    {%- set written_out =
        ['(?:BO|BR|CN|CO|GE|KI|LB|LI|MC|MN|NP|PE|RW|SO|UY) ([1-9][0-9]+)'] -%}
    {%- for length, countries in lengths.items() -%}
        {%- do written_out.append('(?:' ~ countries ~ ') ([0-9]{1,' ~ length ~ '})') -%}
    {%- endfor -%}
    {%- set own_code = 'ES (34[0-9]+)|IT (39[0-9]+)|PT (351[0-9]+)|DK (45[0-9]+)'
        ~ '|NO (47[0-9]+)|PL (48[0-9]+)|CZ (420[0-9]+)|GR (30[0-9]+)|(?:US|CA) (1[0-9]+)' -%}
    {%- set steps = [
        ('^[A-Z]{2} [+]', '+'), ('^HU 06|^(BY|KZ|RU|TM) 80?', 'n'),
        ('^(?:' ~ written_out | join('|') ~ ')$', 'n\\1\\2\\3\\4\\5\\6\\7'),
        ('^(?:' ~ own_code ~ ')$', '+\\1\\2\\3\\4\\5\\6\\7\\8\\9'),
        ('^[A-Z]{2} 0', 'n'), ('^[A-Z]{2} ', ''),
    ] -%}
    {%- set marked = namespace(sql=dialled) -%}
    {%- for pattern, replacement in steps -%}
        {%- set marked.sql = regexp_replace_all(marked.sql, pattern, replacement) -%}
    {%- endfor -%}
    {{ marked.sql }}
{%- endmacro %}
