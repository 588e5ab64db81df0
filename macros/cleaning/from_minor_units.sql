{#- An amount in the smallest unit of its currency (cents, yen) as decimal(18, 4). -#}
{% macro from_minor_units(amount, currency) -%}
    cast(
        {{ to_decimal(amount) }} * case
            when upper({{ currency }}) in (
                'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',
                'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'
            ) then 1.000
            when upper({{ currency }}) in (
                'BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'
            ) then 0.001
            else 0.010
        end as decimal(18, 4)
    )
{%- endmacro %}
