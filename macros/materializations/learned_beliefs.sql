{#- One round of expectation maximisation as a table (level_key, parameter, field,
    level, assumed_count, pair_count, probability, moved). Sums are of decimals, so that
    they depend on no order of rows; a group and a join take half of a window's time. -#}
{% macro learned_beliefs(target, given, beliefs, round) -%}
    {%- set better = closure_step(target, 'beliefs_' ~ round % 2,
        'with weighed as ('
        ~ 'select given.pattern_key, given.case_key, given.pair_count,'
        ~ ' sum(beliefs.weight) as weight from ' ~ given ~ ' as given inner join ('
        ~ 'select level_key, cast(ln(probability) as decimal(28, 9)) as weight from '
        ~ beliefs ~ ') as beliefs on given.level_key = beliefs.level_key'
        ~ ' where given.pattern_key is not null'
        ~ ' group by given.pattern_key, given.case_key, given.pair_count'
        ~ '), best as ('
        ~ 'select pattern_key, max(weight) as weight from weighed group by pattern_key'
        ~ '), lifted as ('
        ~ 'select weighed.pattern_key, weighed.case_key, weighed.pair_count,'
        ~ ' exp(cast(weighed.weight - best.weight as double)) as odds from weighed'
        ~ ' inner join best on weighed.pattern_key = best.pattern_key'
        ~ '), wholes as ('
        ~ 'select pattern_key, sum(odds) as odds from lifted group by pattern_key'
        ~ '), shares as ('
        ~ 'select lifted.case_key, cast(lifted.pair_count * lifted.odds / wholes.odds'
        ~ ' as decimal(28, 9)) as pair_count from lifted'
        ~ ' inner join wholes on lifted.pattern_key = wholes.pattern_key'
        ~ '), heard as ('
        ~ 'select given.level_key, sum(shares.pair_count) as pair_count from ' ~ given
        ~ ' as given inner join shares on given.case_key = shares.case_key'
        ~ ' group by given.level_key'
        ~ '), summed as ('
        ~ 'select beliefs.level_key, beliefs.parameter, beliefs.field, beliefs.level,'
        ~ ' beliefs.assumed_count, beliefs.probability as before,'
        ~ ' coalesce(heard.pair_count, 0) as pair_count from ' ~ beliefs ~ ' as beliefs'
        ~ ' left join heard on beliefs.level_key = heard.level_key'
        ~ '), fields as ('
        ~ 'select parameter, field, sum(assumed_count + pair_count) as pair_count'
        ~ ' from summed group by parameter, field'
        ~ '), judged as ('
        ~ 'select summed.level_key, summed.parameter, summed.field, summed.level,'
        ~ ' summed.assumed_count, summed.pair_count, summed.before,'
        ~ ' cast(summed.assumed_count + summed.pair_count as double)'
        ~ ' / cast(fields.pair_count as double) as probability from summed'
        ~ ' inner join fields on summed.parameter = fields.parameter'
        ~ ' and summed.field = fields.field'
        ~ ') select level_key, parameter, field, level, assumed_count, pair_count,'
        ~ ' probability, abs(ln(probability / before)) as moved from judged'
    ) -%}
    {{ return(better) }}
{%- endmacro %}
