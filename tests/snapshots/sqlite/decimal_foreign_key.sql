WITH "_page"("_row$", "id", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalchild"."id", "testapp_decimalchild"."parent_id" FROM "testapp_decimalchild" ORDER BY "testapp_decimalchild"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_decimalchild") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"parent":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."parent_id") AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
