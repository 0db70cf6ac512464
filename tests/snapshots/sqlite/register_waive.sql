WITH "_page"("_row$", "title", "number") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_chapter"."title", "testapp_chapter"."number" FROM "testapp_chapter" ORDER BY "testapp_chapter"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_chapter") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"title":'||CASE WHEN typeof("_page"."title")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."title" AS TEXT)) END||',"number":'||CASE WHEN "_page"."number" IS NULL THEN 'null' ELSE CASE typeof("_page"."number") WHEN 'integer' THEN CAST("_page"."number" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
