with

records as (select * from {{ ref('int_customer_records') }}),

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
        -- Nobody is older than 120: that is a slip, or a register of the dead.
        case
            when birth_date >= {{ add_months('cast(' ~ as_of() ~ ' as date)', -1440) }}
                then cast(birth_date as string)
        end as birth_date,
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
        field_value as value
    from as_text
    unpivot (
        field_value for field_name in (
            first_name, last_name, salutation, email, phone, birth_date, gender,
            language, company_name, vat_id, street, house_number, postal_code, city,
            country_code, loyalty_card_number, account_id
        )
    )
)

select * from stated
