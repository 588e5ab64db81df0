SELECT a.x::int AS X, b.y
FROM t a JOIN u b USING (id)
