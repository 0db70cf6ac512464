WITH "_page"("_row$", "path") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."path" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"path":'||CASE WHEN typeof("_page"."path")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."path" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
