WITH "_page"("_row$", "id", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidchild"."id", "testapp_uuidchild"."parent_id" FROM "testapp_uuidchild" ORDER BY "testapp_uuidchild"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_uuidchild") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"bare":'||coalesce(CASE WHEN length("_page"."parent_id")=32 THEN '"'||lower(substr("_page"."parent_id",1,8)||'-'||substr("_page"."parent_id",9,4)||'-'||substr("_page"."parent_id",13,4)||'-'||substr("_page"."parent_id",17,4)||'-'||substr("_page"."parent_id",21,12))||'"' WHEN "_page"."parent_id" IS NOT NULL THEN char(1)||'!'||char(2) END,'null')||',"spelled":'||coalesce('"'||lower("_page"."parent_id")||'"','null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
