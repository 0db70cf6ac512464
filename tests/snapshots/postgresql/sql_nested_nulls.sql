WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"title":'||to_json("_found_1"."title")::text||',"number":'||CASE WHEN "_found_1"."number" IS NULL THEN 'null' ELSE "_found_1"."number"::text END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_chapter"."title", "testapp_chapter"."number" FROM "testapp_chapter" WHERE "testapp_chapter"."book_id" = ("_page"."id") ORDER BY "testapp_chapter"."number" ASC NULLS LAST, LOWER("testapp_chapter"."title") DESC, "testapp_chapter"."id" ASC LIMIT 3) AS "_found_1"("title", "number")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
