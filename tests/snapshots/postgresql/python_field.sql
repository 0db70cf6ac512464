WITH "_page"("_row$", "id", "title", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."title", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"title":'||E'\x010:'||to_json(("_page"."title"::text)::text)::text||E'\x02'||',"by":'||CASE WHEN "_page"."author_id" IS NULL THEN '"?"' ELSE CASE WHEN "_author_1"."name" IS NULL THEN 'null' ELSE E'\x011:'||to_json(("_author_1"."name"::text)::text)::text||E'\x02' END END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
