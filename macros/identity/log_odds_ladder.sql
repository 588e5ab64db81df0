{#- Log odds from 0 down to -29.9 in steps of a tenth, to try guesses: one column. -#}
{% macro log_odds_ladder() -%}
    {%- set digits = '(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))' -%}
    select cast(
        (hundreds.digit * 100 + tens.digit * 10 + ones.digit) / -10.0 as decimal(18, 4)
    ) as log_odds
    from {{ digits }} as hundreds (digit)
    cross join {{ digits }} as tens (digit)
    cross join {{ digits }} as ones (digit)
    where hundreds.digit < 3
{%- endmacro %}
