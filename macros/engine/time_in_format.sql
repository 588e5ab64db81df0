{#- A text in a format of strptime's words as a timestamp, with a zone if the format has
    one (%z); null when it is not in it. Landing lists the words (FORMAT_WORDS). -#}
{% macro time_in_format(column, format) -%}
    {{ return(adapter.dispatch('time_in_format', 'stammkunde')(column, format)) }}
{%- endmacro %}

{% macro default__time_in_format(column, format) -%}
    try_strptime({{ column }}, '{{ format }}')
{%- endmacro %}

{% macro spark__time_in_format(column, format) -%}
    {%- set words = {
        '%-d': 'd', '%d': 'dd', '%-m': 'M', '%m': 'MM', '%b': 'MMM', '%Y': 'yyyy',
        '%y': 'yy', '%-H': 'H', '%H': 'HH', '%-I': 'h', '%I': 'hh', '%p': 'a',
        '%M': 'mm', '%S': 'ss', '%f': 'SSSSSS', '%z': '[XXX][XX]',
    } -%}
    {%- set spoken = namespace(format=format) -%}
    {%- for word, letters in words.items() -%}
        {%- set spoken.format = spoken.format.replace(word, letters) -%}
    {%- endfor -%}
    try_to_timestamp({{ column }}, '{{ spoken.format }}')
{%- endmacro %}
