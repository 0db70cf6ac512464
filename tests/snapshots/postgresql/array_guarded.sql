WITH "_page"("_row$", "floats") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_arrayrow"."floats" FROM "testapp_arrayrow" ORDER BY "testapp_arrayrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_arrayrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"floats":'||CASE WHEN "_page"."floats" IS NULL THEN 'null' WHEN array_ndims("_page"."floats")>1 THEN E'\x01!\x02' ELSE '['||coalesce((SELECT string_agg(CASE WHEN e.v IS NULL THEN 'null' WHEN abs(e.v::float8)<1e15 THEN CASE WHEN e.v::float8=trunc(e.v::float8) THEN e.v::float8::text||'.0' ELSE e.v::float8::text END WHEN abs(e.v::float8)<1e16 THEN CASE WHEN e.v::float8=trunc(e.v::float8) THEN e.v::float8::int8::text||'.0' ELSE e.v::float8::text::numeric::text END ELSE E'\x010:'||to_json((e.v::float8::text)::text)::text||E'\x02' END,',' ORDER BY e.n) FROM unnest("_page"."floats") WITH ORDINALITY AS e(v,n)),'')||']' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
