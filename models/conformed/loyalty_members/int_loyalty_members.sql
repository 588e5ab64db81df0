with

loyalty as (select * from {{ ref('int_loyalty_members__loyalty') }}),

template as (select * from {{ ref('int_loyalty_members__template') }}),

stacked as (
    {{ stack(
        ['loyalty', 'template'],
        [
            'source_name',
            'loyalty_card_number',
            'source_record_id',
            'email',
            'phone',
            'tier',
            'joined_on',
            'left_on',
        ]
    ) }}
)

select * from stacked
