WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidkey"."id" FROM "testapp_uuidkey" ORDER BY "testapp_uuidkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_uuidkey") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE WHEN length("_page"."id")=32 THEN '"'||lower(substr("_page"."id",1,8)||'-'||substr("_page"."id",9,4)||'-'||substr("_page"."id",13,4)||'-'||substr("_page"."id",17,4)||'-'||substr("_page"."id",21,12))||'"' WHEN "_page"."id" IS NOT NULL THEN char(1)||'!'||char(2) END||',"children":['||coalesce((SELECT group_concat(coalesce(CASE typeof("_children_1"."id") WHEN 'integer' THEN CAST("_children_1"."id" AS TEXT) ELSE char(1)||'!'||char(2) END,char(1)||'!'||char(2)),',') FROM (WITH "_children_1"("id") AS (SELECT "testapp_uuidchild"."id" FROM "testapp_uuidchild" WHERE "testapp_uuidchild"."parent_id" = ("_page"."id") ORDER BY "testapp_uuidchild"."id" ASC) SELECT * FROM "_children_1") AS "_children_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
