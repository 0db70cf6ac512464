WITH "_page"("_row$", "price") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."price" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||E'\x010:'||to_json(('='||"_page"."price"::text)::text)::text||E'\x02'||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
