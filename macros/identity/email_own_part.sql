{#- What stands before the @ besides the person's own names, which come as a mailbox
    writes them: anna.fuchs82@ is 82. -#}
{% macro email_own_part(email, first_name, last_name) -%}
    {%- set mailbox = "split_part(" ~ email ~ ", '@', 1)" -%}
    {%- set bare = "replace(replace(replace(" ~ mailbox
        ~ ", '.', ''), '-', ''), '_', '')" -%}
    {#- Folding is slow, and most mailboxes are in plain letters. -#}
    {%- set part = namespace(
        sql="case when " ~ regexp_matches(bare, '^[a-z0-9]*$') ~ " then " ~ bare
            ~ " else replace(" ~ plain_letters(mailbox) ~ ", ' ', '') end"
    ) -%}
    {%- set part.sql = umlauts_as_vowels(part.sql) -%}
    {%- for name in [last_name, first_name] -%}
        {%- set part.sql = "replace(" ~ part.sql ~ ", coalesce(nullif("
            ~ name ~ ", ''), '~'), '')" -%}
    {%- endfor -%}
    {{ part.sql }}
{%- endmacro %}
