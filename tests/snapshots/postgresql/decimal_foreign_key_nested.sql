WITH "_page"("_row$", "id", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalchild"."id", "testapp_decimalchild"."parent_id" FROM "testapp_decimalchild" ORDER BY "testapp_decimalchild"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalchild") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"parent":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE '{"id":"'||"_decimalkey_1"."id"||'"}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_decimalkey" AS "_decimalkey_1" ON "_page"."parent_id" = "_decimalkey_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
