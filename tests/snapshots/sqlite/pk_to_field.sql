WITH "_page"("_row$", "id", "origin_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."origin_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"origin":'||coalesce(CASE WHEN typeof("_page"."origin_id")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."origin_id" AS TEXT)) END,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
