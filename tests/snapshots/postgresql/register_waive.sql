WITH "_page"("_row$", "title", "number") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_chapter"."title", "testapp_chapter"."number" FROM "testapp_chapter" ORDER BY "testapp_chapter"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_chapter") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"title":'||to_json("_page"."title")::text||',"number":'||CASE WHEN "_page"."number" IS NULL THEN 'null' ELSE "_page"."number"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
