WITH "_page"("_row$", "address") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."address" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"address":'||coalesce(json_quote(CAST("_page"."address" AS TEXT)),'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
