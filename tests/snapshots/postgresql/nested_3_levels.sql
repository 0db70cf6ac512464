WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"books":['||coalesce((SELECT string_agg(coalesce('{"id":'||"_books_1"."id"::text||',"tags":['||coalesce((SELECT string_agg(coalesce('{"id":'||"_tags_2"."id"::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_tag"."id" FROM "testapp_tag" INNER JOIN "testapp_book_tags" ON ("testapp_tag"."id" = "testapp_book_tags"."tag_id") WHERE "testapp_book_tags"."book_id" = ("_books_1"."id") ORDER BY "testapp_tag"."weight" DESC, "testapp_tag"."name" ASC, "testapp_tag"."id" ASC) AS "_tags_2"("id")),'')||']}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."id" FROM "testapp_book" WHERE "testapp_book"."author_id" = ("_page"."id") ORDER BY "testapp_book"."title" ASC, "testapp_book"."id" ASC) AS "_books_1"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
