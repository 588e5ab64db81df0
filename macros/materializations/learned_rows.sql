{#- The SQL of what each kind of pair shows how often, learned from pairs whose kind
    nobody knows; its steps stand beside the target until they are dropped.

    The given SQL lists, per pattern and kind, the levels that it shows (pattern_id,
    pair_count, kind, parameter, field, level) and, without a pattern, what is assumed
    beforehand (parameter, field, level, assumed_count: as if so many pairs had been
    seen, first_guess: the probability to begin with, most_share: what it may come to at
    most of itself and the level limited_by, or of all levels, however often it is seen,
    if that is known). The rows say the probability of each level (parameter, field,
    level, probability, pair_count); levels of one parameter and field sum to one.

    A round shares every pattern out among the kinds by what is believed so far, then
    believes what was counted. It ends when no probability of what at least a pair shows
    moves by more than a hundredth of itself, for no weight then moves a link; or after
    200 rounds, because every round fits better than the one before. -#}
{% macro learned_rows(target, sql) -%}
    {#- A round reads every level of every pattern, so it reads numbers, no texts. -#}
    {%- set given = closure_step(target, 'given',
        'select ' ~ hash_of('pattern_id') ~ ' as pattern_key, ' ~ hash_of('pattern_id')
        ~ ' + ' ~ hash_of('kind') ~ ' as case_key, ' ~ hash_of('parameter') ~ ' + '
        ~ hash_of('field') ~ ' + ' ~ hash_of('level') ~ ' as level_key, pair_count,'
        ~ ' parameter, field, level, assumed_count, first_guess, most_share, limited_by'
        ~ ' from (' ~ sql ~ ') as given'
    ) -%}
    {%- set state = namespace(beliefs=closure_step(target, 'beliefs_0',
        'select level_key, parameter, field, level, assumed_count, most_share,'
        ~ ' limited_by, cast(0 as decimal(28, 9)) as pair_count,'
        ~ ' first_guess as probability, cast(1 as double) as moved from ' ~ given
        ~ ' where pattern_key is null'
    ), moves=true) -%}
    {%- for round in range(1, 201) if state.moves -%}
        {%- set state.beliefs = learned_beliefs(target, given, state.beliefs, round) -%}
        {%- set state.moves = closure_told(
            target, 'select coalesce(max(moved), 0) from ' ~ state.beliefs
        )[0] > 0.01 -%}
    {%- endfor -%}
    {{ return(
        'select parameter, field, level, cast(probability as decimal(28, 18))'
        ~ ' as probability, pair_count from ' ~ state.beliefs
    ) }}
{%- endmacro %}
