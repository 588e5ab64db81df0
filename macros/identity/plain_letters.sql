{#- Lower case, accents off, words of a to z and digits apart by single spaces. -#}
{% macro plain_letters(column) -%}
    trim({{ regexp_replace_all(
        "translate(replace(replace(replace(lower(" ~ column
        ~ "), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), "
        ~ "'äöüáàâãåāéèêëēěíìîïīóòôõøōúùûůūýÿçćčñńňšśșşžźżłđďťțţřğ', "
        ~ "'aouaaaaaaeeeeeeiiiiioooooouuuuuyycccnnnssssszzzlddtttrg')",
        '[^a-z0-9]+', ' '
    ) }})
{%- endmacro %}
