with

holders as (select * from {{ ref('int_identity_holders') }}),

comparisons as (select * from {{ ref('int_identity_comparisons') }}),

rules as (select * from {{ ref('identity_rules') }}),

pairs as (
    select
        left_holders.trust_rank,
        left_holders.identifier_key,
        left_holders.signature as left_signature,
        right_holders.signature as right_signature,
        left_holders.centre_record_key as left_record_key,
        right_holders.centre_record_key as right_record_key,
        left_holders.is_named as is_left_named,
        right_holders.is_named as is_right_named,
        left_holders.is_named and right_holders.is_named as is_both_named
    from holders as left_holders
    inner join holders as right_holders
        on
            left_holders.identifier_key = right_holders.identifier_key
            and left_holders.signature < right_holders.signature
),

judged as (
    select
        case
            when
                rules.needs_compatible_names
                and not comparisons.has_compatible_names
                and comparisons.has_new_last_name
                then rules.new_last_name_rank
            else pairs.trust_rank
        end as trust_rank,
        pairs.identifier_key,
        pairs.left_signature,
        pairs.right_signature,
        pairs.left_record_key,
        pairs.right_record_key,
        pairs.is_left_named,
        pairs.is_right_named,
        not rules.needs_compatible_names
        or (
            comparisons.birth_dates <> 'contradict'
            and (pairs.is_both_named or not rules.needs_both_names)
            and (
                pairs.is_left_named = pairs.is_right_named
                or rules.ties_named_to_nameless
            )
            and (
                comparisons.has_compatible_names
                or (
                    rules.allows_new_last_name
                    and comparisons.has_new_last_name
                    and pairs.is_both_named
                )
            )
        ) as is_accepted
    from pairs
    inner join comparisons
        on
            pairs.left_signature = comparisons.left_signature
            and pairs.right_signature = comparisons.right_signature
    inner join rules on pairs.trust_rank = rules.trust_rank
)

select * from judged
