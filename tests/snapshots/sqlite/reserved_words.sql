WITH "_page"("_row$", "id", "select", "order", "mixed", "parent_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "group"."id", "group"."select", "group"."order", "group"."Mixed Case & sign", "group"."from" FROM "group" ORDER BY "group"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "group") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"select":'||CASE WHEN typeof("_page"."select")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."select" AS TEXT)) END||',"order":'||CAST("_page"."order" AS TEXT)||',"mixed":'||CASE WHEN typeof("_page"."mixed")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."mixed" AS TEXT)) END||',"parent":'||coalesce(CAST("_page"."parent_id" AS TEXT),'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
