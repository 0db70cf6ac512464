WITH "_page"("_row$", "number", "above_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sign"."number", "testapp_sign"."above_id" FROM "testapp_sign" ORDER BY "testapp_sign"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_sign") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"number":'||"_page"."number"::text||',"url":'||CASE WHEN "_sign_1"."number" IS NULL THEN 'null' ELSE '"␃'||"_page"."number"::text||'␄'||"_sign_1"."number"::text||'␅' END||',"keys":'||CASE WHEN "_sign_1"."id" IS NULL OR "_sign_1"."above_id" IS NULL THEN 'null' ELSE '"␃'||"_sign_1"."id"::text||'␄'||"_sign_1"."above_id"::text||'␅' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_sign" AS "_sign_1" ON "_page"."above_id" = "_sign_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
