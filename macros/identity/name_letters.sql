{#- A name in plain letters without titles and particles: Dr. von Weiß is weiss; a
    count's title is one only before a particle, for Graf is a name as well. -#}
{% macro name_letters(column) -%}
    {%- set noble = '(freiherr|freifrau|freiin|baron|baronin|graf|grafin|prinz'
        ~ '|prinzessin|ritter|edler|furst|furstin) (von|vom|zu|zum|zur)' -%}
    nullif(trim({{ regexp_replace_all(
        regexp_replace_all(
            plain_letters(column),
            '\\b(' ~ noble ~ '|freiherr|freifrau|freiin'
            ~ '|dr|prof|professor|med|dent|vet|phil|rer|nat|jur|habil|ing|dipl|mag|msc|bsc|mba'
            ~ '|herr|herrn|frau|fraulein|von|vom|van|zu|zum|zur|de|der|den|del|della|di|da'
            ~ '|und|jr|jun|junior|sr|sen|senior|geb|[0-9]+)\\b',
            ' '
        ),
        ' +', ' '
    ) }}), '')
{%- endmacro %}
