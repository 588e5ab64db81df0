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
    {#- A calling code whose + a spreadsheet took: there are too many digits. -#}
    {%- set own_code = '^(?:FR 33|NL 31|BE 32|GB 44|SE 46|RO 40|TR 90)([0-9]{9,})$'
        ~ '|^(?:BG 359|FI 358|HR 385|IE 353|LU 352|RS 381|SI 386|SK 421|UA 380)'
        ~ '([0-9]{8,})$|^LI 423([0-9]{7,})$' -%}
    {%- set steps = [
        ('^[A-Z]{2} [+]', '+'), ('^HU 06|^(BY|KZ|RU|TM) 80?', 'n'),
        (own_code, 'n\\1\\2\\3'),
        ('^(?:' ~ written_out | join('|') ~ ')$', 'n\\1\\2\\3\\4\\5\\6\\7'),
        ('^(?:ES 34|IT 39|PT 351|DK 45|NO 47|PL 48|CZ 420|GR 30|US 1|CA 1)', 'n'),
        ('^[A-Z]{2} 0', 'n'), ('^[A-Z]{2} ', ''),
    ] -%}
    {%- set marked = namespace(sql=dialled) -%}
    {%- for pattern, replacement in steps -%}
        {%- set marked.sql = regexp_replace_all(marked.sql, pattern, replacement) -%}
    {%- endfor -%}
    {{ marked.sql }}
{%- endmacro %}
