WITH "_page"("_row$", "tiny") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."tiny" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."tiny") AS TEXT)),'null')||char(2)||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
