{#- The SQL of numbers for which rows are looked up. DuckDB tells a scan which numbers
    are asked for, so that it reads hardly any other row (a bloom filter), but only where
    these numbers have to meet a condition; a hash is never null. -#}
{% macro kept_keys(column, table) -%}
    {{ return(
        'select ' ~ column ~ ' from ' ~ table ~ ' where hash(' ~ column ~ ') is not null'
    ) }}
{%- endmacro %}
