{#- What stands before the @ besides the person's own names: anna.fuchs82@ is 82. -#}
{% macro email_own_part(email, first_letters, last_letters) -%}
    {%- set mailbox = "split_part(" ~ email ~ ", '@', 1)" -%}
    {%- set bare = "replace(replace(replace(" ~ mailbox
        ~ ", '.', ''), '-', ''), '_', '')" -%}
    {#- Folding is slow, and most mailboxes are in plain letters. -#}
    {%- set part = namespace(
        sql="case when " ~ regexp_matches(bare, '^[a-z0-9]*$') ~ " then " ~ bare
            ~ " else replace(" ~ plain_letters(mailbox) ~ ", ' ', '') end"
    ) -%}
    {%- set part.sql = umlauts_as_vowels(part.sql) -%}
    {%- for name in [last_letters, first_letters] -%}
        {%- set plain = umlauts_as_vowels("replace(" ~ name ~ ", ' ', '')") -%}
        {%- set part.sql = "replace(" ~ part.sql ~ ", coalesce(nullif("
            ~ plain ~ ", ''), '~'), '')" -%}
    {%- endfor -%}
    {{ part.sql }}
{%- endmacro %}
