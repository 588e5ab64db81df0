with

beliefs as (select * from {{ ref('int_identity_beliefs') }}),

kinships as (select * from {{ ref('identity_kinships') }}),

strangers as (
    select
        field,
        level,
        probability
    from beliefs
    where parameter = 'stranger'
),

shares as (
    select
        level as kind,
        probability
    from beliefs
    where parameter = 'share' and level <> 'relative'
    union all
    select
        kinship.level as kind,
        kinship.probability * relatives.probability as probability
    from beliefs as kinship
    inner join beliefs as relatives
        on relatives.parameter = 'share' and relatives.level = 'relative'
    where kinship.parameter = 'relative'
),

-- How much likelier than among strangers a level is, and each kind than strangers are.
weighed as (
    select
        kinships.kind,
        kinships.field,
        beliefs.level,
        beliefs.probability,
        strangers.probability as chance,
        cast(ln(beliefs.probability / strangers.probability) as decimal(18, 6))
            as weight
    from kinships
    inner join beliefs
        on
            kinships.parameter = beliefs.parameter
            and kinships.field = beliefs.field
    inner join strangers
        on
            beliefs.field = strangers.field
            and beliefs.level = strangers.level
    where kinships.kind <> 'stranger'
    union all
    select
        shares.kind,
        'kind' as field,
        shares.kind as level,
        shares.probability,
        stranger_share.probability as chance,
        cast(ln(shares.probability / stranger_share.probability) as decimal(18, 6))
            as weight
    from shares
    inner join shares as stranger_share on stranger_share.kind = 'stranger'
    where shares.kind <> 'stranger'
)

select * from weighed
