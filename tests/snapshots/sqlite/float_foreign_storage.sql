WITH "_page"("_row$", "floating", "maybe_floating") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_numberrow"."floating", "testapp_numberrow"."maybe_floating" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"floating":'||CASE WHEN abs("_page"."floating")<1e308 THEN sqllist_repr(CAST("_page"."floating" AS REAL)) ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr(CAST("_page"."floating" AS REAL)) AS TEXT)),'null')||char(2) END||',"maybe_floating":'||CASE WHEN "_page"."maybe_floating" IS NULL THEN 'null' WHEN abs("_page"."maybe_floating")<1e308 THEN sqllist_repr(CAST("_page"."maybe_floating" AS REAL)) ELSE char(1)||'1:'||nullif(json_quote(CAST(sqllist_repr(CAST("_page"."maybe_floating" AS REAL)) AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
