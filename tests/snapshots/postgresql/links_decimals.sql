WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalkey"."id" FROM "testapp_decimalkey" ORDER BY "testapp_decimalkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalkey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||E'\x010:'||to_json(('='||"_page"."id"::text)::text)::text||E'\x02'||'␄'||E'\x011:'||to_json(('='||"_page"."id"::text)::text)::text||E'\x02'||'␅' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
