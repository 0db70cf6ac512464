WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalkey"."id" FROM "testapp_decimalkey" ORDER BY "testapp_decimalkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_decimalkey") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE WHEN abs("_page"."id")<1e4 THEN '"'||printf('%.2f',"_page"."id")||'"' ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."id") AS TEXT)),'null')||char(2) END||',"children":['||coalesce((SELECT group_concat(coalesce(CASE typeof("_children_1"."id") WHEN 'integer' THEN CAST("_children_1"."id" AS TEXT) ELSE char(1)||'!'||char(2) END,char(1)||'!'||char(2)),',') FROM (WITH "_children_1"("id") AS (SELECT "testapp_decimalchild"."id" FROM "testapp_decimalchild" WHERE "testapp_decimalchild"."parent_id" = ("_page"."id") ORDER BY "testapp_decimalchild"."id" ASC) SELECT * FROM "_children_1") AS "_children_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
