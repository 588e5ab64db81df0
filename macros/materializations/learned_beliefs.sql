{#- One round of expectation maximisation as a table (parameter, field, level,
    assumed_count, pair_count, probability, moved). Sums are of decimals, so that they
    depend on no order of rows. -#}
{% macro learned_beliefs(target, given, beliefs, round) -%}
    {%- set weighed = 'select given.pattern_id, given.kind, given.pair_count,'
        ~ ' sum(cast(ln(beliefs.probability) as decimal(28, 9))) as weight'
        ~ ' from ' ~ given ~ ' as given inner join ' ~ beliefs ~ ' as beliefs'
        ~ ' on given.parameter = beliefs.parameter and given.field = beliefs.field'
        ~ ' and given.level = beliefs.level where given.pattern_id is not null'
        ~ ' group by given.pattern_id, given.kind, given.pair_count' -%}
    {%- set lifted = 'select pattern_id, kind, pair_count,'
        ~ ' exp(cast(weight - max(weight) over (partition by pattern_id) as double))'
        ~ ' as odds from (' ~ weighed ~ ') as weighed' -%}
    {%- set shares = closure_step(target, 'shares_' ~ round,
        'select pattern_id, kind, cast(pair_count * odds'
        ~ ' / sum(odds) over (partition by pattern_id) as decimal(28, 9)) as pair_count'
        ~ ' from (' ~ lifted ~ ') as lifted'
    ) -%}
    {%- set heard = 'select given.parameter, given.field, given.level,'
        ~ ' sum(shares.pair_count) as pair_count from ' ~ given ~ ' as given'
        ~ ' inner join ' ~ shares ~ ' as shares on given.pattern_id = shares.pattern_id'
        ~ ' and given.kind = shares.kind'
        ~ ' group by given.parameter, given.field, given.level' -%}
    {%- set summed = 'select beliefs.parameter, beliefs.field, beliefs.level,'
        ~ ' beliefs.assumed_count, beliefs.probability as before,'
        ~ ' coalesce(heard.pair_count, 0) as pair_count'
        ~ ' from ' ~ beliefs ~ ' as beliefs'
        ~ ' left join (' ~ heard ~ ') as heard on beliefs.parameter = heard.parameter'
        ~ ' and beliefs.field = heard.field and beliefs.level = heard.level' -%}
    {%- set judged = 'select parameter, field, level, assumed_count, pair_count,'
        ~ ' before,'
        ~ ' cast(assumed_count + pair_count as double)'
        ~ ' / cast(sum(assumed_count + pair_count)'
        ~ ' over (partition by parameter, field) as double) as probability'
        ~ ' from (' ~ summed ~ ') as summed' -%}
    {%- set better = closure_step(target, 'beliefs_' ~ round,
        'select parameter, field, level, assumed_count, pair_count, probability,'
        ~ ' abs(ln(probability / before)) as moved from (' ~ judged ~ ') as judged'
    ) -%}
    {%- do run_query('drop table ' ~ shares) -%}
    {{ return(better) }}
{%- endmacro %}
