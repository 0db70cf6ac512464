WITH "_page"("_row$", "integer", "big") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_numberrow"."integer", "testapp_numberrow"."big" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"integer":'||CASE WHEN abs("_page"."integer")<1e308 THEN sqllist_repr(CAST("_page"."integer" AS REAL)) ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr(CAST("_page"."integer" AS REAL)) AS TEXT)),'null')||char(2) END||',"big":'||CASE WHEN abs("_page"."big")<1e308 THEN sqllist_repr(CAST("_page"."big" AS REAL)) ELSE char(1)||'1:'||nullif(json_quote(CAST(sqllist_repr(CAST("_page"."big" AS REAL)) AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
