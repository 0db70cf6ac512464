WITH "_page"("_row$", "id", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalchild"."id", "testapp_decimalchild"."parent_id" FROM "testapp_decimalchild" ORDER BY "testapp_decimalchild"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalchild") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"parent":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' WHEN abs(("_page"."parent_id")::float8)<1e15 THEN CASE WHEN ("_page"."parent_id")::float8=trunc(("_page"."parent_id")::float8) THEN ("_page"."parent_id")::float8::text||'.0' ELSE ("_page"."parent_id")::float8::text END WHEN abs(("_page"."parent_id")::float8)<1e16 THEN CASE WHEN ("_page"."parent_id")::float8=trunc(("_page"."parent_id")::float8) THEN ("_page"."parent_id")::float8::int8::text||'.0' ELSE ("_page"."parent_id")::float8::text::numeric::text END ELSE E'\x010:'||to_json(('='||"_page"."parent_id"::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
