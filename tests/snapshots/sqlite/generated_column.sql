WITH "_page"("_row$", "amount", "double", "shout") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_generatedrow"."amount", "testapp_generatedrow"."double", "testapp_generatedrow"."shout" FROM "testapp_generatedrow" ORDER BY "testapp_generatedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_generatedrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"amount":'||CASE WHEN abs("_page"."amount")<1e6 THEN '"'||printf('%.2f',"_page"."amount")||'"' ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."amount") AS TEXT)),'null')||char(2) END||',"double":'||char(1)||'1:'||nullif(json_quote(CAST(sqllist_repr("_page"."double") AS TEXT)),'null')||char(2)||',"shout":'||CASE WHEN typeof("_page"."shout")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."shout" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
