WITH "_page"("_row$", "warmth") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_customfieldrow"."warmth" FROM "testapp_customfieldrow" ORDER BY "testapp_customfieldrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_customfieldrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"warmth":'||CASE WHEN abs("_page"."warmth"::float8)<1e15 THEN CASE WHEN "_page"."warmth"::float8=trunc("_page"."warmth"::float8) THEN "_page"."warmth"::float8::text||'.0' ELSE "_page"."warmth"::float8::text END WHEN abs("_page"."warmth"::float8)<1e16 THEN CASE WHEN "_page"."warmth"::float8=trunc("_page"."warmth"::float8) THEN "_page"."warmth"::float8::int8::text||'.0' ELSE "_page"."warmth"::float8::text::numeric::text END ELSE E'\x010:'||to_json(("_page"."warmth"::float8::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
