with

survey_invitations as (select * from {{ ref('stg_template__survey_invitations') }}),

in_our_words as (
    select
        source_name,
        source_invitation_id,
        invited_at,
        source_record_id,
        email,
        instrument,
        touchpoint
    from survey_invitations
)

select * from in_our_words
