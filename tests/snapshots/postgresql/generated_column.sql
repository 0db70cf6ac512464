WITH "_page"("_row$", "amount", "double", "shout") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_generatedrow"."amount", "testapp_generatedrow"."double", "testapp_generatedrow"."shout" FROM "testapp_generatedrow" ORDER BY "testapp_generatedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_generatedrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"amount":"'||"_page"."amount"||'","double":'||CASE WHEN abs(("_page"."double")::float8)<1e15 THEN CASE WHEN ("_page"."double")::float8=trunc(("_page"."double")::float8) THEN ("_page"."double")::float8::text||'.0' ELSE ("_page"."double")::float8::text END WHEN abs(("_page"."double")::float8)<1e16 THEN CASE WHEN ("_page"."double")::float8=trunc(("_page"."double")::float8) THEN ("_page"."double")::float8::int8::text||'.0' ELSE ("_page"."double")::float8::text::numeric::text END ELSE E'\x010:'||to_json(('='||"_page"."double"::text)::text)::text||E'\x02' END||',"shout":'||to_json("_page"."shout")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
