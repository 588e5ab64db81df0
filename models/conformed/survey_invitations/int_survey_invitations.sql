with

qualtrics as (select * from {{ ref('int_survey_invitations__qualtrics') }}),

template as (select * from {{ ref('int_survey_invitations__template') }}),

stacked as (
    {{ stack(
        ['qualtrics', 'template'],
        [
            'source_name',
            'source_invitation_id',
            'invited_at',
            'source_record_id',
            'email',
            'instrument',
            'touchpoint',
        ]
    ) }}
)

select * from stacked
