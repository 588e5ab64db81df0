with

records as (select * from {{ ref('int_customer_records') }}),

blocked as (select * from {{ ref('blocked_identifiers') }}),

-- A role address of a company is somebody's inbox all the same.
nobodys as (
    select
        identifier_type,
        match_on,
        value,
        reason
    from blocked
    where
        reason in (
            'placeholder', 'no_reply', 'store_device', 'marketplace_relay',
            'test_address'
        )
        and identifier_type in ('any', 'email', 'phone')
),

stated as (
    select
        'email' as field_name,
        email as value,
        split_part(email, '@', 2) as mail_domain,
        {{ email_word('email') }} as mail_word
    from records
    where email is not null
    union distinct
    select
        'phone' as field_name,
        phone as value,
        null as mail_domain,
        null as mail_word
    from records
    where phone is not null
),

judged as (
    select
        stated.field_name,
        stated.value,
        nobodys.reason
    from stated
    inner join nobodys
        on
            nobodys.match_on = 'pattern'
            and nobodys.identifier_type in ('any', stated.field_name)
            and {{ matches_pattern('stated.value', 'nobodys.value') }}
    union all
    select
        stated.field_name,
        stated.value,
        nobodys.reason
    from stated
    inner join nobodys
        on
            nobodys.identifier_type in ('any', stated.field_name)
            and case nobodys.match_on
                when 'part' then contains(stated.value, nobodys.value)
                when 'letters' then translate(stated.value, nobodys.value, '') = ''
            end
    union all
    select
        stated.field_name,
        stated.value,
        nobodys.reason
    from stated
    inner join nobodys on stated.value = nobodys.value and nobodys.match_on = 'value'
    union all
    select
        stated.field_name,
        stated.value,
        nobodys.reason
    from stated
    inner join nobodys
        on stated.mail_domain = nobodys.value and nobodys.match_on = 'domain'
    union all
    select
        stated.field_name,
        stated.value,
        nobodys.reason
    from stated
    inner join nobodys
        on stated.mail_word = nobodys.value and nobodys.match_on = 'mailbox'
),

per_value as (
    select
        field_name,
        value,
        min(reason) as reason
    from judged
    group by field_name, value
)

select * from per_value
