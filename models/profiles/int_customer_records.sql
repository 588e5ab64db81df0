with

customer_ids as (select * from {{ ref('int_customer_ids') }}),

contacts as (select * from {{ ref('int_contacts') }}),

fact_records as (select * from {{ ref('int_fact_records') }}),

account_ids as (select * from {{ ref('int_account_ids') }}),

joined as (
    select
        customer_ids.customer_id,
        customer_ids.record_key,
        customer_ids.source_name,
        customer_ids.source_record_id,
        account_ids.account_id,
        contacts.first_name,
        contacts.last_name,
        contacts.salutation,
        coalesce(contacts.email, fact_records.email) as email,
        coalesce(contacts.phone, fact_records.phone) as phone,
        contacts.birth_date,
        contacts.gender,
        contacts.language,
        contacts.company_name,
        contacts.vat_id,
        contacts.street,
        contacts.house_number,
        contacts.postal_code,
        contacts.city,
        contacts.country_code,
        coalesce(
            contacts.loyalty_card_number, fact_records.loyalty_card_number
        ) as loyalty_card_number,
        coalesce(contacts.is_test, false) as is_test,
        contacts.deleted_at is not null as is_deleted,
        coalesce(
            contacts.updated_at, contacts.created_at, fact_records.stated_at
        ) as updated_at
    from customer_ids
    left outer join contacts
        on
            customer_ids.source_name = contacts.source_name
            and customer_ids.source_record_id = contacts.source_record_id
    left outer join fact_records
        on
            customer_ids.source_name = fact_records.source_name
            and customer_ids.source_record_id = fact_records.source_record_id
    left outer join account_ids
        on
            contacts.source_name = account_ids.source_name
            and contacts.account_id = account_ids.source_account_id
)

select * from joined
