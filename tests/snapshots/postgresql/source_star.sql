WITH "_page"("_row$", "id", "title", "price", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."title", "testapp_book"."price", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"summary":{"title":'||to_json("_page"."title")::text||',"price":'||CASE WHEN "_page"."price" IS NULL THEN 'null' ELSE '"'||"_page"."price"||'"' END||CASE WHEN "_page"."author_id" IS NULL THEN '' WHEN "_author_1"."country_id" IS NULL THEN '' ELSE ',"country":'||coalesce(to_json("_country_2"."code")::text,'null') END||'}}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_author_1"."country_id" = "_country_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
