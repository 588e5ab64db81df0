{#- One round of expectation maximisation as a table (level_key, parameter, field,
    level, assumed_count, pair_count, probability, moved). Sums are of decimals, so that they
    depend on no order of rows. -#}
{% macro learned_beliefs(target, given, beliefs, round) -%}
    {%- set weighed = 'select given.pattern_key, given.case_key, given.pair_count,'
        ~ ' sum(beliefs.weight) as weight from ' ~ given ~ ' as given inner join ('
        ~ 'select level_key, cast(ln(probability) as decimal(28, 9)) as weight from '
        ~ beliefs ~ ') as beliefs on given.level_key = beliefs.level_key'
        ~ ' where given.pattern_key is not null'
        ~ ' group by given.pattern_key, given.case_key, given.pair_count' -%}
    {%- set lifted = 'select pattern_key, case_key, pair_count,'
        ~ ' exp(cast(weight - max(weight) over (partition by pattern_key) as double))'
        ~ ' as odds from (' ~ weighed ~ ') as weighed' -%}
    {%- set shares = closure_step(target, 'shares',
        'select case_key, cast(pair_count * odds'
        ~ ' / sum(odds) over (partition by pattern_key) as decimal(28, 9)) as pair_count'
        ~ ' from (' ~ lifted ~ ') as lifted'
    ) -%}
    {%- set heard = 'select given.level_key, sum(shares.pair_count) as pair_count from '
        ~ given ~ ' as given inner join ' ~ shares ~ ' as shares'
        ~ ' on given.case_key = shares.case_key group by given.level_key' -%}
    {%- set summed = 'select beliefs.level_key, beliefs.parameter, beliefs.field,'
        ~ ' beliefs.level, beliefs.assumed_count, beliefs.probability as before,'
        ~ ' coalesce(heard.pair_count, 0) as pair_count'
        ~ ' from ' ~ beliefs ~ ' as beliefs'
        ~ ' left join (' ~ heard ~ ') as heard on beliefs.level_key = heard.level_key' -%}
    {%- set judged = 'select level_key, parameter, field, level, assumed_count,'
        ~ ' pair_count, before,'
        ~ ' cast(assumed_count + pair_count as double)'
        ~ ' / cast(sum(assumed_count + pair_count)'
        ~ ' over (partition by parameter, field) as double) as probability'
        ~ ' from (' ~ summed ~ ') as summed' -%}
    {%- set better = closure_step(target, 'beliefs_' ~ round % 2,
        'select level_key, parameter, field, level, assumed_count, pair_count,'
        ~ ' probability, abs(ln(probability / before)) as moved from ('
        ~ judged ~ ') as judged'
    ) -%}
    {{ return(better) }}
{%- endmacro %}
