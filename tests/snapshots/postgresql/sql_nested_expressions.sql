WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"title":'||to_json("_found_1"."title")::text||',"price":'||CASE WHEN "_found_1"."price" IS NULL THEN 'null' ELSE '"'||"_found_1"."price"||'"' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."title", "testapp_book"."price" FROM "testapp_book" WHERE (EXISTS(SELECT %s AS "a" FROM "testapp_chapter" U0 WHERE (U0."book_id" = ("testapp_book"."id") AND U0."number" > %s) LIMIT 1) AND "testapp_book"."author_id" = ("_page"."id")) ORDER BY LENGTH("testapp_book"."title") DESC, "testapp_book"."rating" ASC NULLS FIRST, "testapp_book"."id" ASC LIMIT 2) AS "_found_1"("title", "price")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
