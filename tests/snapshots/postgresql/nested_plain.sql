WITH "_page"("_row$", "title", "author_id", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."title", "testapp_book"."author_id", "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"title":'||to_json("_page"."title")::text||CASE WHEN "_page"."author_id" IS NULL THEN '' WHEN "_author_1"."country_id" IS NULL THEN ',"author":null' ELSE ',"author":{"id":'||"_country_2"."id"::text||',"code":'||to_json("_country_2"."code")::text||',"name":'||to_json("_country_2"."name")::text||'}' END||',"tags":['||coalesce((SELECT string_agg(coalesce('{"name":'||to_json("_tags_3"."name")::text||',"weight":'||"_tags_3"."weight"::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_tag"."name", "testapp_tag"."weight" FROM "testapp_tag" INNER JOIN "testapp_book_tags" ON ("testapp_tag"."id" = "testapp_book_tags"."tag_id") WHERE "testapp_book_tags"."book_id" = ("_page"."id") ORDER BY "testapp_tag"."weight" DESC, "testapp_tag"."name" ASC, "testapp_tag"."id" ASC) AS "_tags_3"("name", "weight")),'')||']}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_author_1"."country_id" = "_country_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
