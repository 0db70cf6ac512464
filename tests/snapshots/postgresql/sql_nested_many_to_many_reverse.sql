WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_tag"."id" FROM "testapp_tag" ORDER BY "testapp_tag"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_tag") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"title":'||to_json("_found_1"."title")::text||',"price":'||CASE WHEN "_found_1"."price" IS NULL THEN 'null' ELSE '"'||"_found_1"."price"||'"' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."title", "testapp_book"."price" FROM "testapp_book" INNER JOIN "testapp_book_tags" ON ("testapp_book"."id" = "testapp_book_tags"."book_id") WHERE "testapp_book_tags"."tag_id" = ("_page"."id") ORDER BY "testapp_book"."price" DESC, "testapp_book"."id" ASC LIMIT 2) AS "_found_1"("title", "price")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
