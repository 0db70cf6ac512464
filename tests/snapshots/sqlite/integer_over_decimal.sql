WITH "_page"("_row$", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."maybe" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"maybe":'||CASE WHEN "_page"."maybe" IS NULL THEN 'null' ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."maybe") AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
