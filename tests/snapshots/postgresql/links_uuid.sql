WITH "_page"("_row$", "id", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidchild"."id", "testapp_uuidchild"."parent_id" FROM "testapp_uuidchild" ORDER BY "testapp_uuidchild"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_uuidchild") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"parent":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE '"␃'||"_page"."parent_id"::text||'␄' END||',"again":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE '"␅'||"_page"."parent_id"::text||'␆' END||',"slug":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE '"␇'||"_page"."parent_id"::text||'␈' END||',"fast":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE '"␃'||"_page"."parent_id"::text||'␄' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
