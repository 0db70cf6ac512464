WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"name":'||to_json("_found_1"."name")::text||',"weight":'||"_found_1"."weight"::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_tag"."name", "testapp_tag"."weight" FROM "testapp_tag" INNER JOIN "testapp_book_tags" ON ("testapp_tag"."id" = "testapp_book_tags"."tag_id") WHERE "testapp_book_tags"."book_id" = ("_page"."id") ORDER BY "testapp_tag"."name" ASC, "testapp_tag"."id" ASC LIMIT 2) AS "_found_1"("name", "weight")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
