with

holders as (select * from {{ ref('int_identity_holders') }}),

meetings as (
    select
        left_holders.trust_rank,
        left_holders.identifier_key,
        left_holders.signature as left_signature,
        right_holders.signature as right_signature,
        left_holders.centre_record_key as left_record_key,
        right_holders.centre_record_key as right_record_key,
        left_holders.is_named as is_left_named,
        right_holders.is_named as is_right_named
    from holders as left_holders
    inner join holders as right_holders
        on
            left_holders.identifier_key = right_holders.identifier_key
            and left_holders.signature < right_holders.signature
)

select * from meetings
