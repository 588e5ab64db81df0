with

records as (select * from {{ ref('int_customer_records') }}),

identity_records as (select * from {{ ref('int_identity_records') }}),

fields as (select * from {{ ref('int_customer_fields') }}),

people as (
    select
        records.customer_id,
        {{ distinct_list('records.source_name') }} as source_names,
        count(*) as record_count,
        count(distinct records.source_name) as source_count,
        bool_or(records.is_test) as is_test,
        min(identity_records.created_at) as first_seen_at
    from records
    left outer join identity_records on records.record_key = identity_records.record_key
    group by records.customer_id
),

pivoted as (
    select
        customer_id,
        max(case when field_name = 'account_id' then value end) as account_id,
        max(case when field_name = 'first_name' then value end) as first_name,
        max(case when field_name = 'last_name' then value end) as last_name,
        max(case when field_name = 'salutation' then value end) as salutation,
        max(case when field_name = 'email' then value end) as email,
        max(case when field_name = 'phone' then value end) as phone,
        max(case when field_name = 'birth_date' then value end) as birth_date,
        max(case when field_name = 'gender' then value end) as gender,
        max(case when field_name = 'language' then value end) as language,
        max(case when field_name = 'company_name' then value end) as company_name,
        max(case when field_name = 'vat_id' then value end) as vat_id,
        max(case when field_name = 'street' then value end) as street,
        max(case when field_name = 'house_number' then value end) as house_number,
        max(case when field_name = 'postal_code' then value end) as postal_code,
        max(case when field_name = 'city' then value end) as city,
        max(case when field_name = 'country_code' then value end) as country_code,
        max(
            case when field_name = 'loyalty_card_number' then value end
        ) as loyalty_card_number
    from fields
    group by customer_id
),

details as (
    select
        people.customer_id,
        pivoted.account_id,
        pivoted.first_name,
        pivoted.last_name,
        pivoted.salutation,
        pivoted.email,
        pivoted.phone,
        cast(pivoted.birth_date as date) as birth_date,
        pivoted.gender,
        pivoted.language,
        pivoted.company_name,
        pivoted.vat_id,
        pivoted.street,
        pivoted.house_number,
        pivoted.postal_code,
        pivoted.city,
        pivoted.country_code,
        pivoted.loyalty_card_number,
        people.source_names,
        people.record_count,
        people.source_count,
        people.is_test,
        people.first_seen_at
    from people
    left outer join pivoted on people.customer_id = pivoted.customer_id
)

select * from details
