WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||CASE WHEN "_page"."author_id" IS NULL THEN '' ELSE ',"found":['||coalesce((SELECT string_agg(coalesce('{"title":'||to_json("_found_2"."title")::text||',"price":'||CASE WHEN "_found_2"."price" IS NULL THEN 'null' ELSE '"'||"_found_2"."price"||'"' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."title", "testapp_book"."price" FROM "testapp_book" WHERE "testapp_book"."author_id" = ("_author_1"."id") ORDER BY "testapp_book"."title" DESC, "testapp_book"."id" ASC LIMIT 1) AS "_found_2"("title", "price")),'')||']' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
