WITH "_page"("_row$", "id", "select", "order", "mixed", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "group"."id", "group"."select", "group"."order", "group"."Mixed Case & sign", "group"."from" FROM "group" ORDER BY "group"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "group") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"select":'||to_json("_page"."select")::text||',"order":'||"_page"."order"::text||',"mixed":'||to_json("_page"."mixed")::text||',"parent":'||CASE WHEN "_page"."parent_id" IS NULL THEN 'null' ELSE "_page"."parent_id"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
