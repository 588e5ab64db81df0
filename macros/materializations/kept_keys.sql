{#- The SQL of numbers for which rows are looked up. DuckDB tells a scan which numbers
    are asked for, so that it reads hardly any other row (a bloom filter), but only where
    these numbers have to meet a condition; a hash is never null. Its filter is as large
    as the numbers are many: of few it lets through one other row in 300, and each of
    these has a page of every column read; named eight times, they let through none. -#}
{% macro kept_keys(column, table) -%}
    {{ return(
        'select ' ~ column ~ ' from ' ~ table ~ ', range(8) as times (kept_time) where hash('
        ~ column ~ ') is not null and (kept_time = 0 or (select count(*) from ' ~ table
        ~ ') <= 5000)'
    ) }}
{%- endmacro %}
