WITH "_page"("_row$", "number", "above_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sign"."number", "testapp_sign"."above_id" FROM "testapp_sign" ORDER BY "testapp_sign"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_sign") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"number":'||"_page"."number"::text||',"url":'||CASE WHEN "_sign_1"."number" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN "_page"."number">=0 THEN "_page"."number"::text ELSE E'\x010:'||to_json(("_page"."number"::text)::text)::text||E'\x02' END||'␄'||CASE WHEN "_sign_1"."number">=0 THEN "_sign_1"."number"::text ELSE E'\x011:'||to_json(("_sign_1"."number"::text)::text)::text||E'\x02' END||'␄"' END||',"keys":'||CASE WHEN "_sign_1"."id" IS NULL OR "_sign_1"."above_id" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN "_sign_1"."id">=0 THEN "_sign_1"."id"::text ELSE E'\x010:'||to_json(("_sign_1"."id"::text)::text)::text||E'\x02' END||'␄'||CASE WHEN "_sign_1"."above_id">=0 THEN "_sign_1"."above_id"::text ELSE E'\x011:'||to_json(("_sign_1"."above_id"::text)::text)::text||E'\x02' END||'␄"' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_sign" AS "_sign_1" ON "_page"."above_id" = "_sign_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
