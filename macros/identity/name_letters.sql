{#- A name in plain letters without titles and particles: Dr. von Weiß is weiss; a
    count's title is one only before a particle, for Graf is a name as well. Where a
    particle is all there is, it is the name (Jun, Van). -#}
{% macro name_letters(column) -%}
    {%- set plain = plain_letters(column) -%}
    {%- set noble = '(freiherr|freifrau|freiin|baron|baronin|graf|grafin|prinz'
        ~ '|prinzessin|ritter|edler|furst|furstin) (von|vom|zu|zum|zur)' -%}
    {#- Phil is a name, Dr. phil. is none. -#}
    {%- set titles = noble ~ '|freiherr|freifrau|freiin|(d?dr|prof|m?mag|lic)'
        ~ '( (med|dent|vet|phil|rer|nat|jur|pol|oec|habil|ing|h c|mult|univ))*|professor'
        ~ '|priv doz|pd dr|dipl|ing|dkfm|bakk|msc|bsc|mba|herr|herrn|frau|fraulein'
        ~ '|geb|[0-9]+' -%}
    {%- set particles = 'von|vom|van|zu|zum|zur|de|der|den|del|della|di|da|und|jr|jun'
        ~ '|junior|sr|sen|senior' -%}
    {%- set pattern = '\\b(' ~ titles ~ '|' ~ particles ~ ')\\b' -%}
    coalesce(
        nullif(trim({{ regexp_replace_all(
            regexp_replace_all(plain, pattern, ' '), ' +', ' '
        ) }}), ''),
        nullif(trim({{ regexp_replace_all(plain, '\\b(' ~ titles ~ ')\\b', ' ') }}), '')
    )
{%- endmacro %}
