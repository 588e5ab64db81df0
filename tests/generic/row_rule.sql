{#- Fails for each row in which the expression is false; null counts as false. -#}
{% test row_rule(model, expression) %}
select *
from {{ model }}
where not coalesce({{ expression }}, false)
{% endtest %}
