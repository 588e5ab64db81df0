with

holders as (select * from {{ ref('int_identity_holders') }}),

meetings as (
    {{ meetings_by_kind('holders') }}
)

select * from meetings
