WITH "_page"("_row$", "integers") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_arrayrow"."integers" FROM "testapp_arrayrow" ORDER BY "testapp_arrayrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_arrayrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"integers":'||CASE WHEN "_page"."integers" IS NULL THEN 'null' ELSE to_json("_page"."integers")::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
