WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_tag"."name", "testapp_tag"."id" FROM "testapp_tag" ORDER BY "testapp_tag"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_tag") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"books":['||coalesce((SELECT string_agg(coalesce('{"url":"␃'||"_books_1"."id"::text||'␄'||CASE WHEN "_books_1"."author_id" IS NULL THEN 'null' ELSE '"␅'||"_books_1"."author_id"::text||'␆' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" INNER JOIN "testapp_book_tags" ON ("testapp_book"."id" = "testapp_book_tags"."book_id") WHERE "testapp_book_tags"."tag_id" = ("_page"."id") ORDER BY "testapp_book"."title" ASC, "testapp_book"."id" ASC) AS "_books_1"("id", "author_id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
