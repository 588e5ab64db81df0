with

loyalty as (select * from {{ ref('int_loyalty_ledger__loyalty') }}),

template as (select * from {{ ref('int_loyalty_ledger__template') }}),

stacked as (
    {{ stack(
        ['loyalty', 'template'],
        [
            'source_name',
            'source_entry_id',
            'loyalty_card_number',
            'occurred_at',
            'points',
            'entry_type',
            'source_order_id',
        ]
    ) }}
)

select * from stacked
