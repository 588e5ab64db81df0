with

records as (select * from {{ ref('int_customer_records') }}),

fields as (select * from {{ ref('profile_fields') }}),

source_trust as (select * from {{ ref('source_trust') }}),

-- What a tool has deleted is nobody's field any more.
as_text as (
    select
        customer_id,
        record_key,
        source_name,
        source_record_id,
        updated_at,
        first_name,
        last_name,
        salutation,
        email,
        phone,
        cast(birth_date as string) as birth_date,
        gender,
        language,
        company_name,
        vat_id,
        street,
        house_number,
        postal_code,
        city,
        country_code,
        loyalty_card_number,
        account_id
    from records
    where not is_deleted
),

stated as (
    select
        customer_id,
        record_key,
        source_name,
        source_record_id,
        updated_at,
        field_name,
        field_value
    from as_text
    unpivot (
        field_value for field_name in (
            first_name, last_name, salutation, email, phone, birth_date, gender,
            language, company_name, vat_id, street, house_number, postal_code, city,
            country_code, loyalty_card_number, account_id
        )
    )
),

required as (
    select
        field_group,
        count(*) as required_count
    from fields
    where is_required
    group by field_group
),

weighed as (
    select
        stated.customer_id,
        stated.record_key,
        stated.source_name,
        stated.source_record_id,
        fields.field_group,
        stated.field_name,
        stated.field_value as value,
        coalesce(by_group.trust, by_source.trust, 0) as trust,
        count(*) over (
            partition by stated.record_key, fields.field_group
        ) as given_count,
        sum(case when fields.is_required then 1 else 0 end) over (
            partition by stated.record_key, fields.field_group
        ) = required.required_count as is_complete,
        stated.updated_at
    from stated
    inner join fields on stated.field_name = fields.field_name
    inner join required on fields.field_group = required.field_group
    left outer join source_trust as by_group
        on
            stated.source_name = by_group.source_name
            and fields.field_group = by_group.field_group
    left outer join source_trust as by_source
        on
            stated.source_name = by_source.source_name
            and by_source.field_group = '*'
)

select * from weighed
